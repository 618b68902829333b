"""Seven tabs of one document in one browser over HTTP/1.1: the seventh opens like the first, because they share one stream."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from bench.chromium import chromium, sign_in
from tests.serving import Server

TABS = 7
AT_MOST = 2.0  # seconds, for the seventh


def main() -> bool:
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "stet.db", "--demo") as server,
        chromium() as browser,
    ):
        context = sign_in(browser, server).context
        taken = [_open(context, server.address) for _ in range(TABS)]
    first, last = taken[0], taken[-1]
    print(
        f"  tab 1: {first:.2f} s · tab {TABS}: {last:.2f} s · ratio {last / first:.2f} · at most {AT_MOST:.0f} s"
    )
    return last <= AT_MOST


def _open(context: Any, address: str) -> float:
    page = context.new_page()
    start = time.perf_counter()
    page.goto(f"{address}/d/1")
    page.wait_for_selector("html[data-ready]")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
