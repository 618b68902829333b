"""Batches: changes made together and undone together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from .records import first, insert, one


@dataclass(frozen=True, slots=True)
class Batch:
    """What was done at once. `detail` holds what undoing it needs; `undone_by` is the batch that undid it."""

    id: int
    made_at: str
    author: str
    kind: str
    summary: str
    document_id: int | None  # None where it spans documents of its project
    project_id: int
    op_id: str | None
    detail: dict[str, Any]
    undoes: int | None
    undone_by: int | None


BATCH = """
    id, made_at, author, kind, summary, document_id, project_id, op_id, detail, undoes,
    (SELECT later.id FROM batches later WHERE later.undoes = batches.id) AS undone_by
"""


def add(
    db: Database,
    project_id: int,
    document_id: int | None,
    *,
    kind: str,
    summary: str,
    author: str,
    made_at: str,
    detail: dict[str, Any],
    op_id: str | None = None,
    undoes: int | None = None,
) -> Batch:
    row_id = insert(
        db,
        "batches",
        {
            "made_at": made_at,
            "author": author,
            "kind": kind,
            "summary": summary,
            "document_id": document_id,
            "project_id": project_id,
            "op_id": op_id,
            "detail": json.dumps(detail, ensure_ascii=False),
            "undoes": undoes,
        },
    )
    return get(db, row_id)


def set_detail(db: Database, batch_id: int, detail: dict[str, Any]) -> None:
    """Complete the detail of a batch inside the transaction that made it."""
    db.table("batches").update(batch_id, {"detail": json.dumps(detail, ensure_ascii=False)})


def get(db: Database, batch_id: int) -> Batch:
    return _record(one(db, "batch", f"SELECT {BATCH} FROM batches WHERE id = :id", {"id": batch_id}))


def find(db: Database, batch_id: int) -> Batch | None:
    row = first(db, f"SELECT {BATCH} FROM batches WHERE id = :id", {"id": batch_id})
    return _record(row) if row else None


def find_by_operation(db: Database, op_id: str) -> Batch | None:
    row = first(db, f"SELECT {BATCH} FROM batches WHERE op_id = :op_id", {"op_id": op_id})
    return _record(row) if row else None


def list_of_document(db: Database, document_id: int, *, limit: int = 200) -> list[Batch]:
    """Newest first, those of the whole project with revisions in this document among them."""
    sql = f"""
        SELECT {BATCH} FROM batches
        WHERE document_id = :id OR document_id IS NULL
            AND project_id = (SELECT project_id FROM documents WHERE id = :id)
            AND EXISTS (
                SELECT 1 FROM revisions JOIN segments ON segments.id = revisions.segment_id
                WHERE revisions.batch_id = batches.id AND segments.document_id = :id
            )
        ORDER BY id DESC LIMIT :limit
    """
    return [_record(row) for row in db.query(sql, {"id": document_id, "limit": limit})]


def of_kind(db: Database, project_id: int, kind: str, *, limit: int = 50) -> list[Batch]:
    """A project's batches of one kind, newest first."""
    sql = f"""
        SELECT {BATCH} FROM batches WHERE project_id = :id AND kind = :kind AND undoes IS NULL
        ORDER BY id DESC LIMIT :limit
    """
    return [_record(row) for row in db.query(sql, {"id": project_id, "kind": kind, "limit": limit})]


def by_ids(db: Database, ids: list[int]) -> dict[int, Batch]:
    sql = f"SELECT {BATCH} FROM batches WHERE id IN (SELECT value FROM json_each(:ids))"
    return {row["id"]: _record(row) for row in db.query(sql, {"ids": json.dumps(ids)})}


def _record(row: dict[str, Any]) -> Batch:
    return Batch(**{**row, "detail": json.loads(row["detail"])})
