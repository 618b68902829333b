"""What people said about translations: one rater on one text at a time, whatever file it came from."""

from __future__ import annotations

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
    """What one rater said about one system's translation of one segment; no marks: no error was found."""

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

    @property
    def place(self) -> tuple[str | None, str]:
        """The segment among all of them, whoever translated it."""
        return self.document, self.segment


@dataclass(frozen=True, slots=True)
class Judgements:
    """The judgements of a file that count, with what was left out of it and what a person should look at."""

    found: tuple[Judgement, ...]
    dropped: tuple[str, ...] = ()  # kinds of rows that never count, for the signature
    warnings: tuple[ImportWarning, ...] = ()
