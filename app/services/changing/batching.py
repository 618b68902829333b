"""Batches: one action inside one transaction, the same operation once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Conflict, NotFound
from ...domain.models import Document, Person, Segment
from ...store import batches, documents, segments
from ...store.batches import Batch
from ...store.database import writing
from .. import revising, scoring


@dataclass(frozen=True, slots=True)
class Changed:
    """What one action did: the segments that are new or different, the ids that are gone, what could not be undone."""

    batch: Batch
    segments: list[Segment]
    removed: list[int]
    document: Document | None  # None where the batch spans documents
    skipped: list[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One action inside the transaction: who does what in which document, and the segment it starts from."""

    db: Database
    document: Document
    author: Person
    op_id: str | None

    def batch(self, kind: str, summary: str, *, undoes: int | None = None) -> Batch:
        return batches.add(
            self.db,
            self.document.project_id,
            self.document.id,
            kind=kind,
            summary=summary,
            author=self.author.name,
            made_at=clock.now(),
            detail={},
            op_id=self.op_id,
            undoes=undoes,
        )


def get_in(db: Database, batch_id: int, document_id: int) -> Batch:
    """A batch of this document or of its project; raises NotFound for another document's."""
    batch = batches.get(db, batch_id)
    is_wide = batch.document_id is None and batch.project_id == documents.get(db, document_id).project_id
    if batch.document_id != document_id and not is_wide:
        raise NotFound(f"There is no batch {batch_id} in this document.")
    return batch


def find(db: Database, batch_id: int) -> Batch | None:
    """The batch that a page tells about, None where there is none."""
    return batches.find(db, batch_id)


def run(
    db: Database,
    segment_id: int,
    author: Person,
    op_id: str | None,
    base_revision: int | None,
    act: Callable[[Step, Segment], Changed],
    *,
    even_locked: bool = False,
) -> Changed:
    """Run an action on a segment inside one transaction; the same operation a second time changes nothing."""
    with writing(db):
        done = repeated(db, op_id)
        if done:
            return done
        segment = segments.get(db, segment_id)
        revising.editable(replace(segment, locked=segment.locked and not even_locked))
        if base_revision is not None and base_revision != segment.revision:
            raise Conflict(
                "This segment changed meanwhile. Look at it again, then repeat what you did.",
                current=revising.newest(db, segment),
            )
        return act(Step(db, documents.get(db, segment.document_id), author, op_id), segment)


def repeated(db: Database, op_id: str | None) -> Changed | None:
    batch = batches.find_by_operation(db, op_id) if op_id else None
    if batch is None:
        return None
    found = [segments.get(db, segment_id) for segment_id in batch.detail["heads"]["ids"]]
    removed = list(batch.detail.get("retired", []))
    document = documents.get(db, batch.document_id) if batch.document_id else None
    return Changed(batch, found, removed, document, list(batch.detail.get("skipped", [])))


def finish(
    step: Step, batch: Batch, now: Sequence[int], detail: dict[str, Any], removed: Sequence[int] = ()
) -> Changed:
    found = [segments.get(step.db, segment_id) for segment_id in now]
    for segment in [*found, *(segments.get(step.db, segment_id) for segment_id in removed)]:
        scoring.recount(step.db, step.document, segment)
    heads = {"ids": [one.id for one in found], "revisions": [one.revision for one in found]}
    batches.set_detail(step.db, batch.id, {**detail, "heads": heads})
    return Changed(batches.get(step.db, batch.id), found, list(removed), step.document, [])
