"""References of a document's segments, by where they come from."""

from __future__ import annotations

from sqlite_utils import Database


def independent(db: Database, document_id: int) -> dict[int, str]:
    """The first reference of each segment that nobody made from a system's text."""
    sql = """
        SELECT segment_id, text FROM segment_references
        WHERE origin = 'independent' AND segment_id IN (
            SELECT id FROM segments WHERE document_id = :document_id AND is_live = 1
        )
        ORDER BY id DESC
    """
    return {row["segment_id"]: row["text"] for row in db.query(sql, {"document_id": document_id})}
