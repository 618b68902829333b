"""/api/v1/segments and batches: saving, drafting, restoring, splitting, joining, cutting, undoing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..services import choosing, describing, reading, revising, scoring, structuring
from ..services.changing import undoing
from ..services.changing.batching import Changed
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_segments", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/segments/<int:segment_id>")
@needs("read")
def show(segment_id: int) -> Answer:
    db = get_db()
    segment = describing.segment(reading.segment(db, segment_id))
    scores = describing.segment_scores(scoring.of_segment(db, segment_id))
    return {"ok": True, "segment": segment, "scores": scores}, 200


@blueprint.get("/segments/<int:segment_id>/revisions")
@needs("read")
def revisions(segment_id: int) -> Answer:
    found = revising.history(get_db(), segment_id, after=sent.after(), limit=(size := sent.limit()))
    key = found[-1].number if found else None
    return {
        "ok": True,
        "revisions": [describing.revision(one) for one in found],
        "next": sent.next_after(found, size, key),
    }, 200


@blueprint.post("/segments/<int:segment_id>/revisions")
@needs("edit")
def save_revision(segment_id: int) -> Answer:
    found = body()
    saved = revising.save_revision(
        get_db(),
        segment_id,
        sent.text(found, "text"),
        base_revision=sent.whole(found, "base_revision"),
        author=person(),
        op_id=sent.operation(found),
        confirm=sent.flag(found, "confirm"),
        draft_ops=sent.operations(found, "draft_ops"),
    )
    return _saved(saved)


@blueprint.post("/segments/<int:segment_id>/restore")
@needs("edit")
def restore(segment_id: int) -> Answer:
    found = body()
    saved = revising.restore(
        get_db(),
        segment_id,
        sent.whole(found, "number"),
        base_revision=sent.optional_whole(found, "base_revision"),
        author=person(),
        op_id=sent.operation(found),
    )
    return _saved(saved)


@blueprint.post("/segments/<int:segment_id>/reopen")
@needs("edit")
def reopen(segment_id: int) -> Answer:
    """Take a confirmation back; the text stays."""
    found = body()
    base = sent.optional_whole(found, "base_revision")
    return _saved(
        revising.reopen(
            get_db(), segment_id, base_revision=base, author=person(), op_id=sent.operation(found)
        )
    )


def _saved(saved: revising.Saved) -> Answer:
    difference = reading.difference(saved.segment, saved.document.target_lang)
    answer = {
        "ok": True,
        "revision": describing.revision(saved.revision),
        "segment": describing.segment(saved.segment),
        "difference": describing.difference(difference) if difference else None,
        **_document_state(saved.document.id),
    }
    return answer, 201 if saved.is_new else 200


def _document_state(document_id: int) -> dict[str, Any]:
    db = get_db()
    scores = scoring.of_document(db, document_id)
    counts = reading.counts(db, document_id)
    return {
        "scores": describing.scores(scores),
        "document": {"id": document_id, "counts": counts, "score_sentence": scores.sentence},
    }


@blueprint.put("/segments/<int:segment_id>/draft")
@needs("edit")
def save_draft(segment_id: int) -> Answer:
    found = body()
    draft = revising.save_draft(
        get_db(),
        segment_id,
        sent.text(found, "text"),
        base_revision=sent.whole(found, "base_revision"),
        author=person(),
        op_id=sent.operation(found),
    )
    return {"ok": True, "draft": describing.draft(draft)}, 200


@blueprint.delete("/segments/<int:segment_id>/draft")
@needs("edit")
def drop_draft(segment_id: int) -> Answer:
    revising.drop_draft(get_db(), segment_id, author=person())
    return {"ok": True}, 200


@blueprint.post("/segments/<int:segment_id>/split")
@needs("edit")
def split(segment_id: int) -> Answer:
    found = body()
    offset = sent.whole(found, "offset")
    return _changed(structuring.split(get_db(), segment_id, offset, **_base(found), **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/join")
@needs("edit")
def join(segment_id: int) -> Answer:
    found = body()
    return _changed(structuring.join(get_db(), segment_id, **_base(found), **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/cut")
@needs("edit")
def cut(segment_id: int) -> Answer:
    found = body()
    return _changed(structuring.cut(get_db(), segment_id, **_base(found), **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/put-back")
@needs("edit")
def put_back(segment_id: int) -> Answer:
    return _changed(structuring.put_back(get_db(), segment_id, **_signed(body())))


@blueprint.post("/segments/<int:segment_id>/leave-out")
@needs("edit")
def leave_out(segment_id: int) -> Answer:
    found = body()
    wanted = sent.flag(found, "left_out", True)
    return _changed(structuring.leave_out(get_db(), segment_id, left_out=wanted, **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/editorial")
@needs("edit")
def editorial(segment_id: int) -> Answer:
    found = body()
    wanted = sent.flag(found, "editorial", True)
    return _changed(structuring.set_editorial(get_db(), segment_id, editorial=wanted, **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/flag")
@needs("edit")
def flag(segment_id: int) -> Answer:
    """A flag says: look at this again. It changes no text and no state."""
    found = body()
    wanted = sent.flag(found, "flagged", True)
    return _changed(structuring.set_flagged(get_db(), segment_id, flagged=wanted, **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/lock")
@needs("lead")
def lock(segment_id: int) -> Answer:
    """Let nobody change the segment until a lead unlocks it."""
    found = body()
    wanted = sent.flag(found, "locked", True)
    return _changed(structuring.set_locked(get_db(), segment_id, locked=wanted, **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/direction")
@needs("edit")
def direction(segment_id: int) -> Answer:
    """Where the text does not run as its language does; null takes it back."""
    found = body()
    wanted = sent.direction(found)
    return _changed(structuring.set_direction(get_db(), segment_id, direction=wanted, **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/paragraph")
@needs("edit")
def paragraph(segment_id: int) -> Answer:
    found = body()
    breaks = sent.flag(found, "break")
    return _changed(structuring.break_paragraph(get_db(), segment_id, breaks=breaks, **_signed(found)))


@blueprint.post("/segments/<int:segment_id>/add")
@needs("edit")
def add(segment_id: int) -> Answer:
    found = body()
    return _changed(structuring.add(get_db(), segment_id, sent.text(found, "text"), **_signed(found)))


@blueprint.post("/documents/<int:document_id>/confirm")
@needs("edit")
def confirm(document_id: int) -> Answer:
    """Confirm segments at the revisions that were seen; the others are named in `skipped`."""
    found = body()
    wanted = sent.chosen(found)
    return _changed(choosing.confirm(get_db(), wanted, document_id=document_id, **_signed(found)))


@blueprint.post("/documents/<int:document_id>/leave-out")
@needs("edit")
def leave_out_many(document_id: int) -> Answer:
    """Leave segments out at the revisions that were seen, or put them back; the others are named in `skipped`."""
    found = body()
    wanted, left_out = sent.chosen(found), sent.flag(found, "left_out", True)
    return _changed(
        choosing.leave_out(get_db(), wanted, left_out=left_out, document_id=document_id, **_signed(found))
    )


@blueprint.post("/batches/<int:batch_id>/undo")
@needs("edit")
def undo(batch_id: int) -> Answer:
    return _changed(undoing.undo(get_db(), batch_id, **_signed(body())))


def _signed(found: dict[str, Any]) -> dict[str, Any]:
    """Who acts, and under which operation."""
    return {"author": person(), "op_id": sent.operation(found)}


def _base(found: dict[str, Any]) -> dict[str, Any]:
    """The revision that was seen; none where the caller takes whatever is newest."""
    return {"base_revision": sent.optional_whole(found, "base_revision")}


def _changed(changed: Changed) -> Answer:
    state = _document_state(changed.document.id) if changed.document else {"scores": None, "document": None}
    return {"ok": True, **describing.changed(changed), **state}, 201
