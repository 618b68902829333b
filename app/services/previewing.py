"""Looking at how a text was read before anything of it is stored; only `open_document` makes a document.

Every function takes the database, and all but `start` the preview's id and its person, and returns a `Plan`:

    start(db, config, person, file_name=, data=, project_id=None, name="", **options)   read a file or a pasted text
    get(db, import_id, person)                          the plan as it stands
    change(db, config, import_id, person, **options)    read it again: target_lang, source_lang, format, encoding,
                                                        system, mapping, delimiter, has_header, split, skip_bad
    split(db, import_id, person, index, offset)         two segments of one, at a code-point offset
    join(db, import_id, person, index)                  this segment and the next one become one
    leave_out(db, import_id, person, index, left_out=)  leave a line out, or keep it
    include_all(db, import_id, person)                  keep every line
    attach_source(db, config, import_id, person, data)  pair a source text; None takes it away
    rename(db, import_id, person, name)
    discard(db, import_id, person)                      forget it (returns nothing)
    open_document(db, import_id, person, project_name=None, project_id=None)   publish; returns importing.Outcome

`plan.segments` are ImportedSegment records (machine, paragraph, kind, source, left_out, flag, flag_reason, line …), an
index is a place among them from 0. `plan.parsed` has the rest: target_detection and source_detection (lang, certainty,
alternatives), columns (names, first five rows, mapping; None for running text), checks (indexes of guessed pairs), and
document.format, .encoding, .warnings, .units.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlite_utils import Database

from .. import clock
from ..config import Config
from ..domain import text as texts
from ..domain.errors import Invalid, NotFound
from ..domain.models import ImportedSegment, Person
from ..store import imports, projects
from ..store.database import writing
from ..store.imports import ImportRow
from . import importing, projecting
from .importing import Outcome
from .intake import apart, companions, packing, reshaping
from .intake.parsing import TABLE_FORMATS, ImportOptions, Parsed, Upload

DAYS_KEPT = 30
PASTED = "Pasted text"
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Plan:
    """A text as it was read, and the choices made so far."""

    id: str
    project_id: int | None
    file_name: str
    name: str
    options: ImportOptions
    parsed: Parsed
    source: str | None  # the source text that was attached
    choices: tuple[tuple[str, int, bool], ...] = ()  # (text, which one of equal ones, left out)

    @property
    def segments(self) -> tuple[ImportedSegment, ...]:
        return self.parsed.document.segments

    @property
    def left_out(self) -> int:
        return sum(one.left_out for one in self.segments)

    @property
    def is_table(self) -> bool:
        """A table's rows are its segments; only running text is split and joined here."""
        return self.parsed.document.format in TABLE_FORMATS


def start(
    db: Database,
    config: Config,
    person: Person,
    *,
    file_name: str = "",
    data: bytes,
    project_id: int | None = None,
    name: str = "",
    **options: Any,
) -> Plan:
    """Read a file, or a pasted text (no file name), and keep it for the person who looks at it."""
    given = importing.with_project(
        importing.options_of(config, **options), projects.get(db, project_id) if project_id else None
    )
    upload = _upload(file_name, data, name)
    parsed = apart.parse(upload, given)
    plan = Plan(
        id=secrets.token_urlsafe(12),
        project_id=project_id,
        file_name=upload.file_name,
        name=name or _title(parsed, file_name),
        options=given,
        parsed=parsed,
        source=None,
    )
    with writing(db):
        imports.delete_before(db, clock.later(seconds=-DAYS_KEPT * 86400))
        imports.add(db, _row(plan, person, data))
    return plan


def get(db: Database, import_id: str, person: Person) -> Plan:
    return _plan(imports.get(db, import_id, person.id))


def change(db: Database, config: Config, import_id: str, person: Person, **options: Any) -> Plan:
    """Read the file again with other options; what was kept or left out stays so where the text is the same."""
    row = imports.get(db, import_id, person.id)
    plan = _plan(row)
    given = replace(plan.options, **options)
    parsed = apart.parse(_upload(plan.file_name, row.data, plan.name), given)
    parsed = _chosen(parsed, plan.choices)
    return _save(db, _paired(replace(plan, options=given, parsed=parsed)))


def split(db: Database, import_id: str, person: Person, index: int, offset: int) -> Plan:
    return _reshape(db, _running(get(db, import_id, person)), reshaping.split, index, offset)


def join(db: Database, import_id: str, person: Person, index: int) -> Plan:
    plan = _running(get(db, import_id, person))
    return _reshape(db, plan, reshaping.join, index, plan.options.max_characters)


def leave_out(db: Database, import_id: str, person: Person, index: int, *, left_out: bool) -> Plan:
    plan = get(db, import_id, person)
    reshaping.check_place(plan.segments, index)
    return _leave_out(db, plan, {index}, left_out)


def include_all(db: Database, import_id: str, person: Person) -> Plan:
    plan = get(db, import_id, person)
    return _leave_out(db, plan, {at for at, one in enumerate(plan.segments) if one.left_out}, False)


def attach_source(db: Database, config: Config, import_id: str, person: Person, data: bytes | None) -> Plan:
    """Pair a source text with the segments; None takes it away again."""
    plan = get(db, import_id, person)
    if plan.is_table:
        raise Invalid("A table brings its sources in a column. Map the column source instead.")
    source = None
    if data is not None:
        source = texts.decode(data, max_bytes=config.max_file_bytes)[0]
    return _save(db, _paired(replace(plan, source=source)))


def rename(db: Database, import_id: str, person: Person, name: str) -> Plan:
    plan = get(db, import_id, person)
    return _save(db, replace(plan, name=projecting.check_name(name, "A document")))


