"""Questions about a sentence: asked, listed, resolved."""

from __future__ import annotations

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Invalid
from ..domain.models import Person
from ..store import questions, segments
from ..store.database import writing
from ..store.questions import Question
from . import revising


def ask(db: Database, segment_id: int, text: str, *, author: Person) -> Question:
    text = text.strip()
    if not text:
        raise Invalid("Write the question first.")
    revising.check_text(text)
    with writing(db):
        segments.get(db, segment_id)
        return questions.add(db, segment_id, author=author.name, text=text, now=clock.now())


def of_segment(db: Database, segment_id: int) -> list[Question]:
    segments.get(db, segment_id)
    return questions.of_segment(db, segment_id)


def resolve(db: Database, question_id: int, *, who: Person) -> Question:
    """Resolved questions stay readable; resolving one twice changes nothing."""
    with writing(db):
        if questions.get(db, question_id).resolved_at is None:
            questions.resolve(db, question_id, who=who.name, now=clock.now())
        return questions.get(db, question_id)
