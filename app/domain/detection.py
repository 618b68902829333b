"""The language of a text, with how sure one can be of it.

Scripts and letters decide where they can. Else langdetect's profiles are read over every n-gram (its own
sampling is random) and py3langid gives a second opinion: only what both say can be sure. Both models are loaded
at the first question, once, and are never changed afterwards, so that threads can share them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from app.domain import languages, scripts
from app.domain.models import Certainty, Detection, LanguageGuess

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from py3langid.langid import LanguageIdentifier

SAMPLE_LENGTH = 2000
PIECES = 5
SURE_WORDS = 4
MOST_ALTERNATIVES = 3

# Languages that langdetect does not know and that py3langid tells well enough from those that it knows.
_SECOND_ONLY = frozenset({"az", "be", "cy", "eo", "eu", "ga", "is", "kk", "ky", "lb", "mn", "mt", "tt", "gl"})
_SMOOTHING = 0.5 / 10000
_FROM_MODEL = {"no": "nb", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "bs": "hr", "nn": "nb", "fil": "tl"}
_NOISE = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@[\w.-]{1,255}|[\d_#*|<>{}\[\]]+")
_SPACES = re.compile(r"\s+")
_UNKNOWN = Detection(lang=None, confidence=0.0, certainty="unknown")
_loading = Lock()


def detect(text: str, candidates: Sequence[str] | None = None) -> Detection:
    """Return the language of the text, one of the candidates if there are any; None where nothing tells."""
    sample = _clean(_sample(text))
    script = scripts.main_script(sample)
    if not script:
        return _UNKNOWN
    allowed = None if candidates is None else {languages.normalise(tag): None for tag in candidates}
    found = _by_script(sample, script) or _by_models(sample, script, allowed)
    return found if allowed is None else _restricted(found, sample, script, tuple(allowed))


def _sample(text: str) -> str:
    """Take pieces from all over a long text, so that a foreign preface does not decide."""
    if len(text) <= SAMPLE_LENGTH:
        return text
    length = SAMPLE_LENGTH // PIECES
    step = (len(text) - length) // (PIECES - 1)
    return " ".join(text[at : at + length] for at in range(0, len(text) - length + 1, step))


def _clean(text: str) -> str:
    plain = _SPACES.sub(" ", _NOISE.sub(" ", text)).strip()
    lower = sum(char.islower() for char in plain)
    upper = sum(char.isupper() for char in plain)
    return plain.lower() if upper > lower else plain


def _by_script(text: str, script: str) -> Detection | None:
    letters = sum(bool(scripts.script_of(char)) for char in text)
    certainty: Certainty = "sure" if letters >= 4 else "probably"
    if script == "kana":
        return Detection("ja", 0.99, certainty)
    if script == "han":
        return _chinese(text, letters)
    by_letters = scripts.by_letters(text, script)
    if by_letters:
        return Detection(by_letters, 0.97, certainty if letters >= 12 else "probably")
    only = scripts.LANGUAGE_OF_SCRIPT.get(script)
    return Detection(only, 0.99, certainty) if only else None


def _chinese(text: str, letters: int) -> Detection:
    variant, is_decided = scripts.chinese_variant(text)
    other = "zh-Hans" if variant == "zh-Hant" else "zh-Hant"
    if is_decided and letters >= 6:
        return Detection(variant, 0.98, "sure", (LanguageGuess(other, 0.02),))
    alternatives = (LanguageGuess(other, 0.25), LanguageGuess("ja", 0.15))
    return Detection(variant, 0.6, "probably" if letters >= 4 else "guess", alternatives)


def _by_models(text: str, script: str, allowed: dict[str, None] | None) -> Detection:
    names = _possible(script, allowed)
    text = _only_script(text, script)
    first, second = _first_opinion(text, names), _second_opinion(text, names)
    if not first and not second:
        return _UNKNOWN
    mixed = _mix(first, second)
    ranked = sorted(mixed.items(), key=lambda item: (-item[1], item[0]))
    total = sum(mixed.values()) or 1.0
    best = ranked[0][0]
    agree = bool(first and second) and _top(first) == _top(second) == best
    guesses = tuple(LanguageGuess(name, round(share / total, 4)) for name, share in ranked)
    confidence = guesses[0].confidence
    return Detection(
        best,
        confidence,
        _certainty(text, confidence, agree=agree),
        tuple(guess for guess in guesses[1:] if guess.confidence >= 0.01)[:MOST_ALTERNATIVES],
    )


def _mix(first: dict[str, float], second: dict[str, float]) -> dict[str, float]:
    """Average two opinions; a language that the first cannot know counts when the second is firm about it."""
    if second and _top(second) not in first and max(second.values()) >= 0.75:
        return second
    return {name: (first.get(name, 0.0) + second.get(name, 0.0)) / 2 for name in first.keys() | second.keys()}


def _top(opinion: dict[str, float]) -> str:
    return max(opinion, key=lambda name: (opinion[name], name))


def _certainty(text: str, confidence: float, *, agree: bool) -> Certainty:
    words = len(text.split())
    if agree and words >= SURE_WORDS and confidence >= 0.6:
        return "sure"
    if (agree and confidence >= 0.5) or confidence >= 0.85:
        return "probably" if words > 1 else "guess"
    return "guess"


def _possible(script: str, allowed: dict[str, None] | None) -> frozenset[str]:
    """The languages to choose from: those asked for, else those both models know, in this script."""
    if allowed is not None:
        return frozenset(_model_name(tag) for tag in allowed)
    known = frozenset(_profiles().names) | _SECOND_ONLY
    return frozenset(name for name in known if _writes(name, script))


def _writes(tag: str, script: str) -> bool:
    language = languages.find(tag)
    return language is not None and language.script == script


def _model_name(tag: str) -> str:
    """The name under which the models know a language: de for de-AT, hr for Bosnian and Latin Serbian."""
    base = "hr" if tag.startswith("sr-Latn") else languages.primary(tag)
    return tag[:7] if base == "zh" else _FROM_MODEL.get(base, base)


def _only_script(text: str, script: str) -> str:
    """Drop Latin names from a text in another script."""
    return text if script == "latin" else "".join(char for char in text if scripts.script_of(char) != "latin")


def _restricted(found: Detection, text: str, script: str, tags: tuple[str, ...]) -> Detection:
    """Give the answer in the candidates' own tags, or the best of them that can be written so."""
    names = {_model_name(tag): tag for tag in reversed(tags)}
    name = _model_name(found.lang) if found.lang else ""
    if name in names:
        guesses = [guess for guess in found.alternatives if _model_name(guess.lang) in names]
        alternatives = tuple(
            LanguageGuess(names[_model_name(guess.lang)], guess.confidence) for guess in guesses
        )
        certainty = found.certainty if _agrees_in_the_open(found, text, script) else "guess"
        return Detection(names[name], found.confidence, certainty, alternatives)
    kin = "cjk" if script in ("han", "kana") else script
    writers = [tag for tag in tags if _writes(tag, kin)]
    if not writers:
        return _UNKNOWN
    best = _by_models(text, script, dict.fromkeys(writers)) if len(writers) > 1 else _UNKNOWN
    tag = names.get(_model_name(best.lang), writers[0]) if best.lang else writers[0]
    return Detection(tag, min(best.confidence, 0.5), "guess")


