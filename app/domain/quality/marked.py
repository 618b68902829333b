"""Errors by type and severity, from what raters marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.judging.records import NO_ERROR, Judgement, Mark

UNNAMED = "other"
SEVERE = ("critical", "major")
LIGHT = ("neutral",)


@dataclass(frozen=True, slots=True)
class ErrorType:
    """How often one type of error was marked."""

    name: str
    critical: int
    major: int
    minor: int

    @property
    def n(self) -> int:
        return self.critical + self.major + self.minor


def types(judgements: Iterable[Judgement]) -> list[ErrorType]:
    """Each type with its errors, the most serious first; neutral marks are no errors."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for judgement in judgements:
        for mark in errors(judgement):
            found[type_of(mark)][_severity(mark)] += 1
    made = [ErrorType(name, each["critical"], each["major"], each["minor"]) for name, each in found.items()]
    return sorted(made, key=lambda one: (-one.critical, -one.major, -one.minor, one.name))


def errors(judgement: Judgement) -> list[Mark]:
    return [mark for mark in judgement.marks if mark.severity.casefold() not in (NO_ERROR, *LIGHT)]


def type_of(mark: Mark) -> str:
    """The most exact name that the mark has."""
    parts = [part.strip() for part in (mark.category or "").split("/") if part.strip()]
    return parts[-1] if parts else UNNAMED


def _severity(mark: Mark) -> str:
    severity = mark.severity.casefold()
    return severity if severity in SEVERE else "minor"
