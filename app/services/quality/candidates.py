"""Statistics of every system's text against its references: few are computed at once, many in a process of their own."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from typing import NamedTuple

from sqlite_utils import Database

from ...config import ROOT
from ...domain.errors import Busy
from ...domain.models import SegmentStatistics
from ...domain.scoring import statistics, sums
from ...store.database import database_path, open_database, writing
from ...store.measures import candidates
from ...store.measures.candidates import Missing

AT_ONCE = 300  # texts that a page computes while it is opened
CHUNK = 2000
SECONDS = 600  # for a chunk, on a busy computer
log = logging.getLogger("stet")
_workers: set[tuple[str, int]] = set()
_guard = threading.Lock()


class Progress(NamedTuple):
    """How many texts are measured, of how many."""

    done: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.total


def ensure(db: Database, project_id: int) -> Progress:
    """Measure what is missing: a little now, more in the background. A page shows how far it is."""
    done, total = candidates.count(db, project_id)
    if done >= total:
        return Progress(done, total)
    if total - done <= AT_ONCE:
        try:
            measure_now(db, project_id, AT_ONCE)
        except Busy:
            return Progress(done, total)
        return Progress(*candidates.count(db, project_id))
    _work_on(str(database_path(db)), project_id)
    return Progress(done, total)


def measure_now(db: Database, project_id: int, limit: int) -> None:
    _save(
        db,
        [
            (one, *_measured(one.text, one.reference, one.lang))
            for one in candidates.missing(db, project_id, limit)
        ],
    )


def _measured(text: str, reference: str, lang: str | None) -> tuple[SegmentStatistics, float]:
    found = statistics.of_segment(text, reference, lang)
    return found, sums.segment_scores(found, lang)["chrf"].score or 0.0


def _save(db: Database, rows: list[tuple[Missing, SegmentStatistics, float]]) -> None:
    with writing(db):
        candidates.save(db, rows)


def _work_on(path: str, project_id: int) -> None:
    """One thread for each project; where it dies, the next page begins again with what is missing."""
    with _guard:
        if (path, project_id) in _workers:
            return
        _workers.add((path, project_id))
    threading.Thread(target=_work, args=(path, project_id), name=_name(project_id), daemon=True).start()


def wait(project_id: int) -> None:
    """Until nothing of this project is being measured in this process."""
    for thread in threading.enumerate():
        if thread.name == _name(project_id):
            thread.join()


def _name(project_id: int) -> str:
    return f"stet-candidates-{project_id}"


def _work(path: str, project_id: int) -> None:
    db = open_database(path)
    try:
        while missing := candidates.missing(db, project_id, CHUNK):
            _save(db, _apart(missing))
    except (Busy, subprocess.SubprocessError, OSError, ValueError) as error:
        log.warning("measuring project %s stopped: %s", project_id, error)
    finally:
        db.close()
        with _guard:
            _workers.discard((path, project_id))


def _apart(missing: list[Missing]) -> list[tuple[Missing, SegmentStatistics, float]]:
    """In a child process, so that scoring takes no time from people who type."""
    texts = json.dumps([(one.text, one.reference, one.lang) for one in missing])
    answer = subprocess.run(
        [sys.executable, "-m", "app.services.quality.child"],
        cwd=ROOT,
        input=texts.encode(),
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    found = json.loads(answer.stdout)
    return [
        (one, SegmentStatistics(tuple(bleu), tuple(chrf), tuple(ter) if ter else None, reason), score)
        for one, (bleu, chrf, ter, reason, score) in zip(missing, found, strict=True)
    ]


def answer(texts: str) -> str:
    """What the child says: the statistics of each (text, reference, language), in order."""
    found = []
    for text, reference, lang in json.loads(texts):
        one, score = _measured(text, reference, lang)
        found.append((one.bleu, one.chrf, one.ter, one.ter_reason, score))
    return json.dumps(found)
