"""How one number of the quality page is computed: its definition's inputs, segment by segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from ...domain.errors import NotFound
from ...domain.models import Person, Segment, SegmentStatistics
from ...domain.quality import marked
from ...domain.quality.rows import Row
from ...domain.scoring import sums
from ...store import segments
from ..scoring import DocumentScores
from . import automatic, gathering, page, penalties, people
from .gathering import Material
from .page import Number
from .penalties import Penalty
from .people import Human

KEYS = ("quality", "errors", "penalty", "words", "done", "chrf", "bleu")
SIZE = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One segment's share in a number; `value` is None where it has none, `of` what it is divided by."""

    row: Row
    segment: Segment | None
    value: float | None
    of: float | None


@dataclass(frozen=True)
class NumberPage:
    material: Material
    number: Number
    human: Human | None
    parts: list[Part]
    n: int
    after: int
    next: int | None
    not_counted: Mapping[str, int]
    penalty: Penalty | None = None


def build(
    db: Database, project_id: int, key: str, wanted: Mapping[str, str], *, after: int, person: Person
) -> NumberPage:
    """The number with the segments that went into it, some at a time."""
    found = _gather(db, project_id, key, wanted, person)
    here = found.parts[after : after + SIZE]
    texts = segments.by_ids(db, (part.row.id for part in here))
    parts = [_filled(part, key, found.material.lang, texts) for part in here]
    following = after + SIZE if after + SIZE < len(found.parts) else None
    return replace(found, parts=parts, after=after, next=following)


def everything(
    db: Database, project_id: int, key: str, wanted: Mapping[str, str], *, person: Person
) -> NumberPage:
    """The same with all segments, for a file."""
    found = _gather(db, project_id, key, wanted, person)
    texts = segments.by_ids(db, (part.row.id for part in found.parts))
    parts = [_filled(part, key, found.material.lang, texts) for part in found.parts]
    return replace(found, parts=parts)


def _gather(db: Database, project_id: int, key: str, wanted: Mapping[str, str], person: Person) -> NumberPage:
    if key not in KEYS:
        raise NotFound(f"There is no number “{key}”. The quality page lists all of them.")
    material = gathering.gather(db, project_id, wanted, person)
    scores = automatic.scores_of(material.counted, material.rows, material.lang)
    human = people.human(db, material.base, material.lang, material.rules, material.weights)
    if key == "penalty":
        return _penalty(db, material, human, scores)
    number = page.numbers(scores, human, material)[key]
    parts = _parts(key, material, human)
    return NumberPage(material, number, human, parts, len(parts), 0, None, scores.left_out_of_it)


def _penalty(db: Database, material: Material, human: Human | None, scores: DocumentScores) -> NumberPage:
    """Points after editing of the points before; those who cost most first."""
    found = penalties.of_material(db, material)
    number = page.penalty_number(found)
    parts = sorted(found.parts if found else (), key=lambda part: -part.before)
    made = [Part(part.row, None, part.after, part.before) for part in parts]
    return NumberPage(material, number, human, made, len(made), 0, None, scores.left_out_of_it, found)


def _parts(key: str, material: Material, human: Human | None) -> list[Part]:
    if key in ("quality", "errors"):
        return _judged(key, material, human)
    if key == "done":
        return [
            Part(row, None, float(row.state in ("confirmed", "approved")), None)
            for row in material.rows
            if not row.left_out
        ]
    if key == "words":
        measured = [row for row in material.counted if row.ter_edits is not None]
        return [Part(row, None, row.ter_edits, row.ter_words) for row in measured]
    return [Part(row, None, None, None) for row in material.counted]


def _filled(part: Part, key: str, lang: str | None, texts: Mapping[int, Segment]) -> Part:
    """With its text, and with a score of its own where that takes time to compute."""
    value = _alone(part.row, key, lang) if key in ("chrf", "bleu") else part.value
    return Part(part.row, texts.get(part.row.id), value, part.of)


def _judged(key: str, material: Material, human: Human | None) -> list[Part]:
    if human is None:
        return []
    errors: dict[int, list[int]] = {}
    for one in people.marks_of(material.base):
        errors.setdefault(int(one.segment), []).append(len(marked.errors(one)))
    rows = [row for row in material.rows if row.id in human.values]
    if key == "quality":
        return [Part(row, None, human.values[row.id], None) for row in rows]
    return [
        Part(row, None, sum(errors[row.id]) / len(errors[row.id]), None) for row in rows if row.id in errors
    ]


def _alone(row: Row, key: str, lang: str | None) -> float | None:
    """The segment's own score; those of a text are not the mean of these."""
    bleu, chrf = (automatic.counts([row], name)[0] for name in ("bleu", "chrf"))
    statistics = SegmentStatistics(tuple(map(int, bleu)), tuple(map(int, chrf)), None)
    return sums.segment_scores(statistics, lang)[key].score
