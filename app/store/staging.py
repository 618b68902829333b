"""Imports under way: a lock beside the database tells unfinished documents from those of an import that died."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from .database import database_path

try:
    import fcntl
except ImportError:  # Windows: an unfinished import is swept by the next one there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def staging(db: Database) -> Iterator[None]:
    """While an import stages rows: tells every process that unpublished documents are somebody's work."""
    with _import_lock(db, shared=True):
        yield


@contextmanager
def nobody_stages(db: Database) -> Iterator[bool]:
    """True inside if no process imports just now, and none can begin before the end."""
    with _import_lock(db, shared=False) as is_free:
        yield is_free


@contextmanager
def _import_lock(db: Database, *, shared: bool) -> Iterator[bool]:
    # The kernel lets go of it when a process dies, so a killed import never looks like a running one.
    with open(f"{database_path(db)}.importing", "ab") as handle:
        if fcntl is None:
            yield True
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
