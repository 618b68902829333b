"""How far raters agree, where they do not, and how well automatic metrics agree with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.judging.records import Judgement
from ...domain.quality import disagreement, marked
from ...domain.quality.disagreement import Disputed
from ...domain.scoring import agreement, mqm, overlaps, trust
from ...domain.scoring.agreement import Agreement, Rated
from ...domain.scoring.overlaps import SpanAgreement
from ...domain.scoring.trust import Trust
from ...domain.scoring.weights import Weights
from . import people, remembering, systems
from .gathering import Material, Place, place_of

Scores = Mapping[str, Mapping[Place, float]]
Measured = Mapping[str, Scores]
Confusion = Counter[tuple[str | None, str | None]]
WORST = ("none", "neutral", "minor", "major", "critical")


@dataclass(frozen=True, slots=True)
class _Metric:
    """An automatic metric's score of each text; the sign is -1 where lower is better."""

    name: str
    scores: Scores
    sign: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two raters on the texts that both judged: shares of characters, and which severities met which."""

    raters: tuple[str, str]
    spans: SpanAgreement
    confusion: Confusion


@dataclass(frozen=True, slots=True)
class Agreements:
    """Each block is None where two people did not judge the same, or nothing can be told."""

    values: Agreement | None  # of ratings, else of penalty points
    of_ratings: bool
    worst: Agreement | None  # of the worst severity of each text
    spans: SpanAgreement | None
    pairs: tuple[Pair, ...]
    disputed: list[Disputed]
    trust: tuple[tuple[str, Trust], ...]  # by metric


def of_material(db: Database, material: Material, measured: Measured | None = None) -> Agreements | None:
    """None where nobody judged anything. `measured` is what `systems.measures` found, where it is known."""
    said = list(material.judgements.found)
    if not said:
        return None
    marks, ratings = people.marks_of(said), people.ratings_of(said)
    table = _rated(ratings, _rating) if ratings else _rated(marks, _penalty(material.weights))
    worst = _rated(marks, _worst)
    spans = overlaps.of_judgements(marks)
    return Agreements(
        values=_agreement(table),
        of_ratings=bool(ratings),
        worst=_agreement(worst),
        spans=spans[0] if spans else None,
        pairs=tuple(_pair(one, marks) for one in spans[1:] if one.raters),
        disputed=disputed(material),
        trust=tuple(_trust(db, material, measured)),
    )


def disputed(material: Material, raters: frozenset[str] = frozenset()) -> list[Disputed]:
    """The texts that people judged most differently."""
    said = material.judgements.found
    ratings = people.ratings_of(said)
    if ratings:
        return disagreement.most_disputed(ratings, _rating, raters)
    return disagreement.most_disputed(people.marks_of(said), _penalty(material.weights), raters)


def _agreement(rated: Sequence[Rated]) -> Agreement | None:
    if len({one.rater for one in rated}) < 2:
        return None
    return remembering.of(lambda: agreement.of_ratings(rated), "agreement", rated)


def _rated(found: Sequence[Judgement], value: people.Valued) -> list[Rated]:
    return [
        Rated("\x1f".join((one.system, one.document or "", one.segment)), one.rater, given)
        for one in found
        if (given := value(one)) is not None
    ]


def _rating(one: Judgement) -> float | None:
    return one.rating


def _penalty(weights: Weights) -> people.Valued:
    return lambda one: float(mqm.penalty(one, weights))


def _worst(one: Judgement) -> float | None:
    """The worst severity as a number in its order."""
    severities = [mark.severity.casefold() for mark in marked.errors(one)]
    return float(max((WORST.index(each) for each in severities if each in WORST), default=0))


def _pair(spans: SpanAgreement, marks: Sequence[Judgement]) -> Pair:
    raters = spans.raters or ("", "")
    of_both = [one for one in marks if one.rater in raters]
    return Pair(raters, spans, overlaps.severity_confusion(of_both))


def _trust(db: Database, material: Material, measured: Measured | None) -> list[tuple[str, Trust]]:
    """Each automatic metric against what people said: MQM where errors were marked, else ratings."""
    human, sign = _human(material)
    found = []
    for metric in _metrics(db, material, measured):
        common = (
            len(human[system].keys() & of.keys()) for system, of in metric.scores.items() if system in human
        )
        if sum(common) > 1:
            found.append((metric.name, _of_metric(metric, human, sign)))
    return found


def _of_metric(metric: _Metric, human: Scores, sign: int) -> Trust:
    return remembering.of(
        lambda: trust.of_metric(human, metric.scores, human_sign=sign, metric_sign=metric.sign),
        "trust",
        metric,
        human,
    )


def _human(material: Material) -> tuple[Scores, int]:
    said = material.judgements.found
    marks = people.marks_of(said)
    if marks:
        return mqm.segment_scores(marks, material.weights), -1
    return people.mean_ratings(said), 1


def _metrics(db: Database, material: Material, measured: Measured | None) -> list[_Metric]:
    chrf = systems.against_independent(db, material) if measured is None else measured["chrf"]
    words: dict[str, dict[Place, float]] = {}
    for row in material.counted:
        if row.share is not None:
            words.setdefault(material.documents[row.document_id].system, {})[place_of(row)] = row.share
    return [_Metric("chrf", chrf, 1), _Metric("words", words, -1)]
