"""What a project calls good: set by a lead, printed beside every verdict that follows from it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from ... import clock
from ...domain.models import Person
from ...domain.quality import rating
from ...store import events, projects
from ...store.database import writing
from ...store.measures import rules


def change(db: Database, project_id: int, given: Mapping[str, str], *, who: Person) -> None:
    """Keep the thresholds of a form; Invalid where one is no number or out of order."""
    project = projects.get(db, project_id)
    found = rating.checked(given)
    with writing(db):
        rules.save(db, project_id, found)
        events.add(db, who=who.name, what="changed what is called good", about=project.name, now=clock.now())
