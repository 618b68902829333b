"""What an error costs: WMT's weights of 2020 and 2023, MQM 2.0's, and weights of one's own from a file.

An entry is a severity, a severity and a category, or these and a subcategory; the most specific one wins, upper and
lower case are the same, and * is any severity.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.errors import Invalid
from app.domain.judging.mqm_core import CATEGORIES
from app.domain.judging.records import Judgement, Mark
from app.domain.models import ImportWarning

ANY = "*"
MOST = 1_000_000
WMT20 = {
    "major": 5.0,
    "minor": 1.0,
    "minor/fluency/punctuation": 0.1,
    "*/non-translation": 25.0,
    "*/non-translation!": 25.0,
    "neutral": 0.0,
    "no-error": 0.0,
}
WMT23 = WMT20 | {
    "critical": 5.0,
    "*/source issue": 0.0,
    "*/source error": 0.0,
    "*/accuracy/creative reinterpretation": 0.0,
}
MQM2 = {"neutral": 0.0, "minor": 1.0, "major": 5.0, "critical": 25.0, "no-error": 0.0}
# Google's tree (anthea) and the names that WMT's files have besides.
WMT_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Accuracy": (
        "Creative Reinterpretation",
        "Mistranslation",
        "Source language fragment",
        "Addition",
        "Omission",
        "Untranslated text",
    ),
    "Fluency": (
        "Inconsistency",
        "Grammar",
        "Register",
        "Spelling",
        "Punctuation",
        "Character encoding",
        "Character Encoding",
        "Display",
        "Text-Breaking",
    ),
    "Style": ("Unnatural or awkward", "Bad sentence structure", "Awkward", "Archaic or obscure word choice"),
    "Terminology": (
        "Inappropriate for context",
        "Inconsistent",
        "Inconsistent use of terminology",
        "Inconsistent use",
    ),
    "Locale convention": (
        "Address format",
        "Currency format",
        "Date format",
        "Name format",
        "Number format",
        "Telephone format",
        "Time format",
        "Measurement format",
        "Address",
        "Currency",
        "Date",
        "Name",
        "Telephone",
        "Time",
    ),
    "Other": (),
    "Non-translation": (),
    "Non-translation!": (),
    "Source issue": (),
    "Source error": (),
}
_ENTRY = re.compile(r"(?P<name>.*?\S)\s*[\s:=,]\s*(?P<weight>[-+]?[0-9.]+(?:e[-+]?[0-9]+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weights:
    """Penalties by `severity[/category[/subcategory]]` in lower case."""

    name: str
    entries: Mapping[str, float]

    def of(self, mark: Mark) -> float | None:
        """What the mark costs; None where nothing is said about its severity."""
        severity = _plain(mark.severity)
        parts = [_plain(part) for part in (mark.category or "").split("/") if part.strip()]
        for length in range(len(parts), -1, -1):
            for start in (severity, ANY):
                weight = self.entries.get("/".join((start, *parts[:length])))
                if weight is not None:
                    return weight
        return None

    @property
    def label(self) -> str:
        """The name for a signature; weights of one's own have digits that change with every entry."""
        if self.name in KNOWN and KNOWN[self.name].entries == self.entries:
            return self.name
        written = json.dumps({key: float(weight) for key, weight in self.entries.items()}, sort_keys=True)
        return f"{self.name}-{hashlib.sha256(written.encode()).hexdigest()[:8]}"

    @property
    def severities(self) -> list[str]:
        return sorted({key.split("/")[0] for key in self.entries} - {ANY, "no-error"})


KNOWN = {"wmt20": Weights("wmt20", WMT20), "wmt23": Weights("wmt23", WMT23), "mqm2": Weights("mqm2", MQM2)}


