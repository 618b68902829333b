"""Comparing two points of a document's history: the import, a named point, a revision, or now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlite_utils import Database

from ... import clock
from ...domain import diff
from ...domain.errors import Forbidden, Invalid, NotFound
from ...domain.models import Difference, Document, Person, Project, Segment
from ...domain.permissions import may
from ...store import documents, events, projects, revisions, segments
from ...store.database import writing
from ...store.history import points
from ...store.history.points import Point, TextThen
from .. import projecting

END = "9999"
ORIGINAL, NOW = "original", "now"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point to compare with: `key` as the address writes it, and what was there by then."""

    key: str
    name: str | None  # None for the two that the interface names: the import, and now
    last_revision_id: int
    at: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Segments that belong together on both sides; more than one where sentences were split or joined between."""

    segments: list[Segment]
    position: int
    source: str | None
    difference: Difference
    author: str | None
    is_live: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changed segments between two moments."""

    project: Project
    document: Document
    older: Moment
    newer: Moment
    points: list[Point]
    rows: list[Compared]
    number: int
    pages: int
    total: int
    segments: int  # that there are now


def add_point(db: Database, document_id: int, name: str, *, author: Person) -> Point:
    """Name the document's present state; raises Invalid where the name is taken or empty."""
    name = projecting.check_name(name, "A point")
    with writing(db):
        document = documents.get(db, document_id)
        if points.find(db, document_id, name):
            raise Invalid(f"This document has a point called {name} already. Choose another name.")
        return points.add(db, document.id, name, author=author.name, now=clock.now())


def list_points(db: Database, document_id: int) -> list[Point]:
    documents.get(db, document_id)
    return points.list_of_document(db, document_id)


def delete_point(db: Database, document_id: int, point_id: int, *, who: Person) -> None:
    """Forget a name; a lead may, and whoever gave it. The history itself stays."""
    with writing(db):
        point = points.get(db, point_id)
        if point.document_id != document_id:
            raise NotFound(f"There is no point {point_id} in this document.")
        if point.author != who.name and not may(who.role, "lead"):
            raise Forbidden(f"{point.author} named this point. Ask a lead to delete it.")
        points.delete(db, point_id)
        events.add(db, who=who.name, what="deleted a point", about=point.name, now=clock.now())


def moment(db: Database, document_id: int, key: str) -> Moment:
    """The moment that an address names: original, now, p<point>, r<revision>."""
    if key == ORIGINAL:
        return Moment(ORIGINAL, None, 0, "")
    if key == NOW:
        return Moment(NOW, None, 2**62, END)
    number = key[1:]
    if key[:1] in ("p", "r") and number.isascii() and number.isdigit() and len(number) < 16:
        return (
            _point(db, document_id, int(number)) if key[0] == "p" else _revision(db, document_id, int(number))
        )
    raise Invalid("Compare original, now, a named point (p1) or a revision (r1).")


def _point(db: Database, document_id: int, point_id: int) -> Moment:
    point = points.get(db, point_id)
    if point.document_id != document_id:
        raise NotFound(f"There is no point {point_id} in this document.")
    return Moment(f"p{point.id}", point.name, point.last_revision_id, point.made_at)


def _revision(db: Database, document_id: int, revision_id: int) -> Moment:
    found = revisions.get(db, revision_id)
    if segments.get(db, found.segment_id).document_id != document_id:
        raise NotFound(f"There is no revision {revision_id} in this document.")
    return Moment(
        f"r{found.id}", f"{found.author}, {found.made_at[:16].replace('T', ' ')}", found.id, found.made_at
    )


