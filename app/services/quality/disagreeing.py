"""The segments that raters judged differently, with what each of them said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.models import Document, Person, Segment
from ...domain.quality import marked
from ...domain.quality.disagreement import Disputed
from ...store import segments
from . import agreeing, gathering, people
from .gathering import Material

MOST = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What one rater gave a text."""

    rater: str
    value: float
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    disputed: Disputed
    document: Document
    segment: Segment
    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class DisagreementPage:
    material: Material
    raters: tuple[str, ...]
    of_ratings: bool
    lines: list[Line]
    n: int


def build(
    db: Database, project_id: int, wanted: Mapping[str, str], *, raters: Sequence[str], person: Person
) -> DisagreementPage:
    """Those that are farthest apart first, of all raters or of two."""
    material = gathering.gather(db, project_id, wanted, person)
    found = agreeing.disputed(material, frozenset(raters))
    here = found[:MOST]
    texts = segments.by_ids(db, {int(one.place[1]) for one in here})
    said = {(one.system, one.segment, one.rater): one for one in material.judgements.found}
    lines = []
    for one in here:
        segment = texts[int(one.place[1])]
        given = tuple(
            Said(
                rater, value, tuple(map(marked.type_of, marked.errors(said[one.system, one.place[1], rater])))
            )
            for rater, value in one.values
        )
        judged = said[one.system, one.place[1], one.values[0][0]]
        text = judged.target or segment.machine or segment.text
        lines.append(Line(one, material.documents[segment.document_id], segment, text, given))
    of_ratings = bool(people.ratings_of(material.judgements.found))
    return DisagreementPage(material, tuple(raters), of_ratings, lines, len(found))
