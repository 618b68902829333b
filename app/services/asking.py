"""Questions and comments about a sentence: asked, listed, read, resolved; whom they name."""

from __future__ import annotations

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Invalid
from ..domain.models import Person
from ..domain.people.mentions import mentioned
from ..store import documents, people, questions, segments
from ..store.database import writing
from ..store.questions import Mention, Question
from . import revising

KINDS = ("question", "comment")


def ask(db: Database, segment_id: int, text: str, *, author: Person, kind: str = "question") -> Question:
    """Add a question, which waits for an answer, or a comment. Everybody whom the text names finds it waiting."""
    text = text.strip()
    if kind not in KINDS:
        raise Invalid(f"There is no kind {kind}. Choose one of: {', '.join(KINDS)}.")
    if not text:
        raise Invalid(f"Write the {kind} first.")
    revising.check_text(text)
    with writing(db):
        segments.get(db, segment_id)
        added = questions.add(db, segment_id, author=author.name, text=text, now=clock.now(), kind=kind)
        active = {one.name: one.id for one in people.list_all(db) if one.is_active and one.id != author.id}
        questions.add_mentions(db, added.id, [active[name] for name in mentioned(text, active)])
        questions.mark_read(db, segment_id, author.id)
    return added


def of_segment(db: Database, segment_id: int) -> list[Question]:
    """The whole discussion of a segment, oldest first."""
    segments.get(db, segment_id)
    return questions.of_segment(db, segment_id)


def resolve(db: Database, question_id: int, *, who: Person) -> Question:
    """Resolved questions stay readable; resolving one twice changes nothing."""
    with writing(db):
        if questions.get(db, question_id).resolved_at is None:
            questions.resolve(db, question_id, who=who.name, now=clock.now())
        return questions.get(db, question_id)


def reopen(db: Database, question_id: int) -> Question:
    with writing(db):
        if questions.get(db, question_id).resolved_at is not None:
            questions.reopen(db, question_id)
        return questions.get(db, question_id)


def mentions_of(db: Database, person: Person) -> list[Mention]:
    """Open questions and comments that name this person, newest first."""
    return questions.mentions_of(db, person.id)


def unread(db: Database, document_id: int, *, person: Person) -> dict[int, int]:
    """By segment: how many questions and comments of others this person has not seen."""
    documents.get(db, document_id)
    return questions.unread(db, document_id, person_id=person.id, name=person.name)


def mark_read(db: Database, segment_id: int, *, person: Person) -> None:
    """This person has seen the discussion of a segment as it is now."""
    with writing(db):
        segments.get(db, segment_id)
        questions.mark_read(db, segment_id, person.id)


def people_to_mention(db: Database) -> list[Person]:
    """Whom a comment can name: everybody who works here, by name."""
    return sorted((one for one in people.list_all(db) if one.is_active), key=lambda one: one.name.casefold())
