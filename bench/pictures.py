"""The pictures of the README and of docs/, from the running product with its demo: `make pictures`. With a folder as
argument every screen at four sizes goes there instead, to be looked at; a second argument takes only some of them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import screens
from bench.chromium import chromium, sign_in
from tests.serving import ROOT, Server

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}


def main(arguments: list[str]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        Server(Path(folder) / "stet.db", "--demo") as server,
    ):
        page = sign_in(browser, server, viewport=SIZE)
        if arguments:
            count = screens.take_all(browser, server, page, Path(arguments[0]), *arguments[1:2])
            print(f"{count} pictures in {arguments[0]}.")
            return
        FOLDER.mkdir(exist_ok=True)
        _take(page, server.address)
    print(f"Two pictures in {FOLDER.relative_to(ROOT)}.")


def _take(page: Any, address: str) -> None:
    page.goto(f"{address}/d/1")
    page.wait_for_selector("html[data-ready]")
    page.screenshot(path=FOLDER / "workbench.png")
    page.goto(f"{address}/d/1/scores")
    page.screenshot(path=FOLDER / "scores.png")


if __name__ == "__main__":
    main(sys.argv[1:])
