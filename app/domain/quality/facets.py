"""Filters of the quality page: what can be chosen, how many segments each choice would leave, and which are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.quality.rows import Row

Values = Callable[[Row], Collection[str]]
BANDS = ("same", "little", "some", "much")  # shares of words changed
LENGTHS = ("short", "middle", "long")
DAYS = (7, 30, 90)  # how long ago a segment was changed
LITTLE, MUCH = 0.1, 0.3
SHORT, LONG = 40, 120  # characters


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, with the segments that are left when it is chosen with all other facets as they are."""

    value: str
    n: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    chosen: str | None
    choices: tuple[Choice, ...]


def band(row: Row) -> str | None:
    """How much of a segment was changed."""
    share = row.share
    if share is None:
        return None
    if share == 0:
        return "same"
    if share < LITTLE:
        return "little"
    return "some" if share < MUCH else "much"


def first_days(today: str) -> dict[str, str]:
    """The first of the last 7, 30 and 90 days, today among them, as 2026-11-16."""
    last = date.fromisoformat(today)
    return {str(days): (last - timedelta(days=days - 1)).isoformat() for days in DAYS}


def recent(changed_at: str | None, firsts: Mapping[str, str]) -> tuple[str, ...]:
    """Which of these numbers of days a moment lies in."""
    if changed_at is None:
        return ()
    return tuple([days for days, first in firsts.items() if changed_at >= first])


def length(characters: int) -> str:
    if characters < SHORT:
        return "short"
    return "middle" if characters < LONG else "long"


def chosen(rows: Iterable[Row], wanted: Mapping[str, str], values: Mapping[str, Values]) -> list[Row]:
    """The rows that fit every chosen facet."""
    asked = [(values[name], value) for name, value in wanted.items() if name in values]
    if not asked:
        return list(rows)
    return [row for row in rows if all(value in of(row) for of, value in asked)]


def facets(rows: Sequence[Row], wanted: Mapping[str, str], values: Mapping[str, Values]) -> list[Facet]:
    """Every facet with its choices, the most frequent first; one that leaves no choice is not shown."""
    found = []
    for name, of in values.items():
        others = {key: value for key, value in wanted.items() if key != name}
        counts = Counter(value for row in chosen(rows, others, values) for value in of(row))
        is_chosen = wanted.get(name)
        if is_chosen and is_chosen not in counts:
            counts[is_chosen] = 0
        if len(counts) > 1 or is_chosen:
            found.append(Facet(name, is_chosen, _choices(counts, is_chosen)))
    return found


def _choices(counts: Counter[str], is_chosen: str | None) -> tuple[Choice, ...]:
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Choice(value, n, value == is_chosen) for value, n in order)
