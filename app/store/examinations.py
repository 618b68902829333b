"""What a database says about itself: its pages, its keys, its triggers, its caches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

TABLES = (
    "people",
    "projects",
    "documents",
    "segments",
    "revisions",
    "drafts",
    "questions",
)
APPEND_ONLY = {"revisions_are_never_changed", "revisions_are_never_deleted"}


def sqlite_version() -> str:
    return str(sqlite3.sqlite_version)


def counts(db: Database) -> dict[str, int]:
    """How many rows the main tables have; documents and segments count when they are shown."""
    found = {table: int(db.table(table).count) for table in TABLES}
    sql = "SELECT count(*) AS n FROM documents WHERE is_published AND deleted_at IS NULL"
    found["documents"] = next(iter(db.query(sql)))["n"]
    return found


def page_faults(db: Database) -> list[str]:
    """What SQLite's own check of every page and index finds."""
    try:
        found = [str(row[0]) for row in db.conn.execute("PRAGMA integrity_check").fetchall()]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    return [f"The file is damaged: {line}." for line in found if line != "ok"]


def key_faults(db: Database) -> list[str]:
    rows = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    return [f"Row {row[1]} of {row[0]} points at a row of {row[2]} that is gone." for row in rows[:20]]


def trigger_faults(db: Database) -> list[str]:
    names = {row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    missing = sorted(APPEND_ONLY - names)
    return [f"The trigger {name} is gone: revisions could be changed unnoticed." for name in missing]


def original_faults(db: Database) -> Iterator[str]:
    for row in db.query("SELECT document_id, sha256, data FROM originals"):
        if hashlib.sha256(row["data"]).hexdigest() != row["sha256"]:
            yield f"The original file of document {row['document_id']} is not the one that was imported."


def count_faults(db: Database) -> Iterator[str]:
    """Documents whose cached counts of segments differ from their segments."""
    sql = """
        SELECT documents.id,
            (SELECT count(*) FROM segments WHERE document_id = documents.id AND is_live) AS found,
            (SELECT n FROM segment_counts WHERE document_id = documents.id AND bucket = 'all') AS noted,
            (SELECT count(*) FROM segments WHERE document_id = documents.id AND is_live AND NOT left_out
                AND state IN ('confirmed', 'approved')) AS found_done,
            (SELECT coalesce(sum(n), 0) FROM segment_counts WHERE document_id = documents.id
                AND bucket IN ('confirmed', 'approved')) AS noted_done
        FROM documents WHERE is_published
    """
    for row in db.query(sql):
        if (row["found"], row["found_done"]) != (row["noted"] or 0, row["noted_done"]):
            yield f"The counts of document {row['id']} differ from its segments."


def countable(db: Database) -> Iterator[dict[str, Any]]:
    """Live segments that belong into a score, with their document's language and their stored statistics."""
    sql = """
        SELECT segments.id, segments.document_id, segments.machine, segments.text, documents.target_lang,
            statistics.bleu, statistics.chrf, statistics.ter_edits, statistics.ter_words
        FROM segments JOIN documents ON documents.id = segments.document_id
        LEFT JOIN segment_statistics AS statistics ON statistics.segment_id = segments.id
        WHERE segments.is_live AND documents.is_published AND documents.deleted_at IS NULL
        AND machine IS NOT NULL AND state IN ('confirmed', 'approved')
        AND NOT left_out AND NOT editorial AND NOT locked
        ORDER BY segments.document_id, segments.position
    """
    for row in db.query(sql):
        stored = [json.loads(row["bleu"]), json.loads(row["chrf"])] if row["bleu"] else None
        yield {**row, "bleu": stored[0] if stored else None, "chrf": stored[1] if stored else None}


def unfinished_imports(db: Database) -> int:
    return int(next(iter(db.query("SELECT count(*) AS n FROM documents WHERE NOT is_published")))["n"])
