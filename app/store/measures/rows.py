"""All live segments of a project in one query, without their texts."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from ...domain.quality.rows import Row


def of_project(db: Database, project_id: int) -> list[Row]:
    """In order of document and position."""
    sql = """
        SELECT segments.id, segments.document_id, position, state, left_out, editorial, author, changed_at,
            length(coalesce(source, machine, text)) AS length, bleu, chrf, ter_edits, ter_words
        FROM segments
        JOIN documents ON documents.id = segments.document_id
        LEFT JOIN segment_statistics ON segment_statistics.segment_id = segments.id
        WHERE documents.project_id = :id AND documents.is_published AND documents.deleted_at IS NULL
            AND segments.is_live = 1 AND NOT segments.locked
        ORDER BY documents.id, position
    """
    # Ten thousand rows on every page: by place, because dictionaries would cost as much as the query.
    found = db.execute(sql, {"id": project_id})
    return [_row(list(row)) for row in found]


def _row(values: list[Any]) -> Row:
    values[4:6] = map(bool, values[4:6])  # left_out, editorial
    return Row(*values)


def systems(db: Database, project_id: int) -> dict[int, list[str]]:
    """The systems of each document, its base system first."""
    sql = """
        SELECT DISTINCT documents.id, documents.system AS base, candidates.system
        FROM documents
        JOIN segments ON segments.document_id = documents.id AND segments.is_live = 1
        JOIN candidates ON candidates.segment_id = segments.id
        WHERE documents.project_id = :id AND documents.is_published AND documents.deleted_at IS NULL
        ORDER BY documents.id, candidates.system != documents.system, candidates.system
    """
    found: dict[int, list[str]] = {}
    for row in db.query(sql, {"id": project_id}):
        found.setdefault(row["id"], [row["base"]])
        if row["system"] not in found[row["id"]]:
            found[row["id"]].append(row["system"])
    return found


def texts_of(db: Database, segment_ids_json: str, system: str) -> dict[int, str]:
    """A system's text of each of these segments, the ids as a JSON list."""
    sql = """
        SELECT segment_id, text FROM candidates
        WHERE system = :system AND segment_id IN (SELECT value FROM json_each(:ids))
    """
    rows = db.query(sql, {"system": system, "ids": segment_ids_json})
    return {row["segment_id"]: row["text"] for row in rows}


def sources_of(db: Database, document_id: int) -> list[tuple[int, str | None]]:
    """(id, source) of a document's live segments in order."""
    sql = """
        SELECT id, source FROM segments WHERE document_id = :id AND is_live = 1 AND NOT left_out
        ORDER BY position
    """
    return [(row["id"], row["source"]) for row in db.query(sql, {"id": document_id})]


def judged_documents(db: Database, project_id: int) -> list[int]:
    """The documents of a project in which somebody judged anything."""
    sql = """
        SELECT DISTINCT segments.document_id AS id
        FROM (
            SELECT segment_id FROM marks WHERE withdrawn_at IS NULL
            UNION SELECT segment_id FROM ratings WHERE withdrawn_at IS NULL
            UNION SELECT segment_id FROM finishes WHERE withdrawn_at IS NULL
        ) AS judged
        JOIN segments ON segments.id = judged.segment_id AND segments.is_live = 1
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :id AND documents.is_published AND documents.deleted_at IS NULL
        ORDER BY 1
    """
    return [row["id"] for row in db.query(sql, {"id": project_id})]