def read(text: str, name: str) -> Weights:
    """Weights from a file: `Minor/Fluency/Punctuation 0.1` on a line, # for remarks, or one JSON object of the same."""
    entries: dict[str, float] = {}
    text = text.removeprefix("\ufeff")
    for number, written, weight in (
        _json_entries(text, name) if text.lstrip().startswith("{") else _lines(text, name)
    ):
        if not 0 <= weight <= MOST:
            raise Invalid(
                f"{name}, line {number}: a weight is a number from 0 up to {MOST:,}; {weight:g} is not."
            )
        key = "/".join(_plain(part) for part in written.split("/"))
        if key in entries:
            raise Invalid(f"{name}, line {number}: {written} has a weight already; keep one of the two.")
        entries[key] = weight
    if not entries:
        raise Invalid(f"{name} has no weights. Write a severity and its weight on a line, such as: Major 5")
    return Weights(
        re.sub(r"\.[^.]*$", "", re.split(r"[/\\]", name)[-1]) or name, {"no-error": 0.0, **entries}
    )


def unknown_categories(judgements: Iterable[Judgement], weights: Weights) -> list[ImportWarning]:
    """A warning for each category that neither WMT, MQM Core nor the weights name: it may be a typing mistake."""
    own = {part for key in weights.entries for part in key.split("/")[1:]}
    seen: dict[str, int | None] = {}
    for judgement in judgements:
        for mark in judgement.marks:
            parts = {_plain(part) for part in (mark.category or "").split("/") if part.strip()}
            if parts - _CATEGORIES - own:
                seen.setdefault(mark.category or "", judgement.line)
    return [
        ImportWarning(
            line, f"the category {category!r} is in no list that Stet knows; it counts by its severity."
        )
        for category, line in seen.items()
    ]


def unknown_entries(weights: Weights) -> list[ImportWarning]:
    """A warning for each entry with a severity or category that nobody knows: misspelt, it would never count."""
    return [
        ImportWarning(
            None,
            f"the weights {weights.name} have an entry {key!r}, whose {what} is in no list that Stet knows; it counts"
            " only where a mark says exactly this.",
        )
        for key, what in ((key, _unknown_part(key)) for key in weights.entries)
        if what
    ]


def _unknown_part(key: str) -> str | None:
    severity, *categories = key.split("/")
    if severity not in _SEVERITIES:
        return "severity"
    return None if set(categories) <= _CATEGORIES else "category"


def refuse_unknown_severities(judgements: Iterable[Judgement], weights: Weights, name: str) -> None:
    """One sentence that names the first mark to which the weights give no cost."""
    for judgement in judgements:
        for mark in judgement.marks:
            if weights.of(mark) is None:
                line = f", line {judgement.line}" if judgement.line else ""
                raise Invalid(
                    f"{name}{line}: the severity {mark.severity!r} has no weight in {weights.name}, which knows"
                    f" {', '.join(weights.severities)}. Correct it, or give other weights with --weights."
                )


def _lines(text: str, name: str) -> Iterator[tuple[int, str, float]]:
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        entry = _ENTRY.fullmatch(line)
        try:
            if entry is None:
                raise ValueError
            yield number, entry["name"], float(entry["weight"])
        except ValueError:
            raise Invalid(
                f"{name}, line {number}: write a severity and its weight, such as: Minor/Fluency 0.5"
            )


def _json_entries(text: str, name: str) -> Iterator[tuple[int, str, float]]:
    try:
        found = json.loads(text, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        raise Invalid(
            f"{name}, line {error.lineno}: this is not JSON. Write one object of names and weights."
        )
    except (ValueError, RecursionError):
        raise Invalid(f"{name} is not JSON that can be read. Write one object of names and weights.")
    for key, weight in found:
        is_number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not is_number or abs(weight) > MOST:
            raise Invalid(f"{name}: the weight of {key!r} is not a number up to {MOST:,}.")
        yield 1, key, float(weight)


def _pairs(pairs: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """As they stand, so that a name that stands twice is seen."""
    return pairs


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


_SEVERITIES = {ANY, *(key for known in KNOWN.values() for key in known.entries if "/" not in key)}
_CATEGORIES = {
    _plain(name)
    for tree in (WMT_CATEGORIES, CATEGORIES)
    for top, below in tree.items()
    for name in (top, *below)
}
