"""A file of judgements that was handed in on a page: kept for the person who looks at it, stored only after."""

from __future__ import annotations

import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sqlite_utils import Database

from ... import clock
from ...config import Config
from ...domain.errors import Invalid, NotFound, TooLarge
from ...domain.models import ImportWarning, Person
from ...store import imports, people, projects
from ...store.database import writing
from ...store.imports import ImportRow
from ..previewing import DAYS_KEPT
from . import apart, bringing, files, placing
from .bringing import Brought, Rows
from .files import Format, Read
from .placing import Placed, Reason

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A rater, a system or a document of the file. `fitting` judgements are about a text of the project."""

    name: str
    judgements: int
    fitting: int
    marks: int
    ratings: int
    segments: int
    here: tuple[str, ...]  # a system's or a document's: those of the project whose texts have the same words
    is_person: bool = False  # a rater's: somebody of that name belongs to the workspace


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Judgements that are about no text of the project, for one reason; the first ones as examples."""

    reason: Reason
    count: int
    first: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would bring: how it was read, what fits where, what does not and why."""

    id: str
    project_id: int
    file_name: str
    format: Format
    judgements: int
    fitting: int
    segments: int
    marks: int  # of those that fit
    ratings: int
    new: Rows
    raters: list[Line]
    systems: list[Line]
    documents: list[Line]
    unplaced: list[Unplaced]
    warnings: tuple[ImportWarning, ...]


def start(
    db: Database,
    config: Config,
    person: Person,
    project_id: int,
    *,
    file_name: str,
    data: bytes,
    format: Format | None = None,
) -> str:
    """Keep a file that can be brought in for the person who looks at it; raises what bringing it in would."""
    if not data.strip():
        raise Invalid("There is no file yet. Choose one, or drop it here.")
    if len(data) > config.max_file_bytes:
        raise TooLarge(f"{file_name}: The file has more than {config.max_file_bytes:,} bytes. Split it.")
    row = ImportRow(
        id=secrets.token_urlsafe(12),
        person_id=person.id,
        project_id=project_id,
        file_name=PurePath(file_name).name or "judgements",
        data=data,
        options=json.dumps({"judgements": format}),
        plan=None,
        created_at=clock.now(),
    )
    projects.get(db, project_id)
    _look(db, config, row, project_id)
    with writing(db):
        imports.delete_before(db, clock.later(seconds=-DAYS_KEPT * 86400))
        imports.add(db, row)
    return row.id


def get(db: Database, config: Config, person: Person, project_id: int, import_id: str) -> Look:
    """What the file would bring as the project is now."""
    return _look(db, config, _row(db, person, import_id), project_id)


def bring(db: Database, config: Config, person: Person, project_id: int, import_id: str) -> Brought:
    """Store the file's judgements as one batch, and forget the file."""
    row = _row(db, person, import_id)
    read = _read(config, row)
    found = bringing.bring(db, project_id, read, name=row.file_name, author=person)
    with writing(db):
        imports.delete(db, import_id)
    return found


def recognised(db: Database, person: Person, import_id: str) -> Format | None:
    """Whether a file that waits as a text can only be one of judgements."""
    return files.recognised(imports.get(db, import_id, person.id).data)


def from_text(db: Database, config: Config, person: Person, project_id: int, import_id: str) -> str:
    """Look at a file of judgements that was handed in as a text; answers the new preview's id."""
    row = imports.get(db, import_id, person.id)
    return start(db, config, person, project_id, file_name=row.file_name, data=row.data)


def _row(db: Database, person: Person, import_id: str) -> ImportRow:
    row = imports.get(db, import_id, person.id)
    if row.plan is not None:
        raise NotFound(f"There is no import {import_id}.")
    return row


def _read(config: Config, row: ImportRow) -> Read:
    format = json.loads(row.options)["judgements"]
    return apart.read(row.file_name, row.data, format, most=4 * config.max_file_bytes)


def _look(db: Database, config: Config, row: ImportRow, project_id: int) -> Look:
    read = _read(config, row)
    found = placing.placed(db, project_id, read.said.found)
    fitting = [one for one in found if one.text is not None]
    names = {one.name for one in people.list_all(db)}
    return Look(
        id=row.id,
        project_id=project_id,
        file_name=row.file_name,
        format=read.format,
        judgements=len(found),
        fitting=len(fitting),
        segments=_segments(fitting),
        marks=sum(len(one.judgement.marks) for one in fitting),
        ratings=sum(one.judgement.rating is not None for one in fitting),
        new=bringing.rows(db, project_id, found, kind=read.kind),
        raters=_lines(found, "rater", names),
        systems=_lines(found, "system"),
        documents=_lines(found, "document"),
        unplaced=_unplaced(found),
        warnings=read.said.warnings,
    )


def _lines(found: Sequence[Placed], what: str, names: Collection[str] = ()) -> list[Line]:
    """In the order of the file; judgements without a document stand under an empty name."""
    groups: dict[str, list[Placed]] = defaultdict(list)
    for one in found:
        groups[getattr(one.judgement, what) or ""].append(one)
    return [_line(name, of, what, is_person=name in names) for name, of in groups.items()]


def _line(name: str, of: Sequence[Placed], what: str, *, is_person: bool) -> Line:
    fitting = [one for one in of if one.text is not None]
    here = Counter(getattr(one.text, what, "") for one in fitting)
    return Line(
        name=name,
        judgements=len(of),
        fitting=len(fitting),
        marks=sum(len(one.judgement.marks) for one in of),
        ratings=sum(one.judgement.rating is not None for one in of),
        segments=_segments(fitting),
        here=tuple(system for system, _ in here.most_common()),
        is_person=is_person,
    )


def _segments(fitting: Iterable[Placed]) -> int:
    return len({one.text.segment_id for one in fitting if one.text is not None})


def _unplaced(found: Sequence[Placed]) -> list[Unplaced]:
    groups: dict[Reason, list[Placed]] = defaultdict(list)
    for one in found:
        if one.reason is not None:
            groups[one.reason].append(one)
    return [Unplaced(reason, len(of), tuple(of[:MOST_SHOWN])) for reason, of in groups.items()]
