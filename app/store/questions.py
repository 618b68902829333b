"""Questions that people attach to segments."""

from __future__ import annotations

import json
from dataclasses import dataclass

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


def add(db: Database, segment_id: int, *, author: str, text: str, now: str) -> Question:
    row = {"segment_id": segment_id, "author": author, "text": text, "made_at": now}
    return get(db, insert(db, "questions", row))


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
        ORDER BY segments.position, questions.id
    """
    return records(Question, db.query(sql, {"id": document_id}))


def open_by_document(db: Database) -> dict[int, int]:
    """How many open questions each document has that has any."""
    sql = """
        SELECT segments.document_id, count(*) AS n FROM questions
        JOIN segments ON segments.id = questions.segment_id
        WHERE questions.resolved_at IS NULL AND segments.is_live GROUP BY segments.document_id
    """
    return {row["document_id"]: row["n"] for row in db.query(sql)}


def open_counts(db: Database, segment_ids: list[int]) -> dict[int, int]:
    """How many open questions each of these segments has."""
    sql = """
        SELECT segment_id, count(*) AS n FROM questions
        WHERE resolved_at IS NULL AND segment_id IN (SELECT value FROM json_each(:ids)) GROUP BY segment_id
    """
    return {row["segment_id"]: row["n"] for row in db.query(sql, {"ids": json.dumps(segment_ids)})}


def resolve(db: Database, question_id: int, *, who: str, now: str) -> None:
    db.table("questions").update(question_id, {"resolved_at": now, "resolved_by": who})


def move(db: Database, from_segment: int, to_segment: int) -> None:
    """Questions follow the sentence that they were asked about into the segment that replaces it."""
    db.execute(
        "UPDATE questions SET segment_id = :new WHERE segment_id = :old",
        {"new": to_segment, "old": from_segment},
    )
