"""Direct assessment: raters' 0–100, made comparable by each rater's own mean and spread (z-scores).

z = (x − mean of the rater) / standard deviation of the rater. `ddof` 1 divides by n − 1, as Appraise does, 0 by n, as
WMT's quality-estimation data do. A rater whose ratings are all equal, or who has one, gets z = 0: what cannot be told
from the rater's mean is the mean. A segment is the mean over its raters, a system the mean over its segments.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.judging.records import Judgement, Judgements
from app.domain.scoring import intervals
from app.domain.scoring.human_signatures import joined, signature, spread
from app.domain.scoring.intervals import Interval

Ddof = Literal[0, 1]


@dataclass(frozen=True, slots=True)
class SystemScore:
    """A system's mean z with its interval, and the plain mean of its ratings' segments."""

    name: str
    z: float
    mean: float
    segments: int
    interval: Interval


def system_scores(judgements: Sequence[Judgement], ddof: Ddof) -> list[SystemScore]:
    """Each rated system, the best first."""
    rated = [judgement for judgement in judgements if judgement.rating is not None]
    found = []
    by_system: dict[str, list[tuple[Judgement, float]]] = defaultdict(list)
    for judgement, z in zip(rated, z_scores(rated, ddof), strict=True):
        by_system[judgement.system].append((judgement, z))
    for system, said in by_system.items():
        z_means = _by_segment(said)
        means = _by_segment([(judgement, judgement.rating or 0.0) for judgement, _ in said])
        interval = intervals.of_mean(list(z_means.values()), [document for document, _ in z_means])
        found.append(
            SystemScore(system, interval.mean, sum(means.values()) / len(means), len(means), interval)
        )
    return sorted(found, key=lambda system: -system.z)


def z_scores(judgements: Sequence[Judgement], ddof: Ddof) -> list[float]:
    """The z-score of each rating, over the ratings of its rater in all systems; judgements without one are not here."""
    of_raters: dict[str, list[float]] = defaultdict(list)
    for judgement in judgements:
        of_raters[judgement.rater].append(judgement.rating or 0.0)
    scales = {rater: _scale(ratings, ddof) for rater, ratings in of_raters.items()}
    return [_z(judgement.rating or 0.0, *scales[judgement.rater]) for judgement in judgements]


def scores_signature(judgements: Judgements, ddof: Ddof, scores: Sequence[SystemScore]) -> str:
    rated = [judgement for judgement in judgements.found if judgement.rating is not None]
    return signature(
        da="z",
        ddof=ddof,
        qc="excluded" if "bad" in judgements.dropped else "none",
        agg="mean.raters-mean.segments",
        raters=len({judgement.rater for judgement in rated}),
        drop=joined(judgements.dropped),
        n=spread([score.segments for score in scores]),
        docs=len({judgement.document for judgement in rated}),
        ci=joined(score.interval.method for score in scores),
        seed=intervals.SEED,
    )


def _scale(ratings: Sequence[float], ddof: Ddof) -> tuple[float, float]:
    mean = math.fsum(ratings) / len(ratings)
    if len(set(ratings)) == 1:
        return mean, 0.0
    return mean, math.sqrt(math.fsum((rating - mean) ** 2 for rating in ratings) / (len(ratings) - ddof))


def _z(rating: float, mean: float, sd: float) -> float:
    return (rating - mean) / sd if sd else 0.0


def _by_segment(values: Sequence[tuple[Judgement, float]]) -> dict[tuple[str | None, str], float]:
    found: dict[tuple[str | None, str], list[float]] = defaultdict(list)
    for judgement, value in values:
        found[judgement.place].append(value)
    return {place: math.fsum(several) / len(several) for place, several in found.items()}
