"""Whole databases as files: a consistent copy beside writers, and putting one in the place of another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from ..domain.errors import Invalid, StorageFull

LOWER_ROLE = """
    UPDATE people SET role = (SELECT now.role FROM present.people AS now WHERE now.name_key = people.name_key)
    WHERE name_key IN (
        SELECT now.name_key FROM present.people AS now JOIN people AS then_ USING (name_key)
        WHERE instr('viewer editor reviewer lead owner', now.role)
            < instr('viewer editor reviewer lead owner', then_.role)
    )
"""


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """A database file opened without any right to change it; raises Invalid where it is none."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
            yield Database(connection, execute_plugins=False)
    except sqlite3.DatabaseError as error:
        raise Invalid(
            f"{path} cannot be read as a database ({error}). Choose a file made by: stet backup FILE"
        ) from None


def copy(db: Database, path: Path) -> None:
    """Write a consistent copy to a new file and make it durable. On failure no file is left."""
    try:
        db.conn.execute("VACUUM INTO ?", [str(path)])
        sync(path)
    except sqlite3.OperationalError as error:
        path.unlink(missing_ok=True)
        raise StorageFull(
            f"The copy {path} could not be written ({error}). Free some space or choose another folder."
        ) from None
    except (sqlite3.Error, OSError, KeyboardInterrupt):
        path.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(path: Path, target: Path) -> None:
    """Give a durable file its name in one step."""
    os.replace(path, target)
    sync(target.parent)


def end_sign_ins(db: Database) -> None:
    """Nobody stays signed in through a restored copy: sessions and open links go."""
    db.execute("DELETE FROM sessions")
    db.execute("DELETE FROM links")


def keep_rights_of(db: Database, present: Path, *, now: str) -> None:
    """Take no right back out of the past: roles are not raised, and tokens that were revoked stay so."""
    db.execute("ATTACH ? AS present", [str(present)])
    try:
        db.execute(LOWER_ROLE)
        db.execute(
            """
            UPDATE tokens SET revoked_at = :now WHERE revoked_at IS NULL AND token_hash NOT IN (
                SELECT token_hash FROM present.tokens WHERE revoked_at IS NULL
            )
            """,
            {"now": now},
        )
        db.execute(
            """
            UPDATE people SET is_active = 0 WHERE name_key IN (
                SELECT name_key FROM present.people WHERE NOT is_active
            )
            """
        )
    finally:
        db.execute("DETACH present")


def set_aside(path: Path, kept: Path) -> None:
    """Give a database a second name, and take along what SQLite keeps beside it: no old log may meet a new file.

    Its first name stays until the new file takes it, so that there is never a moment without a database.
    """
    for suffix in ("-wal", "-shm"):
        beside = Path(f"{path}{suffix}")
        if beside.exists():
            os.replace(beside, f"{kept}{suffix}")
    try:
        os.link(path, kept)
    except OSError:  # a file system without second names
        os.replace(path, kept)
