"""Judging tasks: which systems are judged, how, with hidden names in a shuffled order that stays; who revealed them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Invalid
from ...domain.models import Document, Person
from ...store import documents, projects, segments
from ...store.database import writing
from ...store.judging import tasks
from ...store.judging.tasks import Task

KINDS = ("mqm", "esa", "da")
MOST_SYSTEMS = 4
HIDDEN = "hidden:"


def add(
    db: Database,
    project_id: int,
    *,
    kind: str,
    systems: Sequence[str],
    author: Person,
    document_id: int | None = None,
    is_blind: bool = True,
) -> Task:
    """A new task for a document, or for every one of a project; raises Invalid for systems that are not there."""
    if kind not in KINDS:
        raise Invalid(f"There is no kind {kind}. Choose one of: {', '.join(KINDS)}.")
    named = list(dict.fromkeys(systems))
    if len(named) > MOST_SYSTEMS:
        raise Invalid(f"At most {MOST_SYSTEMS} systems stand side by side. Make two tasks.")
    known = systems_of(db, project_id, document_id)
    if set(named) - set(known):
        raise Invalid(f"Choose systems of this project: {', '.join(known)}.")
    with writing(db):
        projects.get(db, project_id)
        return tasks.add(
            db,
            project_id,
            document_id=document_id,
            kind=kind,
            systems=named,
            is_blind=is_blind,
            seed=secrets.randbelow(2**31),
            author=author.name,
            now=clock.now(),
        )


def close(db: Database, task_id: int) -> Task:
    """Nobody is offered the task any more; what was judged stays."""
    with writing(db):
        task = tasks.get(db, task_id)
        tasks.close(db, task.id, now=clock.now())
    return task


def systems_of(db: Database, project_id: int, document_id: int | None = None) -> list[str]:
    """Every system of a project's documents, or of one, the base systems first."""
    found = (
        documents.list_of_project(db, project_id) if document_id is None else [documents.get(db, document_id)]
    )
    base = [one.system for one in found]
    others = [name for one in found for name in segments.systems(db, one.id)]
    return list(dict.fromkeys([*base, *others]))


def ordered(task: Task, segment_id: int, systems: Sequence[str]) -> list[str]:
    """The systems as they stand under a segment: shuffled by the task's seed, the same at every look."""
    return sorted(systems, key=lambda system: _digest(task, f"{segment_id}:{system}"))


def hidden(task: Task, segment_id: int, system: str) -> str:
    """What stands for a system's name on a page that must not say it; another in each segment."""
    return HIDDEN + _digest(task, f"name:{segment_id}:{system}")[:20]


def named(
    db: Database, document: Document, task_id: int | None, segment_id: int, written: str | None
) -> str | None:
    """The system behind what a page sent; raises Invalid where nothing is."""
    if written is None or not written.startswith(HIDDEN):
        return written
    if written == HIDDEN:
        return document.system
    task = tasks.get(db, task_id or 0)
    for system in task.systems or (document.system,):
        if hidden(task, segment_id, system) == written:
            return system
    raise Invalid("This page is of another judging task. Reload it.")


def _digest(task: Task, words: str) -> str:
    return hashlib.sha256(f"{task.seed}:{words}".encode()).hexdigest()


def reveal(db: Database, document_id: int, *, task_id: int | None, who: Person) -> None:
    """Show this person the names of the systems from now on, and note that."""
    with writing(db):
        document = documents.get(db, document_id)
        if not tasks.has_revealed(db, document.id, task_id=task_id, author=who.name):
            tasks.add_reveal(db, document.id, task_id=task_id, author=who.name, now=clock.now())


def of_project(db: Database, project_id: int) -> list[Task]:
    """Open tasks, newest first."""
    return tasks.of_document(db, project_id)


def documents_of(db: Database, project_id: int) -> list[Document]:
    projects.get(db, project_id)
    return documents.list_of_project(db, project_id)
