"""Batches of structure: segments that replace others, flags beside the state, where paragraphs begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from ... import clock
from ...domain.models import RevisionKind, Segment
from ...store import questions, revisions, segments
from ...store.batches import Batch
from .batching import Changed, Step, finish

BESIDE = ("left_out", "editorial", "cut", "locked", "locked_by", "flagged", "direction")
Beside = bool | str | None


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


def set_flags(step: Step, batch: Batch, segment: Segment, flags: dict[str, Beside]) -> Changed:
    """Set what stands beside text and state. A cut, and its way back, is a revision of its own in the log."""
    if flags.get("cut", segment.cut) != segment.cut:
        _append(step, segment, "cut" if flags["cut"] else "undo", batch)
    before = {name: getattr(segment, name) for name in BESIDE}
    segments.change(step.db, segment.id, **flags)
    return finish(step, batch, [segment.id], {"flags": before})


def set_flags_of_many(step: Step, batch: Batch, wanted: Sequence[tuple[Segment, dict[str, bool]]]) -> Changed:
    """Set booleans of several segments, none of which is cut or put back from a cut."""
    before = [{name: getattr(segment, name) for name in flags} for segment, flags in wanted]
    for segment, flags in wanted:
        segments.change(step.db, segment.id, **flags)
    return finish(step, batch, [segment.id for segment, _ in wanted], {"many": before})


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
