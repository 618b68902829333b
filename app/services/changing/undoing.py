"""Undoing a batch of whatever kind: where nothing was changed on top of it, by whoever may."""

from __future__ import annotations

from sqlite_utils import Database

from ...domain.errors import Conflict, Forbidden
from ...domain.models import Person
from ...domain.permissions import Permission, may
from ...store import batches, documents, segments
from ...store.batches import Batch
from ...store.database import writing
from ..judging import bringing
from . import pairing, restructuring, rewriting
from .batching import Changed, Step, repeated

UNDONE_BY: dict[str, Permission] = {
    "approve": "review",
    "send_back": "review",
    "revert": "lead",
    "lock": "lead",
    bringing.KIND: "lead",
}


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
        if batch.kind == bringing.KIND or bringing.KIND in batch.detail:
            return Changed(bringing.take_back(db, batch, author=author, op_id=op_id), [], [], None, [])
        if batch.detail.get("is_text"):
            return rewriting.put_back(db, batch, author, op_id)
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
        return restructuring.swap(step, new, involved, retired, at=detail["at"])
    if "sources" in detail:
        return pairing.put_back(step, new, detail["sources"])
    if "place" in detail:
        return restructuring.set_place(step, new, involved[0], detail["place"], by=-detail["by"])
    if "many" in detail:
        return restructuring.set_flags_of_many(step, new, list(zip(involved, detail["many"], strict=True)))
    return restructuring.set_flags(step, new, involved[0], detail["flags"])
