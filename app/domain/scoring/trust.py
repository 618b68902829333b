"""How well an automatic metric agrees with people, on the same systems and segments.

Of segments: pairwise accuracy with tie calibration (Deutsch, Foster and Freitag 2023): the share of pairs of
translations of one segment that metric and people order alike, a tie being a pair whose metric scores differ by at
most ε, with the ε that serves the metric best; Kendall's τ_b and Pearson's r. Of systems: pairwise accuracy (Kocmi et
al. 2021), soft pairwise accuracy (Thompson et al. 2024) and Pearson's r. With one system all its segments are
compared with each other. Intervals are percentiles of 1,000 draws of whole documents.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.domain.scoring import intervals
from app.domain.scoring.distributions import STANDARD
from app.domain.scoring.human_signatures import signature

Place = tuple[str | None, str]
Scores = Mapping[str, Mapping[Place, float]]  # by system, by segment
Numbers = npt.NDArray[np.float64]
_Places = npt.NDArray[np.int64]
_OfMeans = Callable[[Numbers, Numbers], float]
FLIPS = 1000
FLIP_SEED = 4
MOST_PAIRS = 50_000
CLOSE = 1e-12  # differences of this share of the largest value are rounding


class Estimate(NamedTuple):
    """A number with its 95 % limits; None where it says nothing, such as where all scores are equal."""

    value: float | None
    low: float | None
    high: float | None


NOTHING = Estimate(None, None, None)


@dataclass(frozen=True, slots=True)
class Trust:
    """A metric against people. Higher is better; 0.5 of accuracy and 0 of correlation are chance."""

    segment_accuracy: Estimate
    epsilon: float | None  # metric scores as near as this are a tie
    segment_kendall: Estimate
    segment_pearson: Estimate
    system_accuracy: Estimate
    system_soft_accuracy: Estimate
    system_pearson: Estimate
    systems: int
    segments: int
    signature: str


def of_metric(human: Scores, metric: Scores, *, human_sign: int = 1, metric_sign: int = 1) -> Trust:
    """The trust in a metric; a sign is -1 where lower is better. Only what both judged counts."""
    table = _table(human, metric, human_sign, metric_sign)
    draws = _draws(table.documents)
    pairs = _pairs(table)
    accuracy, epsilon = _calibrated(pairs, draws)
    complete = table.complete()
    systems, segments = table.human.shape
    return Trust(
        segment_accuracy=accuracy,
        epsilon=epsilon,
        segment_kendall=_kendall(pairs, draws),
        segment_pearson=_segment_pearson(table, draws),
        system_accuracy=_of_systems(complete, _accuracy),
        system_soft_accuracy=_soft_accuracy(complete),
        system_pearson=_of_systems(complete, _pearson),
        systems=systems,
        segments=segments,
        signature=signature(
            trust="acc-eq.kendall-b.pearson.pairwise.spa",
            group="segment" if systems > 1 else "none",
            eps="exact",
            pairs=len(pairs.difference) if pairs.is_sampled else None,
            systems=systems,
            n=segments,
            docs=len(set(table.documents)),
            complete=complete.human.shape[1],
            flips=FLIPS,
            flipseed=FLIP_SEED,
            ci=f"percentile-{intervals.RESAMPLES}-by-{'document' if len(set(table.documents)) > 1 else 'segment'}",
            seed=intervals.SEED,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Scores by system and segment, higher is better; NaN where a system lacks a segment."""

    human: Numbers
    metric: Numbers
    documents: tuple[Hashable, ...]

    def complete(self) -> _Table:
        """The segments that every system has: means of systems are compared on these."""
        kept = np.flatnonzero(~np.isnan(self.human).any(axis=0))
        documents = tuple(self.documents[place] for place in kept)
        return _Table(self.human[:, kept], self.metric[:, kept], documents)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of translations, by how far their metric scores are apart."""

    human: npt.NDArray[np.int8]  # -1, 0, 1: which one people prefer
    metric: npt.NDArray[np.int8]
    difference: Numbers  # of the metric, without sign, rising
    first: npt.NDArray[np.int64]  # segments
    second: npt.NDArray[np.int64]
    weight: Numbers  # the pairs of a segment weigh 1 together
    is_sampled: bool


def _table(human: Scores, metric: Scores, human_sign: int, metric_sign: int) -> _Table:
    systems = [name for name in human if name in metric]
    places = list(dict.fromkeys(place for name in systems for place in human[name] if place in metric[name]))
    shape = (len(systems), len(places))
    people, machine = np.full(shape, np.nan), np.full(shape, np.nan)
    for row, name in enumerate(systems):
        for column, place in enumerate(places):
            if place in human[name] and place in metric[name]:
                people[row, column] = human_sign * human[name][place]
                machine[row, column] = metric_sign * metric[name][place]
    return _Table(people, machine, tuple(document for document, _ in places))


def _draws(documents: Sequence[Hashable]) -> Numbers:
    """How often each segment is in each draw; a single document is drawn by segments."""
    numbers: dict[Hashable, int] = {}
    is_one = len(set(documents)) < 2
    places = [
        numbers.setdefault(number if is_one else document, len(numbers))
        for number, document in enumerate(documents)
    ]
    if not numbers:
        return np.zeros((0, 0))
    generator = np.random.default_rng(intervals.SEED)
    counts = generator.multinomial(len(numbers), [1 / len(numbers)] * len(numbers), size=intervals.RESAMPLES)
    return counts[:, places].astype(np.float64)


def _pairs(table: _Table) -> _Pairs:
    found = _pairs_of_systems(table) if len(table.human) > 1 else _pairs_of_segments(table)
    one, two, first, second, is_sampled = found
    human = np.sign(_apart(table.human[one, first], table.human[two, second])).astype(np.int8)
    apart = _apart(table.metric[one, first], table.metric[two, second])
    order = np.argsort(np.abs(apart), kind="stable")
    sizes = np.bincount(first, minlength=table.human.shape[1]) if len(table.human) > 1 else None
    weight = 1 / sizes[first] if sizes is not None else np.ones(len(first))
    return _Pairs(
        human=human[order],
        metric=np.sign(apart[order]).astype(np.int8),
        difference=np.abs(apart[order]),
        first=first[order],
        second=second[order],
        weight=weight[order],
        is_sampled=is_sampled,
    )


def _apart(one: Numbers, two: Numbers) -> Numbers:
    """Differences, where what is equal but for its last digits is 0."""
    largest = max(np.abs(one).max(initial=0.0), np.abs(two).max(initial=0.0))
    apart = one - two
    return np.where(np.abs(apart) <= CLOSE * largest, 0.0, apart)


def _pairs_of_systems(table: _Table) -> tuple[_Places, _Places, _Places, _Places, bool]:
    """Each two systems on each segment that both have."""
    found: list[tuple[_Places, _Places, _Places]] = []
    for one, two in combinations(range(len(table.human)), 2):
        both = np.flatnonzero(~np.isnan(table.human[one] + table.human[two]))
        found.append((np.full(len(both), one), np.full(len(both), two), both))
    ones, twos, places = (np.concatenate(column) for column in zip(*found, strict=True))
    return ones, twos, places, places, False


def _pairs_of_segments(table: _Table) -> tuple[_Places, _Places, _Places, _Places, bool]:
    """Each two segments of the one system; of very many pairs a sample."""
    count = table.human.shape[1]
    is_sampled = count * (count - 1) // 2 > MOST_PAIRS
    if is_sampled:
        generator = np.random.default_rng(intervals.SEED)
        first = generator.integers(count, size=MOST_PAIRS)
        second = (first + generator.integers(1, count, size=MOST_PAIRS)) % count
    else:
        first, second = np.triu_indices(count, 1)
    zeros = np.zeros(len(first), dtype=np.int64)
    return zeros, zeros, first, second, is_sampled


def _calibrated(pairs: _Pairs, draws: Numbers) -> tuple[Estimate, float | None]:
    """The best share of pairs ordered alike over all ε, and that ε; each draw has its own."""
    if not len(pairs.difference):
        return NOTHING, None
    as_tie = (pairs.human == 0).astype(np.float64)
    as_order = ((pairs.human != 0) & (pairs.human == pairs.metric)).astype(np.float64)
    # After how many pairs ε can end: with equal differences a tie is all of them or none. Equal scores always tie.
    steps = np.diff(pairs.difference) > CLOSE * pairs.difference[-1]
    ends = np.flatnonzero(np.append(steps, True)) + 1
    if pairs.difference[0] > 0:
        ends = np.insert(ends, 0, 0)
    best, at = _best(pairs.weight, as_tie, as_order, ends)
    epsilon = float(pairs.difference[at - 1]) if at else 0.0
    drawn = [_best(weight, as_tie, as_order, ends)[0] for weight in _weights(pairs, draws)]
    return _estimate(best, drawn), epsilon


def _best(weight: Numbers, as_tie: Numbers, as_order: Numbers, ends: _Places) -> tuple[float, int]:
    total = float(weight.sum())
    if total <= 0:
        return math.nan, 0
    gained = np.concatenate([[0.0], np.cumsum(weight * (as_tie - as_order))])
    shares = (float((weight * as_order).sum()) + gained[ends]) / total
    at = int(np.argmax(shares))
    return float(shares[at]), int(ends[at])


def _weights(pairs: _Pairs, draws: Numbers) -> Iterator[Numbers]:
    """The weights of the pairs in each draw: as often as both of their segments are in it."""
    are_of_one_segment = bool((pairs.first == pairs.second).all())
    for counts in draws:
        weight = pairs.weight * counts[pairs.first]
        yield weight if are_of_one_segment else weight * counts[pairs.second]


def _kendall(pairs: _Pairs, draws: Numbers) -> Estimate:
    """τ_b: of each segment over its systems, averaged, or of all segments of one system."""
    if not len(pairs.difference):
        return NOTHING
    if not (pairs.first == pairs.second).all():
        drawn = [_tau(pairs, weight) for weight in _weights(pairs, draws)]
        return _estimate(_tau(pairs, np.ones(len(pairs.weight))), drawn)
    size = draws.shape[1]
    agree = np.bincount(pairs.first, pairs.human * pairs.metric, size)
    scale = np.sqrt(
        np.bincount(pairs.first, pairs.human != 0, size) * np.bincount(pairs.first, pairs.metric != 0, size)
    )
    known = scale > 0  # where people or the metric say all systems are equal, there is no τ
    if not known.any():
        return NOTHING
    taus = agree[known] / scale[known]
    counts = draws[:, known]
    totals = counts.sum(1)
    drawn = ((counts @ taus)[totals > 0] / totals[totals > 0]).tolist()
    return _estimate(float(taus.mean()), drawn)


def _tau(pairs: _Pairs, weight: Numbers) -> float:
    apart = float((weight * (pairs.human != 0)).sum()) * float((weight * (pairs.metric != 0)).sum())
    return float((weight * pairs.human * pairs.metric).sum()) / math.sqrt(apart) if apart > 0 else math.nan


def _segment_pearson(table: _Table, draws: Numbers) -> Estimate:
    """Over all translations of all systems."""
    known = ~np.isnan(table.human)
    if known.sum() < 3:
        return NOTHING
    x = np.where(known, table.human - np.nanmean(table.human), 0.0)
    y = np.where(known, table.metric - np.nanmean(table.metric), 0.0)
    sums = np.stack([known.sum(0), x.sum(0), y.sum(0), (x * x).sum(0), (y * y).sum(0), (x * y).sum(0)])
    drawn = [_r(*row) for row in draws @ sums.T]
    return _estimate(_r(*sums.sum(1)), drawn)


def _r(n: float, x: float, y: float, xx: float, yy: float, xy: float) -> float:
    if n <= 0:
        return math.nan
    spread = (xx - x * x / n) * (yy - y * y / n)
    return (
        float((xy - x * y / n) / math.sqrt(spread)) if spread > 1e-12 * xx * yy and spread > 0 else math.nan
    )


def _of_systems(table: _Table, of_means: _OfMeans) -> Estimate:
    """A number about the systems' means on the segments that all of them have."""
    if len(table.human) < 2 or not table.human.shape[1]:
        return NOTHING
    draws = _draws(table.documents)
    human, metric = draws @ table.human.T, draws @ table.metric.T
    drawn = [of_means(one, two) for one, two in zip(human, metric, strict=True)]
    return _estimate(of_means(table.human.mean(1), table.metric.mean(1)), drawn)


