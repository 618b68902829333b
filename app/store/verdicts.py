"""What reviewers said of revisions, and the reasons that a project offers."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from .records import first, insert, records


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


def of_segment(db: Database, segment_id: int) -> list[Verdict]:
    """Oldest first."""
    sql = "SELECT * FROM verdicts WHERE segment_id = :id ORDER BY id"
    return records(Verdict, db.query(sql, {"id": segment_id}))


# Sent back, not undone since, and not confirmed or approved since: it waits for its editor.
IS_OPEN = """
    verdicts.verdict = 'send_back' AND segments.is_live = 1 AND segments.state NOT IN ('confirmed', 'approved')
    AND verdicts.id = (SELECT max(later.id) FROM verdicts AS later WHERE later.segment_id = verdicts.segment_id)
    AND NOT EXISTS (
        SELECT 1 FROM revisions JOIN batches ON batches.undoes = revisions.batch_id
        WHERE revisions.segment_id = verdicts.segment_id AND revisions.number = verdicts.revision
    )
"""


def open_of(db: Database, segment_ids: list[int]) -> dict[int, Verdict]:
    """Of these segments, those that were sent back and wait for their editor, with what the reviewer said."""
    sql = f"""
        SELECT verdicts.* FROM verdicts JOIN segments ON segments.id = verdicts.segment_id
        WHERE segments.id IN (SELECT value FROM json_each(:ids)) AND {IS_OPEN}
    """
    found = records(Verdict, db.query(sql, {"ids": json.dumps(segment_ids)}))
    return {one.segment_id: one for one in found}


def sent_back_to(db: Database, editor: str) -> list[Verdict]:
    """What was sent back to this editor and waits, newest first."""
    sql = f"""
        SELECT verdicts.* FROM verdicts JOIN segments ON segments.id = verdicts.segment_id
        JOIN documents ON documents.id = segments.document_id
        JOIN projects ON projects.id = documents.project_id
        WHERE verdicts.editor = :editor AND documents.deleted_at IS NULL AND projects.deleted_at IS NULL
            AND {IS_OPEN}
        ORDER BY verdicts.id DESC
    """
    return records(Verdict, db.query(sql, {"editor": editor}))


def reasons(db: Database, project_id: int) -> list[str]:
    row = first(db, "SELECT reasons FROM projects WHERE id = :id", {"id": project_id})
    return list(json.loads(row["reasons"])) if row else []


def save_reasons(db: Database, project_id: int, found: list[str]) -> None:
    db.table("projects").update(project_id, {"reasons": json.dumps(found, ensure_ascii=False)})
