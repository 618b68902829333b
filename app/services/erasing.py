"""Erasing for good: a document's texts, a person's name, the demo. The log stays provable; backups are named."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Busy, Forbidden, Invalid, NotFound
from ..domain.models import Person
from ..store import erasures, events, people, settings
from ..store.database import writing
from ..store.listings import hits

DEMO_PEOPLE = "demo_people"  # setting: who came along with the demo

BACKUP = "made a backup"
KEPT = "kept beside a restore"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure takes away, and which files it cannot reach."""

    what: str
    counts: dict[str, int]
    backups: list[str]

    def sentences(self) -> list[str]:
        parts = [f"{n} {_singular(name, n)}" for name, n in self.counts.items() if n]
        found = [f"{self.what}: {', '.join(parts) or 'nothing else'}."]
        if self.backups:
            found.append("These files may still hold it; delete them or keep them under lock:")
            found += [f"  {path}" for path in self.backups]
        return [*found, "A browser that was open may show it until it is reloaded."]


def _singular(name: str, n: int) -> str:
    return name.removesuffix("s") if n == 1 else name


def check_may_erase(who: Person) -> None:
    """Raise Forbidden for anybody but an owner: what is erased comes back for nobody."""
    if who.role != "owner":
        raise Forbidden(
            f"{who.name} is no owner, and only an owner erases for good. Ask one, or name one with --user."
        )


def preview_document(db: Database, document_id: int) -> Erasure:
    """What erasing a document would take away. Raises NotFound for one that was never there or is erased."""
    found = erasures.find_document(db, document_id)
    if found is None:
        raise NotFound(f"There is no document {document_id}, or it was erased before.")
    what = f"Document {document_id} ({found['name']}, project {found['project']})"
    return Erasure(what, erasures.count_document(db, document_id), backups(db))


def erase_document(db: Database, document_id: int, *, who: Person) -> Erasure:
    """Take a document's texts out of every row and every free page of the database."""
    taken = preview_document(db, document_id)
    with writing(db):
        erasures.erase_document(db, document_id, now=clock.now())
        hits.forget(db)
        events.add(
            db, who=who.name, what="erased a document", about=f"document {document_id}", now=clock.now()
        )
    hits.complete(db)
    scrub(db)
    return taken


def preview_person(db: Database, name: str) -> Erasure:
    """What erasing a person would change. Raises NotFound for a stranger and Invalid for the last owner."""
    person = people.get(db, name)
    owner = people.find_owner(db)
    if owner and owner.id == person.id and not people.has_other_owner(db, person.id):
        raise Invalid(
            f"{person.name} is the only owner. Add another one first: stet user add NAME --role owner"
        )
    return Erasure(f"The name {person.name}", erasures.count_person(db, person.id, person.name), backups(db))


def erase_person(db: Database, name: str, *, who: Person) -> Erasure:
    """Replace a person's name by a number everywhere; the texts that the person wrote stay."""
    taken = preview_person(db, name)
    person = people.get(db, name)
    with writing(db):
        new = erasures.erase_person(db, person.id, name=person.name, name_key=people.name_key(person.name))
        _forget_in_demo(db, person.name)
        author = new if who.id == person.id else who.name
        events.add(db, who=author, what="erased a person", about=new, now=clock.now())
    scrub(db)
    return taken


def _forget_in_demo(db: Database, name: str) -> None:
    """Take a name out of the list of people who came along with the demo."""
    names = json.loads(settings.find(db, DEMO_PEOPLE) or "[]")
    if name in names:
        settings.save(db, DEMO_PEOPLE, json.dumps([one for one in names if one != name], ensure_ascii=False))


def erase_project(db: Database, project_id: int, *, who: Person, authors: list[str]) -> None:
    """Take every document of a project out of the database, and the names of people who exist only for it.

    What is deleted is overwritten at once, but the file is not rewritten, so that the server need not pause.
    """
    erasures.zero_deleted_content(db)
    with writing(db):
        now = clock.now()
        for document_id in erasures.documents_of_project(db, project_id):
            erasures.erase_document(db, document_id, now=now)
        erasures.erase_project(db, project_id, now=now)
        for name in authors:
            person = people.find(db, name)
            if person:
                key = people.name_key(person.name)
                erasures.erase_person(db, person.id, name=person.name, name_key=key)
        hits.forget(db)
        events.add(db, who=who.name, what="erased a project", about=f"project {project_id}", now=now)
    hits.complete(db)


def scrub(db: Database) -> None:
    """Rewrite the file, so that no free page and no log holds what was erased."""
    with writing(db, begin=False):
        erasures.scrub_free_pages(db)
    if not erasures.checkpoint(db):
        raise Busy(
            "The rows are erased, but another program reads the database, so that its file still holds old pages. "
            "Stop the server once: they are gone then."
        )


def backups(db: Database) -> list[str]:
    """Files that were made from this database, newest first."""
    return list(dict.fromkeys(events.about_of(db, (BACKUP, KEPT))))
