"""What reviewers said of revisions, and the reasons that a project offers."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from .records import first, insert, record, records


@dataclass(frozen=True, slots=True)
class Verdict:
    """`editor` is who made the revision that was judged; `suggestion` the reviewer's own wording."""

    id: int
    segment_id: int
    revision: int
    author: str
    editor: str | None
    verdict: str
    reason: str | None
    note: str | None
    suggestion: str | None
    made_at: str


def add(
    db: Database,
    segment_id: int,
    *,
    revision: int,
    author: str,
    editor: str | None,
    verdict: str,
    now: str,
    reason: str | None = None,
    note: str | None = None,
    suggestion: str | None = None,
) -> None:
    insert(
        db,
        "verdicts",
        {
            "segment_id": segment_id,
            "revision": revision,
            "author": author,
            "editor": editor,
            "verdict": verdict,
            "reason": reason,
            "note": note,
            "suggestion": suggestion,
            "made_at": now,
        },
    )


def newest(db: Database, segment_id: int) -> Verdict | None:
    row = first(
        db, "SELECT * FROM verdicts WHERE segment_id = :id ORDER BY id DESC LIMIT 1", {"id": segment_id}
    )
    return record(Verdict, row) if row else None


def newest_of(db: Database, segment_ids: list[int]) -> dict[int, Verdict]:
    """The newest verdict of each of these segments that has one."""
    sql = """
        SELECT * FROM verdicts WHERE id IN (
            SELECT max(id) FROM verdicts
            WHERE segment_id IN (SELECT value FROM json_each(:ids)) GROUP BY segment_id
        )
    """
    found = records(Verdict, db.query(sql, {"ids": json.dumps(segment_ids)}))
    return {one.segment_id: one for one in found}


def sent_back_to(db: Database, editor: str) -> list[Verdict]:
    """Verdicts on this editor's texts that are still sent back, newest first."""
    sql = """
        SELECT verdicts.* FROM verdicts JOIN segments ON segments.id = verdicts.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE verdicts.editor = :editor AND segments.is_live = 1 AND segments.state = 'sent_back'
            AND documents.deleted_at IS NULL
            AND verdicts.id = (SELECT max(id) FROM verdicts AS later WHERE later.segment_id = verdicts.segment_id)
        ORDER BY verdicts.id DESC
    """
    return records(Verdict, db.query(sql, {"editor": editor}))


def reasons(db: Database, project_id: int) -> list[str]:
    row = first(db, "SELECT reasons FROM projects WHERE id = :id", {"id": project_id})
    return list(json.loads(row["reasons"])) if row else []


def save_reasons(db: Database, project_id: int, found: list[str]) -> None:
    db.table("projects").update(project_id, {"reasons": json.dumps(found, ensure_ascii=False)})
