"""One Chromium and a real server for browser tests; without Chromium they are skipped, unless STET_STRICT=1."""

import logging
import os
import shutil
import threading
from dataclasses import dataclass

import pytest
from sqlite_utils import Database
from werkzeug.serving import WSGIRequestHandler, make_server

from app.access import COOKIE
from app.services import signing_in
from tests.browser.bench import Bench

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
    found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    executable = os.environ.get("STET_CHROMIUM") or next(filter(None, found), None)
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


class KeptAlive(WSGIRequestHandler):
    """One connection for many small files, as a real server has it."""

    protocol_version = "HTTP/1.1"


@dataclass
class LiveServer:
    """The application on a free port of this computer, and its database."""

    url: str
    db: Database

    def sign_in(self, context, person):
        link = signing_in.make_link(self.db, person)
        _, session = signing_in.sign_in_by_link(self.db, link, days=1)
        context.add_cookies([{"name": COOKIE, "value": session, "url": self.url}])


@pytest.fixture
def live_server(app, db):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=KeptAlive)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)  # seconds until it ends
    thread.start()
    yield LiveServer(f"http://127.0.0.1:{server.server_port}", db)
    server.shutdown()
    thread.join(timeout=5)


@pytest.fixture
def open_context(browser, live_server):
    """open_context(person, …): a browser profile in which this person is signed in. A script error fails the test."""
    contexts, errors = [], []

    def open_one(person, **options):
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        )
        context.set_default_timeout(8000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        live_server.sign_in(context, person)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, f"scripts of the page failed: {errors}"


@pytest.fixture
def open_bench(open_context, live_server, owner):
    """open_bench(document, person=…): the document in a browser of its own."""

    def open_one(document, *, person=None, query="", **options):
        context = open_context(person or owner, **options)
        return Bench(context.new_page(), live_server.url, document).open(query)

    return open_one
