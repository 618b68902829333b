"""How much each system's text was changed where every system was corrected from its own text: nobody is favoured."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlite_utils import Database

from ...domain.scoring import origins, sums
from ...store.measures import candidates
from ...store.measures import rows as stored
from .gathering import Material, Place, place_of

Scores = dict[str, dict[Place, float]]


def both_edited(db: Database, material: Material) -> Scores:
    """The share of words changed of each system, by segment; places of later documents are those of the first.

    A system is corrected as the base of a document, or by a reference that was corrected from its text. Documents
    with the same sources are the same places: two systems imported as two documents can be compared so.
    """
    found: Scores = defaultdict(dict)
    places = _places(db, material)
    for row in material.counted:
        share = row.share
        if share is not None:
            found[material.documents[row.document_id].system][places.get(row.id, place_of(row))] = share
    for one in candidates.statistics(db, material.project.id) if _has_others(db, material) else ():
        if origins.started_from(one.origin) == one.system and one.segment_id in material.row_of:
            ter = one.statistics.ter
            if ter is not None:
                place = places.get(one.segment_id, place_of(material.row_of[one.segment_id]))
                found[one.system].setdefault(place, sums.hter(*ter))
    return dict(found) if len(found) > 1 else {}


def _has_others(db: Database, material: Material) -> bool:
    return any(map(origins.started_from, candidates.kinds_of_origins(db, material.project.id)))


def _places(db: Database, material: Material) -> dict[int, Place]:
    """The common place of segments with the same source, the first, second … of its kind in each document."""
    bases = {one.system for one in material.documents.values()}
    if len(bases) < 2:
        return {}
    first: dict[tuple[str, int], Place] = {}
    places = {}
    for document_id in material.documents:
        seen: Counter[str] = Counter()
        for segment_id, source in stored.sources_of(db, document_id):
            if source:
                seen[source] += 1
                place = first.setdefault((source, seen[source]), (str(document_id), str(segment_id)))
                places[segment_id] = place
    return places
