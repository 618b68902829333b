"""Values that belong to the database as a whole: its id, the secret that signs forms."""

from __future__ import annotations

from sqlite_utils import Database

from .records import first


def find(db: Database, key: str) -> str | None:
    row = first(db, "SELECT value FROM settings WHERE key = :key", {"key": key})
    return str(row["value"]) if row else None


def save(db: Database, key: str, value: str) -> None:
    db.table("settings").insert({"key": key, "value": value}, replace=True)
