"""From the start command on an empty folder to the demo's article open for typing; five runs."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bench.chromium import chromium, sign_in
from tests.serving import Server

RUNS = 5
AT_MOST = 60.0  # seconds, the slowest


def main() -> bool:
    with chromium() as browser:
        taken = [_once(browser) for _ in range(RUNS)]
    print(
        f"  start to typing: median {statistics.median(taken):.1f} s ({min(taken):.1f}–{max(taken):.1f}, n = {RUNS})"
        f" · at most {AT_MOST:.0f} s"
    )
    return max(taken) <= AT_MOST


def _once(browser: object) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with Server(Path(folder) / "stet.db", "--demo") as server:
            page = sign_in(browser, server)
            page.goto(f"{server.address}/d/1")
            page.wait_for_selector("html[data-ready] #rows .entry:focus")
            taken = time.perf_counter() - start
            page.context.close()
        return taken


if __name__ == "__main__":
    main()
