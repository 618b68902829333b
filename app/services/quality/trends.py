"""How quality goes from import to import or week to week: people's score where there is one, else words changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ...domain.judging.records import Judgement
from ...domain.quality import rows, trend
from ...domain.quality.rows import Row
from ...domain.quality.trend import Measured, Point
from ...store.measures import judged_days
from . import automatic, people
from .gathering import Material

By = Literal["import", "week"]
MOST_POINTS = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """Points in order. `kind` is a score of 0-100, higher is better, or the share of words changed, lower is better.

    `too_small` counts imports or weeks with judgements of too little text for a score.
    """

    kind: Literal["score", "words"]
    by: By
    points: list[Point]
    too_small: int = 0


def of_material(db: Database, material: Material) -> Trend | None:
    """By import where several are measured, else by week; fewer than two points are no trend."""
    return _of_people(db, material) or _of_words(material)


def _of_people(db: Database, material: Material) -> Trend | None:
    if not material.base:
        return None
    marks = people.marks_of(material.base)
    said = marks or people.ratings_of(material.base)  # never points of both on one line
    words = people.words_of(db, {one.place for one in marks}, material.lang)
    by_document: dict[str, list[Judgement]] = defaultdict(list)
    for one in said:
        by_document[one.document or ""].append(one)
    imports = [
        (str(key), document.name, by_document[str(key)])
        for key, document in material.documents.items()
        if str(key) in by_document
    ]
    found = _scores("import", imports, words, material) if len(imports) > 1 else None
    return found or _scores("week", _weeks(db, material, said), words, material)


def _weeks(
    db: Database, material: Material, said: Sequence[Judgement]
) -> list[tuple[str, str, list[Judgement]]]:
    """Judgements by the Monday of the week in which they were first made."""
    days = judged_days.of_project(db, material.project.id)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for one in said:
        day = days.get((int(one.segment), one.system, one.rater))
        if day is not None:
            found[rows.monday(day)].append(one)
    return [(week, week, found[week]) for week in sorted(found)]


def _scores(
    by: By,
    groups: Sequence[tuple[str, str, list[Judgement]]],
    words: Mapping[people.Place, int],
    material: Material,
) -> Trend | None:
    found: list[Measured] = []
    too_small = 0
    for key, name, said in groups:
        one = people.of_words(said, words, material.rules, material.weights)
        if one is None or one.score is None:
            too_small += 1
        else:
            found.append(Measured(key, name, one.score, one.low, one.high, one.error, one.n))
    shown = found[-MOST_POINTS:]
    return Trend("score", by, trend.points(shown), too_small) if len(shown) > 1 else None


def _of_words(material: Material) -> Trend | None:
    measured = [row for row in material.counted if row.ter_edits is not None]
    by_document: dict[int, list[Row]] = defaultdict(list)
    by_week: dict[str, list[Row]] = defaultdict(list)
    for row in measured:
        by_document[row.document_id].append(row)
        if row.week:
            by_week[row.week].append(row)
    if len(by_document) > 1:
        named = material.documents.items()
        return _shares(
            "import", [(str(key), one.name, by_document[key]) for key, one in named if key in by_document]
        )
    return _shares("week", [(week, week, by_week[week]) for week in sorted(by_week)])


def _shares(by: By, groups: Sequence[tuple[str, str, list[Row]]]) -> Trend | None:
    found = [
        trend.measured(key, name, interval)
        for key, name, rows in groups[-MOST_POINTS:]
        if (interval := automatic.words_interval(rows)) is not None
    ]
    return Trend("words", by, trend.points(found)) if len(found) > 1 else None
