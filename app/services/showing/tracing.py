"""What happened in a document, newest first: batches as one entry, each other revision as a difference, the import last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...domain import diff
from ...domain.models import Difference, Document, Person, Project, Revision, Segment
from ...store import batches, documents, projects, revisions, segments
from ...store.batches import Batch
from .. import batching, revising
from ..batching import Changed
from ..revising import Saved

PAGE = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: the segment it belongs to as it is now, and the change from the text before it."""

    revision: Revision
    segment: Segment
    difference: Difference
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody did at once: a batch with its revisions, or a single revision."""

    at: str
    author: str
    batch: Batch | None
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class History:
    project: Project
    document: Document
    entries: list[Entry]
    authors: list[str]
    older: str | None  # the moment before which older entries begin; None at the end
    counts: dict[str, int]


def of_document(
    db: Database, document_id: int, *, author: str | None = None, before: str | None = None
) -> History:
    """A page of the document's history, perhaps of one author, before a moment."""
    document = documents.get(db, document_id)
    found = revisions.list_before(db, document_id, author=author, before=before, limit=PAGE)
    made = batches.list_before(db, document_id, author=author, before=before, limit=PAGE)
    entries = _entries(db, document, found, made)
    is_full = len(found) == PAGE or len(made) == PAGE
    return History(
        project=projects.get(db, document.project_id),
        document=document,
        entries=entries[:PAGE],
        authors=revisions.authors_of_document(db, document_id),
        older=entries[:PAGE][-1].at if entries and (is_full or len(entries) > PAGE) else None,
        counts=documents.counts(db, document_id),
    )


def _entries(db: Database, document: Document, found: list[Revision], made: list[Batch]) -> list[Entry]:
    steps = _steps(db, document, found)
    by_batch: dict[int, list[Step]] = {one.id: [] for one in made}
    single = []
    for step in steps:
        if step.revision.batch_id in by_batch:
            by_batch[step.revision.batch_id].append(step)
        elif step.revision.batch_id is None:
            single.append(Entry(step.revision.made_at, step.revision.author, None, [step]))
    together = [Entry(one.made_at, one.author, one, by_batch[one.id][::-1]) for one in made]
    return sorted([*together, *single], key=lambda entry: entry.at, reverse=True)


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
    return batching.undo(db, batching.get_in(db, batch_id, document_id).id, author=author)
