"""The demo project, loaded through the same services as anybody's work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..config import ROOT, Config
from ..domain.models import Document, Person, Project, Segment
from ..store import documents, people, projects, segments, settings
from ..store.database import writing
from . import asking, erasing, importing, projecting, revising, signing_in
from .intake.parsing import Upload

SEEDS = ROOT / "seeds"
DONE = "demo"  # setting: the demo is there, or was and is erased


def load_demo(db: Database) -> bool:
    """Load the demo project unless it was loaded before; True if something was added.

    A start that was killed half-way goes on where it stopped: documents are found by name, corrections by operation.
    """
    if settings.find(db, DONE):
        return False
    manifest = json.loads((SEEDS / "demo.json").read_text(encoding="utf-8"))
    authors = _people(db, manifest["people"])
    project = _project(db, manifest["project"], signing_in.author_named(db, None))
    there = {document.name for document in documents.list_of_project(db, project.id)}
    for entry in manifest["documents"]:
        if entry["name"] not in there:
            _import(db, project, entry, signing_in.author_named(db, None))
    for entry in manifest["documents"]:
        _work(db, _document(db, project, entry), entry, authors)
    with writing(db):
        settings.save(db, DONE, "loaded")
    return True


def _people(db: Database, names: list[str]) -> dict[str, Person]:
    with writing(db):
        if settings.find(db, erasing.DEMO_PEOPLE) is None:
            new = [name for name in names if people.find(db, name) is None]
            settings.save(db, erasing.DEMO_PEOPLE, json.dumps(new, ensure_ascii=False))
    return {name: people.find(db, name) or signing_in.add_person(db, name, "editor") for name in names}


def _project(db: Database, entry: dict[str, str], owner: Person) -> Project:
    found = projects.find(db, entry["name"])
    return found or projecting.create(
        db,
        entry["name"],
        source_lang=entry["source_lang"],
        target_lang=entry["target_lang"],
        who=owner,
        is_demo=True,
    )


def _import(db: Database, project: Project, entry: dict[str, Any], owner: Person) -> None:
    """A document with its source, and the other systems' translations of it."""
    systems = [{"system": entry["system"], "file": entry["file"]}, *entry["candidates"]]
    for one in systems:
        options = importing.options_of(
            Config(),
            source_lang=entry["source_lang"],
            target_lang=entry["target_lang"],
            system=one["system"],
        )
        upload = Upload(
            file_name=one["file"],
            data=(SEEDS / one["file"]).read_bytes(),
            name=entry["name"],
            source=_read(entry["source_file"]),
            reference=_read(entry["reference_file"]),
        )
        importing.import_files(db, [upload], options, author=owner, project_id=project.id)


def _document(db: Database, project: Project, entry: dict[str, Any]) -> Document:
    found = documents.list_of_project(db, project.id)
    return next(one for one in found if (one.name, one.system) == (entry["name"], entry["system"]))


def _read(name: str | None) -> bytes | None:
    return Path(SEEDS / name).read_bytes() if name else None


def _work(db: Database, document: Document, entry: dict[str, Any], authors: dict[str, Person]) -> None:
    """Corrections and questions, in the order in which they were made."""
    by_machine = {one.machine: one for one in segments.live(db, document.id)}
    for number, correction in enumerate(entry["corrections"]):
        revising.save_revision(
            db,
            by_machine[correction["segment_text"]].id,
            correction["text"],
            base_revision=None,
            author=authors[correction["by"]],
            op_id=f"demo-{document.id}-{number}",
            confirm=correction["confirm"],
        )
    for question in entry["questions"]:
        _ask(db, by_machine[question["segment_text"]], question["text"], authors[question["by"]])


def _ask(db: Database, segment: Segment, text: str, author: Person) -> None:
    if not any(one.text == text for one in asking.of_segment(db, segment.id)):
        asking.ask(db, segment.id, text, author=author)
