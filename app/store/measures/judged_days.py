"""On which day each text was first judged by each person."""

from __future__ import annotations

from sqlite_utils import Database


def of_project(db: Database, project_id: int) -> dict[tuple[int, str, str], str]:
    """(segment, system, person) to the day, as 2026-11-16; of the systems' own texts."""
    sql = """
        SELECT said.segment_id, said.system, said.author, min(said.made_at) AS made_at FROM (
            SELECT segment_id, system, author, made_at FROM finishes WHERE withdrawn_at IS NULL AND revision = 0
            UNION ALL SELECT segment_id, system, author, made_at FROM ratings WHERE withdrawn_at IS NULL AND revision = 0
            UNION ALL SELECT segment_id, system, author, made_at FROM marks WHERE withdrawn_at IS NULL AND revision = 0
        ) AS said
        JOIN segments ON segments.id = said.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :id
        GROUP BY said.segment_id, said.system, said.author
    """
    rows = db.query(sql, {"id": project_id})
    return {(row["segment_id"], row["system"], row["author"]): row["made_at"][:10] for row in rows}
