"""/api/v1 questions and comments: the discussion of a segment, what one has not read, who can be named."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..services import asking, describing
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_questions", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/segments/<int:segment_id>/questions")
@needs("read")
def questions(segment_id: int) -> Answer:
    """Questions and comments, oldest first."""
    found = asking.of_segment(get_db(), segment_id)
    return {"ok": True, "questions": [describing.question(one) for one in found]}, 200


@blueprint.post("/segments/<int:segment_id>/questions")
@needs("comment")
def ask(segment_id: int) -> Answer:
    """Ask, or comment; whoever is named with @ finds it waiting."""
    found = body()
    question = asking.ask(
        get_db(),
        segment_id,
        sent.text(found, "text"),
        author=person(),
        kind=sent.text(found, "kind", "question"),
    )
    return {"ok": True, "question": describing.question(question)}, 201


@blueprint.post("/segments/<int:segment_id>/questions/read")
@needs("read")
def read(segment_id: int) -> Answer:
    """The person has seen the discussion as it is now."""
    asking.mark_read(get_db(), segment_id, person=person())
    return {"ok": True}, 200


@blueprint.post("/questions/<int:question_id>/resolve")
@needs("comment")
def resolve(question_id: int) -> Answer:
    question = asking.resolve(get_db(), question_id, who=person())
    return {"ok": True, "question": describing.question(question)}, 200


@blueprint.post("/questions/<int:question_id>/reopen")
@needs("comment")
def reopen(question_id: int) -> Answer:
    question = asking.reopen(get_db(), question_id)
    return {"ok": True, "question": describing.question(question)}, 200


@blueprint.get("/documents/<int:document_id>/unread")
@needs("read")
def unread(document_id: int) -> Answer:
    """How many questions and comments of others one has not seen, by segment."""
    found = asking.unread(get_db(), document_id, person=person())
    return {"ok": True, "segments": [{"segment_id": key, "unread": n} for key, n in found.items()]}, 200


@blueprint.get("/mentions")
@needs("read")
def mentions() -> Answer:
    """Open questions and comments that name the person who asks, newest first."""
    found = asking.mentions_of(get_db(), person())
    return {"ok": True, "mentions": [describing.mention(one) for one in found]}, 200


@blueprint.get("/people")
@needs("read")
def people() -> Answer:
    """Who works here and can be named in a comment."""
    found = asking.people_to_mention(get_db())
    return {"ok": True, "people": [{"id": one.id, "name": one.name} for one in found]}, 200
