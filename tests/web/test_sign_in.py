"""Signing in by link and by password."""

import pytest

from app.services import signing_in
from tests import factories


def with_token(client, page):
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    return {"csrf_token": token}


def test_fetching_a_link_does_not_use_it_up(db, client, owner):
    address = f"/link/{signing_in.make_link(db, owner)}"
    for _ in range(3):
        page = client.get(address).text
    answer = client.post(address, data=with_token(client, page))
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_a_used_link_says_what_to_do(db, client, owner):
    address = f"/link/{signing_in.make_link(db, owner)}"
    form = with_token(client, client.get(address).text)
    client.post(address, data=form)
    answer = client.post(address, data=form)
    assert answer.status_code in (401, 403)
    assert "stet user link" in answer.text or "Reload" in answer.text


def test_a_wrong_password_keeps_the_name(db, client, owner):
    page = client.get("/sign-in").text
    answer = client.post("/sign-in", data={"name": "Olga", "password": "wrong", **with_token(client, page)})
    assert answer.status_code == 401
    assert 'value="Olga"' in answer.text
    assert 'role="alert"' in answer.text


def test_a_password_signs_in_and_leads_back(db, client, owner):
    signing_in.set_password(db, owner, "correct horse battery")
    document = factories.make_document(db)
    page = client.get(f"/d/{document.id}/scores", follow_redirects=True).text
    form = {"name": "olga", "password": "correct horse battery", "next": f"/d/{document.id}/scores"}
    answer = client.post("/sign-in", data={**form, **with_token(client, page)})
    assert answer.location.endswith(f"/d/{document.id}/scores")


def test_a_window_beside_unsaved_text_says_that_it_is_done(db, client, owner):
    signing_in.set_password(db, owner, "correct horse battery")
    page = client.get("/sign-in?window=1").text
    assert "kept in the other window" in page
    form = {"name": "Olga", "password": "correct horse battery", "window": "1"}
    answer = client.post("/sign-in", data={**form, **with_token(client, page)})
    assert 'data-module="signed-in"' in answer.text


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\\evil", "/nothing-here"])
def test_signing_in_leads_to_no_other_site(db, client, owner, wanted):
    signing_in.set_password(db, owner, "correct horse battery")
    page = client.get("/sign-in").text
    form = {"name": "Olga", "password": "correct horse battery", "next": wanted}
    answer = client.post("/sign-in", data={**form, **with_token(client, page)})
    assert answer.location == "/"


def test_an_error_page_has_one_sentence_and_one_way_on(signed_in):
    answer = signed_in.get("/d/999/scores")
    assert answer.status_code == 404
    assert answer.text.count("<h1>") == 1
    assert answer.text.count("btn-primary") == 1