def discard(db: Database, import_id: str, person: Person) -> None:
    imports.get(db, import_id, person.id)
    with writing(db):
        imports.delete(db, import_id)


def open_document(
    db: Database,
    import_id: str,
    person: Person,
    *,
    project_id: int | None = None,
    project_name: str | None = None,
) -> Outcome:
    """Make the document that was previewed, in its project or the one named here, and forget the preview."""
    row = imports.get(db, import_id, person.id)
    plan = _plan(row)
    if not any(not one.left_out for one in plan.segments):
        raise Invalid("Every line is left out. Keep at least one, then open the text.")
    wanted = project_id or (None if project_name else plan.project_id)
    project = projects.get(db, wanted) if wanted else projects.find(db, (project_name or "").strip())
    document = replace(plan.parsed.document, name=projecting.check_name(plan.name, "A document"))
    found = (_upload(plan.file_name, row.data, plan.name), replace(plan.parsed, document=document))
    return importing.store(
        db,
        [found],
        project=project,
        project_name=project_name,
        options=plan.options,
        author=person,
        also=lambda document_ids: imports.delete(db, import_id),
    )


# Choices


def _leave_out(db: Database, plan: Plan, places: set[int], left_out: bool) -> Plan:
    found = tuple(
        replace(one, left_out=left_out) if at in places else one for at, one in enumerate(plan.segments)
    )
    keys = [key for at, key in enumerate(_keys(plan.segments)) if at in places]
    kept = {(text, number): value for text, number, value in plan.choices}
    kept.update(dict.fromkeys(keys, left_out))
    choices = tuple((text, number, value) for (text, number), value in kept.items())
    changed = replace(plan, parsed=_with_segments(plan.parsed, found), choices=choices)
    return _save(db, _paired(changed))


def _chosen(parsed: Parsed, choices: Iterable[tuple[str, int, bool]]) -> Parsed:
    wanted = {(text, number): left_out for text, number, left_out in choices}
    segments = parsed.document.segments
    found = tuple(
        replace(one, left_out=wanted.get(key, one.left_out))
        for one, key in zip(segments, _keys(segments), strict=True)
    )
    return _with_segments(parsed, found)


def _keys(segments: Iterable[ImportedSegment]) -> list[tuple[str, int]]:
    """A segment's text, and which one of those with the same text it is."""
    seen: Counter[str] = Counter()
    keys = []
    for one in segments:
        seen[one.machine] += 1
        keys.append((one.machine, seen[one.machine]))
    return keys


def _with_segments(parsed: Parsed, found: tuple[ImportedSegment, ...]) -> Parsed:
    return replace(parsed, document=replace(parsed.document, segments=found))


# Shape and source


def _running(plan: Plan) -> Plan:
    if plan.is_table:
        raise Invalid("A table's rows are its segments. Split and join them in the workbench.")
    return plan


def _reshape(db: Database, plan: Plan, act: Any, *arguments: int) -> Plan:
    found = act(plan.segments, *arguments)
    return _save(db, _paired(replace(plan, parsed=_with_segments(plan.parsed, found))))


def _paired(plan: Plan) -> Plan:
    """The plan with its source text told to its segments as they are now."""
    if plan.is_table:
        return plan
    bare = tuple(replace(one, source=None) if one.source else one for one in plan.segments)
    document = replace(plan.parsed.document, segments=bare)
    found = companions.Companions(document)
    if plan.source is not None:
        found = companions.pair(document, companions.Companion(plan.source, plan.options.source_lang))
    lang = plan.options.source_lang or (found.detection.lang if found.detection else None)
    return replace(
        plan,
        parsed=replace(
            plan.parsed,
            document=found.document,
            checks=found.checks,
            doubt=found.doubt,
            source_detection=found.detection,
            source_lang=lang or plan.options.project_source,
        ),
    )


# Rows


def _upload(file_name: str, data: bytes, name: str) -> Upload:
    return Upload(file_name or PASTED, data, name or importing.document_name(file_name or PASTED))


def _title(parsed: Parsed, file_name: str) -> str:
    """A pasted text is called by its title, or its first words."""
    if file_name:
        return importing.document_name(file_name)
    first = parsed.document.segments[0]
    words = " ".join(first.machine.split())
    short = words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"
    return short if texts.is_clean_name(short) else PASTED


def _row(plan: Plan, person: Person, data: bytes) -> ImportRow:
    options, packed = _packed(plan)
    now = clock.now()
    return ImportRow(plan.id, person.id, plan.project_id, plan.file_name, data, options, packed, now)


def _save(db: Database, plan: Plan) -> Plan:
    options, packed = _packed(plan)
    with writing(db):
        imports.save(db, plan.id, options=options, plan=packed)
    return plan


def _packed(plan: Plan) -> tuple[str, str]:
    options = {
        "name": plan.name,
        "options": asdict(plan.options),
        "source": plan.source,
        "choices": plan.choices,
    }
    return json.dumps(options, ensure_ascii=False), packing.pack(plan.parsed)


def _plan(row: ImportRow) -> Plan:
    if row.plan is None:
        raise NotFound(f"There is no import {row.id}.")  # a file of judgements, which has pages of its own
    found = json.loads(row.options)
    return Plan(
        id=row.id,
        project_id=row.project_id,
        file_name=row.file_name,
        name=found["name"],
        options=ImportOptions(**found["options"]),
        parsed=packing.unpack(row.plan or ""),
        source=found["source"],
        choices=tuple((text, number, left_out) for text, number, left_out in found["choices"]),
    )
