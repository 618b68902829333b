"""Every screen of the demo at four sizes, light and dark, to be looked at: `make pictures ARGS=folder`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.serving import ROOT, Server

SIZES = ((1440, 900), (1366, 768), (768, 1024), (390, 844))
SCHEMES = ("light", "dark")


def _nothing(page: Any) -> None:
    """The page as it opens."""


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    path: str
    act: Callable[[Any], None] = _nothing


def edit(number: int, text: str) -> Callable[[Any], None]:
    """Type this text into a segment, and leave the caret there."""

    def act(page: Any) -> None:
        row = page.locator(f'#rows .row[aria-rowindex="{number + 1}"]')
        row.locator(".box").click()
        row.locator(".entry:focus").wait_for()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
        page.locator("#indicator[data-kind=saved]").wait_for()

    return act


def history_of(number: int) -> Callable[[Any], None]:
    """The panel with the revisions of a segment."""

    def act(page: Any) -> None:
        page.locator(f'#rows .row[aria-rowindex="{number + 1}"] .box').click()
        press("h")(page)
        page.locator(".revision-text").first.wait_for()

    return act


def press(*keys: str) -> Callable[[Any], None]:
    """Leave the text for the list, then these keys."""

    def act(page: Any) -> None:
        page.keyboard.press("Escape")
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(300)

    return act


def look_up(page: Any) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("festival")
    page.locator("[role=option]", has_text="Festival").first.wait_for()


def ask_for_a_view(page: Any) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.locator("#view-menu:popover-open").wait_for()


LATIN = edit(9, "Some also turned themselves in.")
ARABIC = edit(4, "في الأيام المشمسة يذهب الفائض إلى 17 منزلًا مجاورًا، وكذلك يوم Tuesday.")
JAPANESE = edit(5, "運転手たちは笑って受け止めている、と警察は話す。")

SCREENS: tuple[Screen, ...] = (
    Screen("bench-latin", "/d/1", LATIN),
    Screen("bench-arabic", "/d/8", ARABIC),
    Screen("bench-japanese", "/d/9", JAPANESE),
    Screen("bench-from-arabic", "/d/3"),
    Screen("bench-chinese", "/d/7"),
    Screen("bench-history", "/d/1", history_of(3)),
    Screen("bench-menu", "/d/1", ask_for_a_view),
    Screen("bench-keys", "/d/1", press("?")),
    Screen("bench-palette", "/d/1", look_up),
    Screen("bench-empty", "/d/9?state=questions"),
    Screen("home", "/"),
    Screen("project", "/p/1"),
    Screen("project-settings", "/p/1/settings"),
    Screen("import", "/import"),
    Screen("import-check", "/import/{check}"),
    Screen("export", "/d/1/export"),
    Screen("scores", "/d/1/scores"),
    Screen("project-scores", "/p/1/scores"),
    Screen("review", "/d/1/review"),
    Screen("marking", "/d/1/marks"),
    Screen("quality", "/p/1/quality"),
    Screen("effort", "/p/1/effort"),
    Screen("history", "/d/1/history"),
    Screen("search", "/p/1/search?q=festival"),
    Screen("replace", "/p/1/search?q=festival&replacement=feast&do=replace"),
    Screen("search-empty", "/p/1/search?q=xylophone"),
    Screen("waiting", "/waiting"),
    Screen("people", "/people"),
    Screen("account", "/account"),
    Screen("settings", "/settings"),
    Screen("new-project", "/p/new"),
    Screen("empty-project", "/p/{empty}"),
    Screen("error", "/nothing-here"),
)


def take_all(browser: Any, server: Server, page: Any, folder: Path, wanted: str = "") -> int:
    """Take the pictures whose names have `wanted` in them; returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    places = prepare(page, server.address)
    state = page.context.storage_state()
    screens = [each for each in SCREENS if wanted in each.name]
    for width, height in SIZES:
        for scheme in SCHEMES:
            options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
            context = browser.new_context(storage_state=state, locale="en-GB", **options)
            window = context.new_page()
            for screen in screens:
                show(window, server.address, screen, places)
                window.screenshot(path=folder / f"{screen.name}-{width}x{height}-{scheme}.png")
            context.close()
    return len(screens) * len(SIZES) * len(SCHEMES)


def prepare(page: Any, address: str) -> dict[str, str]:
    """What the demo lacks: a text that waits to be checked, and a project without documents."""
    page.goto(f"{address}/import")
    page.fill("#text", (ROOT / "seeds" / "prison-break.en.txt").read_text(encoding="utf-8"))
    page.locator("button[form=text-form]").click()
    page.wait_for_url("**/import/*")
    check = _number(page.url)
    page.goto(f"{address}/p/new")
    page.get_by_label("Name").fill("Spring catalogue")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/p/\d+"))
    return {"check": check, "empty": _number(page.url)}


def _number(url: str) -> str:
    return re.findall(r"/(?:import|p)/([\w-]+)", url)[0]


def show(page: Any, address: str, screen: Screen, places: dict[str, str]) -> None:
    page.goto(address + screen.path.format(**places))
    if page.locator("#bench").count():
        page.wait_for_selector("html[data-ready]")
    screen.act(page)
    page.wait_for_timeout(150)