def _accuracy(human: Numbers, metric: Numbers) -> float:
    """The share of pairs of systems that both order alike; pairs that people find equal do not count."""
    one, two = np.triu_indices(len(human), 1)
    prefers = np.sign(human[one] - human[two])
    counted = prefers != 0
    if not counted.any():
        return math.nan
    return float((prefers == np.sign(metric[one] - metric[two]))[counted].mean())


def _pearson(human: Numbers, metric: Numbers) -> float:
    if len(human) < 3:
        return math.nan
    x, y = human - human.mean(), metric - metric.mean()
    return _r(len(x), 0.0, 0.0, float(x @ x), float(y @ y), float(x @ y))


def _soft_accuracy(table: _Table) -> Estimate:
    """1 − the mean distance of the p-values that people and the metric give to each pair of systems.

    The p-values are one-sided, from 1,000 random exchanges of the two systems on each segment; for the interval's
    draws they are the normal approximation of these.
    """
    if len(table.human) < 2 or not table.human.shape[1]:
        return NOTHING
    one, two = np.triu_indices(len(table.human), 1)
    generator = np.random.default_rng(FLIP_SEED)
    flips = generator.integers(2, size=(FLIPS, table.human.shape[1])).astype(np.float64) * 2 - 1
    human, metric = table.human[one] - table.human[two], table.metric[one] - table.metric[two]
    value = 1 - float(np.abs(np.subtract(_p_values(human, flips), _p_values(metric, flips))).mean())
    draws = _draws(table.documents)
    apart = np.abs(_approximate(human, draws) - _approximate(metric, draws)).mean(1)
    return _estimate(value, (1 - apart).tolist())


def _p_values(differences: Numbers, flips: npt.NDArray[np.floating]) -> Numbers:
    observed = differences.sum(1)
    return np.array(((flips @ differences.T) >= observed - 1e-12).mean(0), dtype=np.float64)


def _approximate(differences: Numbers, draws: Numbers) -> Numbers:
    sums, squares = draws @ differences.T, draws @ (differences * differences).T
    z = np.divide(sums, np.sqrt(squares), out=np.zeros_like(sums), where=squares > 0)
    # The normal distribution at a thousand points is near enough for differences of p-values.
    points = np.linspace(-6, 6, 1001)
    return 1 - np.interp(z, points, [STANDARD.cdf(point) for point in points])


def _estimate(value: float, drawn: Sequence[float]) -> Estimate:
    if math.isnan(value):
        return NOTHING
    known = [number for number in drawn if not math.isnan(number)]
    if len(known) < intervals.RESAMPLES // 2:
        return Estimate(value, None, None)
    low, high = np.quantile(known, [0.025, 0.975])
    return Estimate(value, float(low), float(high))
