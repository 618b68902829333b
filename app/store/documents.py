"""Documents: one imported file each, with what is needed to write it again."""

from __future__ import annotations

import hashlib
import json

from sqlite_utils import Database

from ..domain.models import Document, ImportedDocument
from .records import first, insert, one, record, records

DOCUMENT = """
    id, project_id, name, format, system, source_lang, target_lang, encoding, bom, newline, tail, units,
    has_source, created_at, created_by, deleted_at
"""


def add(
    db: Database,
    project_id: int,
    imported: ImportedDocument,
    *,
    system: str,
    source_lang: str | None,
    target_lang: str | None,
    author: str,
    now: str,
) -> int:
    """Store a document that nobody sees until `publish`; returns its id."""
    row_id = insert(
        db,
        "documents",
        {
            "project_id": project_id,
            "name": imported.name,
            "format": imported.format,
            "system": system,
            "source_lang": source_lang,
            "target_lang": target_lang,
            "encoding": imported.encoding.name,
            "bom": imported.encoding.bom,
            "newline": imported.newline,
            "tail": imported.tail,
            "units": imported.units,
            "has_source": any(segment.source is not None for segment in imported.segments),
            "created_at": now,
            "created_by": author,
        },
    )
    return row_id


def add_original(db: Database, document_id: int, file_name: str, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    db.table("originals").insert(
        {"document_id": document_id, "file_name": file_name, "sha256": sha256, "data": data}
    )


def publish(db: Database, document_id: int) -> None:
    db.table("documents").update(document_id, {"is_published": 1})


def get(db: Database, document_id: int) -> Document:
    sql = f"SELECT {DOCUMENT} FROM documents WHERE id = :id AND is_published AND deleted_at IS NULL"
    return record(Document, one(db, "document", sql, {"id": document_id}))


def list_of_project(db: Database, project_id: int) -> list[Document]:
    sql = f"""
        SELECT {DOCUMENT} FROM documents
        WHERE project_id = :id AND is_published AND deleted_at IS NULL ORDER BY id
    """
    return records(Document, db.query(sql, {"id": project_id}))


def set_source(db: Database, document_id: int, *, has_source: bool, source_lang: str | None) -> None:
    db.table("documents").update(document_id, {"has_source": has_source, "source_lang": source_lang})


def hide(db: Database, document_id: int, *, now: str) -> None:
    db.table("documents").update(document_id, {"deleted_at": now})


def list_hidden(db: Database, project_id: int) -> list[Document]:
    """Deleted documents of a project, newest first; they come back by `show_again`."""
    sql = f"""
        SELECT {DOCUMENT} FROM documents
        WHERE project_id = :id AND is_published AND deleted_at IS NOT NULL ORDER BY deleted_at DESC
    """
    return records(Document, db.query(sql, {"id": project_id}))


def get_hidden(db: Database, document_id: int) -> Document:
    sql = f"SELECT {DOCUMENT} FROM documents WHERE id = :id AND is_published AND deleted_at IS NOT NULL"
    return record(Document, one(db, "deleted document", sql, {"id": document_id}))


def show_again(db: Database, document_id: int) -> None:
    db.table("documents").update(document_id, {"deleted_at": None})


def last_edit(db: Database, document_id: int) -> dict[str, str] | None:
    """Who changed a document last, and when: `author` and `changed_at`, None where nobody did."""
    sql = """
        SELECT author, changed_at FROM segments
        WHERE document_id = :id AND changed_at IS NOT NULL ORDER BY changed_at DESC LIMIT 1
    """
    return first(db, sql, {"id": document_id})


def counts(db: Database, document_id: int) -> dict[str, int]:
    """Live segments by state, left-out ones under `left_out`; `editorial` and `all` beside them."""
    sql = "SELECT bucket, n FROM segment_counts WHERE document_id = :id"
    found = {row["bucket"]: row["n"] for row in db.query(sql, {"id": document_id})}
    buckets = ("todo", "edited", "confirmed", "approved", "sent_back", "left_out", "editorial", "all")
    return {bucket: found.get(bucket, 0) for bucket in buckets}


def publish_in(db: Database, project_id: int, document_ids: list[int]) -> None:
    """Show staged documents, all at once, in the project where they belong."""
    db.execute(
        """
        UPDATE documents SET is_published = 1, project_id = :project_id
        WHERE id IN (SELECT value FROM json_each(:ids))
        """,
        {"project_id": project_id, "ids": json.dumps(document_ids)},
    )


def unpublished(db: Database) -> list[int]:
    """Documents that are being imported, or whose import was interrupted."""
    return [row["id"] for row in db.query("SELECT id FROM documents WHERE NOT is_published")]


def remove_unpublished(db: Database, document_ids: list[int]) -> None:
    """Drop what an interrupted import left of these documents; a published one is never touched."""
    for table, column in (
        ("candidates", "segment_id"),
        ("segment_references", "segment_id"),
        ("changed_texts", "segment_id"),
        ("search_rows", "segment_id"),
        ("entries", "document_id"),
        ("segments", "document_id"),
        ("segment_counts", "document_id"),
        ("document_sums", "document_id"),
        ("originals", "document_id"),
        ("documents", "id"),
    ):
        inside = """
            (SELECT id FROM documents WHERE NOT is_published AND id IN (SELECT value FROM json_each(:ids)))
        """
        if column == "segment_id":
            inside = f"(SELECT id FROM segments WHERE document_id IN {inside})"
        db.execute(f"DELETE FROM {table} WHERE {column} IN {inside}", {"ids": json.dumps(document_ids)})
