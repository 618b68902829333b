"""Requests that nobody meant: whatever is sent to whatever address, the answer is no failure of ours."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import create_app
from app.config import Config
from app.services import signing_in
from app.store import database
from tests.factories import make_document
from tests.test_routes import address

TEXTS = (
    "",
    "x",
    "\u202e",
    "日本",
    "👩🏽‍🚀",
    "a\0b",
    "\ud800",
    "%",
    "'; DROP TABLE revisions; --",
    '*"',
    "x" * 5000,
    "en",
    "de",
)
NUMBERS = (-1, 0, 1, 2, 3, 1.5, 2**31, 2**53, 2**63, -(2**70), True, None)
FIELDS = (
    "text", "base_revision", "op_id", "confirm", "offset", "number", "left_out", "editorial", "break", "name",
    "source_lang", "target_lang", "segments", "moves", "query", "replacement", "segment_id", "verdict", "note",
    "reason", "suggestion", "person_id", "kind", "ids", "revision", "state", "source", "project_id",
)  # fmt: skip
PARAMETERS = ("q", "state", "limit", "after", "page", "format", "left_out", "unconfirmed", "cells", "segment", "next",
              "also", "from", "project", "document", "author", "field")  # fmt: skip

values = st.recursive(
    st.sampled_from([*TEXTS, *NUMBERS]) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=4,
)
bodies = st.dictionaries(st.sampled_from(FIELDS), values, max_size=6) | values
parameters = st.dictionaries(
    st.sampled_from(PARAMETERS), st.sampled_from(TEXTS) | st.integers().map(str), max_size=4
)
forms = st.dictionaries(st.sampled_from([*FIELDS, *PARAMETERS]), st.sampled_from(TEXTS), max_size=5)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, empty_database):
    """(application, script's client, owner's browser) on one database that every request may spoil."""
    path = tmp_path_factory.mktemp("fuzz") / "stet.db"
    shutil.copy(empty_database, path)
    db = database.open_database(path)
    owner = signing_in.add_person(db, "Olga", "owner")
    for _ in range(3):
        make_document(db)
    app = create_app(Config(db=str(path)), testing=True)
    script = app.test_client(use_cookies=False)
    script.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {signing_in.make_token(db, owner)}"
    db.close()
    return app, script


def routes(app):
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        if rule.endpoint not in ("api_watching.events",)
    ]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_request_makes_the_server_fail(desk, data):
    app, script = desk
    method, rule = data.draw(st.sampled_from(routes(app)))
    path = address(rule, data.draw(st.integers(1, 12)))
    query = data.draw(parameters)
    more = {}
    if method != "GET":
        if rule.rule.startswith("/api/"):
            more = {"json": data.draw(bodies)}
        else:
            more = {
                "data": {
                    key: value.encode("utf-8", "surrogatepass") for key, value in data.draw(forms).items()
                }
            }
    query = {key: value.encode("utf-8", "surrogatepass") for key, value in query.items()}

    answer = script.open(path, method=method, query_string=query, **more)

    assert answer.status_code < 500 or answer.status_code == 503, (
        method,
        path,
        query,
        more,
        answer.text[:300],
    )
