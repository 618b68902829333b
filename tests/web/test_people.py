"""People and one's own settings, without JavaScript."""

import re

import pytest

from app.access import COOKIE
from app.services import admitting, signing_in
from app.store import people
from tests import factories


def test_a_person_is_added_and_comes_in_by_the_link(db, signed_in, client):
    page = signed_in.post("/people", data={"name": "Mira Kaya", "role": "editor"}).text
    path = re.search(r'value="http://localhost(/link/[^"]+)"', page).group(1)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text).group(1)
    client.post(path, data={"csrf_token": token})
    assert client.get("/").status_code == 200
    assert client.get("/people").status_code == 403


@pytest.mark.parametrize("name", ["", "Olga", "x" * 81, "a\u202eb"])
def test_a_bad_name_is_refused_at_its_field(signed_in, name):
    answer = signed_in.post("/people", data={"name": name, "role": "editor"})
    assert answer.status_code == 422
    assert 'aria-describedby="name-error"' in answer.text


def test_somebody_removed_is_out_at_once_and_stays_in_the_history(db, signed_in, client_of):
    mira = factories.make_person(db)
    browser = client_of(mira)
    token = signing_in.make_token(db, mira)
    signed_in.post(f"/people/{mira.id}/remove")
    assert browser.get("/").status_code == 302
    assert signing_in.person_of_token(db, token) is None
    assert "Bring back" in signed_in.get("/people").text


def test_an_old_link_is_no_way_back_in(db, signed_in):
    mira = factories.make_person(db)
    link = signing_in.make_link(db, mira)
    signed_in.post(f"/people/{mira.id}/remove")
    signed_in.post(f"/people/{mira.id}/bring-back")
    with pytest.raises(signing_in.SignInNeeded):
        signing_in.sign_in_by_link(db, link, days=1)


def test_the_only_owner_stays(db, signed_in, owner):
    for address in ("remove", "role"):
        answer = signed_in.post(f"/people/{owner.id}/{address}", data={"role": "editor"})
        assert answer.status_code == 422
        assert "is the only owner" in answer.text
    assert people.get_by_id(db, owner.id).role == "owner"


def test_a_role_is_changed(db, signed_in):
    mira = factories.make_person(db)
    signed_in.post(f"/people/{mira.id}/role", data={"role": "lead"})
    assert admitting.get(db, mira.id).role == "lead"


@pytest.mark.parametrize("path", ["/people", "/people/1/remove", "/people/1/role", "/people/1/link"])
def test_only_owners_see_to_people(db, client_of, path):
    lead = client_of(factories.make_person(db, "Lea", "lead"))
    answer = lead.get(path) if path == "/people" else lead.post(path, data={"role": "owner"})
    assert answer.status_code == 403


def test_a_first_password_needs_no_old_one_and_signs_others_out(db, signed_in, client_of, owner):
    other = client_of(owner)
    answer = signed_in.post("/account/password", data={"new": "correct horse"}, follow_redirects=True)
    assert "Your password is set." in answer.text
    assert other.get("/").status_code == 302


def test_a_new_password_needs_the_old_one(db, signed_in, owner):
    signed_in.post("/account/password", data={"new": "correct horse"})
    wrong = signed_in.post("/account/password", data={"old": "wrong", "new": "battery staple"})
    assert wrong.status_code == 422
    assert "is not right" in wrong.text
    right = signed_in.post("/account/password", data={"old": "correct horse", "new": "battery staple"})
    assert right.status_code == 303
    assert signed_in.get("/").status_code == 200


def test_a_short_password_is_refused_in_words(signed_in):
    answer = signed_in.post("/account/password", data={"new": "short"})
    assert answer.status_code == 422
    assert "at least 8 characters" in answer.text


def test_a_look_is_kept_with_the_person_and_in_no_cookie(signed_in, client_of, owner):
    look = {"theme": "dark", "text_size": "20", "font": "serif", "width": "narrow"}
    answer = signed_in.post("/settings/look", data=look)
    assert "Set-Cookie" not in answer.headers
    elsewhere = client_of(owner)
    html = elsewhere.get("/").text.partition("<head")[0]
    for attribute in ('data-theme="dark"', 'data-text="20"', 'data-font="serif"', 'data-width="narrow"'):
        assert attribute in html
    elsewhere.post(
        "/settings/look", data={"theme": "system", "text_size": "17", "font": "sans", "width": "normal"}
    )
    assert "data-" not in signed_in.get("/").text.partition("<head")[0]


def test_pages_of_strangers_follow_the_system(signed_in, client):
    signed_in.post("/settings/look", data={"theme": "dark"})
    client.set_cookie("stet-theme", "dark")
    assert "data-theme" not in client.get("/sign-in").text.partition("<head")[0]


@pytest.mark.parametrize("look", [{"theme": "pink"}, {"text_size": "99"}, {"text_size": "x"}, {"width": ""}])
def test_a_look_that_is_not_offered_is_refused_in_a_sentence(signed_in, look):
    signed_in.post("/settings/look", data={"theme": "dark"})
    answer = signed_in.post("/settings/look", data=look)
    assert answer.status_code == 422
    assert 'data-theme="dark"' in signed_in.get("/").text


def test_the_session_is_no_business_of_scripts(signed_in):
    answer = signed_in.post("/account/password", data={"new": "correct horse"})
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    assert "HttpOnly" in cookie
