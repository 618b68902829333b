"""/api/v1: counts of work from the product's own pages, and their sums for those who may see them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..services import describing
from ..services.effort import recording, summing
from ..services.effort.recording import Count
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_efforts", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.post("/documents/<int:document_id>/effort")
@needs("edit")
def record(document_id: int) -> Answer:
    """Active time and keys in segments; the same op_id again never counts twice."""
    found = body()
    op_id = sent.operation(found)
    if op_id is None:
        raise Invalid("The field op_id must be a text.")
    recorded = recording.record(
        get_db(),
        document_id,
        _counts(found),
        op_id=op_id,
        person=person(),
        is_review=sent.flag(found, "is_review"),
    )
    return {"ok": True, "recorded": recorded}, 200


def _counts(found: dict[str, Any]) -> list[Count]:
    value = found.get("segments")
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Invalid("The field segments must be a list of objects with id, milliseconds and keystrokes.")
    return [
        Count(sent.whole(one, "id"), sent.whole(one, "milliseconds"), sent.whole(one, "keystrokes"))
        for one in value
    ]


@blueprint.get("/projects/<int:project_id>/effort")
@needs("read")
def show(project_id: int) -> Answer:
    """Everybody's effort for leads, one's own for everybody else."""
    found = summing.of_project(get_db(), project_id, person=person())
    shares = [
        {
            "person": one.person,
            "stage": one.stage,
            "milliseconds": one.milliseconds,
            "keystrokes": one.keystrokes,
            "words_changed": one.words_changed,
            "revisions": one.revisions,
            "confirmed": one.confirmed,
            "segments": one.segments,
        }
        for one in found.shares
    ]
    directions = [
        {
            "target_lang": one.lang,
            "stage": one.stage,
            "hter": describing.score(one.hter),
            "words_changed": one.words_changed,
            "words": one.words,
            "pee": describing.score(one.pee),
        }
        for one in found.directions
    ]
    return {
        "ok": True,
        "is_recorded": found.is_recorded,
        "is_whole": found.is_whole,
        "shares": shares,
        "directions": directions,
    }, 200
