"""BLEU, chrF, chrF++ and TER of whole texts, line by line against references, as sacreBLEU computes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from app.domain.errors import Invalid, Unsupported
from app.domain.scoring import measures
from app.domain.scoring.measures import Lines, Options, Rows
from app.domain.scoring.recipes import BLEU_TOKENIZERS, primary_subtag

if TYPE_CHECKING:
    import numpy.typing as npt

Counts = list[float]
FEW = 150  # lines that are counted before the array library is loaded
BATCH = 400  # lines counted at once: their n-grams stay in the processor's cache
CHARACTERS = 200_000  # … and no more than these
TOKENIZERS = ("13a", "intl", "char", "zh", "ja-mecab", "ko-mecab", "icu", "none")
DOWNLOADED = frozenset({"spm", "flores101", "flores200", "spBLEU-1K"})
EXTRAS = {"ja-mecab": "sacrebleu[ja]", "ko-mecab": "sacrebleu[ko]"}


class Sacrebleu:
    """One of sacreBLEU's metrics; few lines are counted by sacreBLEU itself, many at once by arrays."""

    def __init__(self, metric: Metric) -> None:
        self.metric = metric

    def counts(self, lines: Lines) -> Sequence[Rows]:
        if isinstance(self.metric, TER):
            return _line_by_line(_ter_counts, self.metric, lines)
        if len(lines.systems[0]) * len(lines.systems) <= FEW:
            return _line_by_line(_ngram_counts, self.metric, lines)
        return _at_once(self.metric, lines)

    def score(self, total: Sequence[float]) -> float:
        return float(self.metric._compute_score_from_stats(list(total)).score)

    def scores(self, totals: npt.NDArray[Any]) -> npt.NDArray[Any]:
        from app.domain.scoring.counting import totals as many

        return many.scores(self.metric, totals)

    def line_scores(self, rows: Rows) -> list[float]:
        """BLEU takes the n-gram orders that the line has."""
        alone = _for_lines(self.metric)
        if not isinstance(rows, list):
            from app.domain.scoring.counting import totals as many

            found: list[float] = many.scores(alone, rows.astype(float)).tolist()
            return found
        return [float(alone._compute_score_from_stats(list(row)).score) for row in rows]

    def signature(self, trials: Mapping[str, object]) -> str:
        signature = self.metric.get_signature()
        for name, value in trials.items():
            signature.update(name, value)
        return str(signature)


def bleu(options: Options, references: int) -> Sacrebleu:
    language = primary_subtag(options.target_lang)
    chosen = options.bleu_tokenize or BLEU_TOKENIZERS.get(language, "13a")
    metric = BLEU(
        lowercase=options.lowercase,
        tokenize="none" if chosen == "icu" else _available(chosen),
        smooth_method=options.smooth,
        smooth_value=options.smooth_value,
        effective_order=options.effective_order,
        force=True,
    )
    if chosen == "icu":
        metric.tokenizer = IcuWords(language)
        metric.tokenizer_signature = metric.tokenizer.signature()
    return _with_references(metric, references)


def chrf(options: Options, references: int) -> Sacrebleu:
    return _with_references(CHRF(lowercase=options.lowercase), references)


def chrf_with_words(options: Options, references: int) -> Sacrebleu:
    return _with_references(CHRF(lowercase=options.lowercase, word_order=2), references)


def ter(options: Options, references: int) -> Sacrebleu:
    """sacreBLEU's defaults in every language."""
    return _with_references(TER(), references)


def register() -> None:
    """Make the built-in metrics known."""
    for name, maker in {"bleu": bleu, "chrf": chrf, "chrf++": chrf_with_words, "ter": ter}.items():
        measures.register(name, maker)


