"""Every route has a guard; strangers, other sites and odd requests get a plain refusal and change nothing."""

import pytest
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import IntegerConverter

from app.domain.permissions import may
from tests.conftest import form_token
from tests.factories import make_document, make_person

SAFE = {"GET", "HEAD", "OPTIONS"}
ROLES = ("viewer", "editor", "reviewer", "lead", "owner")
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}${7*7}",
    "]]><!--<script>",
)


def address(rule, number=1):
    """An address that matches a rule, with the same number for every id."""
    values = {
        name: number if isinstance(converter, IntegerConverter) else "x"
        for name, converter in rule._converters.items()
    }
    return rule.build(values, append_unknown=False)[1]


def calls(app, *, guarded=None, unsafe=None):
    """(method, address, what it needs) of every route."""
    for rule in app.url_map.iter_rules():
        needs = getattr(app.view_functions[rule.endpoint], "needs", "nothing")
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            if guarded is not None and (needs is not None) != guarded:
                continue
            if unsafe is not None and (method not in SAFE) != unsafe:
                continue
            yield method, address(rule), needs


def content(db):
    """Every row of every table; of an index those of the tables that hold it."""
    real = [table.name for table in db.tables if not table.schema.upper().startswith("CREATE VIRTUAL")]
    return {table: list(db.query(f"SELECT * FROM {table}")) for table in real}


def send(client, method, path, **more):
    body = {"json": {}} if path.startswith("/api/") and method not in SAFE else {}
    return client.open(path, method=method, **{**body, **more})


def test_every_route_says_whom_it_is_for(app):
    for rule in app.url_map.iter_rules():
        assert hasattr(app.view_functions[rule.endpoint], "needs"), (
            f"{rule.rule} has no guard: write @needs(…) or @open_to_all above it"
        )


def test_what_is_open_to_all_is_known(app):
    """A new door without a lock is to be seen in a review."""
    found = {path for _, path, _ in calls(app, guarded=False)}
    assert found <= {"/healthz", "/sign-in", "/link/x", "/static/x/x", "/language"}


def test_strangers_are_asked_to_sign_in(app, db, client, signed_in):
    make_document(db)
    client.environ_base["HTTP_X_CSRFTOKEN"] = form_token(client)
    for method, path, _ in calls(app, guarded=True):
        answer = send(client, method, path)
        if method == "GET" and not path.startswith("/api/"):
            assert answer.status_code == 302, (method, path)
            assert answer.location.startswith("/sign-in?next="), (method, path)
        else:
            assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_it_may_and_nothing_else(app, db, client_of, role):
    make_document(db)
    browser = client_of(make_person(db, "Robin", role))
    for method, path, needs in calls(app, guarded=True):
        if path in ("/sign-out",):
            continue
        status = send(browser, method, path).status_code
        assert (status == 403) == (not may(role, needs)), (role, method, path, status)


def test_every_route_answers_nonsense_without_failing(app, db, signed_in):
    make_document(db)
    for method, path, _ in calls(app):
        if path != "/sign-out":
            assert send(signed_in, method, path).status_code < 500, (method, path)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_requests_from_other_sites_change_nothing(app, db, signed_in, headers):
    make_document(db)
    before = content(db)
    for method, path, _ in calls(app, unsafe=True):
        assert send(signed_in, method, path, headers=headers).status_code == 403, (method, path)
    assert content(db) == before


@pytest.mark.parametrize("token", ["", "forged", "of another session"])
def test_requests_without_the_forms_token_change_nothing(app, db, signed_in, token):
    make_document(db)
    before = content(db)
    if token == "of another session":
        token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("1" * 40)
    for method, path, _ in calls(app, unsafe=True):
        answer = send(signed_in, method, path, headers={"X-CSRFToken": token})
        assert answer.status_code == 403, (method, path)
    assert content(db) == before


def test_get_changes_nothing(app, db, signed_in):
    make_document(db)
    before = content(db)
    for method, path, _ in calls(app, unsafe=False):
        send(signed_in, method, path)
    # That somebody took a file away is noted.
    assert {**content(db), "events": None} == {**before, "events": None}


