"""Which variant of each metric a language gets, as sacreBLEU's own objects.

BLEU's tokenizer follows sacreBLEU's defaults by target language. Thai, Lao, Khmer and Burmese put no spaces
between words, which sacreBLEU would silently take for one token a sentence; they get its `char`.
TER is the recipe of WMT's quality-estimation labels (lower-cased, words between spaces); Chinese and Japanese
are normalised with Asian support, because otherwise a sentence would be one word; for Thai and its like the
words are ICU's, and the signature says so.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

BLEU_TOKENIZERS = {"zh": "zh", "yue": "zh", "ja": "ja-mecab", "ko": "ko-mecab"} | dict.fromkeys(
    ("th", "lo", "km", "my"), "char"
)
ASIAN = frozenset({"zh", "yue", "ja"})
BROKEN_BY_ICU = frozenset({"th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """The metrics of one language, each for one reference."""

    lang: str
    bleu: BLEU
    sentence_bleu: BLEU
    chrf: CHRF
    ter: TER

    def ter_words(self, text: str) -> list[str]:
        """The text as TER counts its words."""
        if self.lang in BROKEN_BY_ICU:
            from app.domain import tokens  # its expressions take longer to compile than a file to score

            text = " ".join(tokens.split(text, self.lang))
        return self.ter._preprocess_segment(text).split()


def recipe(lang: str | None) -> Recipe:
    """The recipe of a language, made once in each thread: MeCab's taggers are not for sharing."""
    primary = primary_subtag(lang)
    known = _made.recipes
    if primary not in known:
        known[primary] = _make(primary)
    return known[primary]


def primary_subtag(lang: str | None) -> str:
    return (lang or "").replace("_", "-").split("-")[0].lower()


class _Made(threading.local):
    def __init__(self) -> None:
        self.recipes: dict[str, Recipe] = {}


_made = _Made()


def _make(lang: str) -> Recipe:
    tokenizer = BLEU_TOKENIZERS.get(lang, "13a")
    made = Recipe(
        lang=lang,
        bleu=BLEU(tokenize=tokenizer, force=True),
        sentence_bleu=BLEU(tokenize=tokenizer, force=True, effective_order=True),
        chrf=CHRF(),
        ter=TER(normalized=lang in ASIAN, asian_support=lang in ASIAN),
    )
    for metric in (made.bleu, made.sentence_bleu, made.chrf, made.ter):
        # sacreBLEU learns it from the first segment; a signature may be asked for earlier.
        metric.num_refs = 1
    return made
