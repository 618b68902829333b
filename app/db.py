"""One connection for each request, opened when it is first needed."""

from __future__ import annotations

from flask import current_app, g
from sqlite_utils import Database

from .store.database import open_database


def get_db() -> Database:
    """The request's connection; it is closed when the request ends."""
    if "db" not in g:
        g.db = open_database(current_app.config["STET"].db)
    db: Database = g.db
    return db


def close_db(error: BaseException | None = None) -> None:
    db = g.pop("db", None)
    if db is not None:
        db.close()
