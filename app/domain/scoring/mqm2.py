"""MQM 2.0: penalties for each thousand words, as a score out of 100 that passes or fails.

APT is the sum of the penalties (of a segment with several raters their mean), EWC the evaluated words, NPT = APT ×
1,000 / EWC. Raw = 100 × (1 − APT / EWC). Calibrated = 100 − NPT × (100 − PT) / APP, so that APP penalty points a
thousand words give the threshold PT exactly. Non-linear: the points that are tolerated at the sample's own length, E(x)
= a · ln(1 + b · x) through two agreed points, take the place of APP. A critical error fails whatever the score is.
Other tools give 100 − NPT, which is ten times as strict as the raw score; the signature names the model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.errors import Invalid
from app.domain.judging.records import Judgement
from app.domain.scoring import intervals, mqm
from app.domain.scoring.human_signatures import signature
from app.domain.scoring.intervals import Interval
from app.domain.scoring.weights import KNOWN, Weights

BEST = 100.0
PER_WORDS = 1000
CRITICAL = "critical"
HIGHEST_RATE = 1e12
Zone = Literal["small", "medium", "large"]
Basis = Literal["source", "target"]
Place = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How many penalty points a sample of so many words may have: E(x) = a · ln(1 + b · x)."""

    a: float
    b: float

    def points(self, words: float) -> float:
        return self.a * math.log1p(self.b * words)


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a project agreed on before anybody was judged."""

    threshold: float = 90.0  # PT
    acceptable: float = 10.0  # APP, points a thousand words
    tolerance: Tolerance | None = None
    basis: Basis = "source"  # whose words are counted
    smallest: int = 300  # words below which there is no score
    largest: int = 5000  # words above which the non-linear model counts
    weights: Weights = KNOWN["mqm2"]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One system's or document's scores; `score` is the one that counts in its zone, None in the small one."""

    penalty: float
    words: int
    per_thousand: float
    raw: float
    calibrated: float
    nonlinear: float | None
    zone: Zone
    score: float | None
    critical: int
    passes: bool | None  # None: too little text to say
    interval: Interval | None  # of the points a thousand words
    words_needed: int  # more words until there is a score
    signature: str


def scorecard(judgements: Sequence[Judgement], words: dict[Place, int], scheme: Scheme) -> Scorecard:
    """The scores of one system's judged segments, with the words of each; every judged segment has some."""
    penalties = _penalties(judgements, words, scheme.weights)
    count = sum(words[place] for place in penalties)
    if count <= 0:
        raise Invalid("The judged segments have no words: an MQM score needs at least one.")
    penalty = sum(penalties.values())
    critical = sum(mark.severity.lower() == CRITICAL for judgement in judgements for mark in judgement.marks)
    calibrated = calibrated_score(penalty, count, scheme)
    nonlinear = nonlinear_score(penalty, count, scheme)
    interval = _interval(penalties, words)
    zone = _zone(count, scheme)
    score = _counting(zone, calibrated, nonlinear)
    return Scorecard(
        penalty=penalty,
        words=count,
        per_thousand=penalty * PER_WORDS / count,
        raw=raw_score(penalty, count),
        calibrated=calibrated,
        nonlinear=nonlinear,
        zone=zone,
        score=score,
        critical=critical,
        passes=False if critical else None if score is None else score >= scheme.threshold,
        interval=interval,
        words_needed=max(0, scheme.smallest - count),
        signature=_signature(judgements, scheme, zone, interval),
    )


def raw_score(penalty: float, words: int) -> float:
    return (1 - penalty / words) * BEST


def calibrated_score(penalty: float, words: int, scheme: Scheme) -> float:
    """100 without a penalty, the threshold at the acceptable points; it may fall below 0."""
    if scheme.acceptable <= 0:
        raise Invalid("The acceptable penalty points (APP) must be above 0.")
    return BEST - penalty * PER_WORDS / words * (BEST - scheme.threshold) / scheme.acceptable


def nonlinear_score(penalty: float, words: int, scheme: Scheme) -> float | None:
    """100 without a penalty, the threshold at what is tolerated at this length; None without a tolerance."""
    if scheme.tolerance is None:
        return None
    return BEST - penalty * (BEST - scheme.threshold) / scheme.tolerance.points(words)


def tolerance(first: tuple[float, float], second: tuple[float, float]) -> Tolerance:
    """The curve through two points (words, tolerated penalty points); more words, more points, but fewer for each."""
    (few, low), (many, high) = sorted((first, second))
    if not (0 < few < many and low > 0 and low < high < low * many / few):
        raise Invalid(
            "The two tolerance points do not make a curve: the longer text tolerates more penalty points, but fewer"
            " for each word, such as 5 for 500 words and 8 for 1,000."
        )
    lowest, highest = 0.0, 1.0
    while _growth(highest, few, many) > high / low and highest < HIGHEST_RATE:
        highest *= 2
    if highest >= HIGHEST_RATE:
        raise Invalid("The two tolerance points are too close: give the longer text a few points more.")
    for _ in range(200):
        middle = (lowest + highest) / 2
        lowest, highest = (middle, highest) if _growth(middle, few, many) > high / low else (lowest, middle)
    return Tolerance(low / math.log1p(highest * few), highest)


def _growth(b: float, few: float, many: float) -> float:
    return math.log1p(b * many) / math.log1p(b * few) if b else many / few


def _penalties(
    judgements: Sequence[Judgement], words: dict[Place, int], weights: Weights
) -> dict[Place, float]:
    by_system = mqm.segment_scores(judgements, weights)
    if len(by_system) != 1:
        raise Invalid(f"A scorecard is about one system; there are judgements of {len(by_system)}.")
    [penalties] = by_system.values()
    for document, segment in penalties:
        if (document, segment) not in words:
            raise Invalid(f"The words of segment {segment} of {document or 'the document'} are not known.")
    return penalties


def _zone(words: int, scheme: Scheme) -> Zone:
    if words < scheme.smallest:
        return "small"
    return "medium" if words <= scheme.largest else "large"


def _counting(zone: Zone, calibrated: float, nonlinear: float | None) -> float | None:
    if zone == "small":
        return None
    return nonlinear if zone == "large" and nonlinear is not None else calibrated


def _interval(penalties: dict[Place, float], words: dict[Place, int]) -> Interval:
    return intervals.of_ratio(
        [penalty * PER_WORDS for penalty in penalties.values()],
        [words[place] for place in penalties],
        [document for document, _ in penalties],
        floor=0,
    )


def _signature(judgements: Sequence[Judgement], scheme: Scheme, zone: Zone, interval: Interval) -> str:
    curve = scheme.tolerance
    return signature(
        mqm="2.0",
        model="none" if zone == "small" else "nonlinear" if zone == "large" and curve else "calibrated",
        weights=scheme.weights.label,
        words=scheme.basis,
        pt=scheme.threshold,
        app=scheme.acceptable,
        curve=f"{curve.a:g}ln(1+{curve.b:g}x)" if curve else None,
        zones=f"{scheme.smallest}-{scheme.largest}",
        zone=zone,
        agg="mean.raters-sum.segments",
        raters=len({judgement.rater for judgement in judgements}),
        n=interval.n,
        docs=interval.clusters if interval.cluster == "document" else 1,
        ci=interval.method if interval.limits else None,
        seed=intervals.SEED if interval.limits else None,
    )
