"""ESA as WMT ranked systems with it in 2024 and 2025: the mean of raters' 0–100; higher is better.

The marked spans are not in the score (Kocmi et al. 2024). `wmt24`: raters of a segment are averaged, then segments in
a domain, then domains; pairs of systems by Wilcoxon's two-sided test in each domain, joined after Stouffer.
`wmt25`: every rating is a value of its own; pairs by the one-sided test. Both at α = .05 on what both systems have.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.judging.records import Judgement, Judgements
from app.domain.scoring import intervals, wilcoxon
from app.domain.scoring.distributions import normal_cdf, normal_quantile
from app.domain.scoring.human_signatures import joined, signature, spread
from app.domain.scoring.intervals import Interval

Protocol = Literal["wmt24", "wmt25"]
Place = tuple[str | None, str]
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class SystemScore:
    """A system's score and the ranks it may have; systems of one cluster cannot be told apart."""

    name: str
    score: float
    segments: int
    interval: Interval
    rank_low: int
    rank_high: int
    cluster: int


@dataclass(frozen=True, slots=True)
class _Value:
    document: str | None
    domain: str
    score: float


@dataclass(frozen=True, slots=True)
class _System:
    name: str
    segments: int
    values: dict[Hashable, _Value]  # by segment (wmt24), or by segment and number of the rating (wmt25)
    interval: Interval

    @property
    def score(self) -> float:
        return self.interval.mean


def system_scores(judgements: Sequence[Judgement], protocol: Protocol) -> list[SystemScore]:
    """Each rated system with its ranks, the best first."""
    made = _macro if protocol == "wmt24" else _micro
    by_system: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.rating is not None:
            by_system[judgement.system].append(judgement)
    systems = sorted((made(name, said) for name, said in by_system.items()), key=lambda system: -system.score)
    ranks = (_ranks_by_wins if protocol == "wmt24" else _ranks_by_walking)(systems)
    ends = _ends_2024(systems) if protocol == "wmt24" else _ends_2025(ranks)
    return [
        SystemScore(
            name=system.name,
            score=system.score,
            segments=system.segments,
            interval=system.interval,
            rank_low=low,
            rank_high=high,
            cluster=1 + sum(end <= place for end in ends),
        )
        for place, (system, (low, high)) in enumerate(zip(systems, ranks, strict=True))
    ]


def scores_signature(judgements: Judgements, protocol: Protocol, scores: Sequence[SystemScore]) -> str:
    """How the scores and ranks were made."""
    rated = [judgement for judgement in judgements.found if judgement.rating is not None]
    is_macro = protocol == "wmt24"
    return signature(
        esa=protocol,
        agg="mean.raters-mean.segments-mean.domains" if is_macro else "mean.ratings",
        domains=len({judgement.domain for judgement in rated}) if is_macro else None,
        raters=len({judgement.rater for judgement in rated}),
        drop=joined(judgements.dropped),
        test="wilcoxon-2sided.stouffer" if is_macro else "wilcoxon-greater",
        alpha=ALPHA,
        n=spread([score.segments for score in scores]),
        docs=len({judgement.document for judgement in rated}),
        ci=joined(score.interval.method for score in scores),
        seed=intervals.SEED,
    )


def _macro(name: str, said: Iterable[Judgement]) -> _System:
    ratings: dict[Place, list[Judgement]] = defaultdict(list)
    for judgement in said:
        ratings[judgement.place].append(judgement)
    values: dict[Hashable, _Value] = {
        place: _Value(place[0], of[0].domain or "", _mean(one.rating or 0.0 for one in of))
        for place, of in ratings.items()
    }
    return _System(name, len(ratings), values, _interval(_as_of_one_domain(list(values.values())), values))


def _micro(name: str, said: Iterable[Judgement]) -> _System:
    counts: dict[Place, int] = defaultdict(int)
    values: dict[Hashable, _Value] = {}
    for judgement in said:
        counts[judgement.place] += 1
        values[judgement.place, counts[judgement.place]] = _Value(
            judgement.document, judgement.domain or "", judgement.rating or 0.0
        )
    return _System(name, len(counts), values, _interval([value.score for value in values.values()], values))


def _as_of_one_domain(values: Sequence[_Value]) -> list[float]:
    """Values whose plain mean is the mean of the domains' means, and which are as far off it as those are."""
    by_domain: dict[str, list[float]] = defaultdict(list)
    for value in values:
        by_domain[value.domain].append(value.score)
    means = {domain: _mean(scores) for domain, scores in by_domain.items()}
    mean = _mean(means.values())
    size = {domain: len(values) / (len(by_domain) * len(scores)) for domain, scores in by_domain.items()}
    return [mean + (value.score - means[value.domain]) * size[value.domain] for value in values]


def _interval(scores: Sequence[float], values: Mapping[Hashable, _Value]) -> Interval:
    return intervals.of_mean(scores, [value.document for value in values.values()], floor=0, ceiling=100)


def _ranks_by_wins(systems: Sequence[_System]) -> list[tuple[int, int]]:
    ranks = []
    for system in systems:
        beaten = [other for other in systems if other is not system and _stouffer(system, other) < ALPHA]
        wins = sum(system.score > other.score for other in beaten)
        ranks.append((len(beaten) - wins + 1, len(systems) - wins))
    return ranks


def _ranks_by_walking(systems: Sequence[_System]) -> list[tuple[int, int]]:
    ranks = []
    for place, system in enumerate(systems):
        above = (_is_better(other, system) for other in reversed(systems[:place]))
        below = (_is_better(system, other) for other in systems[place + 1 :])
        ranks.append((place + 1 - _until_first(above), place + 1 + _until_first(below)))
    return ranks


def _until_first(are_apart: Iterable[bool]) -> int:
    """How many systems come before the first that is apart."""
    return sum(1 for _ in itertools.takewhile(lambda is_apart: not is_apart, are_apart))


def _ends_2024(systems: Sequence[_System]) -> list[int]:
    """After how many systems a cluster ends: where each one above is apart from each one below."""
    return [
        end
        for end in range(1, len(systems))
        if all(_stouffer(above, below) <= ALPHA for above in systems[:end] for below in systems[end:])
    ]


def _ends_2025(ranks: Sequence[tuple[int, int]]) -> list[int]:
    return [
        end
        for end in range(1, len(ranks))
        if all(high <= end for _, high in ranks[:end]) and all(low > end for low, _ in ranks[end:])
    ]


def _stouffer(one: _System, two: _System) -> float:
    by_domain: dict[str, list[float]] = defaultdict(list)
    for key, value in one.values.items():
        if key in two.values:
            by_domain[value.domain].append(value.score - two.values[key].score)
    if not by_domain:
        return 1.0
    found = [wilcoxon.p_value(differences, "two-sided") for differences in by_domain.values()]
    if len(found) == 1:
        return found[0]
    return 1 - normal_cdf(sum(normal_quantile(1 - p) for p in found) / math.sqrt(len(found)))


def _is_better(one: _System, two: _System) -> bool:
    differences = [
        value.score - two.values[key].score for key, value in one.values.items() if key in two.values
    ]
    return wilcoxon.p_value(differences, "greater") < ALPHA


def _mean(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return sum(found) / len(found)
