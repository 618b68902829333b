"""Taking the counts of work that a browser sends, for projects that record them; switching that on and off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain.effort import stages
from ...domain.errors import Invalid
from ...domain.models import Person
from ...store import documents, events, projects
from ...store.database import writing
from ...store.effort import stretches
from ...store.effort.stretches import Stretch

MOST_SEGMENTS = 1000
LONGEST_MILLISECONDS = 24 * 3600 * 1000
MOST_KEYSTROKES = 1_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """Milliseconds of active time and keys pressed in one segment."""

    segment_id: int
    milliseconds: int
    keystrokes: int


def record(
    db: Database,
    document_id: int,
    counts: Sequence[Count],
    *,
    op_id: str,
    person: Person,
    is_review: bool = False,
) -> int:
    """Keep a browser's counts and return of how many segments; 0 where the project records none.

    The same `op_id` again raises counts, it never adds them twice. Raises Invalid for counts that no day can hold.
    """
    document = documents.get(db, document_id)
    _check(counts)
    if not stretches.is_recorded(db, document.project_id):
        return 0
    with writing(db):
        editors = stretches.editors(db, document_id, [one.segment_id for one in counts])
        known = [one for one in counts if one.segment_id in editors]
        for one in known:
            stage = "review" if is_review else stages.stage(person.name, editors[one.segment_id])
            stretch = Stretch(one.segment_id, stage, one.milliseconds, one.keystrokes)
            stretches.save(db, stretch, op_id=op_id, person_id=person.id, now=clock.now())
    return len(known)


def _check(counts: Sequence[Count]) -> None:
    if not 1 <= len(counts) <= MOST_SEGMENTS:
        raise Invalid(f"Effort comes for 1 to {MOST_SEGMENTS:,} segments at a time.")
    for one in counts:
        if one.milliseconds > LONGEST_MILLISECONDS or one.keystrokes > MOST_KEYSTROKES:
            raise Invalid(
                f"Segment {one.segment_id}: effort is at most {LONGEST_MILLISECONDS:,} milliseconds and "
                f"{MOST_KEYSTROKES:,} keys at a time."
            )


def is_recorded(db: Database, project_id: int) -> bool:
    return stretches.is_recorded(db, project_id)


def switch(db: Database, project_id: int, is_on: bool, *, who: Person) -> None:
    """Record effort in a project from now on, or stop; what was recorded stays until it is deleted."""
    with writing(db):
        project = projects.get(db, project_id)
        stretches.set_recorded(db, project_id, is_on)
        what = "switched effort on" if is_on else "switched effort off"
        events.add(db, who=who.name, what=what, about=project.name, now=clock.now())


def delete(db: Database, project_id: int, *, who: Person) -> None:
    """Take every recorded count of a project out of the database."""
    with writing(db):
        project = projects.get(db, project_id)
        stretches.delete_of_project(db, project_id)
        events.add(db, who=who.name, what="deleted recorded effort", about=project.name, now=clock.now())
