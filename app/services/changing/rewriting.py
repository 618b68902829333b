"""Batches of texts: many segments get new texts or states at once, and their way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Conflict
from ...domain.models import COUNTED_STATES, Person, RevisionKind, SegmentStatistics, State
from ...store import batches, documents, revisions, segments
from ...store.batches import Batch
from ...store.database import writing
from .. import scoring
from .batching import Changed, repeated


@dataclass(frozen=True, slots=True)
class NewText:
    """A text and state that a batch gives a segment, on top of the revision that the person saw."""

    segment_id: int
    base_revision: int
    text: str
    state: State


def revise_many(
    db: Database,
    project_id: int,
    document_id: int | None,
    texts: Sequence[NewText],
    *,
    kind: RevisionKind,
    batch_kind: str,
    summary: str,
    author: Person,
    op_id: str | None = None,
    also: Callable[[Changed], None] | None = None,
) -> Changed:
    """Give many segments new texts or states as one batch; those changed meanwhile are skipped and named.

    `also` runs in the same transaction once they are changed. Raises Conflict where nothing at all could be changed.
    """
    ready = _ready(db, texts)
    with writing(db):
        done = repeated(db, op_id)
        if done:
            return done
        batch = _text_batch(
            db, project_id, document_id, kind=batch_kind, summary=summary, author=author, op_id=op_id
        )
        changed = _revise_all(db, batch, texts, kind, author, ready)
        if also:
            also(changed)
        return changed


def _ready(db: Database, texts: Sequence[NewText]) -> dict[int, SegmentStatistics | None]:
    """Statistics of texts that will count, computed before anybody has to wait for the writer's lock."""
    found = {}
    for one in texts:
        if one.state in COUNTED_STATES:
            segment = segments.get(db, one.segment_id)
            lang = documents.get(db, segment.document_id).target_lang
            found[one.segment_id] = scoring.statistics_of(segment.machine, one.text, lang)
    return found


def _text_batch(
    db: Database,
    project_id: int,
    document_id: int | None,
    *,
    kind: str,
    summary: str,
    author: Person,
    op_id: str | None,
    undoes: int | None = None,
) -> Batch:
    return batches.add(
        db,
        project_id,
        document_id,
        kind=kind,
        summary=summary,
        author=author.name,
        made_at=clock.now(),
        detail={},
        op_id=op_id,
        undoes=undoes,
    )


def _revise_all(
    db: Database,
    batch: Batch,
    texts: Sequence[NewText],
    kind: RevisionKind,
    author: Person,
    ready: dict[int, SegmentStatistics | None],
) -> Changed:
    changed, skipped = [], []
    for one in texts:
        segment = segments.get(db, one.segment_id)
        if not segment.is_live or segment.locked or segment.revision != one.base_revision:
            skipped.append(f"Segment {segment.position} was changed meanwhile or is locked.")
            continue
        revisions.add(
            db,
            segment,
            text=one.text,
            state=one.state,
            kind=kind,
            author=author.name,
            made_at=clock.now(),
            batch_id=batch.id,
        )
        segment = segments.get(db, segment.id)
        scoring.recount(db, documents.get(db, segment.document_id), segment, ready.get(segment.id))
        changed.append(segment)
    if not changed:
        raise Conflict(
            "Nothing was changed: every one of these segments was changed meanwhile.", errors=skipped
        )
    heads = {"ids": [one.id for one in changed], "revisions": [one.revision for one in changed]}
    batches.set_detail(db, batch.id, {"is_text": True, "heads": heads, "skipped": skipped})
    document = documents.get(db, batch.document_id) if batch.document_id else None
    return Changed(batches.get(db, batch.id), changed, [], document, skipped)


def put_back(db: Database, batch: Batch, author: Person, op_id: str | None) -> Changed:
    heads = batch.detail["heads"]
    texts = [
        _before(db, segment_id, number)
        for segment_id, number in zip(heads["ids"], heads["revisions"], strict=True)
    ]
    new = _text_batch(
        db,
        batch.project_id,
        batch.document_id,
        kind="undo",
        summary=f"Undone: {batch.summary}",
        author=author,
        op_id=op_id,
        undoes=batch.id,
    )
    return _revise_all(db, new, texts, "undo", author, {})


def _before(db: Database, segment_id: int, number: int) -> NewText:
    """What a segment said before a revision."""
    former = revisions.find(db, segment_id, number - 1)
    if former:
        return NewText(segment_id, number, former.text, former.state)
    machine = segments.get(db, segment_id).machine
    return NewText(segment_id, number, machine or "", "todo")
