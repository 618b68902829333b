"""What waits for a person: texts that came back from review, questions that name them or stand in their documents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.models import Person
from ...store import questions
from ...store.questions import Mention
from .. import reading, reviewing
from ..reviewing import SentBack


@dataclass(frozen=True, slots=True)
class Waiting:
    """Newest first; a question that names the person stands in `mentions` only."""

    sent_back: list[SentBack]
    mentions: list[Mention]
    questions: list[Mention]

    @property
    def n(self) -> int:
        return len(self.sent_back) + len(self.mentions) + len(self.questions)


def for_person(db: Database, person: Person) -> Waiting:
    return Waiting(
        sent_back=reviewing.waiting_for_editor(db, person),
        mentions=questions.mentions_of(db, person.id),
        questions=questions.in_documents_of(db, person.id, person.name),
    )


def count(db: Database, person: Person) -> int:
    """How much waits, for the header; nothing while one person works alone."""
    return for_person(db, person).n if reading.has_colleagues(db) else 0
