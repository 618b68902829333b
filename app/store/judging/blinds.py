"""Blind tasks from the side of the person who judges: which ask them, and where they have not finished or looked."""

from __future__ import annotations

import json

from sqlite_utils import Database

from .tasks import Task, as_task


def asking(db: Database, person: str) -> list[Task]:
    """Open blind tasks of shown projects for anybody or for this person, newest first."""
    sql = """
        SELECT judging_tasks.* FROM judging_tasks JOIN projects ON projects.id = judging_tasks.project_id
        WHERE is_blind = 1 AND closed_at IS NULL AND projects.deleted_at IS NULL
            AND (person IS NULL OR person = :person)
        ORDER BY judging_tasks.id DESC
    """
    return [as_task(row) for row in db.query(sql, {"person": person})]


# A text of the task that this person has not finished, in a document whose names they have not been shown.
_UNFINISHED = """
    EXISTS (
        SELECT 1 FROM segments
        JOIN candidates ON candidates.segment_id = segments.id
            AND (system IN (SELECT value FROM json_each(:systems)) OR (:systems = '[]' AND system = documents.system))
        WHERE segments.document_id = documents.id AND segments.is_live = 1 AND segments.left_out = 0
            AND (:sample IS NULL
                OR segments.id IN (SELECT segment_id FROM sample_segments WHERE sample_id = :sample))
            AND NOT EXISTS (
                SELECT 1 FROM finishes WHERE finishes.segment_id = segments.id AND finishes.author = :person
                    AND finishes.system = candidates.system AND finishes.revision = 0
                    AND finishes.withdrawn_at IS NULL
            )
    )
    AND NOT EXISTS (
        SELECT 1 FROM reveals WHERE reveals.document_id = documents.id AND task_id = :task AND author = :person
    )
"""


def unfinished(db: Database, task: Task, person: str) -> list[int]:
    """The documents of a task in which this person still judges without having been shown the names."""
    sql = f"""
        SELECT documents.id FROM documents
        WHERE project_id = :project AND is_published AND deleted_at IS NULL
            AND (:document IS NULL OR documents.id = :document) AND {_UNFINISHED}
        ORDER BY documents.id
    """
    parameters = {
        "project": task.project_id,
        "document": task.document_id,
        "task": task.id,
        "sample": task.sample_id,
        "systems": json.dumps(list(task.systems), ensure_ascii=False),
        "person": person,
    }
    return [row["id"] for row in db.query(sql, parameters)]
