"""How values spread over a scale: the columns of a histogram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """How many values lie in [low, high); `high` is None where everything above belongs to it."""

    low: float
    high: float | None
    n: int


def of_scores(values: Sequence[float]) -> tuple[Bin, ...]:
    """Scores of 0-100 in tens; 100 itself lies in the last one."""
    tens = [min(int(max(value, 0.0) / 10 + 1e-9), 9) for value in values]
    return tuple(Bin(ten * 10, 100 if ten == 9 else ten * 10 + 10, tens.count(ten)) for ten in range(10))


EDGES = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 25.0)


def of_penalties(values: Sequence[float]) -> tuple[Bin, ...]:
    """Penalty points of segments; most have none, so the first bin is theirs up to 1."""
    highs = (*EDGES[1:], None)
    return tuple(
        Bin(low, high, sum(low <= value and (high is None or value < high) for value in values))
        for low, high in zip(EDGES, highs, strict=True)
    )
