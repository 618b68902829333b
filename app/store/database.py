"""Opening the database with the settings that keep every acknowledged revision, and taking the writer's lock."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from ..domain.errors import Busy, Invalid, StetError, StorageFull

try:
    import fcntl
except ImportError:  # Windows: one process serves, and its own lock suffices there
    fcntl = None  # type: ignore[assignment]

SAFE_SQLITE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
WAIT_SECONDS = 5.0
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
}


class Bell:
    """Rings after each write of this process, for those who wait for one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.rings = 0

    def ring(self) -> None:
        with self._condition:
            self.rings += 1
            self._condition.notify_all()

    def wait(self, rings: int, seconds: float) -> bool:
        """True as soon as it has rung more than `rings` times, False after that many seconds."""
        with self._condition:
            return self._condition.wait_for(lambda: self.rings > rings, seconds)


_locks: dict[str, threading.Lock] = {}
_bells: dict[str, Bell] = {}
_lock_files: dict[tuple[int, str], IO[bytes]] = {}
_guard = threading.Lock()


def bell(path: str) -> Bell:
    """The bell of a database, by the path that `database_path` gives."""
    with _guard:
        return _bells.setdefault(path, Bell())


def sqlite_is_safe() -> bool:
    """False for the SQLite libraries that can lose commits when two connections write a WAL database at once."""
    version = sqlite3.sqlite_version_info
    return version >= SAFE_SQLITE[0] or any(
        version[:2] == back[:2] and version >= back for back in SAFE_SQLITE[1:]
    )


def open_database(path: str | Path) -> Database:
    """A connection with every setting in force; raises Invalid where one cannot be set or the file is no database."""
    try:
        connection = sqlite3.connect(str(path), timeout=5, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA journal_size_limit=67108864")
        for name, wanted in PRAGMAS.items():
            found = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                raise Invalid(
                    f"{path}: SQLite answers {name}={found}, Stet needs {wanted}; is the disk a network drive?"
                )
    except sqlite3.DatabaseError as error:
        reason = _explained(error)
        if isinstance(reason, StetError):
            raise reason from error
        raise Invalid(
            f"{path} cannot be opened as a Stet database ({error}). Restore a backup: stet restore FILE"
        ) from None
    return Database(connection, execute_plugins=False)


@contextmanager
def readable(path: str | Path) -> Iterator[None]:
    """What SQLite says of a damaged or locked-away file inside becomes Invalid, a sentence; other errors pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise Invalid(f"{path} is damaged ({error}). Restore a backup: stet restore FILE") from None
        if "readonly" in str(error):
            raise Invalid(
                f"{path} cannot be written ({error}). Give yourself the right to write it."
            ) from None
        raise


@contextmanager
def writing(db: Database, *, begin: bool = True) -> Iterator[Database]:
    """One writer at a time, in this process and beside it: a lock, a file lock, BEGIN IMMEDIATE, COMMIT.

    Without `begin` the locks alone are taken, for the statements that SQLite runs outside transactions.
    Raises Busy after five seconds of waiting and StorageFull where the disk is full; either way nothing was written.
    """
    path = database_path(db)
    lock = _lock_of(path)
    deadline = time.monotonic() + WAIT_SECONDS
    if not lock.acquire(timeout=WAIT_SECONDS):
        raise Busy("Other changes are being saved just now. Nothing was lost; try again in a moment.")
    try:
        with _file_lock(path, deadline):
            yield from _transaction(db, begin)
    finally:
        lock.release()
    bell(path).ring()


def _transaction(db: Database, begin: bool) -> Iterator[Database]:
    try:
        if begin:
            db.conn.execute("BEGIN IMMEDIATE")
        yield db
        if begin:
            db.conn.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(db)
        raise _explained(error) from error
    except BaseException:
        _roll_back(db)
        raise


def _roll_back(db: Database) -> None:
    if db.conn.in_transaction:
        db.conn.execute("ROLLBACK")


def _explained(error: Exception) -> Exception:
    text = str(error)
    if "full" in text or "disk I/O error" in text:
        return StorageFull(
            "The disk is full: nothing was saved just now, all that was saved before is safe. Free some space."
        )
    if "locked" in text or "busy" in text:
        return Busy("Another program holds the database. Nothing was lost; try again in a moment.")
    return error


def database_path(db: Database) -> str:
    """The absolute path of the main database file."""
    return str(db.conn.execute("PRAGMA database_list").fetchone()[2])


def _lock_of(path: str) -> threading.Lock:
    with _guard:
        return _locks.setdefault(path, threading.Lock())


@contextmanager
def _file_lock(path: str, deadline: float) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    handle = _lock_file(path)
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy(
                    "Another program is writing to the database. Nothing was lost; try again in a moment."
                ) from None
            time.sleep(0.005)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _lock_file(path: str) -> IO[bytes]:
    # A lock that was taken before a fork would be shared with the child, so each process opens its own file.
    key = (os.getpid(), path)
    with _guard:
        if key not in _lock_files:
            _lock_files[key] = open(f"{path}.lock", "ab")  # noqa: SIM115
        return _lock_files[key]


@contextmanager
def hold_serving_lock(path: str | Path) -> Iterator[None]:
    """Show beside the database that a server has it open, for as long as this process or a child of it lives."""
    with open(f"{Path(path).resolve()}.serving", "ab") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield


@contextmanager
def alone(path: str | Path) -> Iterator[None]:
    """Keep servers and writers away from a database; raises Busy while one of them has it."""
    absolute = str(Path(path).resolve())
    with open(f"{absolute}.serving", "ab") as handle:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy(
                    "A server has this database open. Stop it (Ctrl+C, or SIGTERM) and repeat the command."
                ) from None
        with _file_lock(absolute, time.monotonic() + WAIT_SECONDS):
            yield


@contextmanager
def snapshot(db: Database) -> Iterator[Database]:
    """Everything read inside is of one moment, however many changes are saved meanwhile."""
    db.conn.execute("BEGIN")
    try:
        yield db
    finally:
        db.conn.execute("ROLLBACK")
