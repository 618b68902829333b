"""Where raters disagree most: the texts worth talking about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.judging.records import Judgement

Place = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A text with what each rater gave it; `apart` is the largest distance."""

    system: str
    place: Place
    values: tuple[tuple[str, float], ...]  # rater, value
    apart: float


def most_disputed(
    judgements: Iterable[Judgement],
    value: Callable[[Judgement], float | None],
    raters: frozenset[str] = frozenset(),
) -> list[Disputed]:
    """The texts that two or more of these raters judged differently, the farthest apart first; no raters: all."""
    by_text: dict[tuple[str, Place], dict[str, float]] = defaultdict(dict)
    for judgement in judgements:
        given = value(judgement)
        if given is not None and (not raters or judgement.rater in raters):
            by_text[judgement.system, judgement.place][judgement.rater] = given
    found = []
    for (system, place), values in by_text.items():
        apart = max(values.values()) - min(values.values())
        if len(values) > 1 and apart > 0:
            found.append(Disputed(system, place, tuple(sorted(values.items())), apart))
    return sorted(found, key=lambda one: (-one.apart, str(one.place)))
