"""Sufficient statistics of counted segments, and their sums over documents, changed by what a save changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ..domain.models import SegmentStatistics
from .records import first


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over counted segments; `ter_n` segments of the `n` have TER statistics."""

    n: int
    bleu: tuple[int, ...]
    chrf: tuple[int, ...]
    ter_n: int
    ter_edits: float
    ter_words: float


NOTHING = Sums(0, (), (), 0, 0.0, 0.0)


def replace(
    db: Database, document_id: int, segment_id: int, statistics: SegmentStatistics | None, *, revision: int
) -> Sums:
    """Count a segment with these statistics, or not at all (None); returns the document's new sums."""
    sums = of_document(db, document_id)
    old = find(db, segment_id)
    if old is not None:
        sums = _add(sums, old, -1)
    if statistics is not None:
        sums = _add(sums, statistics, 1)
    _save_segment(db, segment_id, statistics, revision)
    _save_sums(db, document_id, sums)
    return sums


def _add(sums: Sums, one: SegmentStatistics, sign: int) -> Sums:
    edits, words = one.ter or (0.0, 0.0)
    return Sums(
        sums.n + sign,
        _add_each(sums.bleu, one.bleu, sign),
        _add_each(sums.chrf, one.chrf, sign),
        sums.ter_n + sign * (one.ter is not None),
        sums.ter_edits + sign * edits,
        sums.ter_words + sign * words,
    )


def _add_each(left: Sequence[int], right: Sequence[int], sign: int) -> tuple[int, ...]:
    if not left:
        return tuple(sign * value for value in right)
    return tuple(a + sign * b for a, b in zip(left, right, strict=True))


def combined(left: Sums, right: Sums) -> Sums:
    """The sums over two sets of segments."""
    return Sums(
        left.n + right.n,
        _add_each(left.bleu, right.bleu, 1) if right.bleu else left.bleu,
        _add_each(left.chrf, right.chrf, 1) if right.chrf else left.chrf,
        left.ter_n + right.ter_n,
        left.ter_edits + right.ter_edits,
        left.ter_words + right.ter_words,
    )


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


def _save_sums(db: Database, document_id: int, sums: Sums) -> None:
    db.execute(
        """
        INSERT OR REPLACE INTO document_sums (document_id, n, bleu, chrf, ter_n, ter_edits, ter_words)
        VALUES (:document_id, :n, :bleu, :chrf, :ter_n, :ter_edits, :ter_words)
        """,
        {
            "document_id": document_id,
            "n": sums.n,
            "bleu": json.dumps(sums.bleu),
            "chrf": json.dumps(sums.chrf),
            "ter_n": sums.ter_n,
            "ter_edits": sums.ter_edits,
            "ter_words": sums.ter_words,
        },
    )


def of_document(db: Database, document_id: int) -> Sums:
    row = first(db, "SELECT * FROM document_sums WHERE document_id = :id", {"id": document_id})
    if row is None:
        return NOTHING
    return Sums(
        row["n"],
        tuple(json.loads(row["bleu"])),
        tuple(json.loads(row["chrf"])),
        row["ter_n"],
        row["ter_edits"],
        row["ter_words"],
    )


def find(db: Database, segment_id: int) -> SegmentStatistics | None:
    row = first(db, "SELECT * FROM segment_statistics WHERE segment_id = :id", {"id": segment_id})
    return _statistics(row) if row else None


def _statistics(row: dict) -> SegmentStatistics:  # type: ignore[type-arg]
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
