"""Named points in a document's history, and how its texts stood at a moment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ...domain.models import State
from ..records import first, insert, one, record, records


@dataclass(frozen=True, slots=True)
class Point:
    """A name for a moment: everything up to and with this revision was there."""

    id: int
    document_id: int
    name: str
    last_revision_id: int
    author: str
    made_at: str


@dataclass(frozen=True, slots=True)
class TextThen:
    text: str
    state: State
    author: str


def add(db: Database, document_id: int, name: str, *, author: str, now: str) -> Point:
    row: dict[str, Any] = {
        "document_id": document_id,
        "name": name,
        "last_revision_id": last_revision_id(db),
        "author": author,
        "made_at": now,
    }
    return get(db, insert(db, "points", row))


def last_revision_id(db: Database) -> int:
    return int(next(iter(db.query("SELECT coalesce(max(id), 0) AS id FROM revisions")))["id"])


def get(db: Database, point_id: int) -> Point:
    return record(Point, one(db, "point", "SELECT * FROM points WHERE id = :id", {"id": point_id}))


def find(db: Database, document_id: int, name: str) -> Point | None:
    sql = "SELECT * FROM points WHERE document_id = :id AND name = :name"
    row = first(db, sql, {"id": document_id, "name": name})
    return record(Point, row) if row else None


def list_of_document(db: Database, document_id: int) -> list[Point]:
    """Newest first."""
    sql = "SELECT * FROM points WHERE document_id = :id ORDER BY id DESC"
    return records(Point, db.query(sql, {"id": document_id}))


def delete(db: Database, point_id: int) -> None:
    """Forget the name; what it named stays in the history."""
    db.execute("DELETE FROM points WHERE id = :id", {"id": point_id})


def texts_at(db: Database, segment_ids: Iterable[int], last_revision_id: int) -> dict[int, TextThen]:
    """The text of each segment after a revision of the log; those without a revision by then are missing."""
    sql = """
        SELECT segment_id, text, state, author FROM revisions WHERE id IN (
            SELECT max(id) FROM revisions
            WHERE segment_id IN (SELECT value FROM json_each(:ids)) AND id <= :last GROUP BY segment_id
        )
    """
    rows = db.query(sql, {"ids": json.dumps(list(segment_ids)), "last": last_revision_id})
    return {row["segment_id"]: TextThen(row["text"], row["state"], row["author"]) for row in rows}


THEN = """
    coalesce((
        SELECT said.text FROM revisions AS said WHERE said.segment_id = segments.id AND said.id <= {last}
        ORDER BY said.number DESC LIMIT 1
    ), machine, '')
"""


def differing(db: Database, document_id: int, older_id: int, newer_id: int) -> list[tuple[int, int]]:
    """(position, segment id) of live segments whose text differs after two revisions of the log, in order."""
    newest = last_revision_id(db)
    sides = {"older": older_id, "newer": newer_id}
    # The first and the newest text stand in the segment's own row.
    known = {
        name: "coalesce(machine, '')"
        if last == 0
        else "text"
        if last >= newest
        else THEN.format(last=f":{name}")
        for name, last in sides.items()
    }
    sql = f"""
        SELECT position, id FROM segments INDEXED BY segments_by_change
        WHERE document_id = :id AND changed_at IS NOT NULL AND is_live = 1 AND {known["older"]} <> {known["newer"]}
        ORDER BY position
    """
    wanted = {name: last for name, last in sides.items() if f":{name}" in sql}
    return [(row["position"], row["id"]) for row in db.query(sql, {"id": document_id, **wanted})]


def structure_after(db: Database, document_id: int, at: str) -> list[tuple[list[int], list[int]]]:
    """(segments made, segments retired) of each split, join, addition and undo after a moment, newest first."""
    sql = """
        SELECT json_extract(detail, '$.made') AS made, json_extract(detail, '$.retired') AS retired
        FROM batches WHERE document_id = :id AND made_at > :at AND json_type(detail, '$.made') = 'array'
        ORDER BY id DESC
    """
    return [(_ids(row["made"]), _ids(row["retired"])) for row in db.query(sql, {"id": document_id, "at": at})]


def _ids(found: str | None) -> list[int]:
    return [int(one) for one in json.loads(found or "[]")]
