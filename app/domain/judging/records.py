"""What people said about translations: one rater on one text at a time, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.domain.models import ImportWarning

Side = Literal["source", "target"]
NO_ERROR = "no-error"


class Span(NamedTuple):
    """Code points `[start, end)` of the source or the target; start = end is a gap where words are missing."""

    side: Side
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An error. Without spans it concerns the whole text, or words that stand nowhere."""

    severity: str
    category: str | None = None
    spans: tuple[Span, ...] = ()
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rater said about one system's translation of one segment.

    No marks: no error was found, unless the rater was asked for a rating only.
    """

    system: str
    segment: str
    rater: str
    document: str | None = None
    domain: str | None = None
    source: str | None = None
    target: str | None = None
    marks: tuple[Mark, ...] = ()
    rating: float | None = None
    line: int | None = None  # where the file says it first
    is_rated_only: bool = False

    @property
    def place(self) -> tuple[str | None, str]:
        """The segment among all of them, whoever translated it."""
        return self.document, self.segment


def about_errors(found: Iterable[Judgement]) -> list[Judgement]:
    """The judgements of raters who marked errors: those without a rating, and all of raters who name categories.

    Spans of ESA have no category and cost nothing there; whoever names them marks errors, also where none was found.
    """
    said = [one for one in found if not one.is_rated_only]
    naming = {one.rater for one in said if any(mark.category for mark in one.marks)}
    return [one for one in said if one.rating is None or one.rater in naming]


@dataclass(frozen=True, slots=True)
class Judgements:
    """The judgements of a file that count, with what was left out of it and what a person should look at."""

    found: tuple[Judgement, ...]
    dropped: tuple[str, ...] = ()  # kinds of rows that never count, for the signature
    warnings: tuple[ImportWarning, ...] = ()