def compare(
    db: Database, document_id: int, older: str, newer: str, *, number: int = 1, size: int = 200
) -> Comparison:
    """The segments whose text differs between two moments, in order."""
    document = documents.get(db, document_id)
    sides = moment(db, document_id, older), moment(db, document_id, newer)
    found = _differing(db, document_id, *sides)
    pages = max(1, -(-len(found) // size))
    number = min(max(number, 1), pages)
    shown = _read(db, found[(number - 1) * size : number * size], *sides)
    return Comparison(
        project=projects.get(db, document.project_id),
        document=document,
        older=sides[0],
        newer=sides[1],
        points=points.list_of_document(db, document_id),
        rows=[_row(one, document.target_lang) for one in shown],
        number=number,
        pages=pages,
        total=len(found),
        segments=documents.counts(db, document_id)["all"],
    )


@dataclass(slots=True)
class _Side:
    """One moment: which segments stood in the text, and what they said."""

    live: set[int]
    texts: dict[int, TextThen]

    def text(self, found: Iterable[Segment]) -> tuple[str, str | None]:
        """The joined text of segments that stood there, and the author of the last that has one."""
        joined, author = "", None
        for one in found:
            then = self.texts.get(one.id)
            joined += (one.before if joined else "") + (then.text if then else one.machine or "")
            author = then.author if then else author
        return joined, author


@dataclass(slots=True)
class _Group:
    """Segments that were made out of each other between the two moments."""

    older: list[Segment] = field(default_factory=list)
    newer: list[Segment] = field(default_factory=list)
    old: str = ""
    new: str = ""
    author: str | None = None

    @property
    def position(self) -> int:
        known = self.newer or self.older
        return min((one.position for one in known if one.is_live), default=known[0].position)


_Found = tuple[int, int | _Group]  # a position, with the id of a segment by itself or a group


def _differing(db: Database, document_id: int, older: Moment, newer: Moment) -> list[_Found]:
    """Everything that differs, in order. Only what splits, joins and additions touched has to be read for that."""
    changes = points.structure_after(db, document_id, min(older.at, newer.at))
    made = {each for made, retired in changes for each in (*made, *retired)}
    moments = older.last_revision_id, newer.last_revision_id
    alone = [one for one in points.differing(db, document_id, *moments) if one[1] not in made]
    groups = _changed_groups(db, document_id, changes, made, older, newer)
    return sorted([*alone, *((one.position, one) for one in groups)], key=lambda one: one[0])


def _changed_groups(
    db: Database,
    document_id: int,
    changes: list[tuple[list[int], list[int]]],
    made: set[int],
    older: Moment,
    newer: Moment,
) -> list[_Group]:
    known = segments.by_ids(db, made)
    left, right = _side(db, document_id, known, older), _side(db, document_id, known, newer)
    found = []
    for ids in _grouped(known.keys(), changes):
        together = sorted((known[each] for each in ids), key=lambda one: (one.position, one.id))
        group = _group(together, left, right)
        if group.old != group.new and (group.older or group.newer):
            found.append(group)
    return found


def _group(together: list[Segment], left: _Side, right: _Side) -> _Group:
    group = _Group(
        [one for one in together if one.id in left.live],
        [one for one in together if one.id in right.live],
    )
    group.old, _ = left.text(group.older)
    group.new, group.author = right.text(group.newer)
    return group


def _read(db: Database, found: list[_Found], older: Moment, newer: Moment) -> list[_Group]:
    """The same as groups with their texts. A segment by itself stood there at both moments."""
    known = segments.by_ids(db, [one for _, one in found if isinstance(one, int)])
    left, right = (
        _Side(set(known), points.texts_at(db, known, one.last_revision_id)) for one in (older, newer)
    )
    return [one if isinstance(one, _Group) else _group([known[one]], left, right) for _, one in found]


def _side(db: Database, document_id: int, known: dict[int, Segment], at: Moment) -> _Side:
    live = {one.id for one in known.values() if one.is_live}
    for made, retired in points.structure_after(db, document_id, at.at):
        live = (live - set(made)) | set(retired)
    return _Side(live, points.texts_at(db, known, at.last_revision_id))


def _grouped(ids: Iterable[int], changes: list[tuple[list[int], list[int]]]) -> list[set[int]]:
    """Ids that splits and joins connect, together."""
    group_of = {each: {each} for each in ids}
    for made, retired in changes:
        together: set[int] = set()
        for each in (*made, *retired):
            together |= group_of.get(each, {each})
        for each in together:
            group_of[each] = together
    return list({id(group): group for group in group_of.values()}.values())


def _row(group: _Group, lang: str | None) -> Compared:
    shown = group.newer or group.older
    return Compared(
        segments=shown,
        position=group.position,
        source=" ".join(one.source for one in shown if one.source) or None,
        difference=diff.difference(group.old, group.new, lang),
        author=group.author,
        is_live=any(one.is_live for one in shown),
    )
