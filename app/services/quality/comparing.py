"""The page that compares two systems: its sentence, and the segments in which they differ most."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain import diff
from ...domain.models import Difference, Document, Person, Segment
from ...domain.quality import facets, marked
from ...domain.quality.facets import Facet, Values
from ...domain.quality.rows import Row
from ...store import segments
from ...store.measures import rows as stored
from . import candidates, gathering, people, sampled, systems
from .candidates import Progress
from .gathering import Material, place_of
from .sampled import Sampled
from .systems import Compared, Ranking

SIZE = 50


@dataclass(frozen=True, slots=True)
class Beside:
    """One segment with both texts, their difference, and what each scored; `ahead` is a, b, tie or None."""

    document: Document
    segment: Segment
    difference: Difference
    a: float | None
    b: float | None
    by: float | None  # how far they are apart, above 0 where B is better
    ahead: str | None


@dataclass(frozen=True)
class ComparePage:
    material: Material
    names: list[str]
    compared: Compared | None  # None where there is no second system
    ranking: Ranking | None
    facets: list[Facet]
    asked: Mapping[str, str]
    found: list[Beside]
    n: int  # segments that the filters leave
    after: int
    next: int | None
    progress: Progress
    sampled: Sampled | None


def build(
    db: Database,
    project_id: int,
    *,
    a: str,
    b: str,
    wanted: Mapping[str, str],
    asked: Mapping[str, str],
    after: int,
    person: Person,
) -> ComparePage:
    """The verdict is about all segments that both systems have; `asked` filters the table only."""
    progress = candidates.ensure(db, project_id)
    material = gathering.gather(
        db, project_id, {key: wanted[key] for key in ("lang",) if key in wanted}, person
    )
    names = material.all_systems
    a, b = _pair(names, a, b)
    if b == a:
        return ComparePage(material, names, None, None, [], {}, [], 0, 0, None, progress, None)
    found = systems.measures(db, material)
    compared = systems.compare(db, material, found, a, b)
    both = [
        row for row in material.rows if not row.left_out and {a, b} <= set(material.systems[row.document_id])
    ]
    values = _values(material, compared)
    kept = {name: asked[name] for name in values if asked.get(name)}
    rows = sorted(facets.chosen(both, kept, values), key=lambda row: -abs(_by(row, compared) or 0.0))
    here = rows[after : after + SIZE]
    return ComparePage(
        material=material,
        names=names,
        compared=compared,
        ranking=systems.ranking(material, found) if len(names) > 2 else None,
        facets=facets.facets(both, kept, values),
        asked=kept,
        found=_beside(db, here, material, compared),
        n=len(rows),
        after=after,
        next=after + SIZE if after + SIZE < len(rows) else None,
        progress=progress,
        sampled=sampled.of_material(db, material),
    )


def _pair(names: Sequence[str], a: str, b: str) -> tuple[str, str]:
    """The systems asked for; else the first two. An unknown name is not kept."""
    first = a if a in names else next((name for name in names if name != b), "")
    return first, b if b in names and b != first else next((name for name in names if name != first), first)


def _values(material: Material, compared: Compared) -> dict[str, Values]:
    types: dict[str, set[str]] = {}
    for one in people.marks_of(material.judgements.found):
        if one.system in (compared.a, compared.b):
            types.setdefault(one.segment, set()).update(map(marked.type_of, marked.errors(one)))
    return {
        "ahead": lambda row: _some(_ahead(row, compared)),
        "type": lambda row: types.get(str(row.id), ()),
        "length": lambda row: (facets.length(row.length),),
        "document": lambda row: (str(row.document_id),),
    }


def _some(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _by(row: Row, compared: Compared) -> float | None:
    """How far B is ahead of A, in shown points."""
    measure, place = compared.measure, place_of(row)
    if measure is None or place not in compared.scores[compared.a]:
        return None
    sign = -measure.scale if measure.lower_is_better else measure.scale
    return sign * (compared.scores[compared.b][place] - compared.scores[compared.a][place])


def _ahead(row: Row, compared: Compared) -> str | None:
    by = _by(row, compared)
    if by is None:
        return None
    return "tie" if by == 0 else "b" if by > 0 else "a"


def _beside(db: Database, rows: Sequence[Row], material: Material, compared: Compared) -> list[Beside]:
    ids = json.dumps([row.id for row in rows])
    of_a, of_b = (stored.texts_of(db, ids, system) for system in (compared.a, compared.b))
    texts = segments.by_ids(db, (row.id for row in rows))
    found = []
    for row in rows:
        if row.id in of_a and row.id in of_b:
            document, place = material.documents[row.document_id], place_of(row)
            found.append(
                Beside(
                    document=document,
                    segment=texts[row.id],
                    difference=diff.difference(of_a[row.id], of_b[row.id], document.target_lang),
                    a=compared.scores.get(compared.a, {}).get(place),
                    b=compared.scores.get(compared.b, {}).get(place),
                    by=_by(row, compared),
                    ahead=_ahead(row, compared),
                )
            )
    return found