class IcuWords:
    """Words of Thai and other scripts without spaces by ICU's dictionaries; sacreBLEU has no such tokenizer."""

    def __init__(self, language: str) -> None:
        self._language = language or None

    def signature(self) -> str:
        from icu4py import icu_version

        return "-".join(["icu", str(icu_version), *([self._language] if self._language else [])])

    def __call__(self, line: str) -> str:
        from app.domain import tokens  # its expressions take longer to compile than a file to score

        return " ".join(tokens.split(line, self._language))


def checked_tokenizer(name: str) -> str:
    """A tokenizer's name, or a sentence about why it cannot be had."""
    if name in DOWNLOADED:
        raise Unsupported(
            f"The tokenizer {name} needs a model that sacreBLEU downloads; Stet downloads nothing."
            f" Choose from {', '.join(TOKENIZERS)}."
        )
    if name not in TOKENIZERS:
        raise Invalid(f"There is no tokenizer {name!r}; choose from {', '.join(TOKENIZERS)}.")
    return name


def _available(tokenizer: str) -> str:
    checked_tokenizer(tokenizer)
    if tokenizer in EXTRAS:
        try:
            BLEU(tokenize=tokenizer, force=True)
        except (ImportError, RuntimeError):
            raise Unsupported(
                f"The tokenizer {tokenizer} needs MeCab and its dictionary. Install them:"
                f" pip install '{EXTRAS[tokenizer]}'; or choose another with --bleu-tokenize."
            )
    return tokenizer


def _with_references(metric: Metric, references: int) -> Sacrebleu:
    metric.num_refs = references
    return Sacrebleu(metric)


def _for_lines(metric: Metric) -> Metric:
    if not isinstance(metric, BLEU):
        return metric
    # Nothing is tokenised any more: the counts are there.
    return BLEU(
        tokenize="none",
        smooth_method=metric.smooth_method,
        smooth_value=metric.smooth_value,
        force=True,
        effective_order=True,
    )


def _at_once(metric: Metric, lines: Lines) -> Sequence[Rows]:
    import numpy as np

    from app.domain.scoring.counting import lines as counting

    count: Any = counting.bleu if isinstance(metric, BLEU) else counting.chrf
    sides = (*lines.systems, *lines.references)
    batches = [
        count(
            metric,
            [side[start:end] for side in lines.systems],
            [side[start:end] for side in lines.references],
        )
        for start, end in _batches(sides)
    ]
    return [np.concatenate(parts).astype(np.int32) for parts in zip(*batches, strict=True)]


def _batches(sides: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    found, start, characters = [], 0, 0
    for number, texts in enumerate(zip(*sides, strict=True), start=1):
        characters += sum(map(len, texts))
        if characters >= CHARACTERS or number - start >= BATCH:
            found.append((start, number))
            start, characters = number, 0
    if start < len(sides[0]):
        found.append((start, len(sides[0])))
    return found


def _line_by_line(of_line: Any, metric: Metric, lines: Lines) -> Sequence[Rows]:
    side_by_side = zip(zip(*lines.systems, strict=True), zip(*lines.references, strict=True), strict=True)
    rows = [of_line(metric, hypotheses, references) for hypotheses, references in side_by_side]
    return [list(column) for column in zip(*rows, strict=True)]


def _ngram_counts(metric: Metric, hypotheses: Sequence[str], references: Sequence[str]) -> list[Counts]:
    known = metric._extract_reference_info([metric._preprocess_segment(text) for text in references])
    return [
        metric._compute_segment_statistics(metric._preprocess_segment(text), known) for text in hypotheses
    ]


def _ter_counts(metric: Metric, hypotheses: Sequence[str], references: Sequence[str]) -> list[Counts]:
    from app.domain.scoring import ter  # rapidfuzz is loaded for those who ask for TER only

    # sacreBLEU's default tokenizer lowers and splits, and nothing else.
    known = [text.lower().split() for text in references]
    length = sum(map(len, known)) / len(known)
    found = []
    for text in hypotheses:
        words = text.lower().split()
        found.append([min(ter.edits(words, reference, None) or 0 for reference in known), length])
    return found
