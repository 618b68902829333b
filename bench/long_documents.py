"""Documents of 200, 10,000 and 100,000 segments in one run, in turns: what an editor does all day must not notice the length.

Opening, going to a number, turning a page, confirming across a page border (the next page fetched ahead), saving with
scores, and the pages that look at a whole document. One segment in ten was corrected before. A document of 200 has one
page, so that whatever turns pages is compared with 10,000.

python -m bench.long_documents [ROUNDS]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from app import clock
from app.domain.models import Person
from app.services import signing_in
from app.store import migrations, revisions, segments
from app.store.database import writing
from bench.chromium import chromium, sign_in
from bench.texts import sentences
from tests.factories import make_document
from tests.serving import Client, Server

SIZES = (200, 10_000, 100_000)
MOST_RATIO = 1.3
PAGE = 200
# What is measured, the longest it may take in seconds (None: no promise of its own), and with which size it is compared.
PROMISES: dict[str, tuple[float | None, int]] = {
    "open": (1.5, 200),
    "save": (None, 200),
    "go to a number": (0.7, 10_000),
    "turn a page": (0.7, 10_000),
    "confirm across a border": (0.1, 10_000),
    "review": (None, 10_000),
    "history": (None, 10_000),
    "compare": (None, 10_000),
    "find a frequent word": (None, 10_000),
    "find a rare word": (None, 10_000),
}
# The pages of a whole document: bound by what they show, measured besides and held to no ratio.
LISTS = {
    "review": "/d/{document}/review",
    "history": "/d/{document}/history",
    "compare": "/d/{document}/compare",
    "find a frequent word": "/p/{project}/search?q=the",
    "find a rare word": "/p/{project}/search?q=zwölfte",
}
WATCH = """() => {
  window.steps_ = [];
  let pressed = 0;
  const press = event => { if (event.key !== "Control") pressed = event.timeStamp; };
  document.addEventListener("keydown", press, true);
  document.addEventListener("click", press, true);
  document.addEventListener("focusin", event => {
    if (pressed && event.target.matches(".entry")) { window.steps_.push(performance.now() - pressed); pressed = 0; }
  }, true);
}"""


def main(rounds: int = 5) -> bool:
    """Print the medians and ratios; True if every promise is kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        db = migrations.prepare(path)
        owner = signing_in.ensure_owner(db)
        made = {size: _prepare(db, size, owner) for size in SIZES}
        token = signing_in.make_token(db, owner)
        db.close()
        with Server(path) as server, chromium() as browser:
            bench = _Bench(sign_in(browser, server), server, Client(server, token))
            bench.open(made[200])  # the first visit fills the browser's cache
            found = [{size: bench.round(made[size], number) for size in SIZES} for number in range(rounds)]
    kept = {what: _told(what, found) for what in PROMISES}
    return all(kept.values())


def _prepare(db: Database, size: int, owner: Person) -> dict[str, Any]:
    document = make_document(
        db, sentences(size), paragraphs=[n // 5 + 1 for n in range(size)], project=f"{size} sentences"
    )
    ids = [one.id for one in segments.live(db, document.id)]
    for start in range(0, size, 1000):
        with writing(db):
            for segment_id in ids[start + 3 : start + 1000 : 10]:
                one = segments.get(db, segment_id)
                text, now = one.text.replace("the", "their"), clock.now()
                revisions.add(
                    db, one, text=text, state="confirmed", kind="confirm", author=owner.name, made_at=now
                )
    return {"document": document.id, "project": document.project_id, "ids": ids}


class _Bench:
    def __init__(self, page: Any, server: Server, client: Client) -> None:
        self.page, self.server, self.client = page, server, client
        self.random = random.Random(1)

    def round(self, made: dict[str, Any], number: int) -> dict[str, float]:
        """Seconds of each thing; what there is none of in a short document is left out."""
        pages = len(made["ids"]) // PAGE
        found = {"open": self.open(made), "save": self.save(made, number)}
        if pages > 1:
            self.page.evaluate(WATCH)
            at = self.random.randrange(1, pages - 2) * PAGE
            found["go to a number"] = self._step(lambda: self._go(at + 77))
            found["turn a page"] = self._step(lambda: self.page.locator("#pager a").last.click())
            with self.page.expect_response(lambda answer: "/rows" in answer.url and "page=" in answer.url):
                self._step(lambda: self._go(at + PAGE))
            self.page.wait_for_timeout(500)
            found["confirm across a border"] = self._step(lambda: self.page.keyboard.press("Control+Enter"))
        return found | {name: self._get(address.format(**made)) for name, address in LISTS.items()}

    def open(self, made: dict[str, Any]) -> float:
        self.page.goto("about:blank")
        started = time.perf_counter()
        self.page.goto(f"{self.server.address}/d/{made['document']}", wait_until="commit")
        self.page.wait_for_selector("html[data-ready]")
        return time.perf_counter() - started

    def _go(self, number: int) -> None:
        self.page.keyboard.press("Control+k")
        self.page.keyboard.type(str(number))
        self.page.wait_for_timeout(400)
        self.page.keyboard.press("Enter")

    def _step(self, act: Callable[[], None]) -> float:
        """Seconds from the last key or click to the caret in a text."""
        self.page.evaluate("() => { window.steps_ = []; }")
        act()
        self.page.wait_for_function("() => window.steps_.length")
        return float(self.page.evaluate("() => window.steps_.at(-1)")) / 1000

    def save(self, made: dict[str, Any], number: int) -> float:
        """The median of twenty saves at places all over the document."""
        times = []
        for turn in range(20):
            segment_id = made["ids"][turn * len(made["ids"]) // 20 + 1]
            text = f"The corrected sentence {turn} of round {number} reads well now."
            started = time.perf_counter()
            status, answer = self.client.save(
                segment_id, text, number, f"{segment_id}-{number}-op", confirm=True
            )
            times.append(time.perf_counter() - started)
            assert status == 201, answer
        return statistics.median(times)

    def _get(self, address: str) -> float:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            answer = self.page.request.get(f"{self.server.address}{address}")
            times.append(time.perf_counter() - started)
            assert answer.ok, answer.status
        return statistics.median(times)


def _told(what: str, found: list[dict[int, dict[str, float]]]) -> bool:
    most, compared = PROMISES[what]
    medians = {
        size: statistics.median(one[size][what] for one in found) for size in SIZES if what in found[0][size]
    }
    ratios = sorted(one[SIZES[-1]][what] / one[compared][what] for one in found)
    ratio = statistics.median(ratios)
    shown = " · ".join(f"{size:,}: {seconds * 1000:.0f} ms" for size, seconds in medians.items())
    print(
        f"{what}: {shown}; {SIZES[-1]:,} / {compared:,}: {ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})",
        flush=True,
    )
    is_quick = most is None or medians[SIZES[-1]] <= most
    return is_quick and (what in LISTS or ratio <= MOST_RATIO)


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:])) else 1)
