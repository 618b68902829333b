"""Statistics of systems' texts against references: kept, because they never change; missing ones are listed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database

from ...domain.models import SegmentStatistics


class Missing(NamedTuple):
    """A text that was not measured yet."""

    segment_id: int
    system: str
    reference_id: int
    text: str
    reference: str
    lang: str | None


class Measured(NamedTuple):
    """The chrF of one text (0-100) against a reference, with the reference's origin."""

    document_id: int
    segment_id: int
    system: str
    origin: str
    chrf: float


class Kept(NamedTuple):
    """Statistics of one text against a reference."""

    document_id: int
    segment_id: int
    system: str
    origin: str
    statistics: SegmentStatistics


# The first reference of each origin; one that was corrected from a system measures that system alone.
_WANTED = """
    FROM segment_references
    JOIN segments ON segments.id = segment_references.segment_id
    JOIN documents ON documents.id = segments.document_id
    JOIN candidates ON candidates.segment_id = segments.id
    WHERE documents.project_id = :project_id AND documents.is_published AND documents.deleted_at IS NULL
        AND segments.is_live = 1 AND NOT segments.left_out AND NOT segments.locked
        AND segment_references.id = (
            SELECT min(id) FROM segment_references AS same
            WHERE same.segment_id = segments.id AND same.origin = segment_references.origin
        )
        AND segment_references.origin IN ('independent', 'corrected:' || candidates.system)
"""
_STORED = """
    FROM candidate_statistics
    JOIN segment_references ON segment_references.id = candidate_statistics.reference_id
    JOIN segments ON segments.id = candidate_statistics.segment_id
    JOIN documents ON documents.id = segments.document_id
    WHERE documents.project_id = :project_id AND documents.is_published AND documents.deleted_at IS NULL
        AND segments.is_live = 1 AND NOT segments.left_out AND NOT segments.locked
"""


def missing(db: Database, project_id: int, limit: int) -> list[Missing]:
    """The first texts that have a reference and no statistics."""
    sql = f"""
        SELECT candidates.segment_id, candidates.system, segment_references.id AS reference_id, candidates.text,
            segment_references.text AS reference, documents.target_lang AS lang
        {_WANTED}
        AND NOT EXISTS (
            SELECT 1 FROM candidate_statistics AS kept
            WHERE kept.segment_id = segments.id AND kept.system = candidates.system
                AND kept.reference_id = segment_references.id
        )
        ORDER BY candidates.segment_id, candidates.system LIMIT :limit
    """
    return [Missing(**row) for row in db.query(sql, {"project_id": project_id, "limit": limit})]


def count(db: Database, project_id: int) -> tuple[int, int]:
    """(texts that are measured, texts that can be)."""
    wanted = next(iter(db.query(f"SELECT count(*) AS n {_WANTED}", {"project_id": project_id})))["n"]
    stored = next(iter(db.query(f"SELECT count(*) AS n {_STORED}", {"project_id": project_id})))["n"]
    return int(stored), int(wanted)


def save(db: Database, rows: Iterable[tuple[Missing, SegmentStatistics, float]]) -> None:
    """Keep what was computed; a second computation of the same changes nothing."""
    db.conn.executemany(
        """
        INSERT OR REPLACE INTO candidate_statistics
            (segment_id, system, reference_id, bleu, chrf, ter_edits, ter_words, ter_reason, chrf_score)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
        WHERE EXISTS (SELECT 1 FROM segment_references WHERE id = ?)
        """,
        (
            (
                one.segment_id,
                one.system,
                one.reference_id,
                json.dumps(found.bleu),
                json.dumps(found.chrf),
                *(found.ter or (None, None)),
                found.ter_reason,
                chrf,
                one.reference_id,
            )
            for one, found, chrf in rows
        ),
    )


def scores(db: Database, project_id: int) -> list[Measured]:
    """The chrF of every measured text."""
    sql = f"""
        SELECT documents.id AS document_id, candidate_statistics.segment_id, candidate_statistics.system, origin,
            chrf_score AS chrf
        {_STORED} ORDER BY documents.id, position
    """
    return [Measured(*row) for row in db.execute(sql, {"project_id": project_id})]


def statistics(db: Database, project_id: int) -> list[Kept]:
    """The statistics of every measured text."""
    sql = f"""
        SELECT documents.id AS document_id, candidate_statistics.segment_id, candidate_statistics.system, origin,
            bleu, chrf, ter_edits, ter_words, ter_reason
        {_STORED} ORDER BY documents.id, position
    """
    found = []
    for row in db.query(sql, {"project_id": project_id}):
        ter = None if row["ter_edits"] is None else (row["ter_edits"], row["ter_words"])
        statistics = SegmentStatistics(
            tuple(json.loads(row["bleu"])), tuple(json.loads(row["chrf"])), ter, row["ter_reason"]
        )
        found.append(Kept(row["document_id"], row["segment_id"], row["system"], row["origin"], statistics))
    return found


def kinds_of_origins(db: Database, project_id: int) -> list[str]:
    """Every origin that a reference of the project has, once."""
    sql = """
        SELECT DISTINCT origin FROM segment_references
        JOIN segments ON segments.id = segment_references.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :id AND documents.is_published AND documents.deleted_at IS NULL
            AND segments.is_live = 1
    """
    return [row["origin"] for row in db.query(sql, {"id": project_id})]


def origins(db: Database, project_id: int) -> dict[int, set[str]]:
    """The origins of each segment's references."""
    sql = """
        SELECT segment_id, origin FROM segment_references
        JOIN segments ON segments.id = segment_references.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :id AND documents.is_published AND documents.deleted_at IS NULL
            AND segments.is_live = 1
    """
    found: dict[int, set[str]] = {}
    for segment_id, origin in db.execute(sql, {"id": project_id}):
        found.setdefault(segment_id, set()).add(origin)
    return found
