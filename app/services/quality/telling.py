"""Every score of a project or a document as scripts get it: of corrections, of judgements, of each system, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from ...domain.models import Person, Score
from ...domain.scoring import esa, mqm, origins, sums
from ...domain.scoring.intervals import Interval
from ...store.measures import candidates as stored
from .. import describing
from . import candidates, gathering, page, people, systems
from .gathering import Material
from .page import Number
from .people import Human

AUTOMATIC = ("bleu", "chrf", "ter")


def of_texts(db: Database, project_id: int, wanted: Mapping[str, str], *, person: Person) -> dict[str, Any]:
    """`human`, `systems` and `comparison`, each null or empty where nothing is measured."""
    candidates.ensure(db, project_id)
    material = gathering.gather(db, project_id, wanted, person)
    human = people.human(db, material.base, material.lang, material.rules, material.weights)
    return {
        "human": _human(human),
        "systems": _systems(db, material),
        "comparison": _comparison(db, material),
    }


def _human(human: Human | None) -> dict[str, Any] | None:
    if human is None:
        return None
    return {
        "kind": human.kind,
        "quality": _number(page.quality_number(human)),
        "errors_per_1000_words": _number(page.errors_number(human)) if human.errors else None,
        "level": human.level,
        "critical": human.critical,
        "needs_work": human.needs_work,
        "words": human.words or None,
        "words_needed": human.words_needed,
    }


def _number(number: Number) -> dict[str, Any]:
    limits = None if number.low is None or number.high is None else (number.low, number.high)
    return describing.score(Score(number.value, number.signature, number.n, limits, number.reason))


def _systems(db: Database, material: Material) -> list[dict[str, Any]]:
    """MQM (penalty points a segment) and ESA of what people judged; BLEU, chrF, TER against independent references."""
    marks = people.marks_of(material.judgements.found)
    ratings = people.ratings_of(material.judgements.found)
    of_marks = {one.name: one for one in mqm.system_scores(marks, material.weights)} if marks else {}
    of_ratings = {one.name: one for one in esa.system_scores(ratings, "wmt25")} if ratings else {}
    mqm_signature = mqm.scores_signature(material.judgements, material.weights, list(of_marks.values()))
    esa_signature = esa.scores_signature(material.judgements, "wmt25", list(of_ratings.values()))
    automatic = _against_independent(db, material)
    return [
        {
            "name": name,
            "mqm": _of_interval(of_marks[name].interval, mqm_signature) if name in of_marks else None,
            "esa": _of_interval(of_ratings[name].interval, esa_signature) if name in of_ratings else None,
            **automatic.get(name, dict.fromkeys(AUTOMATIC)),
        }
        for name in material.all_systems
    ]


def _of_interval(interval: Interval, signature: str) -> dict[str, Any]:
    return describing.score(Score(interval.mean, signature, interval.n, interval.limits))


def _against_independent(db: Database, material: Material) -> dict[str, dict[str, Any]]:
    kept: dict[str, list[Any]] = {}
    for one in stored.statistics(db, material.project.id):
        if origins.is_fair(one.origin) and one.segment_id in material.row_of:
            kept.setdefault(one.system, []).append(one.statistics)
    found = {}
    for name, statistics in kept.items():
        scores = sums.corpus(sums.total(statistics), material.lang)
        ter = describing.score(scores["hter"])
        percent = None if ter["score"] is None else 100 * ter["score"]
        found[name] = {
            "bleu": describing.score(scores["bleu"]),
            "chrf": describing.score(scores["chrf"]),
            "ter": {**ter, "score": percent},
        }
    return found


def _comparison(db: Database, material: Material) -> dict[str, Any] | None:
    """The verdict on the first two systems; `outcome` is null where no fair comparison is possible."""
    names = material.all_systems
    if len(names) < 2:
        return None
    found = systems.compare(db, material, systems.measures(db, material), names[0], names[1])
    lines = found.verdict.comparisons if found.verdict else ()
    return {
        "a": found.a,
        "b": found.b,
        "outcome": found.verdict.outcome if found.verdict else None,
        "sentence": found.verdict.sentence if found.verdict else found.refusal,
        "judged": found.judged,
        "measures": [
            {
                "measure": one.measure.name,
                "difference": one.difference,
                "interval": None if one.low is None else [one.low, one.high],
                "n": one.segments,
                "wins_a": one.wins_a,
                "wins_b": one.wins_b,
                "ties": one.ties,
                "signature": one.signature,
            }
            for one in lines
        ],
    }