@pytest.mark.parametrize("path", ["/", "/sign-in", "/api/v1/projects", "/healthz", "/nowhere", "/static/x/x"])
def test_every_answer_is_hardened(signed_in, path):
    headers = signed_in.get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")


def test_private_pages_are_kept_by_no_cache(signed_in):
    for path in ("/", "/api/v1/projects"):
        assert signed_in.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.2", ""]
)
def test_an_unknown_host_name_is_refused(client, host):
    assert client.get("/sign-in", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_this_computers_names_are_known(client, host):
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example",
     "\t//evil.example", "///evil.example", "javascript:alert(1)", "%2f%2fevil.example", "/..//evil.example",
     "/%0d%0aLocation:x", "/nowhere", " /", "data:text/html,x", "/sign-out", "evil.example", "/\x00", "//", "/\t/evil"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_place(db, client, signed_in, owner, wanted):
    from app.services import signing_in

    client.environ_base["HTTP_X_CSRFTOKEN"] = form_token(client)
    link = signing_in.make_link(db, owner)

    answer = client.post(f"/link/{link}", data={"next": wanted})

    assert (answer.status_code, answer.location) == (302, "/")


@pytest.mark.parametrize("path", ["//evil.example/x", "///x", "/\\evil.example", "/p/1/..%2f..%2fetc/passwd",
                                  "/static/x/..%2f..%2fdb.py", "/static/x/../../config.py", "/p/1%00", "/d/-1", "/p/１"])  # fmt: skip
def test_odd_addresses_are_refused_without_a_redirect(signed_in, path):
    answer = signed_in.open(base_url="http://localhost", path=path)
    assert answer.status_code in (400, 404), answer.location


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 2**64, 10**30])
def test_ids_beyond_every_row_are_not_found(app, db, signed_in, number):
    for rule in app.url_map.iter_rules():
        if "<int:" not in rule.rule or "GET" not in rule.methods:
            continue
        path = address(rule, number)
        assert signed_in.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[" * 100_000, "application/json"),
        (b'{"text":' + b"[" * 5000 + b"]" * 5000 + b"}", "application/json"),
        (b"\xff\xfe\x00{", "application/json"),
        (b'{"text": "\xed\xa0\x80"}', "application/json"),
        (b'{"text": "\\ud800", "base_revision": 0, "op_id": "surrogate"}', "application/json"),
        (b'{"text": "a\\u0000b", "base_revision": 0, "op_id": "nul-in-text"}', "application/json"),
        (b'{"text": 1, "base_revision": 0}', "application/json"),
        (b'{"text": "x", "base_revision": 1e999, "op_id": "infinite"}', "application/json"),
        (b'{"text": "x", "base_revision": 99999999999999999999999999, "op_id": "large"}', "application/json"),
        (b"null", "application/json"),
        (b"", "application/json"),
        (b"text=x", "text/plain"),
    ],
)
def test_bodies_that_are_no_request_are_refused(db, api, body, kind):
    document = make_document(db)

    answer = api.post("/api/v1/segments/1/revisions", data=body, content_type=kind)

    assert 400 <= answer.status_code < 500, answer.status_code
    assert answer.json["ok"] is False
    assert len(answer.json["error"]) > 10
    assert not db.execute("SELECT count(*) FROM revisions").fetchone()[0]
    assert document


def test_large_requests_are_refused(app, api, db):
    make_document(db)
    app.config["MAX_CONTENT_LENGTH"] = 1000

    answer = api.post(
        "/api/v1/segments/1/revisions", json={"text": "x" * 5000, "base_revision": 0, "op_id": "large-1"}
    )

    assert answer.status_code == 413
    assert answer.json["ok"] is False


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_script(app, db, signed_in, payload):
    """Every text field holds the payload; every page shows it as text."""
    from app.domain.models import ImportedSegment
    from app.services import asking, revising
    from app.store import segments

    document = make_document(
        db, [payload, payload], sources=[payload, payload], other_system=[payload, payload], project=payload
    )
    db.table("documents").update(document.id, {"name": payload})
    robin = make_person(db, "Robin")
    first = segments.live(db, document.id)[0]
    revising.save_revision(db, first.id, payload + ".", base_revision=0, author=robin, confirm=True)
    revising.save_draft(db, segments.live(db, document.id)[1].id, payload, base_revision=0, author=robin)
    asking.ask(db, first.id, payload, author=robin)
    db.table("people").insert(
        {"name": payload, "name_key": payload, "role": "editor", "created_at": "2026", "salt": "x"}
    )
    assert ImportedSegment(payload)
    for _, path, _ in calls(app, unsafe=False):
        for query in ("", f"?q={payload}&state=all&next={payload}"):
            answer = signed_in.get(path + query)
            if answer.mimetype == "text/html":
                page = answer.text
                for raw in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', "49$49"):
                    assert raw not in page, (path, raw)
                assert "onerror=alert" not in page.replace("&gt;&lt;img src=x onerror=alert(1)&gt;", "") or (
                    "&lt;img src=x onerror" in page
                ), path


