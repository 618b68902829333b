"""Batches: one action inside one transaction, the same operation once, and its undo by compare-and-set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Conflict, Forbidden, NotFound
from ..domain.models import COUNTED_STATES, Document, Person, RevisionKind, Segment, SegmentStatistics, State
from ..domain.permissions import Permission, may
from ..store import batches, documents, questions, revisions, segments
from ..store.batches import Batch
from ..store.database import writing
from . import revising, scoring

FLAGS = ("left_out", "editorial", "cut")
UNDONE_BY: dict[str, Permission] = {"approve": "review", "send_back": "review", "revert": "lead"}


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


def undo(db: Database, batch_id: int, *, author: Person, op_id: str | None = None) -> Changed:
    """Undo a batch where nothing was changed on top of it; raises Conflict with what stands in the way."""
    with writing(db):
        done = repeated(db, op_id)
        if done:
            return done
        batch = batches.get(db, batch_id)
        if batch.undone_by:
            raise Conflict("This was undone already.")
        _check_may_undo(db, batch, author)
        if batch.detail.get("is_text"):
            return _undo_texts(db, batch, author, op_id)
        assert batch.document_id is not None, "only texts change across documents"
        return _undo(Step(db, documents.get(db, batch.document_id), author, op_id), batch)


def _check_may_undo(db: Database, batch: Batch, author: Person) -> None:
    """What needs a reviewer or a lead to do needs one to undo, and to undo its undoing."""
    root = batch
    while root.undoes:
        root = batches.get(db, root.undoes)
    needed = UNDONE_BY.get(root.kind, "edit")
    if not may(author.role, needed):
        raise Forbidden(f"Your role ({author.role}) cannot undo this. Ask a reviewer or a lead.")


def find(db: Database, batch_id: int) -> Batch | None:
    """The batch that a page tells about, None where there is none."""
    return batches.find(db, batch_id)


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
    if "sources" in detail:
        return _undo_sources(step, new, detail["sources"])
    if "place" in detail:
        return set_place(step, new, involved[0], detail["place"], by=-detail["by"])
    if "many" in detail:
        return set_flags_of_many(step, new, list(zip(involved, detail["many"], strict=True)))
    return set_flags(step, new, involved[0], detail["flags"])


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


def _undo_texts(db: Database, batch: Batch, author: Person, op_id: str | None) -> Changed:
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


@dataclass(frozen=True, slots=True)
class NewSource:
    """The source that a segment gets, and whether a person should look at the pair."""

    segment_id: int
    source: str | None
    needs_check: bool


SHOWN_SOURCES = 1000  # a shift may change any number; the pages show so many at once


def set_sources(
    step: Step, batch: Batch, new: Sequence[NewSource], *, has_source: bool, source_lang: str | None
) -> Changed:
    """Tell segments their sources. No text, state or score changes; what stood there is kept for the undo."""
    ids = [one.segment_id for one in new]
    before = segments.sources(step.db, ids)
    segments.set_sources(step.db, ((one.source, one.needs_check, one.segment_id) for one in new))
    documents.set_source(step.db, step.document.id, has_source=has_source, source_lang=source_lang)
    detail = {
        "sources": {
            "rows": before,
            "digest": _digest(segments.sources(step.db, ids)),
            "document": [step.document.has_source, step.document.source_lang],
        },
        "heads": {"ids": [], "revisions": []},
    }
    batches.set_detail(step.db, batch.id, detail)
    found = [segments.get(step.db, segment_id) for segment_id in ids[:SHOWN_SOURCES]]
    document = documents.get(step.db, step.document.id)
    return Changed(batches.get(step.db, batch.id), found, [], document, [])


def _digest(rows: list[tuple[int, str | None, bool]]) -> str:
    pairs = [(segment_id, source) for segment_id, source, _ in rows]
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def _undo_sources(step: Step, batch: Batch, detail: dict[str, Any]) -> Changed:
    rows = [NewSource(*row) for row in detail["rows"]]
    now = segments.sources(step.db, [one.segment_id for one in rows])
    if _digest(now) != detail["digest"]:
        raise Conflict("These pairs were changed since. Undo that change first; nothing was undone.")
    has_source, source_lang = detail["document"]
    return set_sources(step, batch, rows, has_source=has_source, source_lang=source_lang)
