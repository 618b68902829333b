"""Making, hiding and erasing projects."""

from __future__ import annotations

import json

from sqlite_utils import Database

from .. import clock
from ..domain import languages, text
from ..domain.errors import Invalid
from ..domain.models import Person, Project
from ..store import events, people, projects, settings
from ..store.database import writing
from . import erasing

LONGEST_NAME = 200


def create(
    db: Database,
    name: str,
    *,
    source_lang: str | None,
    target_lang: str | None,
    who: Person,
    is_demo: bool = False,
) -> Project:
    """A new project; raises Invalid where the name is taken or a language unknown."""
    name = check_name(name, "A project")
    source, target = (languages.normalise(tag) if tag else None for tag in (source_lang, target_lang))
    with writing(db):
        if projects.find(db, name):
            raise Invalid(f"There is already a project called {name}. Choose another name.")
        project = projects.add(
            db, name, source_lang=source, target_lang=target, now=clock.now(), is_demo=is_demo
        )
        events.add(db, who=who.name, what="made a project", about=name, now=clock.now())
    return project


def named(
    db: Database, name: str, *, source_lang: str | None, target_lang: str | None, who: Person
) -> Project:
    """The project of this name, made if there is none."""
    found = projects.find(db, name.strip())
    return found or create(db, name, source_lang=source_lang, target_lang=target_lang, who=who)


def list_all(db: Database) -> list[Project]:
    return projects.list_after(db, 0, 1000)


def get(db: Database, project_id: int) -> Project:
    return projects.get(db, project_id)


def change(
    db: Database,
    project_id: int,
    *,
    name: str,
    source_lang: str | None,
    target_lang: str | None,
    who: Person,
) -> Project:
    """A new name and the languages that new texts of this project get; documents keep theirs."""
    name = check_name(name, "A project")
    source, target = (languages.normalise(tag) if tag else None for tag in (source_lang, target_lang))
    with writing(db):
        same_name = projects.find(db, name)
        if same_name and same_name.id != project_id:
            raise Invalid(f"There is already a project called {name}. Choose another name.")
        projects.get(db, project_id)
        projects.set_name(db, project_id, name)
        projects.set_languages(db, project_id, source_lang=source, target_lang=target)
        events.add(db, who=who.name, what="changed a project", about=name, now=clock.now())
        return projects.get(db, project_id)


def check_name(name: str, what: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not text.is_clean_name(name):
        raise Invalid(f"{what} has a name of 1 to {LONGEST_NAME} visible characters. Choose another name.")
    return name


def erase(db: Database, project_id: int, *, who: Person) -> None:
    """Take the demo out of the database whole, its people included. Other projects are erased by the owner's command."""
    project = projects.get(db, project_id)
    if not project.is_demo:
        raise Invalid(
            "Only the demo is removed with a button. The owner erases documents: stet erase DOCUMENT_ID"
        )
    erasing.erase_project(db, project_id, who=who, authors=_people_of_demo(db))
    with writing(db):
        settings.save(db, "demo", "")  # so that it can be asked for again


def _people_of_demo(db: Database) -> list[str]:
    """People whom the demo brought along and who never got a way in."""
    names = json.loads(settings.find(db, erasing.DEMO_PEOPLE) or "[]")
    return [name for name in names if not people.can_sign_in(db, name)]
