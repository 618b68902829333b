"""What a person does with several chosen segments at once: confirm, leave out, put back. Each is one batch with one undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from ..domain.errors import Conflict, Invalid
from ..domain.models import COUNTED_STATES, Person, Segment
from ..store import documents, segments
from ..store.database import writing
from .changing import batching, restructuring, rewriting
from .changing.batching import Changed, Step
from .changing.rewriting import NewText


def confirm(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    *,
    document_id: int,
    author: Person,
    op_id: str | None = None,
) -> Changed:
    """Confirm (segment id, revision seen) pairs as they stand; those that changed meanwhile are skipped and named."""
    documents.get(db, document_id)
    done = batching.repeated(db, op_id)
    if done:
        return done
    found = _of_document(db, chosen, document_id)
    waiting = [
        (one, seen)
        for one, seen in found
        if one.state not in COUNTED_STATES and not one.left_out and not one.locked
    ]
    if not waiting:
        raise Invalid("All of these segments are confirmed, left out or locked. Nothing was changed.")
    document = documents.get(db, document_id)
    texts = [NewText(one.id, seen, one.text, "confirmed") for one, seen in waiting]
    return rewriting.revise_many(
        db,
        document.project_id,
        document.id,
        texts,
        kind="confirm",
        batch_kind="confirm",
        summary=f"Confirmed {_count(len(texts))}",
        author=author,
        op_id=op_id,
    )


def leave_out(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    *,
    left_out: bool,
    document_id: int,
    author: Person,
    op_id: str | None = None,
) -> Changed:
    """Leave segments out of the clean text, or put them back; those that changed meanwhile are skipped and named."""
    with writing(db):
        done = batching.repeated(db, op_id)
        if done:
            return done
        found = _of_document(db, chosen, document_id)
        concerned = [(one, seen) for one, seen in found if one.left_out != left_out and not one.cut]
        now = [one for one, seen in concerned if one.revision == seen and one.is_live and not one.locked]
        skipped = [
            f"Segment {one.position} was changed meanwhile or is locked."
            for one, _ in concerned
            if one not in now
        ]
        if not now:
            raise Conflict("None of these segments could be changed.", errors=skipped)
        step = Step(db, documents.get(db, document_id), author, op_id)
        words = f"Left out {_count(len(now))}" if left_out else f"Put {_count(len(now))} back"
        batch = step.batch("leave_out" if left_out else "put_back", words)
        changed = restructuring.set_flags_of_many(step, batch, [(one, {"left_out": left_out}) for one in now])
        return replace(changed, skipped=skipped)


def _of_document(
    db: Database, chosen: Sequence[tuple[int, int]], document_id: int
) -> list[tuple[Segment, int]]:
    known = segments.by_ids(db, [segment_id for segment_id, _ in chosen])
    found = [(known[segment_id], seen) for segment_id, seen in chosen if segment_id in known]
    if not found or len(found) < len(chosen) or {one.document_id for one, _ in found} != {document_id}:
        raise Invalid("Choose at least one segment, all of this document.")
    return found


def _count(n: int) -> str:
    return "1 segment" if n == 1 else f"{n} segments"
