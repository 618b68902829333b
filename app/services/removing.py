"""Deleting and putting back: what is deleted is hidden, with everything that was done in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Invalid
from ..domain.models import Document, Person, Project
from ..store import documents, events, projects
from ..store.database import writing

DELETED = "deleted a document"


def delete_document(db: Database, document_id: int, *, who: Person) -> Document:
    with writing(db):
        document = documents.get(db, document_id)
        now = clock.now()
        documents.hide(db, document_id, now=now)
        events.add(db, who=who.name, what=DELETED, about=document.name, now=now)
    return document


@dataclass(frozen=True, slots=True)
class Removal:
    """Who deleted a document that can be put back, and when."""

    document_name: str
    removed_by: str | None
    removed_at: str


def removal(db: Database, document_id: int) -> Removal:
    """Raises NotFound for a document that is there, and for one that was erased."""
    document = documents.get_hidden(db, document_id)
    at = document.deleted_at or ""
    return Removal(document.name, events.who_did(db, DELETED, about=document.name, at=at), at)


def put_document_back(db: Database, document_id: int, *, who: Person) -> Document:
    """Raises NotFound where it was erased or never deleted."""
    with writing(db):
        document = documents.get_hidden(db, document_id)
        documents.show_again(db, document_id)
        events.add(db, who=who.name, what="put a document back", about=document.name, now=clock.now())
    return document


def delete_project(db: Database, project_id: int, *, who: Person) -> Project:
    with writing(db):
        project = projects.get(db, project_id)
        projects.hide(db, project_id, now=clock.now())
        events.add(db, who=who.name, what="deleted a project", about=project.name, now=clock.now())
    return project


def put_project_back(db: Database, project_id: int, *, who: Person) -> Project:
    """Raises Invalid where another project has its name by now."""
    with writing(db):
        project = projects.get_hidden(db, project_id)
        if projects.find(db, project.name):
            raise Invalid(f"There is a new project called {project.name}. Rename that one first.")
        projects.show_again(db, project_id)
        events.add(db, who=who.name, what="put a project back", about=project.name, now=clock.now())
    return project
