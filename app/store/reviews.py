"""What a reviewer looks at: segments that people changed, with the text to compare with and the editor of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..domain.models import Segment
from .records import record
from .segments import SEGMENT

# What an undone approval said does not count; a first review compares with the machine text.
BASE = """
    coalesce((
        SELECT earlier.text FROM revisions AS earlier
        WHERE earlier.segment_id = segments.id AND earlier.kind = 'approve' AND earlier.number < segments.revision
            AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.undoes = earlier.batch_id)
        ORDER BY earlier.number DESC LIMIT 1
    ), machine, '')
"""
CHANGED = "(cut = 1 OR is_changed = 1)"
# "waiting" is the work of a reviewer: what an editor finished or took out, and nobody judged yet.
FILTERS = {
    "waiting": f"({CHANGED} AND (state = 'confirmed' OR (cut = 1 AND state NOT IN ('approved', 'sent_back'))))",
    "edited": f"(state = 'edited' AND {CHANGED})",
    "sent_back": "(state = 'sent_back')",
    "approved": f"(state = 'approved' AND {CHANGED})",
    "unchanged": f"(state = 'confirmed' AND NOT {CHANGED})",
    "all": f"(state = 'sent_back' OR {CHANGED})",
}


@dataclass(frozen=True, slots=True)
class Revised:
    """A segment, what its text is compared with, and who wrote it."""

    segment: Segment
    base: str
    editor: str | None


def page(
    db: Database, document_id: int, *, state: str, editor: str | None, offset: int, limit: int
) -> list[Revised]:
    """Segments that match, in order."""
    sql = f"""
        SELECT {SEGMENT}, {BASE} AS base, (SELECT editor FROM changed_texts WHERE segment_id = segments.id) AS editor
        FROM segments WHERE id IN (
            SELECT segment_id FROM changed_texts CROSS JOIN (SELECT id, position FROM segments) ON id = segment_id
            WHERE document_id = :id AND is_shown = 1 AND {FILTERS[state]} AND (:editor IS NULL OR editor = :editor)
            ORDER BY position LIMIT :limit OFFSET :offset
        ) ORDER BY position
    """
    rows = db.query(sql, {"id": document_id, "editor": editor, "limit": limit, "offset": offset})
    return [_revised(row) for row in rows]


def _revised(row: dict[str, Any]) -> Revised:
    base, editor = row.pop("base"), row.pop("editor")
    return Revised(record(Segment, row), base, editor)


def counts(db: Database, document_id: int, *, editor: str | None) -> dict[str, int]:
    """How many segments each filter shows."""
    sums = ", ".join(f"coalesce(sum({condition}), 0) AS n_{name}" for name, condition in FILTERS.items())
    sql = f"""
        SELECT {sums} FROM changed_texts
        WHERE document_id = :id AND is_shown = 1 AND (:editor IS NULL OR editor = :editor)
    """
    row = next(iter(db.query(sql, {"id": document_id, "editor": editor})))
    return {name: int(row[f"n_{name}"]) for name in FILTERS}


def editors(db: Database, document_id: int) -> list[str]:
    """Whose texts there are to review, in order of their names."""
    sql = """
        SELECT DISTINCT editor FROM changed_texts
        WHERE document_id = :id AND is_shown = 1 AND editor IS NOT NULL ORDER BY editor
    """
    return [row["editor"] for row in db.query(sql, {"id": document_id})]


def editors_of(db: Database, segment_ids: list[int]) -> dict[int, str]:
    """Who wrote each of these texts; reviewers who only judged them did not."""
    sql = """
        SELECT segment_id, editor FROM changed_texts WHERE segment_id IN (SELECT value FROM json_each(:ids))
    """
    return {row["segment_id"]: row["editor"] for row in db.query(sql, {"ids": json.dumps(segment_ids)})}
