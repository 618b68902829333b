"""Time and keys of one person in one segment, as a browser sent them, and their sums."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.effort.stages import Stage
from ..records import first, records


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one batch of a browser says of one segment."""

    segment_id: int
    stage: Stage
    milliseconds: int
    keystrokes: int


@dataclass(frozen=True, slots=True)
class Worked:
    """Sums of one person in one stage of a project."""

    person_id: int
    person: str
    stage: Stage
    milliseconds: int
    keystrokes: int
    segments: int


def save(db: Database, stretch: Stretch, *, op_id: str, person_id: int, now: str) -> None:
    """Keep a stretch. One that was sent before raises its counts and never lowers or doubles them."""
    db.execute(
        """
        INSERT INTO effort (op_id, segment_id, person_id, stage, milliseconds, keystrokes, received_at)
        VALUES (:op_id, :segment_id, :person_id, :stage, :milliseconds, :keystrokes, :now)
        ON CONFLICT (person_id, op_id, segment_id) DO UPDATE SET
            milliseconds = max(milliseconds, excluded.milliseconds),
            keystrokes = max(keystrokes, excluded.keystrokes)
        """,
        {
            "op_id": op_id,
            "segment_id": stretch.segment_id,
            "person_id": person_id,
            "stage": stretch.stage,
            "milliseconds": stretch.milliseconds,
            "keystrokes": stretch.keystrokes,
            "now": now,
        },
    )


def of_project(db: Database, project_id: int, *, person_id: int | None = None) -> list[Worked]:
    """Sums for each person and stage, people in order of their names; of one person only if one is given."""
    sql = """
        SELECT person_id, people.name AS person, stage, sum(milliseconds) AS milliseconds,
            sum(keystrokes) AS keystrokes, count(DISTINCT segment_id) AS segments
        FROM effort
        JOIN people ON people.id = effort.person_id
        JOIN segments ON segments.id = effort.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :project_id AND documents.deleted_at IS NULL
            AND (:person_id IS NULL OR effort.person_id = :person_id)
        GROUP BY person_id, stage ORDER BY people.name_key, stage
    """
    return records(Worked, db.query(sql, {"project_id": project_id, "person_id": person_id}))


def of_segments(db: Database, project_id: int, *, person_id: int | None = None) -> list[dict[str, object]]:
    """The same sums for each segment, in order of document and position."""
    sql = """
        SELECT documents.id AS document_id, segments.id AS segment_id, segments.position, people.name AS person,
            stage, sum(milliseconds) AS milliseconds, sum(keystrokes) AS keystrokes
        FROM effort
        JOIN people ON people.id = effort.person_id
        JOIN segments ON segments.id = effort.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :project_id AND documents.deleted_at IS NULL
            AND (:person_id IS NULL OR effort.person_id = :person_id)
        GROUP BY segments.id, person_id, stage
        ORDER BY documents.id, segments.position, segments.id, people.name_key, stage
    """
    return list(db.query(sql, {"project_id": project_id, "person_id": person_id}))


def delete_of_project(db: Database, project_id: int) -> None:
    sql = """
        DELETE FROM effort WHERE segment_id IN (
            SELECT segments.id FROM segments JOIN documents ON documents.id = segments.document_id
            WHERE documents.project_id = :id
        )
    """
    db.execute(sql, {"id": project_id})


def is_recorded(db: Database, project_id: int) -> bool:
    row = first(db, "SELECT effort FROM projects WHERE id = :id", {"id": project_id})
    return bool(row and row["effort"])


def set_recorded(db: Database, project_id: int, is_on: bool) -> None:
    db.table("projects").update(project_id, {"effort": int(is_on)})


def editors(db: Database, document_id: int, segment_ids: Sequence[int]) -> dict[int, str | None]:
    """Of these segments those that belong to the document, each with who confirmed it first."""
    sql = """
        SELECT segments.id, (
            SELECT author FROM revisions WHERE segment_id = segments.id AND kind = 'confirm'
            ORDER BY number LIMIT 1
        ) AS editor
        FROM segments
        WHERE document_id = :document_id AND id IN (SELECT value FROM json_each(:ids))
    """
    found = db.query(sql, {"document_id": document_id, "ids": json.dumps(list(segment_ids))})
    return {row["id"]: row["editor"] for row in found}
