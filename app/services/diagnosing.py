"""What is wrong with this database, in words, and what to do about it."""

from __future__ import annotations

from sqlite_utils import Database

from ..store import settings


def database_answers(db: Database) -> bool:
    """True when the database gives its id."""
    return settings.find(db, "database_id") is not None
