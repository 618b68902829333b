"""Typing while effort is counted, against typing in a project that records none: key to frame, in turns in one run.

python -m bench.effort [RUNS] [KEYS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from app.services import signing_in
from app.services.effort import recording
from app.store import migrations
from bench.chromium import chromium, sign_in
from bench.texts import sentences
from bench.typing import MEASURE, _type
from tests.factories import make_document
from tests.serving import Server

MOST = 1.25  # a page that counts may be slower by a quarter of noise, not more


def main(runs: int = 5, keys: int = 100) -> bool:
    """Print the ratio of the p95s with its spread; True if counting costs nothing that can be told from noise."""
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
                pages.append(page)
            found: list[tuple[float, float]] = []
            for _ in range(runs):
                took = []
                for page in pages:
                    page.bring_to_front()
                    took.append(_type(page, keys))
                found.append((took[0], took[1]))
    ratios = [one / other for one, other in found]
    middle = statistics.median(ratios)
    print(
        f"key to frame with effort / without: median of {runs} runs' p95 {middle:.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}); {statistics.median(one for one, _ in found):.0f} ms "
        f"and {statistics.median(other for _, other in found):.0f} ms"
    )
    return middle <= MOST


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
