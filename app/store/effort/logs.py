"""The revisions of a whole document, segment by segment, as far as effort needs them."""

from __future__ import annotations

from itertools import groupby

from sqlite_utils import Database

from ...domain.effort.stages import Step


def of_document(db: Database, document_id: int) -> dict[int, list[Step]]:
    """The revisions of each segment that has any, oldest first; retired segments are among them."""
    # Nobody could work in a document before its import was over, so what is older came with the file.
    sql = """
        WITH shown AS (
            SELECT documents.id, coalesce(min(events.at), documents.created_at) AS at FROM documents
            LEFT JOIN events ON events.what = 'imported' AND events.about = documents.name
                AND events.at >= documents.created_at
            WHERE documents.id = :id
        )
        SELECT revisions.segment_id, revisions.author, revisions.kind, revisions.text,
            revisions.made_at <= shown.at AS is_imported
        FROM revisions
        JOIN segments ON segments.id = revisions.segment_id
        JOIN shown ON shown.id = segments.document_id
        WHERE revisions.erased_at IS NULL
        ORDER BY revisions.segment_id, revisions.number
    """
    rows = db.query(sql, {"id": document_id})
    return {
        segment_id: [
            Step(row["author"], row["kind"], row["text"], bool(row["is_imported"])) for row in of_one
        ]
        for segment_id, of_one in groupby(rows, key=lambda row: row["segment_id"])
    }
