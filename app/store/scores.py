"""Sufficient statistics of counted segments, and their sums over documents, changed by what a save changes."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from ..domain.models import ScoreSums, SegmentStatistics
from ..domain.scoring import sums
from .records import first


def replace(
    db: Database, document_id: int, segment_id: int, statistics: SegmentStatistics | None, *, revision: int
) -> ScoreSums:
    """Count a segment with these statistics, or not at all (None); returns the document's new sums."""
    total = of_document(db, document_id)
    old = find(db, segment_id)
    if old is not None:
        total = sums.subtract(total, old)
    if statistics is not None:
        total = sums.add(total, statistics)
    _save_segment(db, segment_id, statistics, revision)
    _save_sums(db, document_id, total)
    return total


def _save_segment(db: Database, segment_id: int, one: SegmentStatistics | None, revision: int) -> None:
    if one is None:
        db.execute("DELETE FROM segment_statistics WHERE segment_id = :id", {"id": segment_id})
        return
    edits, words = one.ter or (None, None)
    db.execute(
        """
        INSERT OR REPLACE INTO segment_statistics (segment_id, revision, bleu, chrf, ter_edits, ter_words, ter_reason)
        VALUES (:segment_id, :revision, :bleu, :chrf, :ter_edits, :ter_words, :ter_reason)
        """,
        {
            "segment_id": segment_id,
            "revision": revision,
            "bleu": json.dumps(one.bleu),
            "chrf": json.dumps(one.chrf),
            "ter_edits": edits,
            "ter_words": words,
            "ter_reason": one.ter_reason,
        },
    )


def _save_sums(db: Database, document_id: int, total: ScoreSums) -> None:
    db.execute(
        """
        INSERT OR REPLACE INTO document_sums (document_id, n, bleu, chrf, ter_n, ter_edits, ter_words)
        VALUES (:document_id, :n, :bleu, :chrf, :ter_n, :ter_edits, :ter_words)
        """,
        {
            "document_id": document_id,
            "n": total.n,
            "bleu": json.dumps(total.bleu),
            "chrf": json.dumps(total.chrf),
            "ter_n": total.ter_n,
            "ter_edits": total.ter[0],
            "ter_words": total.ter[1],
        },
    )


def of_document(db: Database, document_id: int) -> ScoreSums:
    row = first(db, "SELECT * FROM document_sums WHERE document_id = :id", {"id": document_id})
    if row is None:
        return sums.EMPTY
    return ScoreSums(
        row["n"],
        tuple(json.loads(row["bleu"])),
        tuple(json.loads(row["chrf"])),
        row["ter_n"],
        (row["ter_edits"], row["ter_words"]),
    )


def find(db: Database, segment_id: int) -> SegmentStatistics | None:
    row = first(db, "SELECT * FROM segment_statistics WHERE segment_id = :id", {"id": segment_id})
    return _statistics(row) if row else None


def _statistics(row: dict[str, Any]) -> SegmentStatistics:
    ter = None if row["ter_edits"] is None else (row["ter_edits"], row["ter_words"])
    return SegmentStatistics(
        tuple(json.loads(row["bleu"])), tuple(json.loads(row["chrf"])), ter, row["ter_reason"]
    )


def of_segments(db: Database, document_id: int) -> dict[int, SegmentStatistics]:
    """Statistics of every counted segment of a document, in order of position."""
    sql = """
        SELECT segment_statistics.* FROM segment_statistics
        JOIN segments ON segments.id = segment_statistics.segment_id
        WHERE segments.document_id = :id ORDER BY segments.position
    """
    return {row["segment_id"]: _statistics(row) for row in db.query(sql, {"id": document_id})}
