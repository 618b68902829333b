"""Saved views: what the filters of a page about quality show, under a name that the whole project sees."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Forbidden, Invalid
from ...domain.models import Person
from ...domain.permissions import may
from ...store import projects
from ...store.database import writing
from ...store.measures import views
from ...store.measures.views import View
from .. import projecting

LONGEST_NAME = 60
MOST = 100
PAGES = ("quality", "compare")


def of_project(db: Database, project_id: int) -> list[View]:
    """In the order of their names."""
    return views.of_project(db, project_id)


def save(
    db: Database, project_id: int, name: str, *, page: str, filters: Mapping[str, str], who: Person
) -> View:
    """Keep what the address of a page shows; raises Invalid where the name is taken or is none."""
    if page not in PAGES:
        raise Invalid(f"There is no page {page!r}. Choose quality or compare.")
    name = projecting.check_name(name, "A view")
    if len(name) > LONGEST_NAME:
        raise Invalid(f"The name of a view has at most {LONGEST_NAME} characters. Shorten it.")
    with writing(db):
        projects.get(db, project_id)
        if views.find(db, project_id, name):
            raise Invalid(f"There is already a view called {name}. Choose another name.")
        if len(views.of_project(db, project_id)) >= MOST:
            raise Invalid(f"A project has at most {MOST} views. Remove one first.")
        return views.add(db, project_id, name, page=page, filters=filters, author=who.name, now=clock.now())


def remove(db: Database, view_id: int, *, who: Person) -> View:
    """Whoever saved it may, and leads. The segments stay as they are."""
    with writing(db):
        view = views.get(db, view_id)
        projects.get(db, view.project_id)
        if view.author != who.name and not may(who.role, "lead"):
            raise Forbidden("Only the person who saved this view and leads can remove it.")
        views.delete(db, view_id)
    return view
