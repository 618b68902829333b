"""Views of the pages about quality that people gave a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..people import name_key
from ..records import first, insert, one, record


@dataclass(frozen=True, slots=True)
class View:
    """`filters` are the names and values of the page's address."""

    id: int
    project_id: int
    name: str
    page: str
    filters: dict[str, str]
    author: str
    made_at: str


_VIEW = "id, project_id, name, page, filters, author, made_at"


def add(
    db: Database, project_id: int, name: str, *, page: str, filters: Mapping[str, str], author: str, now: str
) -> View:
    row = {
        "project_id": project_id,
        "name": name,
        "name_key": name_key(name),
        "page": page,
        "filters": json.dumps(dict(filters), ensure_ascii=False),
        "author": author,
        "made_at": now,
    }
    return get(db, insert(db, "quality_views", row))


def get(db: Database, view_id: int) -> View:
    """Raises NotFound."""
    return _view(one(db, "view", f"SELECT {_VIEW} FROM quality_views WHERE id = :id", {"id": view_id}))


def find(db: Database, project_id: int, name: str) -> View | None:
    """The view of that name, however it is spelt."""
    sql = f"SELECT {_VIEW} FROM quality_views WHERE project_id = :project_id AND name_key = :key"
    row = first(db, sql, {"project_id": project_id, "key": name_key(name)})
    return _view(row) if row else None


def of_project(db: Database, project_id: int) -> list[View]:
    """In the order of their names."""
    sql = f"SELECT {_VIEW} FROM quality_views WHERE project_id = :id ORDER BY name_key"
    return [_view(row) for row in db.query(sql, {"id": project_id})]


def delete(db: Database, view_id: int) -> None:
    db.execute("DELETE FROM quality_views WHERE id = :id", {"id": view_id})


def _view(row: Mapping[str, Any]) -> View:
    return record(View, {**row, "filters": json.loads(row["filters"])})
