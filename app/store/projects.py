"""Projects: a name, a pair of languages, and the documents in it."""

from __future__ import annotations

import json

from sqlite_utils import Database

from ..domain.models import Project
from .records import first, insert, one, record, records

PROJECT = "id, name, source_lang, target_lang, is_demo, created_at"


def add(
    db: Database,
    name: str,
    *,
    source_lang: str | None,
    target_lang: str | None,
    now: str,
    is_demo: bool = False,
) -> Project:
    row_id = insert(
        db,
        "projects",
        {
            "name": name,
            "source_lang": source_lang,
            "target_lang": target_lang,
            "is_demo": is_demo,
            "created_at": now,
        },
    )
    return get(db, row_id)


def get(db: Database, project_id: int) -> Project:
    sql = f"SELECT {PROJECT} FROM projects WHERE id = :id AND deleted_at IS NULL"
    return record(Project, one(db, "project", sql, {"id": project_id}))


def find(db: Database, name: str) -> Project | None:
    row = first(
        db, f"SELECT {PROJECT} FROM projects WHERE name = :name AND deleted_at IS NULL", {"name": name}
    )
    return record(Project, row) if row else None


def list_after(db: Database, after: int, limit: int) -> list[Project]:
    sql = f"SELECT {PROJECT} FROM projects WHERE id > :after AND deleted_at IS NULL ORDER BY id LIMIT :limit"
    return records(Project, db.query(sql, {"after": after, "limit": limit}))


def hide(db: Database, project_id: int, *, now: str) -> None:
    db.table("projects").update(project_id, {"deleted_at": now})


def set_name(db: Database, project_id: int, name: str) -> None:
    db.table("projects").update(project_id, {"name": name})


def list_hidden(db: Database) -> list[Project]:
    """Deleted projects, newest first; they come back by `show_again`."""
    sql = f"SELECT {PROJECT} FROM projects WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC"
    return records(Project, db.query(sql))


def get_hidden(db: Database, project_id: int) -> Project:
    sql = f"SELECT {PROJECT} FROM projects WHERE id = :id AND deleted_at IS NOT NULL"
    return record(Project, one(db, "deleted project", sql, {"id": project_id}))


def show_again(db: Database, project_id: int) -> None:
    db.table("projects").update(project_id, {"deleted_at": None})


def set_languages(db: Database, project_id: int, *, source_lang: str | None, target_lang: str | None) -> None:
    db.table("projects").update(project_id, {"source_lang": source_lang, "target_lang": target_lang})


# A project that an import makes stays hidden under this mark until its first document is whole.
STAGED = "importing"


def add_staged(db: Database, name: str, *, source_lang: str | None, target_lang: str | None, now: str) -> int:
    """A project that nobody sees until `publish`; another one may get the same name meanwhile."""
    return insert(
        db,
        "projects",
        {
            "name": name,
            "source_lang": source_lang,
            "target_lang": target_lang,
            "created_at": now,
            "deleted_at": STAGED,
        },
    )


def publish(db: Database, project_id: int) -> None:
    db.table("projects").update(project_id, {"deleted_at": None})


def remove_staged(db: Database, project_ids: list[int] | None = None) -> None:
    """Drop staged projects without documents: all of them, or only these."""
    db.execute(
        """
        DELETE FROM projects WHERE deleted_at = :staged AND id NOT IN (SELECT project_id FROM documents)
        AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
        """,
        {"staged": STAGED, "ids": None if project_ids is None else json.dumps(project_ids)},
    )


def has_staged(db: Database) -> bool:
    return first(db, "SELECT 1 FROM projects WHERE deleted_at = :staged", {"staged": STAGED}) is not None
