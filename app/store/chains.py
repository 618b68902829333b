"""Proving the log: every revision's hash, its link to the one before it, and the head that its segment caches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from .revisions import author_hash, row_hash, text_hash


def faults(db: Database) -> Iterator[str]:
    """A sentence for everything in the log that is not as it was written."""
    salts = {row["name"]: row["salt"] for row in db.query("SELECT name, salt FROM people")}
    sql = """
        SELECT revisions.*, segments.machine, segments.head_hash, segments.revision AS head_number,
            segments.text AS head_text, segments.state AS head_state
        FROM revisions LEFT JOIN segments ON segments.id = revisions.segment_id
        ORDER BY segment_id, number
    """
    for _, rows in groupby(db.query(sql), key=itemgetter("segment_id")):
        yield from _faults_of_segment(list(rows), salts)
    yield from _headless(db)


def _faults_of_segment(rows: list[dict[str, Any]], salts: dict[str, str | None]) -> Iterator[str]:
    expected = _first_link(rows[0])
    for number, row in enumerate(rows, start=1):
        where = f"Revision {row['number']} of segment {row['segment_id']}"
        if row["number"] != number:
            yield f"{where} follows revision {number - 1}: one is missing."
            return
        if row["previous_hash"] != expected:
            yield f"{where} does not continue the revision before it."
        yield from (f"{where}: {fault}" for fault in _faults_of_row(row, salts))
        expected = row["hash"]
    yield from _faults_of_head(rows[-1])


def _first_link(row: dict[str, Any]) -> str:
    # The machine text of an erased document is gone, so the first link is taken as it stands.
    if row["erased_at"]:
        return str(row["previous_hash"])
    return text_hash(f"{row['segment_id']}\n{row['machine'] or ''}")


def _faults_of_row(row: dict[str, Any], salts: dict[str, str | None]) -> Iterator[str]:
    if row_hash(row) != row["hash"]:
        yield "its hash does not match what it says."
    if not row["erased_at"] and text_hash(row["text"]) != row["text_hash"]:
        yield "its text is not the one that was saved."
    is_nameless = row["author"] in salts and salts[row["author"]] is None
    if not is_nameless and author_hash(row["author"], salts.get(row["author"])) != row["author_hash"]:
        yield "its author is not the one who saved it."


def _faults_of_head(newest: dict[str, Any]) -> Iterator[str]:
    cached = (newest["head_number"], newest["head_hash"], newest["head_text"], newest["head_state"])
    if cached != (newest["number"], newest["hash"], newest["text"], newest["state"]):
        yield f"Segment {newest['segment_id']} does not show its newest revision ({newest['number']})."


def _headless(db: Database) -> Iterator[str]:
    """Segments whose history is gone, or whose text differs from the machine's though nobody changed it."""
    sql = """
        SELECT id, revision FROM segments
        WHERE (revision > 0 AND NOT EXISTS (SELECT 1 FROM revisions WHERE segment_id = segments.id))
        OR (revision = 0 AND text <> coalesce(machine, ''))
    """
    for row in db.query(sql):
        if row["revision"]:
            yield f"Segment {row['id']} has lost all of its {row['revision']} revisions."
        else:
            yield f"Segment {row['id']} differs from the machine's text, and no revision says why."
