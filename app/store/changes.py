"""Which segments changed, in order: one number for everything that a page has seen."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from .records import records


@dataclass(frozen=True, slots=True)
class Change:
    number: int
    segment_id: int
    document_id: int


def newest(db: Database) -> int:
    """The number of the newest change; 0 where nothing ever changed."""
    return int(next(iter(db.query("SELECT coalesce(max(number), 0) AS n FROM changes")))["n"])


def since(db: Database, document_ids: list[int], number: int, *, limit: int) -> list[Change]:
    """The newest change of each segment of these documents that changed after `number`, oldest first."""
    sql = """
        SELECT number, segment_id, document_id FROM changes
        WHERE document_id IN (SELECT value FROM json_each(:ids)) AND number > :number
        ORDER BY number LIMIT :limit
    """
    found = db.query(sql, {"ids": json.dumps(document_ids), "number": number, "limit": limit})
    return records(Change, found)
