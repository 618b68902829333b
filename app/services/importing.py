"""Bringing files in: read them all, then store them all, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from ..config import Config
from ..domain import languages
from ..domain import text as texts
from ..domain.models import Document, ImportWarning, Person, Project
from ..store import projects
from . import projecting
from .intake import apart, joining, publishing
from .intake.parsing import ImportOptions, Parsed, Upload
from .intake.publishing import Also, Place, Progress

UNLIMITED = 2**40


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file; `document_id` is None after a dry run."""

    document_id: int | None
    parsed: Parsed
    name: str
    is_joined: bool = False
    warnings: tuple[ImportWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: the project and a document a file."""

    project_id: int | None
    project_name: str
    documents: list[Imported]


def import_files(
    db: Database,
    uploads: Sequence[Upload],
    options: ImportOptions,
    *,
    author: Person,
    project_name: str | None = None,
    project_id: int | None = None,
    is_dry_run: bool = False,
    progress: Progress = lambda done, total: None,
    also: Also = lambda document_ids: None,
    beat: Callable[[], None] = lambda: None,
) -> Outcome:
    """Import files into a project by id, or by name, made if there is none. All of them come in, or none."""
    publishing.sweep(db)
    project = _project(db, project_id, project_name)
    options = with_project(options, project)
    found = [(upload, apart.parse(upload, options, beat=beat)) for upload in uploads]
    return store(
        db,
        found,
        project=project,
        project_name=project_name,
        options=options,
        author=author,
        is_dry_run=is_dry_run,
        progress=progress,
        also=also,
    )


def store(
    db: Database,
    found: Sequence[tuple[Upload, Parsed]],
    *,
    project: Project | None,
    project_name: str | None,
    options: ImportOptions,
    author: Person,
    is_dry_run: bool = False,
    progress: Progress = lambda done, total: None,
    also: Also = lambda document_ids: None,
) -> Outcome:
    """Store what was parsed: joined to a document with the same sources, or as documents of their own."""
    joins = [_document_to_join(db, project, parsed) for _, parsed in found]
    place = _place(project, project_name, options, [parsed for _, parsed in found])
    results = [
        _result(db, project, upload, parsed, join)
        for (upload, parsed), join in zip(found, joins, strict=True)
    ]
    if is_dry_run:
        return Outcome(None, place.name, results)
    new = [index for index, join in enumerate(joins) if join is None]
    stored = project.id if project else None
    if new:
        stored, ids = publishing.publish(
            db, [found[index] for index in new], place, author=author, progress=progress, also=also
        )
        for index, document_id in zip(new, ids, strict=True):
            results[index] = replace(results[index], document_id=document_id)
    for index, join in enumerate(joins):
        if join is not None:
            joining.join(db, join, found[index][1], author=author, also=also)
            results[index] = replace(results[index], document_id=join.id)
    return Outcome(stored, place.name, results)


def options_of(config: Config, *, is_unlimited: bool = False, **given: Any) -> ImportOptions:
    """Import options with the limits of the settings, or without any."""
    limits = (config.max_file_bytes, config.max_segments, config.max_segment_characters)
    most_bytes, most_segments, most_characters = (UNLIMITED,) * 3 if is_unlimited else limits
    return ImportOptions(
        **given, max_bytes=most_bytes, max_segments=most_segments, max_characters=most_characters
    )


def document_name(file_name: str) -> str:
    """The name that a document gets from its file: without folders and ending."""
    stem = file_name.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    name = "".join(one for one in stem if texts.is_clean_name(f"x{one}")).strip()
    return name[: projecting.LONGEST_NAME] or "Document"


def describe(outcome: Outcome) -> dict[str, Any]:
    """What `stet import --json` prints."""
    found = [_described(one) for one in outcome.documents]
    return {"project": {"id": outcome.project_id, "name": outcome.project_name}, "documents": found}


def _described(one: Imported) -> dict[str, Any]:
    document = one.parsed.document
    return {
        "id": one.document_id,
        "name": one.name,
        "format": document.format,
        "units": document.units,
        "segments": len(document.segments),
        "left_out": sum(segment.left_out for segment in document.segments),
        "source_lang": one.parsed.source_lang,
        "target_lang": one.parsed.target_lang,
        "encoding": document.encoding.name,
        "warnings": [{"line": each.line, "message": each.message} for each in one.warnings],
    }


def _project(db: Database, project_id: int | None, name: str | None) -> Project | None:
    if project_id is not None:
        return projects.get(db, project_id)
    return projects.find(db, projecting.check_name(name or "", "A project"))


def with_project(options: ImportOptions, project: Project | None) -> ImportOptions:
    if project is None:
        return options
    return replace(options, project_source=project.source_lang, project_target=project.target_lang)


def _place(
    project: Project | None, name: str | None, options: ImportOptions, found: Sequence[Parsed]
) -> Place:
    """Where the documents go. A new project takes the languages of its first document."""
    if project is not None:
        return Place(project.id, project.name, project.source_lang, project.target_lang)
    name = projecting.check_name(name or "", "A project")
    source = languages.normalise(options.source_lang) if options.source_lang else found[0].source_lang
    # What was guessed from one short file would warn against every later one.
    target = found[0].target_lang if found[0].target_detection.certainty in ("sure", "probably") else None
    return Place(None, name, source, target)


def _document_to_join(db: Database, project: Project | None, parsed: Parsed) -> Document | None:
    return joining.document_with_sources(db, project.id, parsed) if project else None


def _result(
    db: Database, project: Project | None, upload: Upload, parsed: Parsed, join: Document | None
) -> Imported:
    name = projecting.check_name(parsed.document.name, f"{upload.file_name}: A document")
    warnings = parsed.document.warnings
    if join is not None:
        return Imported(None, parsed, join.name, is_joined=True, warnings=warnings)
    why = joining.why_not_joined(db, project.id, parsed) if project else None
    return Imported(None, parsed, name, warnings=(*warnings, why) if why else warnings)
