"""Errors that people marked in texts. A row is never changed or deleted, only withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from ..records import first, insert, one, record, records

COLUMNS = """
    id, segment_id, system, revision, side, start_at AS "start", end_at AS "end", quote, prefix, suffix, category,
    severity, comment, author, made_at, op_id, task_id, withdrawn_at, withdrawn_by
"""


@dataclass(frozen=True, slots=True)
class NewMark:
    """Code points `[start, end)` of one text: the machine's where `revision` is 0; a gap where start = end."""

    segment_id: int
    system: str
    revision: int
    side: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    category: str | None
    severity: str
    comment: str | None
    author: str
    made_at: str
    op_id: str | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredMark:
    id: int
    segment_id: int
    system: str
    revision: int
    side: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    category: str | None
    severity: str
    comment: str | None
    author: str
    made_at: str
    op_id: str | None
    task_id: int | None
    withdrawn_at: str | None
    withdrawn_by: str | None


def add(db: Database, mark: NewMark) -> StoredMark:
    row: dict[str, Any] = asdict(mark)
    row["start_at"], row["end_at"] = row.pop("start"), row.pop("end")
    return get(db, insert(db, "marks", row))


def get(db: Database, mark_id: int) -> StoredMark:
    """A mark of a document that is shown, withdrawn or not."""
    sql = f"SELECT {COLUMNS} FROM marks WHERE id = :id AND segment_id IN {_SHOWN}"
    return record(StoredMark, one(db, "mark", sql, {"id": mark_id}))


_SHOWN = """
    (SELECT segments.id FROM segments JOIN documents ON documents.id = segments.document_id
     WHERE documents.is_published AND documents.deleted_at IS NULL)
"""


def find_by_operation(db: Database, op_id: str) -> StoredMark | None:
    row = first(db, f"SELECT {COLUMNS} FROM marks WHERE op_id = :op_id", {"op_id": op_id})
    return record(StoredMark, row) if row else None


def find_same(db: Database, mark: NewMark) -> StoredMark | None:
    """The standing mark of the same person on the same place of the same text with the same category."""
    sql = f"""
        SELECT {COLUMNS} FROM marks
        WHERE segment_id = :segment_id AND system = :system AND revision = :revision AND side = :side
            AND start_at = :start AND end_at = :end AND category IS :category AND author = :author
            AND withdrawn_at IS NULL
    """
    names = ("segment_id", "system", "revision", "side", "start", "end", "category", "author")
    row = first(db, sql, {name: getattr(mark, name) for name in names})
    return record(StoredMark, row) if row else None


def of_segments(db: Database, segment_ids: Iterable[int]) -> list[StoredMark]:
    """Standing marks of these segments, oldest first."""
    sql = f"""
        SELECT {COLUMNS} FROM marks
        WHERE withdrawn_at IS NULL AND segment_id IN (SELECT value FROM json_each(:ids)) ORDER BY id
    """
    return records(StoredMark, db.query(sql, {"ids": json.dumps(list(segment_ids))}))


def withdraw(db: Database, mark_id: int, *, who: str, now: str) -> None:
    sql = "UPDATE marks SET withdrawn_at = :now, withdrawn_by = :who WHERE id = :id AND withdrawn_at IS NULL"
    db.execute(sql, {"id": mark_id, "who": who, "now": now})
