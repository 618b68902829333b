"""What people were asked to judge: kind, systems, hidden names with a stored order; who revealed them; weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..records import first, insert, one, record


@dataclass(frozen=True, slots=True)
class Task:
    """`systems` stand side by side; none is the document's base system. `seed` fixes their order in each segment."""

    id: int
    project_id: int
    document_id: int | None
    kind: str
    systems: tuple[str, ...]
    is_blind: bool
    seed: int
    author: str
    made_at: str
    closed_at: str | None
    sample_id: int | None = None  # the texts are those of a sample
    person: str | None = None  # who was asked; None: anybody


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What a project set for itself: points by severity[/category], and categories under a name of its own."""

    weights: dict[str, float]
    typology: str | None
    categories: dict[str, list[str]] | None


def add(
    db: Database,
    project_id: int,
    *,
    document_id: int | None,
    kind: str,
    systems: Sequence[str],
    is_blind: bool,
    seed: int,
    author: str,
    now: str,
    sample_id: int | None = None,
    person: str | None = None,
) -> Task:
    row = {
        "project_id": project_id,
        "document_id": document_id,
        "kind": kind,
        "systems": json.dumps(list(systems), ensure_ascii=False),
        "is_blind": is_blind,
        "seed": seed,
        "author": author,
        "made_at": now,
        "sample_id": sample_id,
        "person": person,
    }
    return get(db, insert(db, "judging_tasks", row))


def get(db: Database, task_id: int) -> Task:
    return as_task(one(db, "judging task", "SELECT * FROM judging_tasks WHERE id = :id", {"id": task_id}))


def of_document(db: Database, project_id: int, document_id: int | None = None) -> list[Task]:
    """Open tasks of a project that concern a document, newest first; without a document all of the project.

    Tasks to judge a sample are no document's: `store.judging.samples` has them.
    """
    sql = """
        SELECT * FROM judging_tasks
        WHERE project_id = :project_id AND closed_at IS NULL AND sample_id IS NULL
            AND (:document_id IS NULL OR document_id IS NULL OR document_id = :document_id)
        ORDER BY id DESC
    """
    found = db.query(sql, {"project_id": project_id, "document_id": document_id})
    return [as_task(row) for row in found]


def close(db: Database, task_id: int, *, now: str) -> None:
    db.execute("UPDATE judging_tasks SET closed_at = :now WHERE id = :id", {"id": task_id, "now": now})


def as_task(row: Mapping[str, Any]) -> Task:
    return record(Task, {**row, "systems": tuple(json.loads(row["systems"]))})


def add_reveal(db: Database, document_id: int, *, task_id: int | None, author: str, now: str) -> None:
    row = {"document_id": document_id, "task_id": task_id, "author": author, "made_at": now}
    insert(db, "reveals", row)


def has_revealed(db: Database, document_id: int, *, task_id: int | None, author: str) -> bool:
    sql = """
        SELECT 1 FROM reveals WHERE document_id = :document_id AND task_id IS :task_id AND author = :author
    """
    return bool(first(db, sql, {"document_id": document_id, "task_id": task_id, "author": author}))


def reveals(db: Database, document_id: int) -> list[dict[str, Any]]:
    """Who revealed the names of a document's systems, oldest first: task_id, author, made_at."""
    sql = "SELECT task_id, author, made_at FROM reveals WHERE document_id = :id ORDER BY id"
    return list(db.query(sql, {"id": document_id}))


def settings(db: Database, project_id: int) -> OwnSettings | None:
    sql = "SELECT weights, typology, categories FROM judging_settings WHERE project_id = :id"
    row = first(db, sql, {"id": project_id})
    if row is None:
        return None
    categories = json.loads(row["categories"]) if row["categories"] else None
    return OwnSettings(json.loads(row["weights"]), row["typology"], categories)


def save_settings(db: Database, project_id: int, found: OwnSettings) -> None:
    row = {
        "id": project_id,
        "weights": json.dumps(found.weights, ensure_ascii=False),
        "typology": found.typology,
        "categories": json.dumps(found.categories, ensure_ascii=False) if found.categories else None,
    }
    db.execute(
        """
        INSERT INTO judging_settings (project_id, weights, typology, categories)
        VALUES (:id, :weights, :typology, :categories)
        ON CONFLICT DO UPDATE SET weights = :weights, typology = :typology, categories = :categories
        """,
        row,
    )
