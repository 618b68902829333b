"""WMT's MQM: what the errors that raters marked in a system's segments cost on average; lower is better.

A rater's segment costs the sum of the weights of its errors, a segment the mean over its raters, a system the mean
over its segments (Freitag et al. 2021).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.judging.records import Judgement, Judgements
from app.domain.scoring import intervals
from app.domain.scoring.human_signatures import joined, signature, spread
from app.domain.scoring.intervals import Interval
from app.domain.scoring.weights import Weights

Place = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class SystemScore:
    """A system's score with its interval, over the segments of it that somebody judged."""

    name: str
    score: float
    segments: int
    interval: Interval


def system_scores(judgements: Sequence[Judgement], weights: Weights) -> list[SystemScore]:
    """Each system's mean penalty, the best system first."""
    found = []
    for system, penalties in segment_scores(judgements, weights).items():
        interval = intervals.of_mean(
            list(penalties.values()), [document for document, _ in penalties], floor=0
        )
        found.append(SystemScore(system, interval.mean, len(penalties), interval))
    return sorted(found, key=lambda system: system.score)


def segment_scores(judgements: Iterable[Judgement], weights: Weights) -> dict[str, dict[Place, float]]:
    """The penalty of each judged segment of each system: the mean over its raters."""
    of_raters: dict[str, dict[Place, list[float]]] = defaultdict(lambda: defaultdict(list))
    for judgement in judgements:
        of_raters[judgement.system][judgement.place].append(penalty(judgement, weights))
    return {
        system: {place: math.fsum(values) / len(values) for place, values in places.items()}
        for system, places in of_raters.items()
    }


def penalty(judgement: Judgement, weights: Weights) -> float:
    """What one rater's errors in a segment cost together; the weights must know each of their severities."""
    costs = [weights.of(mark) for mark in judgement.marks]
    # Exact, so that the same errors in another order are a tie and no difference of the last digit.
    return math.fsum(cost for cost in costs if cost is not None)


def scores_signature(judgements: Judgements, weights: Weights, scores: Sequence[SystemScore]) -> str:
    """How the scores were made: weights, means, raters, rows left out, segments, interval."""
    return signature(
        mqm="wmt",
        weights=weights.label,
        agg="sum-mean.raters-mean.segments",
        raters=len({judgement.rater for judgement in judgements.found}),
        drop=joined(judgements.dropped),
        n=spread([score.segments for score in scores]),
        docs=spread([score.interval.clusters for score in scores if score.interval.cluster == "document"])
        or 1,
        ci=joined(score.interval.method for score in scores),
        seed=intervals.SEED,
    )
