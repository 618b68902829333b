"""/api/v1 for looking back: who wrote each word, named points, what changed between two of them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from ..access import needs, person
from ..db import get_db
from ..services import describing
from ..services.recalling import blaming, comparing
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_histories", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/segments/<int:segment_id>/blame")
@needs("read")
def blame(segment_id: int) -> Answer:
    """The text in runs, each with the revision that brought it and what it replaced; revision 0 is the machine text."""
    return {"ok": True, "runs": [describing.run(one) for one in blaming.runs(get_db(), segment_id)]}, 200


@blueprint.get("/segments/<int:segment_id>/ancestors")
@needs("read")
def ancestors(segment_id: int) -> Answer:
    """The segments that this one was split from or joined of, the nearest first, with their revisions until then."""
    found = blaming.ancestors(get_db(), segment_id)
    return {"ok": True, "ancestors": [describing.ancestor(one) for one in found]}, 200


@blueprint.get("/documents/<int:document_id>/points")
@needs("read")
def points(document_id: int) -> Answer:
    """Named points, newest first."""
    found = comparing.list_points(get_db(), document_id)
    return {"ok": True, "points": [describing.point(one) for one in found]}, 200


@blueprint.post("/documents/<int:document_id>/points")
@needs("edit")
def add_point(document_id: int) -> Answer:
    """Name the document's present state."""
    point = comparing.add_point(get_db(), document_id, sent.text(body(), "name"), author=person())
    return {"ok": True, "point": describing.point(point)}, 201


@blueprint.delete("/documents/<int:document_id>/points/<int:point_id>")
@needs("edit")
def delete_point(document_id: int, point_id: int) -> Answer:
    """Forget a name; what it named stays in the history."""
    comparing.delete_point(get_db(), document_id, point_id, who=person())
    return {"ok": True}, 200


@blueprint.get("/documents/<int:document_id>/compare")
@needs("read")
def compare(document_id: int) -> Answer:
    """Changed segments between `from` and `to`: original, now, p<point> or r<revision>."""
    found = comparing.compare(
        get_db(),
        document_id,
        request.args.get("from") or "original",
        request.args.get("to") or "now",
        number=sent.after() or 1,
        size=sent.limit(),
    )
    return {
        "ok": True,
        "total": found.total,
        "changes": [describing.compared(one) for one in found.rows],
        "next": str(found.number + 1) if found.number < found.pages else None,
    }, 200
