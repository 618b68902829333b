"""The pictures of the README and of docs/, from the running product with its demo: `make pictures`. With a folder as
argument every screen at four sizes goes there instead, to be looked at; a second argument takes only some of them."""

from __future__ import annotations

import base64
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import screens
from bench.chromium import chromium, sign_in
from tests.serving import ROOT, Server

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen as a page of docs/ shows it: its size and whether it is light or dark."""

    screen: str
    width: int = 1200
    height: int = 520
    scheme: str = "light"


PICTURES = (
    Picture("bench-latin", height=560),
    Picture("bench-arabic", width=1100, height=540),
    Picture("bench-japanese", width=820, height=580),
    Picture("bench-palette", height=540),
    Picture("bench-history", height=600, scheme="dark"),
    Picture("replace", width=960, height=700),
    Picture("review", height=520),
    Picture("export", width=1100, height=640),
)


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
        _take_of_the_readme(page, server.address)
        places = screens.prepare(page, server.address)
        for picture in PICTURES:
            _take(browser, page.context.storage_state(), server.address, picture, places)
    print(f"{len(PICTURES) + 2} pictures in {FOLDER.relative_to(ROOT)}.")


def _take_of_the_readme(page: Any, address: str) -> None:
    page.goto(f"{address}/d/1")
    page.wait_for_selector("html[data-ready]")
    page.screenshot(path=FOLDER / "workbench.png")
    page.goto(f"{address}/d/1/scores")
    page.screenshot(path=FOLDER / "scores.png")


def _take(browser: Any, state: Any, address: str, picture: Picture, places: dict[str, str]) -> None:
    """As WebP, which Chromium writes itself and which is a third of a PNG."""
    viewport = {"width": picture.width, "height": picture.height}
    context = browser.new_context(
        storage_state=state, viewport=viewport, color_scheme=picture.scheme, locale="en-GB"
    )
    page = context.new_page()
    screen = next(each for each in screens.SCREENS if each.name == picture.screen)
    screens.show(page, address, screen, places)
    page.evaluate("document.getElementById('bars')?.replaceChildren()")  # hints of this browser
    shot = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    (FOLDER / f"{picture.screen}.webp").write_bytes(base64.b64decode(shot["data"]))
    context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
