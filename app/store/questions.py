"""Questions and comments that people attach to segments, whom they mention, and how far each person has read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from .records import insert, one, record, records


@dataclass(frozen=True, slots=True)
class Question:
    id: int
    segment_id: int
    author: str
    text: str
    made_at: str
    resolved_at: str | None
    resolved_by: str | None
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class Mention:
    """An open question or comment that names a person, and where it is."""

    question: Question
    position: int
    document_id: int
    document_name: str
    project_id: int
    project_name: str


def add(
    db: Database, segment_id: int, *, author: str, text: str, now: str, kind: str = "question"
) -> Question:
    row = {"segment_id": segment_id, "author": author, "text": text, "made_at": now, "kind": kind}
    return get(db, insert(db, "questions", row))


def add_mentions(db: Database, question_id: int, person_ids: Iterable[int]) -> None:
    db.conn.executemany(
        "INSERT INTO mentions (question_id, person_id) VALUES (?, ?)",
        ((question_id, person_id) for person_id in person_ids),
    )


PLACE = ("position", "document_id", "document_name", "project_id", "project_name")
PLACED = """
    SELECT questions.*, segments.position, documents.id AS document_id, documents.name AS document_name,
        projects.id AS project_id, projects.name AS project_name
    FROM questions
    JOIN segments ON segments.id = questions.segment_id
    JOIN documents ON documents.id = segments.document_id
    JOIN projects ON projects.id = documents.project_id
    WHERE questions.resolved_at IS NULL AND segments.is_live
        AND documents.is_published AND documents.deleted_at IS NULL AND projects.deleted_at IS NULL
"""


def mentions_of(db: Database, person_id: int) -> list[Mention]:
    """Open questions and comments that name a person, newest first."""
    sql = f"""
        {PLACED} AND questions.id IN (SELECT question_id FROM mentions WHERE person_id = :id)
        ORDER BY questions.id DESC
    """
    return [_placed(row) for row in db.query(sql, {"id": person_id})]


def in_documents_of(db: Database, person_id: int, name: str) -> list[Mention]:
    """Open questions of others in documents that this person brought or worked on, newest first.

    Those that name the person are not among them.
    """
    sql = f"""
        {PLACED} AND questions.kind = 'question' AND questions.author <> :name
            AND questions.id NOT IN (SELECT question_id FROM mentions WHERE person_id = :id)
            AND (documents.created_by = :name OR EXISTS (
                SELECT 1 FROM segments AS worked JOIN revisions ON revisions.segment_id = worked.id
                WHERE worked.document_id = documents.id AND revisions.author = :name
            ))
        ORDER BY questions.id DESC
    """
    return [_placed(row) for row in db.query(sql, {"id": person_id, "name": name})]


def _placed(row: dict[str, Any]) -> Mention:
    question = record(Question, {key: value for key, value in row.items() if key not in PLACE})
    return Mention(question, **{key: row[key] for key in PLACE})


def unread(db: Database, document_id: int, *, person_id: int, name: str) -> dict[int, int]:
    """By segment: how many questions and comments of others this person has not seen."""
    sql = """
        SELECT questions.segment_id, count(*) AS n FROM questions
        JOIN segments ON segments.id = questions.segment_id
        LEFT JOIN readings ON readings.segment_id = questions.segment_id AND readings.person_id = :person_id
        WHERE segments.document_id = :document_id AND segments.is_live AND questions.author <> :name
            AND questions.id > coalesce(readings.question_id, 0)
        GROUP BY questions.segment_id
    """
    parameters = {"document_id": document_id, "person_id": person_id, "name": name}
    return {row["segment_id"]: row["n"] for row in db.query(sql, parameters)}


def mark_read(db: Database, segment_id: int, person_id: int) -> None:
    """This person has seen everything about the segment that there is now."""
    db.execute(
        """
        INSERT INTO readings (person_id, segment_id, question_id)
        SELECT :person_id, segment_id, max(id) FROM questions WHERE segment_id = :segment_id GROUP BY segment_id
        ON CONFLICT DO UPDATE SET question_id = max(question_id, excluded.question_id)
        """,
        {"person_id": person_id, "segment_id": segment_id},
    )


def get(db: Database, question_id: int) -> Question:
    return record(
        Question, one(db, "question", "SELECT * FROM questions WHERE id = :id", {"id": question_id})
    )


def of_segment(db: Database, segment_id: int) -> list[Question]:
    return records(
        Question, db.query("SELECT * FROM questions WHERE segment_id = :id ORDER BY id", {"id": segment_id})
    )


def open_of_document(db: Database, document_id: int) -> list[Question]:
    sql = """
        SELECT questions.* FROM questions JOIN segments ON segments.id = questions.segment_id
        WHERE segments.document_id = :id AND segments.is_live AND questions.resolved_at IS NULL
            AND questions.kind = 'question'
        ORDER BY segments.position, questions.id
    """
    return records(Question, db.query(sql, {"id": document_id}))


def open_by_document(db: Database) -> dict[int, int]:
    """How many open questions each document has that has any."""
    sql = """
        SELECT segments.document_id, count(*) AS n FROM questions
        JOIN segments ON segments.id = questions.segment_id
        WHERE questions.resolved_at IS NULL AND questions.kind = 'question' AND segments.is_live GROUP BY segments.document_id
    """
    return {row["document_id"]: row["n"] for row in db.query(sql)}


def open_counts(db: Database, segment_ids: list[int], *, kind: str = "question") -> dict[int, int]:
    """How many open questions, or comments, each of these segments has."""
    sql = """
        SELECT segment_id, count(*) AS n FROM questions
        WHERE resolved_at IS NULL AND kind = :kind AND segment_id IN (SELECT value FROM json_each(:ids))
        GROUP BY segment_id
    """
    found = db.query(sql, {"ids": json.dumps(segment_ids), "kind": kind})
    return {row["segment_id"]: row["n"] for row in found}


def resolve(db: Database, question_id: int, *, who: str, now: str) -> None:
    db.table("questions").update(question_id, {"resolved_at": now, "resolved_by": who})


def reopen(db: Database, question_id: int) -> None:
    db.table("questions").update(question_id, {"resolved_at": None, "resolved_by": None})


def move(db: Database, from_segment: int, to_segment: int) -> None:
    """Questions follow the sentence that they were asked about into the segment that replaces it."""
    db.execute(
        "UPDATE questions SET segment_id = :new WHERE segment_id = :old",
        {"new": to_segment, "old": from_segment},
    )
