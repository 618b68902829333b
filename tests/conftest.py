"""What tests share: a database, the application, and people at it. Factories are in factories.py."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlite_utils.utils import sqlite3

from app.config import Config, use

# How long an example takes says how busy the computer is; speed is measured in bench/.
settings.register_profile("stet", deadline=None)
settings.load_profile("stet")

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("STET_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real texts beside the project."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data is not there; set STET_SHARED to its parent")
    return folder


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A migrated database file, copied for each test, because copying is faster than migrating."""
    from app.store import migrations

    path = tmp_path_factory.mktemp("empty") / "stet.db"
    migrations.prepare(path).close()
    return path


@pytest.fixture(autouse=True)
def settings_of_the_environment():
    """A request or command of an earlier test leaves its settings to no other one."""
    use(None)


@pytest.fixture
def db_path(tmp_path, empty_database):
    path = tmp_path / "stet.db"
    shutil.copy(empty_database, path)
    return path


@pytest.fixture
def db(db_path):
    """An open, empty, migrated database. A test that made a table by a typing mistake fails."""
    from app.store.database import open_database

    database = open_database(db_path)
    tables = set(database.table_names())
    yield database
    with suppress(sqlite3.ProgrammingError):  # a test may have closed it
        made = set(database.table_names()) - tables
        database.close()
        assert not made, f"a test made tables by a typing mistake: {made}"


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Templates compiled once for all applications of this process."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def config(db_path):
    return Config(db=str(db_path))


@pytest.fixture
def app(config, compiled_templates):
    """The whole application on the database of `db`; a bug is a traceback, not a page."""
    from app import create_app

    found = create_app(config, testing=True)
    found.jinja_env.bytecode_cache = compiled_templates
    return found


@pytest.fixture
def owner(db):
    from app.services import signing_in

    return signing_in.add_person(db, "Olga", "owner")


@pytest.fixture
def client(app):
    """A browser in which nobody is signed in."""
    return app.test_client()


def form_token(browser):
    """The token of the forms in a page, as a browser would send it."""
    page = browser.get("/sign-in").get_data(as_text=True)
    return re.search(r'name="csrf-token" content="([^"]+)"', page)[1]


@pytest.fixture
def client_of(app, db):
    """client_of(person): a browser in which this person is signed in; every request carries the form token."""
    from app.access import COOKIE
    from app.services import signing_in

    def open_browser(person):
        browser = app.test_client()
        link = signing_in.make_link(db, person)
        _, session = signing_in.sign_in_by_link(db, link, days=1)
        browser.set_cookie(COOKIE, session)
        browser.environ_base["HTTP_X_CSRFTOKEN"] = form_token(browser)
        return browser

    return open_browser


@pytest.fixture
def signed_in(client_of, owner):
    """A browser in which the owner is signed in."""
    return client_of(owner)


@pytest.fixture
def api(app, db, owner):
    """A script's client with the owner's token, no cookies."""
    from app.services import signing_in

    script = app.test_client(use_cookies=False)
    script.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {signing_in.make_token(db, owner)}"
    return script
