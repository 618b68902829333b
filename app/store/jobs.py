"""Long work: queued, leased by one worker at a time, done or failed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from .records import first, insert, one


@dataclass(frozen=True, slots=True)
class Job:
    """`leased_until` is the worker's hold on it: only who knows it may change a running job."""

    id: int
    kind: str
    state: str
    done: int
    total: int | None
    error: str | None
    document_id: int | None
    person_id: int
    payload: dict[str, Any]
    leased_until: str | None
    created_at: str


def add(db: Database, *, kind: str, person_id: int, payload: dict[str, Any], now: str) -> Job:
    row = {
        "kind": kind,
        "state": "queued",
        "person_id": person_id,
        "payload": json.dumps(payload),
        "created_at": now,
    }
    return get(db, insert(db, "jobs", row))


def get(db: Database, job_id: int) -> Job:
    return _record(one(db, "job", "SELECT * FROM jobs WHERE id = :id", {"id": job_id}))


def claim(db: Database, *, now: str, until: str) -> Job | None:
    """Take the oldest job that nobody works on, so that no other worker can; counts how often it was taken."""
    row = first(
        db,
        """
        UPDATE jobs SET state = 'running', leased_until = :until,
            payload = json_set(payload, '$.attempts', coalesce(json_extract(payload, '$.attempts'), 0) + 1)
        WHERE id = (
            SELECT id FROM jobs WHERE state = 'queued' OR (state = 'running' AND leased_until < :now)
            ORDER BY id LIMIT 1
        )
        RETURNING *
        """,
        {"now": now, "until": until},
    )
    return _record(row) if row else None


def beat(db: Database, job: Job, *, until: str, done: int, total: int | None) -> bool:
    """Hold on to a job and tell how far it is; False where it was cancelled or taken by another worker."""
    return _change(
        db, job, "leased_until = :until, done = :done, total = :total", until=until, done=done, total=total
    )


def finish(db: Database, job: Job, *, document_id: int) -> bool:
    return _change(
        db,
        job,
        "state = 'done', done = coalesce(total, done), document_id = :document_id",
        document_id=document_id,
    )


def fail(db: Database, job: Job, *, error: str) -> bool:
    return _change(db, job, "state = 'failed', error = :error", error=error)


def cancel(db: Database, job_id: int) -> None:
    """Stop a job that is not over yet; its worker notices at its next step."""
    db.execute(
        "UPDATE jobs SET state = 'cancelled' WHERE id = :id AND state IN ('queued', 'running')",
        {"id": job_id},
    )


def is_any_left(db: Database) -> bool:
    return first(db, "SELECT 1 FROM jobs WHERE state IN ('queued', 'running') LIMIT 1", {}) is not None


def _change(db: Database, job: Job, columns: str, **values: Any) -> bool:
    sql = f"""
        UPDATE jobs SET {columns}
        WHERE id = :id AND state = 'running' AND leased_until = :held RETURNING id
    """
    return first(db, sql, {"id": job.id, "held": job.leased_until, **values}) is not None


def _record(row: dict[str, Any]) -> Job:
    return Job(**{**row, "payload": json.loads(row["payload"])})
