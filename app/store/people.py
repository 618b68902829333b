"""People, how they sign in, and what their tokens open. Secrets are kept as hashes only."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlite_utils import Database

from ..domain.errors import Invalid, NotFound
from ..domain.models import Person, Role
from .records import first, record, records

PERSON = "people.id, name, role, is_active, password_hash IS NOT NULL AS has_password"


def name_key(name: str) -> str:
    """How names are compared: `Ana`, `ana` and `ＡＮＡ` are one person."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def add(db: Database, name: str, role: Role, *, salt: str, now: str) -> Person:
    if find(db, name):
        raise Invalid(f"There is already a person called {name}. Choose another name.")
    db.table("people").insert(
        {"name": name, "name_key": name_key(name), "role": role, "salt": salt, "created_at": now}
    )
    return get(db, name)


def get(db: Database, name: str) -> Person:
    person = find(db, name)
    if person is None:
        raise NotFound(f"There is no person called {name}. Add one: stet user add NAME")
    return person


def find(db: Database, name: str) -> Person | None:
    row = first(db, f"SELECT {PERSON} FROM people WHERE name_key = :key", {"key": name_key(name)})
    return record(Person, row) if row else None


def get_by_id(db: Database, person_id: int) -> Person:
    row = first(db, f"SELECT {PERSON} FROM people WHERE id = :id", {"id": person_id})
    if row is None:
        raise NotFound(f"There is no person {person_id}.")
    return record(Person, row)


def list_all(db: Database) -> list[Person]:
    return records(Person, db.query(f"SELECT {PERSON} FROM people ORDER BY id"))


def first_lead(db: Database) -> str | None:
    """The owner who came first, else the lead who did."""
    sql = """
        SELECT name FROM people WHERE is_active AND role IN ('owner', 'lead') ORDER BY role = 'lead', id LIMIT 1
    """
    row = first(db, sql, {})
    return str(row["name"]) if row else None


def count_able_to_sign_in(db: Database) -> int:
    """How many people have a way in; names that only stand in a history (the demo's) have none."""
    sql = """
        SELECT count(*) AS n FROM people WHERE is_active AND (
            password_hash IS NOT NULL OR role = 'owner'
            OR EXISTS (SELECT 1 FROM links WHERE links.person_id = people.id)
            OR EXISTS (SELECT 1 FROM sessions WHERE sessions.person_id = people.id)
            OR EXISTS (SELECT 1 FROM tokens WHERE tokens.person_id = people.id AND revoked_at IS NULL)
        )
    """
    return int(next(iter(db.query(sql)))["n"])


def find_owner(db: Database) -> Person | None:
    row = first(
        db, f"SELECT {PERSON} FROM people WHERE role = :role AND is_active ORDER BY id", {"role": "owner"}
    )
    return record(Person, row) if row else None


def has_other_owner(db: Database, person_id: int) -> bool:
    """True where somebody else is an owner, too."""
    sql = "SELECT 1 FROM people WHERE role = 'owner' AND is_active AND id <> :id"
    return first(db, sql, {"id": person_id}) is not None


def can_sign_in(db: Database, name: str) -> bool:
    """True where a person has a password, a token or an open sign-in."""
    sql = """
        SELECT 1 FROM people WHERE name_key = :key AND (
            password_hash IS NOT NULL OR id IN (SELECT person_id FROM tokens UNION SELECT person_id FROM sessions)
        )
    """
    return first(db, sql, {"key": name_key(name)}) is not None


def salt_of(db: Database, name: str) -> str | None:
    row = first(db, "SELECT salt FROM people WHERE name_key = :key", {"key": name_key(name)})
    return str(row["salt"]) if row and row["salt"] else None


def password_hash(db: Database, person_id: int) -> str | None:
    row = first(db, "SELECT password_hash FROM people WHERE id = :id", {"id": person_id})
    return row["password_hash"] if row else None


def set_role(db: Database, person_id: int, role: Role) -> None:
    db.table("people").update(person_id, {"role": role})


def set_active(db: Database, person_id: int, is_active: bool) -> None:
    db.table("people").update(person_id, {"is_active": int(is_active)})


