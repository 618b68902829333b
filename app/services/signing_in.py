"""Who is there: the owner's first link, passwords, sessions, tokens."""

from __future__ import annotations

import getpass
import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlite_utils import Database

from .. import clock
from ..domain import text
from ..domain.errors import Forbidden, Invalid, SignInNeeded
from ..domain.models import Person, Role
from ..store import events, people, settings
from ..store.database import writing

LINK_SECONDS = 24 * 3600
FREE_TRIES = 5
LONGEST_WAIT = 15 * 60
LONGEST_PASSWORD = 1024
SHORTEST_PASSWORD = 8

hasher = PasswordHasher()


def secret(db: Database) -> str:
    """The key that signs forms, made on first use."""
    found = settings.find(db, "secret")
    if found:
        return found
    with writing(db):
        if not settings.find(db, "secret"):
            settings.save(db, "secret", secrets.token_hex(32))
    return settings.find(db, "secret") or ""


def ensure_owner(db: Database) -> Person:
    """The owner, made on the first start under the name of this computer's user."""
    owner = people.find_owner(db)
    return owner or add_person(db, _login_name(), "owner")


def _login_name() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        return "owner"
    return name if text.is_clean_name(name) and name != "root" else "owner"


def add_person(db: Database, name: str, role: Role) -> Person:
    """Raises Invalid where the name is taken, empty, too long or hides control characters."""
    name = name.strip()
    if not name or len(name) > 80 or not text.is_clean_name(name):
        raise Invalid("A person's name has 1 to 80 visible characters. Choose another name.")
    with writing(db):
        person = people.add(db, name, role, salt=secrets.token_hex(16), now=clock.now())
        events.add(db, who=name, what=f"added as {role}", about=name, now=clock.now())
    return person


def active_people(db: Database) -> list[Person]:
    """Everybody who was not removed, in the order in which they came."""
    return [person for person in people.list_all(db) if person.is_active]


def author_named(db: Database, name: str | None) -> Person:
    """Who a command acts for: the person named, else the owner, else `local`."""
    if name:
        return people.get(db, name)
    owner = people.find_owner(db)
    return owner or people.find(db, "local") or add_person(db, "local", "editor")


def remember_address(db: Database, address: str) -> None:
    """Keep where the server was last reached, for links that are made beside it."""
    with writing(db):
        settings.save(db, "address", address)


def address(db: Database) -> str:
    """Where the server was last reached."""
    return settings.find(db, "address") or "http://127.0.0.1:8000"


def make_link(db: Database, person: Person, *, seconds: float = LINK_SECONDS) -> str:
    """A secret that signs this person in once, within a day."""
    token = secrets.token_urlsafe(24)
    with writing(db):
        people.add_link(db, person.id, _digest(token), expires_at=clock.later(seconds=seconds))
    return token


def sign_in_by_link(db: Database, token: str, *, days: int) -> tuple[Person, str]:
    """The person and the secret of a new session; raises SignInNeeded for a used, expired or unknown link."""
    with writing(db):
        person = people.use_link(db, _digest(token), now=clock.now())
        if person is None:
            raise SignInNeeded(
                "This sign-in link was used or has expired. Ask for a new one: stet user link NAME"
            )
        return person, _start_session(db, person, days)


def sign_in_by_password(
    db: Database, name: str, password: str, *, address: str, days: int
) -> tuple[Person, str]:
    """Raises SignInNeeded with one and the same sentence for a wrong name and a wrong password."""
    keys = [f"name:{people.name_key(name)[:200]}", f"address:{address}"]
    _refuse_while_blocked(db, keys)
    person = people.find(db, name)
    if not _is_password(db, person, password):
        _note_failures(db, keys)
        raise SignInNeeded("The name or the password is not right. Try again.")
    assert person is not None
    with writing(db):
        people.forget_failures(db, keys[0])
        return person, _start_session(db, person, days)


def _is_password(db: Database, person: Person | None, password: str) -> bool:
    # A name that does not exist costs the same time, so that names cannot be guessed.
    hashed = people.password_hash(db, person.id) if person and person.is_active else None
    try:
        return hasher.verify(hashed or _dummy(), password[:LONGEST_PASSWORD]) and hashed is not None
    except VerificationError:
        return False


@cache
def _dummy() -> str:
    return hasher.hash("no password")


def _refuse_while_blocked(db: Database, keys: list[str]) -> None:
    now = clock.now()
    if any((people.blocked_until(db, key) or "") > now for key in keys):
        raise Forbidden("Too many failed sign-ins. Wait a few minutes, or use a link: stet user link NAME")


def _note_failures(db: Database, keys: list[str]) -> None:
    with writing(db):
        for key in keys:
            free = FREE_TRIES if key.startswith("name:") else 10 * FREE_TRIES
            excess = people.failures(db, key) + 1 - free
            wait = 0 if excess < 0 else min(LONGEST_WAIT, 2.0**excess * 10)
            people.note_failure(db, key, now=clock.now(), blocked_until=clock.later(seconds=wait))


def _start_session(db: Database, person: Person, days: int) -> str:
    token = secrets.token_urlsafe(32)
    people.add_session(
        db, person.id, _digest(token), now=clock.now(), expires_at=clock.later(seconds=days * 86400)
    )
    events.add(db, who=person.name, what="signed in", about=person.name, now=clock.now())
    return token


def person_of_session(db: Database, token: str) -> Person | None:
    return people.find_by_session(db, _digest(token), now=clock.now())


def sign_out(db: Database, token: str) -> None:
    with writing(db):
        people.end_session(db, _digest(token))


def set_password(db: Database, person: Person, password: str) -> None:
    """A new password ends every other sign-in of that person."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(f"A password has at least {SHORTEST_PASSWORD} characters.")
    if len(password.encode()) > LONGEST_PASSWORD:
        raise Invalid(f"A password has at most {LONGEST_PASSWORD} bytes.")
    hashed = hasher.hash(password)
    with writing(db):
        people.set_password(db, person.id, hashed)
        people.end_sessions_of(db, person.id)


def make_token(db: Database, person: Person) -> str:
    """A secret for scripts; it is shown once and kept as a hash."""
    token = f"stet_{secrets.token_urlsafe(32)}"
    with writing(db):
        people.add_token(db, person.id, _digest(token), now=clock.now())
    return token


def person_of_token(db: Database, token: str) -> Person | None:
    return people.find_by_token(db, _digest(token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
