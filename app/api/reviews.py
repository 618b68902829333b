"""/api/v1 for reviewers: approve, send back, what was said of a segment, and a project's reasons."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..services import describing, reading, reviewing
from ..services.changing.batching import Changed
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_reviews", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.post("/documents/<int:document_id>/approve")
@needs("review")
def approve(document_id: int) -> Answer:
    """Approve segments at the revisions that were seen; the others are named in `skipped`."""
    found = body()
    changed = reviewing.approve(
        get_db(), sent.chosen(found), document_id=document_id, author=person(), op_id=sent.operation(found)
    )
    return _changed(changed, document_id)


@blueprint.post("/documents/<int:document_id>/send-back")
@needs("review")
def send_back(document_id: int) -> Answer:
    """Send segments back to their editors with one of the project's reasons."""
    found = body()
    changed = reviewing.send_back(
        get_db(),
        sent.chosen(found),
        document_id=document_id,
        reason=sent.text(found, "reason"),
        note=sent.optional_text(found, "note"),
        suggestion=sent.optional_text(found, "suggestion"),
        author=person(),
        op_id=sent.operation(found),
    )
    return _changed(changed, document_id)


def _changed(changed: Changed, document_id: int) -> Answer:
    counts = reading.counts(get_db(), document_id)
    return {"ok": True, **describing.changed(changed), "document": {"id": document_id, "counts": counts}}, 201


@blueprint.get("/segments/<int:segment_id>/verdicts")
@needs("read")
def verdicts(segment_id: int) -> Answer:
    """What reviewers said of a segment, newest first."""
    found = reviewing.verdicts_of(get_db(), segment_id)
    return {"ok": True, "verdicts": [describing.said(one) for one in found]}, 200


@blueprint.get("/projects/<int:project_id>/reasons")
@needs("read")
def reasons(project_id: int) -> Answer:
    """The reasons from which a reviewer chooses."""
    return {"ok": True, "reasons": reviewing.reasons(get_db(), project_id)}, 200


@blueprint.put("/projects/<int:project_id>/reasons")
@needs("lead")
def set_reasons(project_id: int) -> Answer:
    """Replace the list of reasons."""
    return {
        "ok": True,
        "reasons": reviewing.set_reasons(get_db(), project_id, sent.texts(body(), "reasons")),
    }, 200
