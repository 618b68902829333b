"""Errors that people marked in texts. A row is never changed or deleted, only withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ...domain.judging.pieces import Piece, in_order
from ..records import first, insert, one, record

COLUMNS = """
    id, segment_id, system, revision, side, start_at AS "start", end_at AS "end", quote, pieces, prefix, suffix, category,
    severity, comment, author, made_at, op_id, task_id, batch_id, withdrawn_at, withdrawn_by
"""


@dataclass(frozen=True, slots=True)
class NewMark:
    """An error in one text, the machine's where `revision` is 0.

    `pieces` are where it is, source first; none: it concerns the whole text, or words that stand nowhere. `side`,
    `start`, `end` and `quote` are what covers the pieces of one side.
    """

    segment_id: int
    system: str
    revision: int
    side: str
    start: int
    end: int
    quote: str
    pieces: tuple[Piece, ...]
    prefix: str
    suffix: str
    category: str | None
    severity: str
    comment: str | None
    author: str
    made_at: str
    op_id: str | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMark(NewMark):
    id: int
    batch_id: int | None  # of the file that brought it
    withdrawn_at: str | None
    withdrawn_by: str | None


def add(db: Database, mark: NewMark) -> StoredMark:
    return get(db, insert(db, "marks", _row(mark, None)))


def add_many(db: Database, found: Iterable[NewMark], *, batch_id: int) -> None:
    """What one file brought."""
    sql = """
        INSERT INTO marks (segment_id, system, revision, side, start_at, end_at, quote, pieces, prefix, suffix,
            category, severity, comment, author, made_at, op_id, task_id, batch_id)
        VALUES (:segment_id, :system, :revision, :side, :start_at, :end_at, :quote, :pieces, :prefix, :suffix,
            :category, :severity, :comment, :author, :made_at, :op_id, :task_id, :batch_id)
    """
    db.conn.executemany(sql, (_row(one, batch_id) for one in found))


def _row(mark: NewMark, batch_id: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(mark, name) for name in NewMark.__dataclass_fields__}
    row["start_at"], row["end_at"] = row.pop("start"), row.pop("end")
    return {**row, "pieces": _written(mark), "batch_id": batch_id}


def _written(mark: NewMark) -> str | None:
    """Nothing where the mark's own columns say the one piece."""
    if mark.pieces == (_own(mark.side, mark.start, mark.end, mark.quote),):
        return None
    return json.dumps(in_order(mark.pieces), ensure_ascii=False, separators=(",", ":"))


def _own(side: str, start: int, end: int, quote: str) -> Piece:
    return Piece("source" if side == "source" else "target", start, end, quote)


def _stored(row: Mapping[str, Any]) -> StoredMark:
    own = [_own(row["side"], row["start"], row["end"], row["quote"])]
    pieces = own if row["pieces"] is None else [Piece(*one) for one in json.loads(row["pieces"])]
    return record(StoredMark, {**row, "pieces": tuple(pieces)})


def get(db: Database, mark_id: int) -> StoredMark:
    """A mark of a document that is shown, withdrawn or not."""
    sql = f"SELECT {COLUMNS} FROM marks WHERE id = :id AND segment_id IN {_SHOWN}"
    return _stored(one(db, "mark", sql, {"id": mark_id}))


_SHOWN = """
    (SELECT segments.id FROM segments JOIN documents ON documents.id = segments.document_id
     WHERE documents.is_published AND documents.deleted_at IS NULL)
"""


def find_by_operation(db: Database, op_id: str) -> StoredMark | None:
    row = first(db, f"SELECT {COLUMNS} FROM marks WHERE op_id = :op_id", {"op_id": op_id})
    return _stored(row) if row else None


def find_same(db: Database, mark: NewMark) -> StoredMark | None:
    """The standing mark of the same person on the same place of the same text with the same category."""
    sql = f"""
        SELECT {COLUMNS} FROM marks
        WHERE segment_id = :segment_id AND system = :system AND revision = :revision AND side = :side
            AND start_at = :start AND end_at = :end AND pieces IS :pieces AND category IS :category AND author = :author
            AND withdrawn_at IS NULL
    """
    names = ("segment_id", "system", "revision", "side", "start", "end", "category", "author")
    wanted = {name: getattr(mark, name) for name in names}
    row = first(db, sql, {**wanted, "pieces": _written(mark)})
    return _stored(row) if row else None


def of_segments(db: Database, segment_ids: Iterable[int]) -> list[StoredMark]:
    """Standing marks of these segments, oldest first."""
    sql = f"""
        SELECT {COLUMNS} FROM marks
        WHERE withdrawn_at IS NULL AND segment_id IN (SELECT value FROM json_each(:ids)) ORDER BY id
    """
    return [_stored(row) for row in db.query(sql, {"ids": json.dumps(list(segment_ids))})]


def withdraw(db: Database, mark_id: int, *, who: str, now: str) -> None:
    sql = "UPDATE marks SET withdrawn_at = :now, withdrawn_by = :who WHERE id = :id AND withdrawn_at IS NULL"
    db.execute(sql, {"id": mark_id, "who": who, "now": now})


def operations(db: Database, op_ids: Iterable[str]) -> set[str]:
    """Which of these operations were stored before, withdrawn or not."""
    sql = "SELECT op_id FROM marks WHERE op_id IN (SELECT value FROM json_each(:ids))"
    return {row["op_id"] for row in db.query(sql, {"ids": json.dumps(list(op_ids))})}


def withdraw_batch(db: Database, batch_id: int, *, who: str, now: str) -> int:
    """Take back what a file brought, as far as it stands; answers how many. The file may be brought again."""
    standing = "batch_id = :id AND withdrawn_at IS NULL"
    count = first(db, f"SELECT count(*) AS n FROM marks WHERE {standing}", {"id": batch_id})
    db.execute(
        f"UPDATE marks SET withdrawn_at = :now, withdrawn_by = :who WHERE {standing}",
        {"id": batch_id, "who": who, "now": now},
    )
    db.execute("UPDATE marks SET op_id = NULL WHERE batch_id = :id", {"id": batch_id})
    return int(count["n"]) if count else 0
