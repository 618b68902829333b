"""The demo's pages can be read in every language of the interface: each says other sentences of the services."""

import shutil

import pytest
from flask import url_for

from app.interface import catalogues
from app.services import seeding, signing_in
from app.store import people
from app.store.database import open_database


@pytest.fixture(scope="module")
def demo(tmp_path_factory, empty_database):
    path = shutil.copy(empty_database, tmp_path_factory.mktemp("demo") / "stet.db")
    db = open_database(path)
    signing_in.add_person(db, "Olga", "owner")
    seeding.load_demo(db)
    yield db
    db.close()


@pytest.fixture(scope="module")
def reader(demo, compiled_templates):
    from app import create_app
    from app.access import COOKIE
    from app.config import Config

    app = create_app(Config(db=str(demo.conn.execute("pragma database_list").fetchone()[2])), testing=True)
    app.jinja_env.bytecode_cache = compiled_templates
    browser = app.test_client()
    _, session = signing_in.sign_in_by_link(demo, signing_in.make_link(demo, people.find_owner(demo)), days=1)
    browser.set_cookie(COOKIE, session)
    return browser


def places(app):
    """Every page of the first project and its first document."""
    known = {"project_id": 1, "document_id": 1}
    rules = [
        one for one in app.url_map.iter_rules() if "GET" in one.methods and one.arguments <= known.keys()
    ]
    with app.test_request_context():
        found = [url_for(one.endpoint, **{name: known[name] for name in one.arguments}) for one in rules]
    return [*found, "/p/1/quality/words", "/p/1/quality/done"]


@pytest.mark.parametrize("tag", catalogues.LANGUAGES)
def test_every_page_of_the_demo_is_shown(reader, tag):
    reader.set_cookie("stet-lang", tag)
    answers = {place: reader.get(place).status_code for place in places(reader.application)}
    assert answers["/p/1/quality"] == 200
    assert {place: status for place, status in answers.items() if status >= 500 and place != "/healthz"} == {}