def _agrees_in_the_open(found: Detection, text: str, script: str) -> bool:
    """Tell whether the answer also stands among all languages, as far as a text of this length can say."""
    if found.certainty == "guess" or _by_script(text, script):
        return True
    free = _by_models(text, script, None)
    return free.certainty == "guess" or _model_name(free.lang or "") == _model_name(found.lang or "")


# langdetect


@dataclass(frozen=True, slots=True)
class _Profiles:
    """langdetect's n-gram probabilities as logarithms: a row for each n-gram, a column for each language."""

    names: tuple[str, ...]
    rows: dict[str, int]
    logs: NDArray[np.float32]


def _profiles() -> _Profiles:
    with _loading:
        return _load_profiles()


@cache
def _load_profiles() -> _Profiles:
    import numpy as np
    from langdetect import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    names = tuple(_FROM_MODEL.get(name, name) for name in factory.langlist)
    table = np.array(list(factory.word_lang_prob_map.values()), dtype=np.float32)
    rows = {ngram: row for row, ngram in enumerate(factory.word_lang_prob_map)}
    return _Profiles(names, rows, np.log(table + _SMOOTHING))


def _first_opinion(text: str, names: frozenset[str]) -> dict[str, float]:
    profiles = _profiles()
    columns = [column for column, name in enumerate(profiles.names) if name in names]
    rows = [profiles.rows[ngram] for ngram in _ngrams(text) if ngram in profiles.rows]
    if not columns or not rows:
        return {}
    sums = profiles.logs[rows].sum(axis=0)
    return _shares({profiles.names[column]: float(sums[column]) for column in columns}, math.sqrt(len(rows)))


def _ngrams(text: str) -> Iterable[str]:
    from langdetect.utils.ngram import NGram

    reader = NGram()
    for char in NGram.normalize_vi(text):
        reader.add_char(char)
        if reader.capitalword:
            continue
        for length in range(1, min(len(reader.grams), NGram.N_GRAM) + 1):
            ngram = reader.grams[-length:]
            if ngram != " ":
                yield ngram


def _shares(scores: dict[str, float], temperature: float) -> dict[str, float]:
    """Turn log scores into shares of 1; the temperature keeps long texts from looking certain."""
    top = max(scores.values())
    weights = {name: math.exp((score - top) / temperature) for name, score in scores.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


# py3langid


def _second_opinion(text: str, names: frozenset[str]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for label, share in _identifier().rank(text):
        name = _FROM_MODEL.get(label, label)
        if name in names:
            shares[name] = shares.get(name, 0.0) + share
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()} if total else {}


def _identifier() -> LanguageIdentifier:
    with _loading:
        return _load_identifier()


@cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
