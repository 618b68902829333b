"""/api/v1 marks: a person's error spans, ratings and finished segments."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..domain.judging.pieces import Piece
from ..services.judging import marking, standing, wording
from ..services.judging.marking import Place
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_marks", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/segments/<int:segment_id>/marks")
@needs("read")
def marks(segment_id: int) -> Answer:
    """One's own marks, ratings and finished texts of a segment; others' once it is finished, or to leads.

    `fate` says what an edit did to a mark: kept, moved, resolved or orphaned; `now` where it is in the current text.
    `pieces` are the stretches that one mark is made of; `start` and `end` cover those of its `side`.
    """
    said = marking.of_segment(get_db(), segment_id, person=person())
    held = standing.of_segment(get_db(), segment_id, said.marks)
    return {"ok": True, **wording.said(said), "marks": [wording.held(one) for one in held]}, 200


@blueprint.post("/segments/<int:segment_id>/marks")
@needs("edit")
def mark(segment_id: int) -> Answer:
    """Mark an error: code points of the revision's text; revision 0 is the machine's.

    An error of several pieces has them in `pieces`, which then stand for `side`, `start`, `end` and `quote`.
    """
    found = body()
    try:
        marked = marking.mark(
            get_db(),
            segment_id,
            _place(found),
            category=sent.optional_text(found, "category"),
            severity=sent.optional_text(found, "severity"),
            comment=sent.optional_text(found, "comment"),
            author=person(),
            op_id=sent.operation(found),
            task_id=sent.optional_whole(found, "task"),
            replaces=sent.optional_whole(found, "replaces"),
        )
    except marking.AlreadyMarked as refusal:
        refused = {"ok": False, "error": refusal.message, "errors": refusal.errors, "status": 422}
        return {**refused, "mark": wording.mark(refusal.mark)}, 422
    return {"ok": True, "mark": wording.mark(marked.mark)}, 201 if marked.is_new else 200


def _place(found: dict[str, Any]) -> Place:
    pieces = _pieces(found)
    one = _piece(found) if pieces is None else Piece("target", 0, 0, "")
    system = sent.optional_text(found, "system")
    return Place(sent.whole(found, "revision"), one.side, one.start, one.end, one.quote, system, pieces)


def _pieces(found: dict[str, Any]) -> tuple[Piece, ...] | None:
    """All pieces of the error; none at all where it has no place; None where the fields beside say its one place."""
    pieces = found.get("pieces")
    if pieces is None:
        return None
    if not isinstance(pieces, list) or not all(isinstance(one, dict) for one in pieces):
        raise Invalid("The field pieces must be a list of objects with side, start, end and quote.")
    return tuple(_piece(one) for one in pieces)


def _piece(found: dict[str, Any]) -> Piece:
    return Piece(
        marking.named_side(sent.text(found, "side")),
        sent.whole(found, "start"),
        sent.whole(found, "end"),
        sent.text(found, "quote"),
    )


@blueprint.delete("/marks/<int:mark_id>")
@needs("edit")
def withdraw(mark_id: int) -> Answer:
    """Take a mark back; it stays in the log."""
    return {"ok": True, "mark": wording.mark(marking.withdraw(get_db(), mark_id, who=person()))}, 200


@blueprint.post("/segments/<int:segment_id>/ratings")
@needs("edit")
def rate(segment_id: int) -> Answer:
    """Give a text its number from 0 to 100, for ESA or DA."""
    found = body()
    rating = marking.rate(
        get_db(),
        segment_id,
        kind=sent.text(found, "kind"),
        value=_number(found, "value"),
        author=person(),
        system=sent.optional_text(found, "system"),
        revision=sent.optional_whole(found, "revision") or 0,
        task_id=sent.optional_whole(found, "task"),
    )
    return {"ok": True, "rating": wording.rating(rating)}, 201


@blueprint.post("/segments/<int:segment_id>/finish")
@needs("edit")
def finish(segment_id: int) -> Answer:
    """Say that one has judged a segment to its end, or take it up again."""
    found = body()
    made = marking.finish(
        get_db(),
        segment_id,
        author=person(),
        systems=sent.texts(found, "systems") if found.get("systems") is not None else (),
        revision=sent.optional_whole(found, "revision") or 0,
        finished=sent.flag(found, "finished", True),
        task_id=sent.optional_whole(found, "task"),
    )
    return {"ok": True, "finished": [wording.finish(one) for one in made]}, 201


def _number(found: dict[str, Any], name: str) -> float:
    value = found.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > 1e9:
        raise Invalid(f"The field {name} must be a number.")
    return float(value)
