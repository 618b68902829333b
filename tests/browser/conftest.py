"""One Chromium for all browser tests; without one they are skipped, unless STET_STRICT=1."""

import os
import shutil

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    executable = os.environ.get("STET_CHROMIUM") or shutil.which("chromium")
    if executable is None:
        missing = (
            "BROWSER TESTS NOT RUN: no Chromium was found (apt-get install chromium, or set STET_CHROMIUM)"
        )
        if os.environ.get("STET_STRICT") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright().start()
    chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
    yield chromium
    chromium.close()
    playwright.stop()
