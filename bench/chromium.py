"""Debian's Chromium, and the way in through the printed link as a person goes it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.serving import Server

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser; ends the program with one sentence where there is none."""
    from playwright.sync_api import sync_playwright

    executable = os.environ.get("STET_CHROMIUM") or shutil.which("chromium")
    if executable is None:
        sys.exit("No Chromium was found. Install it (apt install chromium) or set STET_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def sign_in(browser: Any, server: Server, **options: Any) -> Any:
    """A page in which the owner is signed in through the printed link."""
    page = browser.new_context(
        **{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
    ).new_page()
    page.set_default_timeout(15_000)
    page.goto(server.link)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/link/" not in url)
    return page