def revoke_tokens_of(db: Database, person_id: int, *, now: str) -> None:
    """End what a person's scripts and unused links could open."""
    db.execute(
        "UPDATE tokens SET revoked_at = :now WHERE person_id = :id AND revoked_at IS NULL",
        {"id": person_id, "now": now},
    )
    db.execute(
        "UPDATE links SET used_at = :now WHERE person_id = :id AND used_at IS NULL",
        {"id": person_id, "now": now},
    )


def set_password(db: Database, person_id: int, hashed: str) -> None:
    db.table("people").update(person_id, {"password_hash": hashed})


def preferences(db: Database, person_id: int) -> str:
    row = first(db, "SELECT preferences FROM people WHERE id = :id", {"id": person_id})
    return str(row["preferences"]) if row else "{}"


def save_preferences(db: Database, person_id: int, preferences: str) -> None:
    db.table("people").update(person_id, {"preferences": preferences})


# Sign-in: sessions, one-time links, tokens, and failed attempts


def add_session(db: Database, person_id: int, token_hash: str, *, now: str, expires_at: str) -> None:
    db.table("sessions").insert(
        {
            "token_hash": token_hash,
            "person_id": person_id,
            "created_at": now,
            "seen_at": now,
            "expires_at": expires_at,
        }
    )


def find_by_session(db: Database, token_hash: str, *, now: str) -> Person | None:
    return _find_by(
        db,
        f"""
        SELECT {PERSON} FROM people JOIN sessions ON sessions.person_id = people.id
        WHERE sessions.token_hash = :hash AND sessions.expires_at > :now AND people.is_active
        """,
        {"hash": token_hash, "now": now},
    )


def find_by_token(db: Database, token_hash: str) -> Person | None:
    return _find_by(
        db,
        f"""
        SELECT {PERSON} FROM people JOIN tokens ON tokens.person_id = people.id
        WHERE tokens.token_hash = :hash AND tokens.revoked_at IS NULL AND people.is_active
        """,
        {"hash": token_hash},
    )


def _find_by(db: Database, sql: str, parameters: dict[str, Any]) -> Person | None:
    row = first(db, sql, parameters)
    return record(Person, row) if row else None


def end_session(db: Database, token_hash: str) -> None:
    db.execute("DELETE FROM sessions WHERE token_hash = :hash", {"hash": token_hash})


def end_sessions_of(db: Database, person_id: int) -> None:
    db.execute("DELETE FROM sessions WHERE person_id = :id", {"id": person_id})


def add_link(db: Database, person_id: int, token_hash: str, *, expires_at: str) -> None:
    db.table("links").insert({"token_hash": token_hash, "person_id": person_id, "expires_at": expires_at})


def use_link(db: Database, token_hash: str, *, now: str) -> Person | None:
    """The person whose link this is, once: a used, unknown or expired link gives None."""
    rows = list(
        db.query(
            """
            UPDATE links SET used_at = :now
            WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now
            RETURNING person_id
            """,
            {"hash": token_hash, "now": now},
        )
    )
    return get_by_id(db, rows[0]["person_id"]) if rows else None


def add_token(db: Database, person_id: int, token_hash: str, *, now: str) -> None:
    db.table("tokens").insert({"token_hash": token_hash, "person_id": person_id, "created_at": now})


def blocked_until(db: Database, key: str) -> str | None:
    row = first(db, "SELECT blocked_until FROM attempts WHERE key = :key", {"key": key})
    return row["blocked_until"] if row else None


def failures(db: Database, key: str) -> int:
    row = first(db, "SELECT failures FROM attempts WHERE key = :key", {"key": key})
    return int(row["failures"]) if row else 0


def note_failure(db: Database, key: str, *, now: str, blocked_until: str) -> None:
    db.execute(
        """
        INSERT INTO attempts (key, failures, last_at, blocked_until) VALUES (:key, 1, :now, :until)
        ON CONFLICT (key) DO UPDATE SET failures = failures + 1, last_at = :now, blocked_until = :until
        """,
        {"key": key, "now": now, "until": blocked_until},
    )


def forget_failures(db: Database, key: str) -> None:
    db.execute("DELETE FROM attempts WHERE key = :key", {"key": key})
