"""Imports in preview: a file that was handed in and is not a document yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from .records import one, record


@dataclass(frozen=True, slots=True)
class ImportRow:
    """The bytes as they came, how they are read (JSON), and what that gave (JSON, None before it is read)."""

    id: str
    person_id: int
    project_id: int | None
    file_name: str
    data: bytes
    options: str
    plan: str | None
    created_at: str


def add(db: Database, row: ImportRow) -> None:
    db.table("imports").insert(
        {
            "id": row.id,
            "person_id": row.person_id,
            "project_id": row.project_id,
            "file_name": row.file_name,
            "data": row.data,
            "options": row.options,
            "plan": row.plan,
            "created_at": row.created_at,
        }
    )


def get(db: Database, import_id: str, person_id: int) -> ImportRow:
    """A person's own import; another one's is not found."""
    sql = "SELECT * FROM imports WHERE id = :id AND person_id = :person_id"
    return record(ImportRow, one(db, "import", sql, {"id": import_id, "person_id": person_id}))


def save(db: Database, import_id: str, *, options: str, plan: str) -> None:
    db.table("imports").update(import_id, {"options": options, "plan": plan})


def delete(db: Database, import_id: str) -> None:
    db.execute("DELETE FROM imports WHERE id = :id", {"id": import_id})


def delete_before(db: Database, moment: str) -> None:
    db.execute("DELETE FROM imports WHERE created_at < :moment", {"moment": moment})
