"""Penalty points before and after editing: what people marked in the machine's text, and what of it still stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.judging.anchoring import STANDS
from ...domain.quality.rows import Row
from ...domain.scoring import intervals
from ...domain.scoring.human_signatures import signature
from ...domain.scoring.intervals import Interval
from ...store import segments
from ...store.judging import marks
from ...store.judging.marks import StoredMark
from ..judging import standing
from . import people
from .gathering import Material


@dataclass(frozen=True, slots=True)
class Part:
    """One judged segment: its points, the mean over its raters, and those that are left of them."""

    row: Row
    before: float
    after: float
    is_corrected: bool
    fates: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Penalty:
    """Sums over `n` judged segments, `corrected` of which somebody changed. `removed` is None where nothing cost points.

    A mark that lost its place is not in `after`; `fates` says how many there are of each kind.
    """

    before: float
    after: float
    n: int
    corrected: int
    removed: Interval | None  # the share of the points that is gone
    fates: Mapping[str, int]
    signature: str
    parts: tuple[Part, ...]

    @property
    def orphaned(self) -> int:
        return self.fates.get("orphaned", 0)


def of_material(db: Database, material: Material) -> Penalty | None:
    """Of the machine's segments whose errors people marked; None where there are none."""
    raters: dict[int, set[str]] = defaultdict(set)
    for one in people.marks_of(material.base):
        if int(one.segment) in material.row_of:
            raters[int(one.segment)].add(one.rater)
    if not raters:
        return None
    parts = _parts(db, material, raters)
    fates = Counter[str]()
    for part in parts:
        fates.update(part.fates)
    removed = _removed(parts)
    return Penalty(
        before=sum(part.before for part in parts),
        after=sum(part.after for part in parts),
        n=len(parts),
        corrected=sum(part.is_corrected for part in parts),
        removed=removed,
        fates=dict(fates),
        signature=_signature(material, parts, raters, removed),
        parts=tuple(parts),
    )


def _parts(db: Database, material: Material, raters: Mapping[int, set[str]]) -> list[Part]:
    texts = segments.by_ids(db, raters)
    found: dict[int, list[StoredMark]] = defaultdict(list)
    for mark in marks.of_segments(db, raters):
        document = material.documents[texts[mark.segment_id].document_id]
        if mark.revision == 0 and mark.system == document.system and mark.author in raters[mark.segment_id]:
            found[mark.segment_id].append(mark)
    parts = []
    for row in material.rows:
        if row.id in raters:
            held = standing.held(db, texts[row.id], material.documents[row.document_id], found[row.id])
            stands = [one for one in held if one.anchored.fate in STANDS]
            before, after = (
                standing.penalty(each, material.weights) / len(raters[row.id]) for each in (held, stands)
            )
            text = texts[row.id]
            is_corrected = text.cut or text.text != text.machine
            parts.append(Part(row, before, after, is_corrected, Counter(one.anchored.fate for one in held)))
    return parts


def _removed(parts: list[Part]) -> Interval | None:
    if sum(part.before for part in parts) <= 0:
        return None
    return intervals.of_ratio(
        [part.before - part.after for part in parts],
        [part.before for part in parts],
        [part.row.document_id for part in parts],
        floor=0,
        ceiling=1,
    )


def _signature(
    material: Material, parts: list[Part], raters: Mapping[int, set[str]], removed: Interval | None
) -> str:
    return signature(
        penalty="before-after",
        weights=material.weights.label,
        agg="mean.raters-sum.segments",
        after="kept+moved",
        raters=len(set().union(*raters.values())),
        n=len(parts),
        ci=removed.method if removed else None,
        seed=intervals.SEED if removed else None,
    )
