"""The workbench of 10,000 segments and of 200 opened in Chromium, in turns, until it can be typed in.

python -m bench.opening [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.chromium import chromium, sign_in
from bench.texts import sentences
from tests.factories import make_document
from tests.serving import Server

MOST_SECONDS = 1.5


def main(rounds: int = 5) -> bool:
    """Print seconds and their ratio; True if the promise is kept."""
    from app.services import signing_in
    from app.store import migrations

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        db = migrations.prepare(path)
        signing_in.ensure_owner(db)
        ids = [
            make_document(db, sentences(count), paragraphs=[n // 5 + 1 for n in range(count)]).id
            for count in (10_000, 200)
        ]
        db.close()
        with Server(path) as server, chromium() as browser:
            page = sign_in(browser, server)
            _seconds(page, server, ids[1])  # the first visit fills the browser's cache
            runs = [tuple(_seconds(page, server, one) for one in ids) for _ in range(rounds)]
    many, few = zip(*runs, strict=True)
    ratios = sorted(one / two for one, two in runs)
    print(
        f"workbench open: {statistics.median(many):.2f} s ({min(many):.2f} to {max(many):.2f}) at 10,000 segments, "
        f"{statistics.median(few):.2f} s at 200; ratio {statistics.median(ratios):.2f}"
    )
    return statistics.median(many) <= MOST_SECONDS


def _seconds(page: Any, server: Server, document_id: int) -> float:
    page.goto("about:blank")
    started = time.perf_counter()
    page.goto(f"{server.address}/d/{document_id}", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    return time.perf_counter() - started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
