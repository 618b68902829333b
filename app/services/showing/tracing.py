"""What happened in a document, newest first: batches as one entry, each other revision as a difference, the import last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain import diff
from ...domain.models import Difference, Document, Person, Project, Revision, RevisionKind, Segment
from ...store import batches, documents, projects, revisions, segments
from ...store.batches import Batch
from ...store.history import entries, points
from ...store.history.entries import Listed
from ...store.history.points import Point
from .. import revising
from ..changing import batching, undoing
from ..changing.batching import Changed
from ..revising import Saved

PAGE = 100
MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: the segment it belongs to as it is now, and the change from the text before it."""

    revision: Revision
    segment: Segment
    difference: Difference
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody did at once: a batch with its revisions, a single revision, or a name for a point.

    Of a long batch the first revisions are in `steps`; `n` says how many there are in this document.
    """

    at: str
    author: str
    batch: Batch | None
    steps: list[Step]
    n: int = 1
    point: Point | None = None
    revision_id: int | None = None  # the newest of them: what "since then" is compared with


@dataclass(frozen=True, slots=True)
class History:
    project: Project
    document: Document
    entries: list[Entry]
    authors: list[str]
    older: str | None  # the moment before which older entries begin; None at the end
    counts: dict[str, int]
    points: list[Point]


KINDS: dict[str, tuple[RevisionKind, ...] | None] = {
    "all": None,
    "texts": ("edit", "restore", "replace", "undo"),
    "confirmed": ("confirm",),
    "reviews": ("approve", "send_back"),
    "structure": ("split", "join", "cut", "add"),
}


def of_document(
    db: Database,
    document_id: int,
    *,
    author: str | None = None,
    what: str = "all",
    days: int | None = None,
    before: str | None = None,
) -> History:
    """A page of the document's history, perhaps of one author, of one kind, of today (0) or some days, before a moment."""
    since = None if days is None else clock.later(seconds=-86_400 * days)[:10]
    document = documents.get(db, document_id)
    found = entries.list_before(
        db, document_id, author=author, kinds=KINDS[what], since=since, before=before, limit=PAGE + 1
    )
    older = found[PAGE - 1].at if len(found) > PAGE else None
    named = points.list_of_document(db, document_id)
    shown = [
        one for one in named if _is_in(one.made_at, since or "", before) and one.made_at >= (older or "")
    ]
    if what != "all":
        shown = []
    listed = _entries(db, document, found[:PAGE])
    marked = [_named(one) for one in shown if author in (None, one.author)]
    return History(
        project=projects.get(db, document.project_id),
        document=document,
        entries=sorted([*marked, *listed], key=lambda entry: entry.at, reverse=True),
        authors=revisions.authors_of_document(db, document_id),
        older=older,
        counts=documents.counts(db, document_id),
        points=named,
    )


def _is_in(at: str, since: str, before: str | None) -> bool:
    return since <= at and (before is None or at < before)


def _named(point: Point) -> Entry:
    return Entry(point.made_at, point.author, None, [], point=point)


def _entries(db: Database, document: Document, found: list[Listed]) -> list[Entry]:
    steps: dict[int, list[Step]] = {}
    for step in _steps(db, document, entries.revisions_of(db, document.id, found, most=MOST_STEPS)):
        steps.setdefault(step.revision.batch_id or -step.revision.id, []).append(step)
    made = batches.by_ids(db, [one.batch_id for one in found if one.batch_id is not None])
    return [_entry(one, made, steps.get(one.batch_id or -(one.revision_id or 0), [])) for one in found]


def _entry(one: Listed, made: dict[int, Batch], steps: list[Step]) -> Entry:
    batch = made.get(one.batch_id) if one.batch_id is not None else None
    author = batch.author if batch else steps[0].revision.author
    return Entry(one.at, author, batch, steps, n=one.n, revision_id=one.revision_id)


def _steps(db: Database, document: Document, found: list[Revision]) -> list[Step]:
    involved = segments.by_ids(db, {one.segment_id for one in found})
    before = revisions.texts_before(db, [one.id for one in found])
    return [_step(one, involved[one.segment_id], before[one.id], document) for one in found]


def _step(revision: Revision, segment: Segment, before: str | None, document: Document) -> Step:
    old = before if before is not None else segment.machine or ""
    difference = diff.difference(old, revision.text, document.target_lang)
    return Step(revision, segment, difference, revision.number == segment.revision)


def restore(db: Database, document_id: int, segment_id: int, number: int, *, author: Person) -> Saved:
    """An old revision's text as a new one, to be confirmed again."""
    documents.get(db, document_id)
    return revising.restore(db, segment_id, number, base_revision=None, author=author)


def undo(db: Database, document_id: int, batch_id: int, *, author: Person) -> Changed:
    return undoing.undo(db, batching.get_in(db, batch_id, document_id).id, author=author)
