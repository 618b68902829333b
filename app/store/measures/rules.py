"""What a project calls good, as JSON beside the project."""

from __future__ import annotations

import json

from sqlite_utils import Database

from ..records import one


def of_project(db: Database, project_id: int) -> dict[str, float]:
    """The numbers that the project set itself; the others are the product's."""
    sql = "SELECT quality_rules FROM projects WHERE id = :id AND deleted_at IS NULL"
    found: dict[str, float] = json.loads(one(db, "project", sql, {"id": project_id})["quality_rules"])
    return found


def save(db: Database, project_id: int, rules: dict[str, float]) -> None:
    db.execute(
        "UPDATE projects SET quality_rules = :rules WHERE id = :id",
        {"rules": json.dumps(rules, sort_keys=True), "id": project_id},
    )
