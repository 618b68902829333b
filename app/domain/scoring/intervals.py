"""How far a mean of human scores could be off: 95 % intervals from documents drawn again and again.

Segments of one document are alike and often have one rater, so whole documents are drawn. With few documents the
percentile bootstrap promises too much (about 80 % instead of 95 % with five), so the interval is the studentised
bootstrap (bootstrap-t: Efron and Tibshirani 1993, chapter 12) with the standard error of a ratio of document sums.
To each side it reaches at least as far as Student's t with documents − 1 degrees of freedom and at most half as
far again: alone it is too short for symmetric values and endless for five documents. Under five documents there is
nothing to draw from, and it is Student's t alone. A single document is drawn by segments.
`python -m bench.coverage` measures how often these intervals hold the truth.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.domain.scoring.distributions import student_quantile

SEED = 12345
RESAMPLES = 1000
FEWEST_DRAWN = 5
FURTHEST = 1.5  # times as far as Student's t
CELLS = 2_000_000  # of a block of draws: 16 MB
Numbers = npt.NDArray[np.float64]
Cluster = Literal["document", "segment"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % limits; both are None where one value cannot say how far it is off."""

    mean: float
    low: float | None
    high: float | None
    n: int
    clusters: int
    cluster: Cluster
    error: float | None  # standard error
    above: int  # draws in which the mean is above 0
    below: int
    level: float

    @property
    def limits(self) -> tuple[float, float] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def method(self) -> str:
        """How it was made, for a signature."""
        drawn = f"bt-{RESAMPLES}" if self.clusters >= FEWEST_DRAWN else f"t-{max(self.clusters - 1, 0)}"
        return f"{drawn}-by-{self.cluster}"


def words(interval: Interval) -> str:
    """How an interval was made, for people."""
    if interval.clusters < FEWEST_DRAWN:
        return f"Student's t by {interval.cluster} (fewer than {FEWEST_DRAWN})"
    return f"bootstrap-t by {interval.cluster}, {RESAMPLES:,} draws"


def of_mean(
    values: Sequence[float],
    documents: Sequence[Hashable],
    *,
    floor: float = -math.inf,
    ceiling: float = math.inf,
    level: float = 0.95,
    seed: int = SEED,
) -> Interval:
    """The interval of the mean of segment values, each with its document; never beyond floor and ceiling."""
    return of_ratio(
        values, [1.0] * len(values), documents, floor=floor, ceiling=ceiling, level=level, seed=seed
    )


def of_ratio(
    values: Sequence[float],
    sizes: Sequence[float],
    documents: Sequence[Hashable],
    *,
    floor: float = -math.inf,
    ceiling: float = math.inf,
    level: float = 0.95,
    seed: int = SEED,
) -> Interval:
    """The interval of Σ values / Σ sizes over segments, such as penalties for each word."""
    cluster: Cluster = "document" if len(set(documents)) > 1 else "segment"
    clusters = documents if cluster == "document" else range(len(values))
    totals, weights = _totals(values, clusters), _totals(sizes, clusters)
    mean = float(totals.sum() / weights.sum())
    error = float(_errors(totals, weights, np.array(mean))) if len(totals) > 1 else None
    drawn, errors = _draws(totals, weights, seed)
    low, high = _limits(mean, error, drawn, errors, len(totals), level)
    return Interval(
        mean=mean,
        low=None if low is None else max(low, floor),
        high=None if high is None else min(high, ceiling),
        n=len(values),
        clusters=len(totals),
        cluster=cluster,
        error=error,
        above=int((drawn > 0).sum()),
        below=int((drawn < 0).sum()),
        level=level,
    )


def _totals(values: Sequence[float], clusters: Sequence[Hashable]) -> Numbers:
    """The sum of the values of each cluster."""
    numbers: dict[Hashable, int] = {}
    places = np.array([numbers.setdefault(cluster, len(numbers)) for cluster in clusters])
    return np.bincount(places, weights=np.asarray(values, dtype=np.float64)).astype(np.float64)


def _draws(sums: Numbers, sizes: Numbers, seed: int) -> tuple[Numbers, Numbers]:
    """Mean and standard error of each draw of documents with replacement."""
    generator = np.random.default_rng(seed)
    rows = max(1, CELLS // len(sums))
    means, errors = [], []
    for start in range(0, RESAMPLES, rows):
        drawn = generator.integers(len(sums), size=(min(rows, RESAMPLES - start), len(sums)))
        some_sums, some_sizes = sums[drawn], sizes[drawn]
        # A document may have no words; a draw of nothing but such documents says nothing.
        mean = some_sums.sum(1) / np.maximum(some_sizes.sum(1), 1e-12)
        means.append(mean)
        errors.append(_errors(some_sums, some_sizes, mean) if len(sums) > 1 else np.zeros(len(mean)))
    return np.concatenate(means), np.concatenate(errors)


def _errors(sums: Numbers, sizes: Numbers, means: Numbers) -> Numbers:
    """The standard error of a ratio of sums, from what each document is off."""
    count = sums.shape[-1]
    off = sums - means[..., None] * sizes
    return np.sqrt(count / (count - 1) * (off * off).sum(-1)) / np.maximum(sizes.sum(-1), 1e-12)


def _limits(
    mean: float, error: float | None, drawn: Numbers, errors: Numbers, count: int, level: float
) -> tuple[float, float] | tuple[None, None]:
    if error is None:
        return None, None
    reach = student_quantile((1 + level) / 2, count - 1)
    below = above = reach
    if count >= FEWEST_DRAWN and error > 0:
        share = (1 - level) / 2
        studentised = _studentised(drawn - mean, errors)
        first, last = np.quantile(studentised, [share, 1 - share], method="inverted_cdf")
        below = float(np.clip(last, reach, FURTHEST * reach))
        above = float(np.clip(-first, reach, FURTHEST * reach))
    return mean - below * error, mean + above * error


def _studentised(off: Numbers, errors: Numbers) -> Numbers:
    """How many of its own standard errors each draw is off; a draw without spread cannot say it."""
    spread = errors > 1e-12
    return off[spread] / errors[spread]
