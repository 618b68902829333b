"""Long work in the background: uploads that are too large to wait for, done by one thread of the server.

A job is leased. A worker that dies lets its lease run out, and the next one begins the job again from the bytes that
were stored before the upload was answered; what the dead one had staged is swept away.
"""

from __future__ import annotations

import base64
import json
import logging
import secrets
import threading
from dataclasses import asdict, replace
from typing import Any

from sqlite_utils import Database

from ... import clock
from ...config import Config
from ...domain.errors import Busy, StetError
from ...domain.models import Person
from ...store import imports, jobs, people, projects
from ...store.database import open_database, writing
from ...store.imports import ImportRow
from ...store.jobs import Job
from .. import importing
from .parsing import ImportOptions, Upload

LEASE_SECONDS = 8.0
PAUSE_SECONDS = 0.5
MOST_ATTEMPTS = 3

log = logging.getLogger("stet")
_workers: dict[str, threading.Thread] = {}
_guard = threading.Lock()


class Lost(Exception):
    """The job was cancelled, or another worker has it."""


def queue_import(
    db: Database, upload: Upload, options: ImportOptions, *, project_id: int, author: Person
) -> Job:
    """Store an upload and the job that will import it; both are on disk when this returns."""
    projects.get(db, project_id)
    row = ImportRow(
        id=secrets.token_urlsafe(12),
        person_id=author.id,
        project_id=project_id,
        file_name=upload.file_name,
        data=upload.data,
        options=json.dumps(
            {
                "name": upload.name,
                "options": asdict(options),
                "source": _encoded(upload.source),
                "reference": _encoded(upload.reference),
            }
        ),
        plan=None,
        created_at=clock.now(),
    )
    with writing(db):
        imports.add(db, row)
        payload = {"import_id": row.id}
        return jobs.add(db, kind="import", person_id=author.id, payload=payload, now=clock.now())


def get(db: Database, job_id: int) -> Job:
    return jobs.get(db, job_id)


def cancel(db: Database, job_id: int) -> Job:
    """Stop a job; nothing of it stays."""
    with writing(db):
        jobs.cancel(db, job_id)
        return jobs.get(db, job_id)


def describe(job: Job) -> dict[str, Any]:
    keys = ("id", "state", "done", "total", "error", "document_id")
    return {key: getattr(job, key) for key in keys}


def ensure_working(config: Config) -> None:
    """See to it that a thread of this process works until no job is left."""
    with _guard:
        if config.db in _workers:
            return
        thread = threading.Thread(target=_work, args=(config.db,), name="stet-jobs", daemon=True)
        _workers[config.db] = thread
        thread.start()


def resume(db: Database, config: Config) -> None:
    """At the start of a server: go on with what an earlier one left."""
    if jobs.is_any_left(db):
        ensure_working(config)


def _work(path: str) -> None:
    db = open_database(path)
    pause = threading.Event()
    try:
        while True:
            with _guard:
                if not jobs.is_any_left(db):
                    _workers.pop(path, None)
                    return
            if not _try(db):
                pause.wait(PAUSE_SECONDS)
    finally:
        with _guard:
            if _workers.get(path) is threading.current_thread():
                del _workers[path]
        db.close()


def _try(db: Database) -> bool:
    try:
        return work_once(db)
    except Busy:
        return False


def work_once(db: Database) -> bool:
    """Do the oldest job that waits; False where there is none."""
    with writing(db):
        job = jobs.claim(db, now=clock.now(), until=_lease())
    if job is None:
        return False
    try:
        _run(db, job)
    except Lost:
        pass
    except StetError as error:
        _fail(db, job, error.message)
    except Exception as error:
        log.error("job %s failed", job.id, exc_info=error)
        _fail(db, job, "Something in Stet went wrong. Nothing was imported; try again.")
    return True


def _run(db: Database, job: Job) -> None:
    if job.payload["attempts"] > MOST_ATTEMPTS:
        _fail(db, job, f"This was tried {MOST_ATTEMPTS} times and never finished. Split the file into parts.")
        return
    row = imports.get(db, job.payload["import_id"], job.person_id)
    found = json.loads(row.options)
    upload = Upload(
        row.file_name, row.data, found["name"], _decoded(found["source"]), _decoded(found["reference"])
    )
    hold = Hold(db, job)
    importing.import_files(
        db,
        [upload],
        ImportOptions(**found["options"]),
        author=people.get_by_id(db, job.person_id),
        project_id=row.project_id,
        progress=hold.progress,
        beat=hold.beat,
        also=hold.finish,
    )


class Hold:
    """A worker's hold on a job, renewed with every step; raises Lost where somebody took it away."""

    def __init__(self, db: Database, job: Job) -> None:
        self.db, self.job = db, job
        self.done, self.total = 0, job.total

    def progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.beat()

    def beat(self) -> None:
        until = _lease()
        with writing(self.db):
            held = jobs.beat(self.db, self.job, until=until, done=self.done, total=self.total)
        if not held:
            raise Lost
        self.job = replace(self.job, leased_until=until)

    def finish(self, document_ids: list[int]) -> None:
        """Inside the transaction that shows the document: both happen, or neither."""
        if not jobs.finish(self.db, self.job, document_id=document_ids[0]):
            raise Lost
        imports.delete(self.db, self.job.payload["import_id"])


def _fail(db: Database, job: Job, error: str) -> None:
    with writing(db):
        current = jobs.get(db, job.id)
        if current.state == "running" and current.payload == job.payload:
            jobs.fail(db, current, error=error)
            imports.delete(db, job.payload["import_id"])


def _lease() -> str:
    return clock.later(seconds=LEASE_SECONDS)


def _encoded(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
