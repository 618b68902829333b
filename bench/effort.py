"""Typing while effort is counted, against typing in a project that records none: the page's processor time for the same keys, in turns.

Frames depend on what else a computer does; processor time of the page's thread does not, so it carries the promise.

python -m bench.effort [RUNS] [KEYS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.services import signing_in
from app.services.effort import recording
from app.store import migrations
from bench.chromium import chromium, sign_in
from bench.texts import sentences
from bench.typing import MEASURE, _type
from tests.factories import make_document
from tests.serving import Server

MOST = 1.1


def main(runs: int = 7, keys: int = 55) -> bool:
    """Print both ratios with their spread; True if counting costs at most a tenth of the time that typing takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        db = migrations.prepare(path)
        owner = signing_in.ensure_owner(db)
        paragraphs = [n // 5 + 1 for n in range(200)]
        counted, plain = (
            make_document(db, sentences(200), paragraphs=paragraphs, project=name) for name in ("A", "B")
        )
        recording.switch(db, plain.project_id, False, who=owner)
        db.close()
        with Server(path) as server, chromium() as browser:
            first = sign_in(browser, server)
            pages = []
            for document, page in ((counted, first), (plain, first.context.new_page())):
                page.goto(f"{server.address}/d/{document.id}")
                page.wait_for_selector("html[data-ready]")
                page.evaluate(MEASURE)
                pages.append((page, _clock(page)))
            found = [[_run(page, clock, keys) for page, clock in pages] for _ in range(runs)]
    busy = [one[0] / other[0] for one, other in found]
    frames = [one[1] / other[1] for one, other in found]
    print(
        f"processor time of typing with effort / without: median of {runs} runs {statistics.median(busy):.2f} "
        f"({min(busy):.2f} to {max(busy):.2f}); key to frame, p95: {statistics.median(frames):.2f} "
        f"({min(frames):.2f} to {max(frames):.2f})"
    )
    return statistics.median(busy) <= MOST


def _clock(page: Any) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def _run(page: Any, clock: Any, keys: int) -> tuple[float, float]:
    """Seconds of the page's thread, and the 95th percentile from key to frame in milliseconds."""
    page.bring_to_front()
    before = _busy(clock)
    frames = _type(page, keys)
    return _busy(clock) - before, frames


def _busy(clock: Any) -> float:
    metrics = {one["name"]: one["value"] for one in clock.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
