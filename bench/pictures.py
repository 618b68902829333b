"""The README's pictures, taken from the running product with its demo: `make pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench.chromium import chromium, sign_in
from tests.serving import ROOT, Server

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        server = Server(Path(folder) / "stet.db", "--demo")
        with server:
            _take(sign_in(browser, server, viewport=SIZE), server.address)
    print(f"Two pictures in {FOLDER.relative_to(ROOT)}.")


def _take(page: Any, address: str) -> None:
    page.goto(f"{address}/d/1")
    page.wait_for_selector("html[data-ready]")
    page.screenshot(path=FOLDER / "workbench.png")
    page.goto(f"{address}/d/1/scores")
    page.screenshot(path=FOLDER / "scores.png")


if __name__ == "__main__":
    main()
