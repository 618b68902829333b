"""The README's pictures, taken from the running product with its demo: `make pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.chromium import chromium, sign_in
from tests.serving import ROOT, Server

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with Server(Path(folder) / "stet.db", "--demo") as server, chromium() as browser:
            page = sign_in(browser, server, viewport=SIZE, device_scale_factor=1)
            page.goto(f"{server.address}/d/1")
            page.wait_for_selector("html[data-ready]")
            page.screenshot(path=FOLDER / "workbench.png")
            page.goto(f"{server.address}/d/1/scores")
            page.screenshot(path=FOLDER / "scores.png")
    print(f"Two pictures in {FOLDER.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
