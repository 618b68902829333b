"""The append-only log of revisions, each chained by its hash to the one before it in its segment."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from ..domain.models import Revision, RevisionKind, Segment, State
from . import people, segments
from .listings import hits
from .records import first, one, record, records

REVISION = "id, segment_id, number, text, state, kind, author, made_at, base_number, batch_id, op_id, hash"


def add(
    db: Database,
    segment: Segment,
    *,
    text: str,
    state: State,
    kind: RevisionKind,
    author: str,
    made_at: str,
    base_number: int | None = None,
    batch_id: int | None = None,
    op_id: str | None = None,
) -> Revision:
    """Append a revision to a segment and make it the head. The caller holds the writer's lock and has compared bases."""
    row: dict[str, Any] = {
        "made_at": made_at,
        "author": author,
        "kind": kind,
        "segment_id": segment.id,
        "number": segment.revision + 1,
        "state": state,
        "text": text,
        "base_number": segment.revision if base_number is None else base_number,
        "batch_id": batch_id,
        "op_id": op_id,
        "text_hash": text_hash(text),
        "author_hash": author_hash(author, people.salt_of(db, author)),
        "previous_hash": _previous_hash(db, segment),
    }
    row["hash"] = row_hash(row)
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    cursor = db.execute(f"INSERT INTO revisions ({columns}) VALUES ({values})", row)
    revision = record(
        Revision,
        {
            name.strip(): (cursor.lastrowid if name.strip() == "id" else row[name.strip()])
            for name in REVISION.split(",")
        },
    )
    segments.set_head(db, revision)
    if text != segment.text:
        hits.add(db, [(segment.id, (text,))])
    return revision


def add_imported(
    db: Database, rows: Iterable[tuple[int, str | None, str]], *, author: str, made_at: str
) -> None:
    """Append the first revision of many new segments: (segment id, machine text, correction that a file brought)."""
    salt = people.salt_of(db, author)
    made = [
        _imported_row(*row, author=author, author_hash=author_hash(author, salt), made_at=made_at)
        for row in rows
    ]
    if made:
        columns, values = ", ".join(made[0]), ", ".join(f":{name}" for name in made[0])
        db.conn.executemany(f"INSERT INTO revisions ({columns}) VALUES ({values})", made)
        db.conn.executemany(
            """
            UPDATE segments SET text = :text, state = :state, revision = 1, head_hash = :hash,
                author = :author, changed_at = :made_at
            WHERE id = :segment_id
            """,
            made,
        )
        hits.add(db, ((one["segment_id"], (one["text"],)) for one in made))


def _imported_row(
    segment_id: int, machine: str | None, text: str, *, author: str, author_hash: str, made_at: str
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "made_at": made_at,
        "author": author,
        "kind": "add" if machine is None else "edit",
        "segment_id": segment_id,
        "number": 1,
        "state": "edited",
        "text": text,
        "base_number": 0,
        "batch_id": None,
        "op_id": None,
        "text_hash": text_hash(text),
        "author_hash": author_hash,
        "previous_hash": first_hash(segment_id, machine),
    }
    return {**row, "hash": row_hash(row)}


def first_hash(segment_id: int, machine: str | None) -> str:
    """What the first revision follows: a hash of the machine text, revision 0."""
    return text_hash(f"{segment_id}\n{machine or ''}")


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def author_hash(author: str, salt: str | None) -> str:
    """Keyed with the person's salt, so that a name that was erased cannot be guessed back."""
    return hmac.new((salt or "").encode(), author.encode(), "sha256").hexdigest()


