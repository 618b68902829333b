"""Who belongs to the workspace: roles, leaving and coming back. Names stay in the history."""

from __future__ import annotations

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Invalid, SignInNeeded
from ..domain.models import Person, Role
from ..store import events, people
from ..store.database import writing
from . import signing_in


def everybody(db: Database) -> list[Person]:
    """Those who belong first, then those who left."""
    return sorted(people.list_all(db), key=lambda one: (not one.is_active, one.id))


def get(db: Database, person_id: int) -> Person:
    return people.get_by_id(db, person_id)


def change_role(db: Database, person_id: int, role: Role, *, who: Person) -> Person:
    """Raises Invalid for the last owner: somebody must be able to let people in."""
    with writing(db):
        person = people.get_by_id(db, person_id)
        if role != "owner":
            _refuse_last_owner(db, person)
        people.set_role(db, person_id, role)
        events.add(db, who=who.name, what=f"made {role}", about=person.name, now=clock.now())
        return people.get_by_id(db, person_id)


def remove(db: Database, person_id: int, *, who: Person) -> Person:
    """End every way in of a person; what they wrote stays, under their name."""
    with writing(db):
        person = people.get_by_id(db, person_id)
        _refuse_last_owner(db, person)
        people.set_active(db, person_id, False)
        people.end_sessions_of(db, person_id)
        people.revoke_tokens_of(db, person_id, now=clock.now())
        events.add(db, who=who.name, what="removed", about=person.name, now=clock.now())
    return person


def bring_back(db: Database, person_id: int, *, who: Person) -> Person:
    """A person who left may come back; their old sign-ins and tokens do not."""
    with writing(db):
        person = people.get_by_id(db, person_id)
        people.set_active(db, person_id, True)
        events.add(db, who=who.name, what="brought back", about=person.name, now=clock.now())
    return person


def _refuse_last_owner(db: Database, person: Person) -> None:
    if person.role == "owner" and person.is_active and not people.has_other_owner(db, person.id):
        raise Invalid(f"{person.name} is the only owner. Make somebody else an owner first.")


def change_own_password(db: Database, person: Person, *, old: str, new: str, address: str, days: int) -> str:
    """Set a password and return the secret of a new sign-in, because every other one ends."""
    if person.has_password:
        try:
            signing_in.sign_in_by_password(db, person.name, old, address=address, days=days)
        except SignInNeeded:
            raise Invalid("The password you have now is not right. Try again.") from None
    signing_in.set_password(db, person, new)
    return signing_in.sign_in_by_link(db, signing_in.make_link(db, person), days=days)[1]
