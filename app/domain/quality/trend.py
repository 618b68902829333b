"""A number over time: points with intervals, and whether each differs from the one before by more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.scoring.distributions import student_quantile
from app.domain.scoring.intervals import Interval


@dataclass(frozen=True, slots=True)
class Measured:
    """The number of one import or week."""

    key: str
    name: str
    value: float
    low: float | None
    high: float | None
    error: float | None  # standard error
    n: int


@dataclass(frozen=True, slots=True)
class Point:
    """`is_clear` tells whether it differs clearly from the point before; None for the first, and where nobody knows."""

    measured: Measured
    change: float | None
    is_clear: bool | None


def measured(key: str, name: str, interval: Interval) -> Measured:
    return Measured(key, name, interval.mean, interval.low, interval.high, interval.error, interval.n)


def points(found: Sequence[Measured]) -> list[Point]:
    """Neighbours are compared as independent samples: |change| against standard errors of a difference.

    How many is Student's t for 95 % with the smaller n − 1 degrees of freedom: 1.96 of long texts, 12.7 of two segments.
    """
    made = []
    for place, one in enumerate(found):
        before = found[place - 1] if place else None
        change = one.value - before.value if before else None
        made.append(Point(one, change, _is_clear(before, one)))
    return made


def _is_clear(before: Measured | None, after: Measured) -> bool | None:
    if before is None or before.error is None or after.error is None or min(before.n, after.n) < 2:
        return None
    reach = student_quantile(0.975, min(before.n, after.n) - 1)
    return abs(after.value - before.value) > reach * math.hypot(before.error, after.error)
