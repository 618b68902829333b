"""One connection for each request, opened when it is first needed."""

from __future__ import annotations

from pathlib import Path

from flask import current_app, g
from sqlite_utils import Database

from .domain.errors import Busy
from .store.database import open_database


def get_db() -> Database:
    """The request's connection; it is closed when the request ends."""
    if "db" not in g:
        path = current_app.config["STET"].db
        if not Path(path).exists():  # opening would make an empty one in its place
            raise Busy("The database is not where it was. Put it back or restore a backup: stet restore FILE")
        g.db = open_database(path)
    db: Database = g.db
    return db


def close_db(error: BaseException | None = None) -> None:
    db = g.pop("db", None)
    if db is not None:
        db.close()
