"""/api/v1/documents: look, list segments, score, export. Uploads are in uploads.py."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from ..access import needs, person
from ..db import get_db
from ..services import describing, reading, removing, scoring
from ..services.judging import blinding
from ..services.quality import telling
from . import reading as sent

blueprint = Blueprint("api_documents", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/documents/<int:document_id>")
@needs("read")
def show(document_id: int) -> Answer:
    document, counts = reading.document(get_db(), document_id)
    return {"ok": True, "document": describing.document(document, counts)}, 200


@blueprint.get("/documents/<int:document_id>/removal")
@needs("read")
def removal(document_id: int) -> Answer:
    """Who deleted a document, for somebody who still has it open; 404 where it is not deleted."""
    found = removing.removal(get_db(), document_id)
    return {"ok": True, "removal": describing.removal(found)}, 200


@blueprint.get("/documents/<int:document_id>/segments")
@needs("read")
def segments(document_id: int) -> Answer:
    """In the document's order `after` is a position; with `sort` (changed, longest) it is a segment's id."""
    size, order = sent.limit(), request.args.get("sort") or "document"
    found = reading.segment_list(
        get_db(),
        document_id,
        state=request.args.get("state") or "all",
        query=request.args.get("q", ""),
        after=sent.after(),
        limit=size,
        order=order,
    )
    last = found[-1] if found else None
    key = (last.position if order == "document" else last.id) if last else None
    return {
        "ok": True,
        "segments": [describing.segment(one) for one in found],
        "next": sent.next_after(found, size, key),
    }, 200


@blueprint.get("/documents/<int:document_id>/map")
@needs("read")
def document_map(document_id: int) -> Answer:
    """The states along the document, for the map at its side."""
    found = reading.document_map(get_db(), document_id)
    return {"ok": True, "marks": [{"position": one.position, "state": one.state} for one in found]}, 200


@blueprint.get("/documents/<int:document_id>/scores")
@needs("read")
def scores(document_id: int) -> Answer:
    """Every score of a document: of its corrections, of what people judged, and of each system."""
    document, _ = reading.document(get_db(), document_id)
    blinding.refuse(get_db(), document.project_id, person=person())
    wanted = {"lang": document.target_lang or "", "document": str(document_id)}
    judged = telling.of_texts(get_db(), document.project_id, wanted, person=person())
    found = describing.scores(scoring.of_document(get_db(), document_id))
    return {"ok": True, "scores": {**found, **judged}}, 200
