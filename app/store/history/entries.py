"""What happened in a document as entries: a batch is one, every other revision is one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.models import Revision, RevisionKind
from ..records import record, records
from ..revisions import REVISION

LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry: its batch or None, its newest revision in this document or None, how many there are, when."""

    batch_id: int | None
    revision_id: int | None
    n: int
    at: str


def list_before(
    db: Database,
    document_id: int,
    *,
    author: str | None,
    kinds: Iterable[RevisionKind] | None,
    since: str | None,
    before: str | None,
    limit: int,
) -> list[Listed]:
    """Newest first, made before a moment. Batches that touched no text (left out, paragraphs) have no kind."""
    sql = """
        SELECT batch_id, revision_id, n, newest_at AS at FROM entries
        WHERE document_id = :id AND newest_at < :before AND newest_at >= :since AND (:author IS NULL OR author = :author)
            AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
        UNION ALL
        SELECT id, NULL, 0, made_at FROM batches
        WHERE document_id = :id AND (:author IS NULL OR author = :author)
            AND (:kinds IS NULL OR 'split' IN (SELECT value FROM json_each(:kinds)))
            AND made_at < :before AND made_at >= :since
            AND NOT EXISTS (SELECT 1 FROM revisions WHERE revisions.batch_id = batches.id)
        ORDER BY at DESC, revision_id DESC LIMIT :limit
    """
    parameters = {
        "id": document_id,
        "author": author,
        "kinds": json.dumps(list(kinds)) if kinds else None,
        "since": since or "",
        "before": before or LATEST,
        "limit": limit,
    }
    return records(Listed, db.query(sql, parameters))


def revisions_of(db: Database, document_id: int, found: list[Listed], *, most: int) -> list[Revision]:
    """The revisions of these entries, oldest first; of each batch at most so many."""
    sql = f"""
        SELECT {REVISION} FROM (
            SELECT revisions.*, row_number() OVER (PARTITION BY coalesce(batch_id, -id) ORDER BY id) AS place
            FROM revisions
            WHERE (id IN (SELECT value FROM json_each(:ids))
                    OR batch_id IN (SELECT value FROM json_each(:batches)))
                AND (SELECT document_id FROM segments WHERE segments.id = revisions.segment_id) = :id
        ) WHERE place <= :most ORDER BY id
    """
    parameters = {
        "id": document_id,
        "ids": json.dumps([one.revision_id for one in found if one.batch_id is None]),
        "batches": json.dumps([one.batch_id for one in found if one.batch_id is not None]),
        "most": most,
    }
    return [record(Revision, row) for row in db.query(sql, parameters)]
