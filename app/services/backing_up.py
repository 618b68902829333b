"""Backups: a verified copy while people work, and putting one back in the place of a database."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Invalid, NotFound, StetError
from ..domain.models import Person
from ..store import chains, copies, events, examinations, migrations
from ..store.database import alone, open_database, writing
from .erasing import BACKUP, KEPT


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified copy: where it is, what is in it, and the file that it replaced."""

    path: Path
    counts: dict[str, int]
    kept: Path | None = None

    def sentence(self) -> str:
        shown = ", ".join(f"{self.counts[what]} {what}" for what in ("documents", "segments", "revisions"))
        return f"{self.path}: {shown}, verified."


def back_up(db: Database, target: Path, *, who: Person) -> Copy:
    """Copy the database into a new file while people go on working. The file has its name only once it is verified."""
    _refuse_existing(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    before = examinations.counts(db)["revisions"]
    copies.copy(db, partial)
    try:
        counts = verify(partial)
        if counts["revisions"] < before:
            raise Invalid(f"The copy {target} lacks revisions and was dropped. Repeat the command.")
        os.chmod(partial, 0o600)
        copies.move(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    with writing(db):
        events.add(db, who=who.name, what=BACKUP, about=str(target.resolve()), now=clock.now())
    return Copy(target, counts)


def _refuse_existing(target: Path) -> None:
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder {target.parent}. Make it or choose another one.")
    if target.is_dir() or (target.exists() and target.stat().st_size):
        raise Invalid(f"{target} exists. Choose another name, so that no backup is overwritten.")


def verify(path: Path) -> dict[str, int]:
    """Counts of a database file whose pages, keys and hashes are sound; raises Invalid for any other."""
    with copies.reading(path) as db:
        faults = [*examinations.page_faults(db), *examinations.key_faults(db)]
        faults = faults or [*chains.faults(db), *examinations.original_faults(db)]
        if faults:
            raise Invalid(f"{path} is damaged: {faults[0]} Take another backup; this one was not used.")
        return examinations.counts(db)


def restore(path: Path, target: Path) -> Copy:
    """Put a backup in the place of the database. The one that stood there is kept beside it.

    Raises Busy while a server runs and Invalid for a damaged file or one of a newer Stet; nothing changed then.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}. Give the file that `stet backup` wrote.")
    if target.exists() and path.samefile(target):
        raise Invalid(f"{path} is the database itself. Give the file that `stet backup` wrote.")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.restored")
    with alone(target):
        try:
            counts = _prepare(path, fresh, present=target if target.exists() else None)
            kept = _switch(fresh, target)
        finally:
            for suffix in ("", "-wal", "-shm", ".lock"):
                Path(f"{fresh}{suffix}").unlink(missing_ok=True)
    return Copy(target, counts, kept)


def _prepare(path: Path, fresh: Path, *, present: Path | None) -> dict[str, int]:
    """A verified copy of a backup, migrated to this version, in which nobody is signed in."""
    verify(path)
    fresh.unlink(missing_ok=True)
    with copies.reading(path) as source:
        copies.copy(source, fresh)
    with closing(migrations.prepare(fresh)) as db:
        if present:
            # A database that cannot be read is the reason for restoring; it has no rights to compare with.
            with suppress(StetError):
                _compare_rights(db, present)
        with writing(db):
            copies.end_sign_ins(db)
            events.add(db, who="stet", what="restored", about=str(path.resolve()), now=clock.now())
        return examinations.counts(db)


def _compare_rights(db: Database, present: Path) -> None:
    open_database(present).close()
    copies.keep_rights_of(db, present, now=clock.now())


def _switch(fresh: Path, target: Path) -> Path | None:
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.name}.before-{clock.now()[:19].replace(':', '')}")
        with suppress(StetError):
            open_database(target).close()  # writes what stands in the log into the file
        with closing(open_database(fresh)) as db, writing(db):
            events.add(db, who="stet", what=KEPT, about=str(kept.resolve()), now=clock.now())
        copies.set_aside(target, kept)
    copies.sync(fresh)
    copies.move(fresh, target)
    return kept
