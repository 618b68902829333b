"""Projects: a name, a pair of languages, and the documents in it."""

from __future__ import annotations

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
