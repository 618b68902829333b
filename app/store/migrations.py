"""Applying the numbered files of migrations/, each in one transaction, and refusing a database from a newer Stet."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from ..domain.errors import Invalid
from .database import open_database, writing
from .listings import hits

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
NAME = "stet"
TABLE = "_sqlite_migrations"


def prepare(path: str | Path) -> Database:
    """Open a database, creating or migrating it first; raises Invalid, file untouched, if it is newer than this Stet."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    known = [file.stem for file in sorted(FOLDER.glob("[0-9]*.sql"))]
    applied = _applied(path)
    unknown = [name for name in applied if name not in known]
    if unknown:
        raise Invalid(
            f"{path} was made by a newer Stet (it has {unknown[-1]}). Update Stet; the file was not touched."
        )
    db = open_database(path)
    if applied != known:
        _apply(db)
    hits.complete(db)
    return db


def is_prepared(path: str | Path) -> bool:
    """Whether a file has every migration of this Stet; raises Invalid where it cannot be read."""
    return _applied(path) == [file.stem for file in sorted(FOLDER.glob("[0-9]*.sql"))]


def _applied(path: str | Path) -> list[str]:
    """Names of the migrations a file already has, read without writing to it."""
    if not Path(path).exists() or Path(path).stat().st_size == 0:
        return []
    try:
        return _read_names(path, "ro")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise _unreadable(path, error) from None
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from None
    # A process was killed while it wrote: SQLite must roll that back before anybody can read.
    try:
        return _read_names(path, "rw")
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from None


def _read_names(path: str | Path, mode: str) -> list[str]:
    address = f"file:{quote(str(Path(path).resolve()))}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return _names(connection, path)


def _unreadable(path: str | Path, error: Exception) -> Invalid:
    if Path(path).is_dir():
        return Invalid(f"{path} is a folder. Name a file in it.")
    return Invalid(f"{path} cannot be read as a database ({error}). Restore a backup: stet restore FILE")


def _names(connection: sqlite3.Connection, path: str | Path) -> list[str]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [TABLE]).fetchone():
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise Invalid(f"{path} is a SQLite file of another program. Choose another path with --db.")
        return []
    rows = connection.execute(f"SELECT name FROM {TABLE} WHERE migration_set = ? ORDER BY name", [NAME])
    return [row[0] for row in rows.fetchall()]


def _apply(db: Database) -> None:
    migrations = Migrations(NAME)
    for file in sorted(FOLDER.glob("[0-9]*.sql")):
        migrations(name=file.stem)(_step(file))
    with writing(db):
        migrations.apply(db)
        if not db.table("settings").count:
            db.table("settings").insert({"key": "database_id", "value": secrets.token_hex(16)})


def _step(file: Path) -> Callable[[Database], None]:
    def step(db: Database) -> None:
        for statement in statements(file.read_text(encoding="utf-8")):
            db.conn.execute(statement)

    return step


def statements(sql: str) -> list[str]:
    """The single statements of a script, triggers whole; `executescript` would commit half a migration."""
    found, current = [], ""
    for line in sql.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found
