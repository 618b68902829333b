"""What is wrong with this database, in words, and what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..domain.errors import Invalid
from ..domain.scoring import statistics, sums
from ..store import chains, examinations, migrations, scores
from ..store.database import PRAGMAS, database_path, readable, sqlite_is_safe
from .erasing import backups

LOW_SPACE = 500_000_000
MOST_SHOWN = 20


@dataclass(slots=True)
class Diagnosis:
    """What was looked at, what is wrong, and what to type next."""

    sound: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    next_command: str | None = None

    def check(self, what: str, faults: Iterator[str] | list[str]) -> None:
        found = list(faults)
        if not found:
            self.sound.append(what)
        self.faults += found[:MOST_SHOWN]
        if len(found) > MOST_SHOWN:
            self.faults.append(f"… and {len(found) - MOST_SHOWN} more of this kind.")


def database_answers(path: str) -> bool:
    """True when the file is there and is a database that this Stet prepared; looking changes and creates nothing."""
    try:
        return migrations.is_prepared(path)
    except Invalid:
        return False


def examine(db: Database) -> Diagnosis:
    """Look at pages, keys, the log, originals, scores, counts, settings and room on the disk."""
    found = Diagnosis()
    found.check("The file is sound: every page and index was read.", examinations.page_faults(db))
    if found.faults:
        # Reading on through damaged pages would only fail in less clear words.
        found.next_command = _next_command(db)
        return found
    found.check("Every row points at rows that exist.", examinations.key_faults(db))
    found.check("Revisions can only be added.", examinations.trigger_faults(db))
    found.check("Every revision is as it was saved, and none is missing.", chains.faults(db))
    found.check("Every original file is as it was imported.", examinations.original_faults(db))
    found.check("Every count of segments is right.", examinations.count_faults(db))
    found.check("Every score follows from the texts.", _score_faults(db))
    _note_surroundings(db, found)
    if found.faults:
        found.next_command = _next_command(db)
    return found


def _score_faults(db: Database) -> Iterator[str]:
    for document_id, group in groupby(examinations.countable(db), key=itemgetter("document_id")):
        rows = list(group)
        wrong = [row["id"] for row in rows if not _is_right(row)]
        if wrong:
            yield f"The statistics of segment {wrong[0]} (document {document_id}) do not follow from its texts."
        found = [scores.find(db, row["id"]) for row in rows]
        total = sums.EMPTY
        for one in found:
            total = sums.add(total, one) if one else total
        if total != scores.of_document(db, document_id):
            yield f"The stored sums of document {document_id} differ from the sum over its segments."


def _is_right(row: dict[str, Any]) -> bool:
    if row["bleu"] is None:
        return False
    fresh = statistics.of_segment(row["machine"], row["text"], row["target_lang"])
    stored_ter = None if row["ter_edits"] is None else (row["ter_edits"], row["ter_words"])
    return (list(fresh.bleu), list(fresh.chrf), fresh.ter) == (row["bleu"], row["chrf"], stored_ter)


def _note_surroundings(db: Database, found: Diagnosis) -> None:
    counts = examinations.counts(db)
    shown = ", ".join(f"{counts[what]} {what}" for what in ("projects", "documents", "segments", "revisions"))
    found.notes.append(f"There are {shown}, {counts['people']} people.")
    version = examinations.sqlite_version()
    if sqlite_is_safe():
        found.notes.append(f"SQLite {version}; {', '.join(f'{k}={v}' for k, v in PRAGMAS.items())}.")
    else:
        found.notes.append(
            f"SQLite {version} can lose commits when two programs write at once; Stet writes one at a time. "
            "Safer: pip install pysqlite3"
        )
    unfinished = examinations.unfinished_imports(db)
    if unfinished:
        found.notes.append(f"{unfinished} imports are under way or were interrupted; nobody sees them.")
    _note_room(db, found)
    _note_backups(db, found)


def _note_room(db: Database, found: Diagnosis) -> None:
    folder = Path(database_path(db)).parent
    free = shutil.disk_usage(folder).free
    if free < LOW_SPACE:
        found.faults.append(f"Only {free // 1_000_000} MB are free in {folder}. Make room.")
    else:
        found.notes.append(f"{free // 1_000_000_000} GB are free.")


def _note_backups(db: Database, found: Diagnosis) -> None:
    there = [path for path in backups(db) if Path(path).is_file()]
    found.notes.append(
        f"Newest backup: {there[0]}" if there else "No backup is known. Make one: stet backup FILE"
    )


def _next_command(db: Database) -> str:
    there: list[str] = []
    with suppress(Invalid), readable(database_path(db)):
        there = [path for path in backups(db) if Path(path).is_file()]
    return f"stet restore {there[0] if there else 'FILE'}"
