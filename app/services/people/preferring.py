"""What a person prefers: kept with the person, so that it is the same on each device."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from ...domain.models import Person
from ...domain.people import preferences
from ...store import people
from ...store.database import writing


def of_person(db: Database, person: Person) -> dict[str, Any]:
    """Every preference; what the person did not choose is the default."""
    return {**preferences.DEFAULTS, **_chosen(db, person)}


def save(db: Database, person: Person, changes: dict[str, Any]) -> dict[str, Any]:
    """Change the preferences that are named, None for the default; returns all. One bad value changes nothing."""
    wanted = {
        name: None if value is None else preferences.check(name, value) for name, value in changes.items()
    }
    with writing(db):
        chosen = {**_chosen(db, person), **wanted}
        kept = {name: value for name, value in chosen.items() if value is not None}
        people.save_preferences(db, person.id, json.dumps(kept, ensure_ascii=False, sort_keys=True))
    return of_person(db, person)


def _chosen(db: Database, person: Person) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(people.preferences(db, person.id))
    return {name: value for name, value in found.items() if name in preferences.DEFAULTS}