def test_an_uploaded_page_is_never_opened_as_a_page(app, db, signed_in):
    document = make_document(db, ["<script>alert(1)</script>"])
    for kind in ("html", "txt", "csv", "md", "jsonl"):
        for path in (
            f"/d/{document.id}/export/file?format={kind}",
            f"/api/v1/documents/{document.id}/export?format={kind}",
        ):
            answer = signed_in.get(path)
            if answer.status_code == 200:
                assert answer.headers["Content-Disposition"].startswith("attachment"), path
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_fails_shows_no_trace(config):
    from app import create_app

    app = create_app(config)

    @app.get("/broken")
    def broken():
        raise ZeroDivisionError("the secret of this line")

    answer = app.test_client().get("/broken")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_session_ends_when_its_person_signs_out(signed_in):
    assert signed_in.get("/").status_code == 200
    cookie = signed_in.get_cookie("stet-session").value
    signed_in.post("/sign-out")
    signed_in.set_cookie("stet-session", cookie)

    assert signed_in.get("/").status_code == 302


def test_a_password_that_changes_ends_other_sign_ins(db, signed_in, owner):
    from app.services import signing_in

    signing_in.set_password(db, owner, "a long password")

    assert signed_in.get("/").status_code == 302


def test_someone_who_was_removed_is_out_at_once(db, client_of):
    from app.services import erasing

    robin = make_person(db, "Robin")
    make_person(db, "Olaf", "owner")
    browser = client_of(robin)
    assert browser.get("/").status_code == 200

    erasing.erase_person(db, "Robin", who=robin)

    assert browser.get("/").status_code == 302


def test_looking_at_a_link_does_not_use_it_up(db, client, signed_in, owner):
    from app.services import signing_in

    link = signing_in.make_link(db, owner)
    client.environ_base["HTTP_X_CSRFTOKEN"] = form_token(client)

    assert client.get(f"/link/{link}").status_code == 200
    assert client.get(f"/link/{link}").status_code == 200
    assert client.post(f"/link/{link}").status_code == 302
    assert client.post(f"/link/{link}").status_code == 401


def test_guessing_a_password_is_slowed_down(db, client, signed_in, owner):
    from app.services import signing_in

    signing_in.set_password(db, owner, "the right password")
    client.environ_base["HTTP_X_CSRFTOKEN"] = form_token(client)
    statuses = [
        client.post("/sign-in", data={"name": owner.name, "password": f"wrong {number}"}).status_code
        for number in range(8)
    ]

    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    assert (
        client.post("/sign-in", data={"name": owner.name, "password": "the right password"}).status_code
        == 429
    )


def test_tabs_opened_at_once_carry_the_same_form_token(app, signed_in, client_of, owner, db):
    """A browser that starts again restores its tabs all at once, without the cookie that ended with it."""
    signed_in.delete_cookie(app.config["SESSION_COOKIE_NAME"])
    first = form_token(signed_in)
    signed_in.delete_cookie(app.config["SESSION_COOKIE_NAME"])
    second = form_token(signed_in)
    for token in (first, second):
        answer = signed_in.put(
            "/api/v1/me/preferences", json={"preferences": {}}, headers={"X-CSRFToken": token}
        )
        assert answer.status_code == 200, answer.get_json()
    answer = client_of(owner).put(
        "/api/v1/me/preferences", json={"preferences": {}}, headers={"X-CSRFToken": first}
    )
    assert answer.status_code == 403