def row_hash(row: dict[str, Any]) -> str:
    """SHA-256 over what the revision says and the hash of its predecessor; texts and names enter as hashes."""
    covered = [
        row[name]
        for name in (
            "previous_hash",
            "segment_id",
            "number",
            "text_hash",
            "state",
            "kind",
            "author_hash",
            "made_at",
            "base_number",
            "batch_id",
            "op_id",
        )
    ]
    return hashlib.sha256(json.dumps(covered, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _previous_hash(db: Database, segment: Segment) -> str:
    """The head's hash; for the first revision a hash of the machine text, revision 0."""
    if segment.revision == 0:
        return first_hash(segment.id, segment.machine)
    row = first(db, "SELECT head_hash FROM segments WHERE id = :id", {"id": segment.id})
    return str(row["head_hash"]) if row else ""


def list_of_segment(db: Database, segment_id: int, *, after: int = 0, limit: int = 1000) -> list[Revision]:
    """Oldest first."""
    sql = f"""
        SELECT {REVISION} FROM revisions
        WHERE segment_id = :id AND number > :after ORDER BY number LIMIT :limit
    """
    return records(Revision, db.query(sql, {"id": segment_id, "after": after, "limit": limit}))


def find(db: Database, segment_id: int, number: int) -> Revision | None:
    sql = f"SELECT {REVISION} FROM revisions WHERE segment_id = :id AND number = :number"
    row = first(db, sql, {"id": segment_id, "number": number})
    return record(Revision, row) if row else None


def get(db: Database, revision_id: int) -> Revision:
    sql = f"SELECT {REVISION} FROM revisions WHERE id = :id"
    return record(Revision, one(db, "revision", sql, {"id": revision_id}))


def find_by_operation(db: Database, op_id: str) -> Revision | None:
    row = first(db, f"SELECT {REVISION} FROM revisions WHERE op_id = :op_id", {"op_id": op_id})
    return record(Revision, row) if row else None


def last_settled(db: Database, segment_id: int) -> Revision | None:
    """The newest revision that a person declared done, or that a reviewer sent back."""
    sql = f"""
        SELECT {REVISION} FROM revisions
        WHERE segment_id = :id AND state IN ('confirmed', 'approved', 'sent_back') ORDER BY number DESC LIMIT 1
    """
    row = first(db, sql, {"id": segment_id})
    return record(Revision, row) if row else None


def list_of_document(
    db: Database, document_id: int, *, limit: int = 200, before: int | None = None
) -> list[Revision]:
    """Newest first, over all segments of a document, retired ones too."""
    sql = f"""
        SELECT {REVISION} FROM revisions
        WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)
        AND (:before IS NULL OR id < :before)
        ORDER BY id DESC LIMIT :limit
    """
    return records(Revision, db.query(sql, {"id": document_id, "limit": limit, "before": before}))


def newest_of_author(db: Database, author: str) -> Revision | None:
    """The last revision a person made in a live segment of a document that is still shown."""
    sql = f"""
        SELECT {REVISION} FROM revisions
        WHERE author = :author AND EXISTS (
            SELECT 1 FROM segments JOIN documents ON documents.id = segments.document_id
            JOIN projects ON projects.id = documents.project_id
            WHERE segments.id = revisions.segment_id AND segments.is_live
            AND documents.deleted_at IS NULL AND projects.deleted_at IS NULL
        )
        ORDER BY id DESC LIMIT 1
    """
    row = first(db, sql, {"author": author})
    return record(Revision, row) if row else None


def texts_before(db: Database, revision_ids: list[int]) -> dict[int, str | None]:
    """The text that each of these revisions changed; None where it changed the machine's text."""
    sql = """
        SELECT revisions.id, previous.text FROM revisions
        LEFT JOIN revisions previous
            ON previous.segment_id = revisions.segment_id AND previous.number = revisions.number - 1
        WHERE revisions.id IN (SELECT value FROM json_each(:ids))
    """
    return {row["id"]: row["text"] for row in db.query(sql, {"ids": json.dumps(revision_ids)})}


def authors_of_document(db: Database, document_id: int) -> list[str]:
    """Whoever changed a text of this document, in order of their names."""
    sql = "SELECT DISTINCT author FROM entries WHERE document_id = :id ORDER BY author"
    return [row["author"] for row in db.query(sql, {"id": document_id})]
