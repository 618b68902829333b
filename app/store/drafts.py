"""Drafts: unfinished text of one person in one segment; never counted, never exported."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from ..domain.models import Draft
from .records import first, record, records


def save(db: Database, draft: Draft) -> None:
    db.execute(
        """
        INSERT INTO drafts (person_id, segment_id, text, base_revision, op_id, saved_at)
        VALUES (:person_id, :segment_id, :text, :base_revision, :op_id, :saved_at)
        ON CONFLICT (person_id, segment_id) DO UPDATE SET
            text = :text, base_revision = :base_revision, op_id = :op_id, saved_at = :saved_at
        """,
        {
            "person_id": draft.person_id,
            "segment_id": draft.segment_id,
            "text": draft.text,
            "base_revision": draft.base_revision,
            "op_id": draft.op_id,
            "saved_at": draft.saved_at,
        },
    )


def find(db: Database, person_id: int, segment_id: int) -> Draft | None:
    sql = "SELECT * FROM drafts WHERE person_id = :person_id AND segment_id = :segment_id"
    row = first(db, sql, {"person_id": person_id, "segment_id": segment_id})
    return record(Draft, row) if row else None


def of_segments(db: Database, person_id: int, segment_ids: Iterable[int]) -> dict[int, Draft]:
    sql = """
        SELECT * FROM drafts
        WHERE person_id = :person_id AND segment_id IN (SELECT value FROM json_each(:ids))
    """
    rows = db.query(sql, {"person_id": person_id, "ids": json.dumps(list(segment_ids))})
    return {draft.segment_id: draft for draft in records(Draft, rows)}


def delete(db: Database, person_id: int, segment_id: int) -> None:
    db.execute(
        "DELETE FROM drafts WHERE person_id = :person_id AND segment_id = :segment_id",
        {"person_id": person_id, "segment_id": segment_id},
    )


def settle(db: Database, person_id: int, segment_id: int, *, text: str, operations: Sequence[str]) -> None:
    """Delete the draft that became a revision. A draft of the same person from another tab stays."""
    db.execute(
        """
        DELETE FROM drafts WHERE person_id = :person_id AND segment_id = :segment_id
        AND (text = :text OR op_id IN (SELECT value FROM json_each(:operations)))
        """,
        {
            "person_id": person_id,
            "segment_id": segment_id,
            "text": text,
            "operations": json.dumps(list(operations)),
        },
    )
