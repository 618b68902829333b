"""Which language a request gets: the person's choice, the browser's wish, English."""

import pytest


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("ar-EG", "ar"),
        ("ja", "ja"),
        ("fr-CA, en;q=0.4", "fr"),
        ("pt-BR, es;q=0.8", "es"),
        ("tlh", "en"),
        ("xx", "en"),
        ("", "en"),
    ],
)
def test_the_browser_says_which_language(client, wanted, tag):
    page = client.get("/sign-in", headers={"Accept-Language": wanted})
    assert f'<html lang="{tag}"' in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_the_choice_of_a_person_counts_more(signed_in):
    answer = signed_in.post("/language", data={"lang": "ar", "next": "/p/new"})
    assert answer.location == "/p/new"
    assert '<html lang="ar" dir="rtl"' in signed_in.get("/", headers={"Accept-Language": "de"}).text


def test_an_unknown_choice_is_none(signed_in):
    signed_in.post("/language", data={"lang": "ar"})
    signed_in.post("/language", data={"lang": "tlh", "next": "https://example.org/"})
    assert '<html lang="de"' in signed_in.get("/", headers={"Accept-Language": "de"}).text


def test_a_script_with_a_token_reads_english(api):
    answer = api.get("/api/v1/segments/99", headers={"Accept-Language": "de"})
    assert answer.json["error"] == "There is no segment 99."


def test_pseudo_languages_are_for_tests_only(app, client):
    client.set_cookie("stet-lang", "xx")
    assert "⟦" in client.get("/sign-in").text
    app.testing = False
    assert "⟦" not in client.get("/sign-in").text


def test_a_choice_is_kept_with_the_person(signed_in, client_of, owner, db):
    from app.services.people import preferring

    signed_in.post("/language", data={"lang": "ja"})
    assert preferring.of_person(db, owner)["language"] == "ja"


def test_signing_in_elsewhere_brings_the_language_along(client_of, db, owner):
    from app.services import signing_in
    from app.services.people import preferring

    preferring.save(db, owner, {"language": "fr"})
    elsewhere = client_of(owner)
    elsewhere.post(f"/link/{signing_in.make_link(db, owner)}")
    assert elsewhere.get_cookie("stet-lang").value == "fr"


def test_a_refusal_is_in_the_readers_language(signed_in):
    signed_in.post("/language", data={"lang": "de"})
    assert signed_in.get("/api/v1/segments/99").json["error"] == "Es gibt kein Segment 99."
    assert "Es gibt kein Dokument 99." in signed_in.get("/d/99").text


def test_names_and_numbers_follow_the_language(app):
    from app.web import filters

    shown = {}
    for tag in ("en", "de", "ar", "ja"):
        with app.test_request_context("/", headers={"Accept-Language": tag}):
            shown[tag] = (
                filters.language_name("zh-Hans"),
                filters.thousands(1234567),
                filters.percent(0.125),
            )
    assert shown["en"][1:] == ("1,234,567", "12.5 %")
    assert shown["de"] == ("Chinesisch (vereinfacht)", "1.234.567", "12,5\xa0%")
    assert shown["ja"] == ("簡体中国語", "1,234,567", "12.5%")
    assert shown["ar"][0] == "الصينية المبسطة"
