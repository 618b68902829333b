"""The one way past append-only: texts or a name leave every row and every free page; hashes stay, so the log stays provable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database

from .records import first

DOCUMENT_COUNTS = {
    "segments": "SELECT count(*) AS n FROM segments WHERE document_id = :id",
    "revisions": "SELECT count(*) AS n FROM revisions WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "drafts": "SELECT count(*) AS n FROM drafts WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "questions": "SELECT count(*) AS n FROM questions WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "verdicts": "SELECT count(*) AS n FROM verdicts WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "marks": "SELECT count(*) AS n FROM marks WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "candidates": "SELECT count(*) AS n FROM candidates WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "references": "SELECT count(*) AS n FROM segment_references WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "effort counts": "SELECT count(*) AS n FROM effort WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "original files": "SELECT count(*) AS n FROM originals WHERE document_id = :id",
}
# Rows that hold nothing but a document's texts, or what can be computed from them.
DELETE_FROM_DOCUMENT = (
    "DELETE FROM verdicts WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM marks WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM ratings WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM finishes WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM points WHERE document_id = :id",
    "DELETE FROM drafts WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    """
    DELETE FROM mentions WHERE question_id IN (
        SELECT questions.id FROM questions JOIN segments ON segments.id = questions.segment_id
        WHERE segments.document_id = :id
    )
    """,
    "DELETE FROM readings WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM questions WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM candidates WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM candidate_statistics WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM segment_references WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM segment_statistics WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM document_sums WHERE document_id = :id",
    "DELETE FROM effort WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)",
    "DELETE FROM originals WHERE document_id = :id",
    "DELETE FROM jobs WHERE document_id = :id",
)
PERSON_COUNTS = {
    "revisions": "SELECT count(*) AS n FROM revisions WHERE author = :name",
    "questions": "SELECT count(*) AS n FROM questions WHERE author = :name OR resolved_by = :name",
    "verdicts": "SELECT count(*) AS n FROM verdicts WHERE author = :name OR editor = :name",
    "marks": "SELECT count(*) AS n FROM marks WHERE author = :name",
    "ratings": "SELECT count(*) AS n FROM ratings WHERE author = :name",
    "drafts": "SELECT count(*) AS n FROM drafts WHERE person_id = :id",
    "effort counts": "SELECT count(*) AS n FROM effort WHERE person_id = :id",
    "sign-ins": "SELECT count(*) AS n FROM sessions WHERE person_id = :id",
    "tokens": "SELECT count(*) AS n FROM tokens WHERE person_id = :id",
}
RENAME_PERSON = (
    "UPDATE revisions SET author = :new WHERE author = :name",
    "UPDATE segments SET author = :new WHERE author = :name",
    "UPDATE segments SET locked_by = :new WHERE locked_by = :name",
    "UPDATE entries SET author = :new WHERE author = :name",
    "UPDATE changed_texts SET editor = :new WHERE editor = :name",
    "UPDATE documents SET created_by = :new WHERE created_by = :name",
    "UPDATE batches SET author = :new WHERE author = :name",
    "UPDATE questions SET author = :new WHERE author = :name",
    "UPDATE verdicts SET author = :new WHERE author = :name",
    "UPDATE verdicts SET editor = :new WHERE editor = :name",
    "UPDATE points SET author = :new WHERE author = :name",
    "UPDATE marks SET author = :new WHERE author = :name",
    "UPDATE marks SET withdrawn_by = :new WHERE withdrawn_by = :name",
    "UPDATE ratings SET author = :new WHERE author = :name",
    "UPDATE finishes SET author = :new WHERE author = :name",
    "UPDATE judging_tasks SET author = :new WHERE author = :name",
    "UPDATE judging_tasks SET person = :new WHERE person = :name",
    "UPDATE samples SET author = :new WHERE author = :name",
    "DELETE FROM quality_views WHERE json_extract(filters, '$.person') = :name OR instr(name, :name)",
    "UPDATE quality_views SET author = :new WHERE author = :name",
    "UPDATE reveals SET author = :new WHERE author = :name",
    "UPDATE questions SET resolved_by = :new WHERE resolved_by = :name",
    "UPDATE questions SET text = replace(text, '@' || :name, '@' || :new) WHERE text LIKE '%@' || :name || '%'",
    "UPDATE events SET who = :new WHERE who = :name",
    "UPDATE events SET about = :new WHERE about = :name",
    "DELETE FROM drafts WHERE person_id = :id",
    "DELETE FROM effort WHERE person_id = :id",
    "DELETE FROM mentions WHERE person_id = :id",
    "DELETE FROM readings WHERE person_id = :id",
    "DELETE FROM imports WHERE person_id = :id",
    "DELETE FROM sessions WHERE person_id = :id",
    "DELETE FROM links WHERE person_id = :id",
    "DELETE FROM tokens WHERE person_id = :id",
    "DELETE FROM attempts WHERE key = 'name:' || :name_key",
    """
    UPDATE people SET name = :new, name_key = :new, salt = NULL, password_hash = NULL, preferences = '{}',
        is_active = 0
    WHERE id = :id
    """,
)


def find_document(db: Database, document_id: int) -> dict[str, Any] | None:
    """A document, shown or hidden, that has not been erased."""
    sql = """
        SELECT documents.id, documents.name, documents.project_id, projects.name AS project
        FROM documents JOIN projects ON projects.id = documents.project_id
        WHERE documents.id = :id AND documents.format <> 'erased'
    """
    return first(db, sql, {"id": document_id})


def documents_of_project(db: Database, project_id: int) -> list[int]:
    sql = "SELECT id FROM documents WHERE project_id = :id AND format <> 'erased' ORDER BY id"
    return [row["id"] for row in db.query(sql, {"id": project_id})]


def count_document(db: Database, document_id: int) -> dict[str, int]:
    return {what: _count(db, sql, {"id": document_id}) for what, sql in DOCUMENT_COUNTS.items()}


def count_person(db: Database, person_id: int, name: str) -> dict[str, int]:
    return {what: _count(db, sql, {"id": person_id, "name": name}) for what, sql in PERSON_COUNTS.items()}


def _count(db: Database, sql: str, parameters: dict[str, Any]) -> int:
    wanted = {key: value for key, value in parameters.items() if f":{key}" in sql}
    return int(next(iter(db.query(sql, wanted)))["n"])


def erase_document(db: Database, document_id: int, *, now: str) -> None:
    """Take a document's texts out of every row, inside the caller's transaction."""
    file = first(db, "SELECT file_name, sha256 FROM originals WHERE document_id = :id", {"id": document_id})
    name = first(db, "SELECT name FROM documents WHERE id = :id", {"id": document_id})
    _delete_previews(db, file)
    with _append_only_lifted(db):
        db.execute(
            """
            UPDATE revisions SET text = '', erased_at = :now
            WHERE segment_id IN (SELECT id FROM segments WHERE document_id = :id)
            """,
            {"now": now, "id": document_id},
        )
    for sql in DELETE_FROM_DOCUMENT:
        db.execute(sql, {"id": document_id})
    db.execute(
        """
        UPDATE segments SET before = '', lead = '', trail = '', source = NULL, text = '', flag_reason = NULL,
            machine = CASE WHEN machine IS NULL THEN NULL ELSE '' END
        WHERE document_id = :id
        """,
        {"id": document_id},
    )
    _empty_batches(db, document_id)
    _rename_document(db, document_id, str(name["name"]) if name else "", now)


def _empty_batches(db: Database, document_id: int) -> None:
    """What batches say about the document; one that reached into others keeps what their undo needs."""
    db.execute("UPDATE batches SET detail = '{}' WHERE document_id = :id", {"id": document_id})
    db.execute(
        """
        UPDATE batches SET summary = 'erased' WHERE document_id = :id OR id IN (
            SELECT batch_id FROM revisions JOIN segments ON segments.id = revisions.segment_id
            WHERE segments.document_id = :id
        )
        """,
        {"id": document_id},
    )


def _delete_previews(db: Database, file: dict[str, Any] | None) -> None:
    """Uploads that wait in a preview and are the same file."""
    if file is None:
        return
    for row in list(db.query("SELECT id, file_name, data FROM imports")):
        is_same = hashlib.sha256(row["data"]).hexdigest() == file["sha256"]
        if is_same or row["file_name"] == file["file_name"]:
            db.execute("DELETE FROM imports WHERE id = :id", {"id": row["id"]})


def _rename_document(db: Database, document_id: int, name: str, now: str) -> None:
    new = f"erased document {document_id}"
    db.execute(
        """
        UPDATE documents SET name = :new, tail = '', format = 'erased', deleted_at = coalesce(deleted_at, :now)
        WHERE id = :id
        """,
        {"new": new, "now": now, "id": document_id},
    )
    if not first(db, "SELECT 1 FROM documents WHERE name = :name", {"name": name}):
        db.execute(
            """
            UPDATE events SET about = :new
            WHERE about = :name OR substr(about, 1, length(:name) + 2) = :name || ': '
            """,
            {"name": name, "new": new},
        )


def erase_project(db: Database, project_id: int, *, now: str) -> None:
    """Rename and hide a project whose documents have been erased."""
    found = first(db, "SELECT name FROM projects WHERE id = :id", {"id": project_id})
    new = f"erased project {project_id}"
    db.execute("DELETE FROM imports WHERE project_id = :id", {"id": project_id})
    db.execute("DELETE FROM quality_views WHERE project_id = :id", {"id": project_id})
    db.execute(
        "UPDATE projects SET name = :new, deleted_at = coalesce(deleted_at, :now) WHERE id = :id",
        {"new": new, "now": now, "id": project_id},
    )
    if found:
        db.execute("UPDATE events SET about = :new WHERE about = :name", {"new": new, "name": found["name"]})


def erase_person(db: Database, person_id: int, *, name: str, name_key: str) -> str:
    """Replace a person's name everywhere and delete the salt that tied it to the log; returns the new name."""
    new = f"removed person {person_id}"
    parameters = {"id": person_id, "name": name, "name_key": name_key, "new": new}
    with _append_only_lifted(db):
        for sql in RENAME_PERSON:
            db.execute(sql, {key: value for key, value in parameters.items() if f":{key}" in sql})
    return new


@contextmanager
def _append_only_lifted(db: Database) -> Iterator[None]:
    """Within the caller's transaction only: nobody else ever sees the log without its triggers."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'revisions'"
    triggers = list(db.query(sql))
    for trigger in triggers:
        db.execute(f"DROP TRIGGER {trigger['name']}")
    yield
    for trigger in triggers:
        db.execute(trigger["sql"])


def scrub_free_pages(db: Database) -> None:
    """Rewrite the file without what was deleted, and empty the write-ahead log."""
    db.conn.execute("PRAGMA secure_delete=ON")
    db.conn.execute("VACUUM")
    checkpoint(db)


def zero_deleted_content(db: Database) -> None:
    """From here on this connection overwrites what it deletes with zeros."""
    db.conn.execute("PRAGMA secure_delete=ON")


def checkpoint(db: Database) -> bool:
    """Write the log into the file and empty it; False where a reader stands in the way."""
    busy = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
