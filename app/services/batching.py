"""Batches: one action inside one transaction, the same operation once, and its undo by compare-and-set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Conflict
from ..domain.models import Document, Person, RevisionKind, Segment
from ..store import batches, documents, questions, revisions, segments
from ..store.batches import Batch
from ..store.database import writing
from . import revising, scoring

FLAGS = ("left_out", "editorial", "cut")


@dataclass(frozen=True, slots=True)
class Changed:
    """What one action did: the segments that are new or different, the ids that are gone, what could not be undone."""

    batch: Batch
    segments: list[Segment]
    removed: list[int]
    document: Document
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
            self.document.id,
            kind=kind,
            summary=summary,
            author=self.author.name,
            made_at=clock.now(),
            detail={},
            op_id=self.op_id,
            undoes=undoes,
        )


def undo(db: Database, batch_id: int, *, author: Person, op_id: str | None = None) -> Changed:
    """Undo a batch where nothing was changed on top of it; raises Conflict with what stands in the way."""
    with writing(db):
        done = repeated(db, op_id)
        if done:
            return done
        batch = batches.get(db, batch_id)
        if batch.undone_by:
            raise Conflict("This was undone already.")
        step = Step(db, documents.get(db, batch.document_id), author, op_id)
        return _undo(step, batch)


def _undo(step: Step, batch: Batch) -> Changed:
    detail = batch.detail
    involved = [segments.get(step.db, segment_id) for segment_id in detail["heads"]["ids"]]
    numbers = detail["heads"]["revisions"]
    changed = [
        one
        for one, number in zip(involved, numbers, strict=True)
        if one.revision != number or not one.is_live
    ]
    if changed:
        places = ", ".join(str(one.position) for one in changed)
        raise Conflict(f"Segment {places} was changed since. Undo that change first; nothing was undone.")
    new = step.batch("undo", f"Undone: {batch.summary}", undoes=batch.id)
    if "made" in detail:
        retired = [segments.get(step.db, segment_id) for segment_id in detail["retired"]]
        return swap(step, new, involved, retired, at=detail["at"])
    if "place" in detail:
        return set_place(step, new, involved[0], detail["place"], by=-detail["by"])
    return set_flags(step, new, involved[0], detail["flags"])


def run(
    db: Database,
    segment_id: int,
    author: Person,
    op_id: str | None,
    base_revision: int | None,
    act: Callable[[Step, Segment], Changed],
) -> Changed:
    """Run an action on a segment inside one transaction; the same operation a second time changes nothing."""
    with writing(db):
        done = repeated(db, op_id)
        if done:
            return done
        segment = revising.editable(segments.get(db, segment_id))
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
    return Changed(batch, found, removed, documents.get(db, batch.document_id), [])


def finish(
    step: Step, batch: Batch, now: Sequence[int], detail: dict[str, Any], removed: Sequence[int] = ()
) -> Changed:
    found = [segments.get(step.db, segment_id) for segment_id in now]
    for segment in [*found, *(segments.get(step.db, segment_id) for segment_id in removed)]:
        scoring.recount(step.db, step.document, segment)
    heads = {"ids": [one.id for one in found], "revisions": [one.revision for one in found]}
    batches.set_detail(step.db, batch.id, {**detail, "heads": heads})
    return Changed(batches.get(step.db, batch.id), found, list(removed), step.document, [])


def replace_run(
    step: Step,
    batch: Batch,
    kind: RevisionKind,
    old: list[Segment],
    new: list[Segment],
    *,
    at: int | None = None,
) -> Changed:
    """Put new segments where a run of old ones stood; the old ones are retired with their history."""
    at = old[0].position if at is None else at
    _retire(step.db, old)
    segments.shift_positions(step.db, step.document.id, after=at - 1 + len(old), by=len(new) - len(old))
    made = []
    for index, segment in enumerate(new):
        segment_id = segments.add_made(
            step.db,
            replace(segment, position=at + index),
            parents=[one.id for one in old],
            system=step.document.system,
        )
        _append(step, replace(segments.get(step.db, segment_id), state=segment.state), kind, batch)
        made.append(segment_id)
    for one in old:
        questions.move(step.db, one.id, made[0])
    detail = {"made": made, "retired": [one.id for one in old], "at": at}
    return finish(step, batch, made, detail, removed=[one.id for one in old])


def swap(step: Step, batch: Batch, old: list[Segment], back: list[Segment], *, at: int) -> Changed:
    """Retire a run and revive the one that it had replaced."""
    at = old[0].position if old else at
    paragraph = old[0].paragraph if old else None
    _retire(step.db, old)
    segments.shift_positions(step.db, step.document.id, after=at - 1 + len(old), by=len(back) - len(old))
    for index, segment in enumerate(back):
        segments.change(
            step.db, segment.id, is_live=1, position=at + index, paragraph=paragraph or segment.paragraph
        )
        _append(step, segment, "undo", batch)
    for one in old:
        if back:
            questions.move(step.db, one.id, back[0].id)
    detail = {"made": [one.id for one in back], "retired": [one.id for one in old], "at": at}
    return finish(step, batch, [one.id for one in back], detail, removed=[one.id for one in old])


def _retire(db: Database, old: list[Segment]) -> None:
    for segment in old:
        segments.change(db, segment.id, is_live=0)


def set_flags(step: Step, batch: Batch, segment: Segment, flags: dict[str, bool]) -> Changed:
    """Set booleans beside the state. A cut, and its way back, is a revision of its own in the log."""
    if flags.get("cut", segment.cut) != segment.cut:
        _append(step, segment, "cut" if flags["cut"] else "undo", batch)
    before = {name: getattr(segment, name) for name in FLAGS}
    segments.change(step.db, segment.id, **flags)
    return finish(step, batch, [segment.id], {"flags": before})


def set_place(step: Step, batch: Batch, segment: Segment, place: dict[str, str], *, by: int) -> Changed:
    before = {"before": segment.before, "lead": segment.lead}
    segments.change(step.db, segment.id, **place)
    segments.shift_paragraphs(step.db, step.document.id, from_position=segment.position, by=by)
    return finish(step, batch, [segment.id], {"place": before, "by": by})


def _append(step: Step, segment: Segment, kind: RevisionKind, batch: Batch) -> None:
    revisions.add(
        step.db,
        segment,
        text=segment.text,
        state=segment.state,
        kind=kind,
        author=step.author.name,
        made_at=clock.now(),
        batch_id=batch.id,
    )
