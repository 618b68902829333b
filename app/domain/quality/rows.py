"""A segment as the quality page counts it: small, because a page reads all of a project's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.domain.models import State


@dataclass(frozen=True, slots=True)
class Row:
    """A live segment. The statistics are there where it counts: JSON as stored, because few pages need them all."""

    id: int
    document_id: int
    position: int
    state: State
    left_out: bool
    editorial: bool
    author: str | None
    changed_at: str | None
    length: int  # characters of the source, else of the machine text
    bleu: str | None
    chrf: str | None
    ter_edits: float | None
    ter_words: float | None

    @property
    def is_counted(self) -> bool:
        return self.bleu is not None

    @property
    def shown_state(self) -> str:
        return "left_out" if self.left_out else self.state

    @property
    def share(self) -> float | None:
        """The share of words that was changed; of an emptied text 1, as everywhere."""
        if self.ter_edits is None or self.ter_words is None:
            return None
        if self.ter_words > 0:
            return self.ter_edits / self.ter_words
        return 1.0 if self.ter_edits else 0.0

    @property
    def week(self) -> str | None:
        """The Monday of the week of its last change, as 2026-11-16."""
        return monday(self.changed_at[:10]) if self.changed_at else None


@cache
def monday(day: str) -> str:
    """The Monday of a day's week; both as 2026-11-16."""
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()
