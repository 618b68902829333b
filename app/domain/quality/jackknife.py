"""Intervals of corpus scores that are no means, such as BLEU and chrF: each part left out once.

Delete-a-group jackknife (Quenouille 1949; Wolter 2007, chapter 4): the score without each part says how much depends
on it. Parts are documents; in a single document up to 200 stretches of neighbouring segments, because neighbours
are alike. Limits are Student's t with parts − 1 degrees of freedom.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.domain.scoring.distributions import student_quantile

MOST_PARTS = 200
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Limits:
    """A 95 % interval with how it was made; None where a single part cannot say it."""

    low: float | None
    high: float | None
    method: str


def interval(
    counts: Numbers,
    documents: Sequence[Hashable],
    score: Callable[[list[float]], float],
    *,
    floor: float = 0.0,
    ceiling: float = 100.0,
) -> Limits:
    """The interval of `score` of the summed counts, a row of statistics for each segment."""
    parts, kind = _parts(documents)
    count = int(parts.max()) + 1 if len(parts) else 0
    method = f"jk-{count}-by-{kind}"
    if count < 2:
        return Limits(None, None, method)
    sums = np.zeros((count, counts.shape[1]))
    np.add.at(sums, parts, counts)
    total = sums.sum(0)
    whole = score(total.tolist())
    without = np.array([score((total - part).tolist()) for part in sums])
    off = without - without.mean()
    error = math.sqrt((count - 1) / count * float(off @ off))
    reach = student_quantile(0.975, count - 1) * error
    return Limits(max(whole - reach, floor), min(whole + reach, ceiling), method)


def _parts(documents: Sequence[Hashable]) -> tuple[npt.NDArray[np.int64], str]:
    """Which part each segment belongs to."""
    numbers: dict[Hashable, int] = {}
    found = np.array([numbers.setdefault(one, len(numbers)) for one in documents], dtype=np.int64)
    if len(numbers) > 1:
        return found, "document"
    parts = min(len(found), MOST_PARTS)
    return np.arange(len(found), dtype=np.int64) * parts // max(len(found), 1), "segment"
