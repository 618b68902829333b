"""What happened in the workspace beside revisions: sign-ins, imports, exports, erasures."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from .records import first


def add(db: Database, *, who: str, what: str, about: str, now: str) -> None:
    db.table("events").insert({"at": now, "who": who, "what": what, "about": about})


def newest(db: Database, limit: int = 100) -> list[dict[str, Any]]:
    return list(db.query("SELECT * FROM events ORDER BY id DESC LIMIT :limit", {"limit": limit}))


def who_did(db: Database, what: str, *, about: str, at: str) -> str | None:
    """Who did this to that at this moment."""
    sql = "SELECT who FROM events WHERE what = :what AND about = :about AND at = :at LIMIT 1"
    row = first(db, sql, {"what": what, "about": about, "at": at})
    return str(row["who"]) if row else None


def about_of(db: Database, whats: tuple[str, ...]) -> list[str]:
    """What events of these kinds were about, newest first."""
    sql = """
        SELECT about FROM events WHERE what IN (SELECT value FROM json_each(:whats)) ORDER BY id DESC
    """
    return [str(row["about"]) for row in db.query(sql, {"whats": json.dumps(whats)})]
