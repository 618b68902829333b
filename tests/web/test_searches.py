"""Find and replace in a project, without JavaScript."""

import re

import pytest

from app.services import revising, searching
from app.store import segments
from tests import factories

TEXTS = ["The Festival of Victims began.", "Two festivals: a Festival of Victims.", "It ended."]


@pytest.fixture
def document(db):
    return factories.make_document(db, TEXTS, sources=["Das Opferfest begann.", "Zwei Feste.", "Es endete."])


@pytest.fixture
def address(document):
    return f"/p/{document.project_id}/search"


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def ticks(page):
    found = re.findall(r'name="place" id="[^"]+" value="([^"]+)"( checked)?', page)
    return [value for value, _ in found], [bool(checked) for _, checked in found]


def test_an_empty_form_asks_for_nothing_yet(signed_in, address):
    page = signed_in.get(address).text
    assert 'name="q" value="" ' in page
    assert "Nothing found" not in page


def test_hits_stand_with_their_source_and_lead_into_the_workbench(db, signed_in, document, address):
    page = signed_in.get(address, query_string={"q": "festival of victims"}).text
    first = factories.segment_of(db, document)
    assert "2 places in 1 document" in words(page)
    assert page.count("<mark>Festival of Victims</mark>") == 2
    assert "Das Opferfest begann." in page
    assert f'href="/d/{document.id}?segment={first.id}#s-{first.id}"' in page


def test_the_form_keeps_what_was_chosen(signed_in, address):
    chosen = {"q": "fest", "replacement": "feast", "field": "source", "case": "1", "do": "find"}
    page = signed_in.get(address, query_string=chosen).text
    assert 'name="q" value="fest"' in page
    assert 'name="replacement" value="feast"' in page
    assert '<option value="source" selected>' in page
    assert 'name="case" value="1" checked' in page
    assert 'name="keep" value="1">' in page  # it was sent without, so it was switched off


@pytest.mark.parametrize(
    ("lang", "texts", "query"),
    [
        ("ar", ["بدأ عيد الأضحى أمس."], "عيد"),
        ("ja", ["犬が走る。"], "犬"),
        ("th", ["สุนัขวิ่ง"], "วิ่ง"),
        ("hi", ["कुत्ता दौड़ता है।"], "दौड़ता"),
        ("en", ["👩🏽‍🚀 flew."], "👩🏽‍🚀"),
    ],
)
def test_hits_are_marked_in_any_script(db, signed_in, lang, texts, query):
    document = factories.make_document(db, texts, lang=lang)
    page = signed_in.get(f"/p/{document.project_id}/search", query_string={"q": query}).text
    assert f"<mark>{query}</mark>" in page
    assert f'lang="{lang}"' in page


def test_a_bad_pattern_is_said_at_the_field(signed_in, address):
    page = signed_in.get(address, query_string={"q": "(", "pattern": "1", "do": "find"}).text
    assert 'aria-invalid="true" aria-describedby="q-error"' in page
    assert "The pattern cannot be read" in page
    assert 'name="q" value="("' in page


def test_what_was_typed_is_escaped(signed_in, address):
    page = signed_in.get(address, query_string={"q": "<script>alert(1)</script>", "do": "replace"}).text
    assert "<script>alert" not in page


def test_the_preview_ticks_every_place_but_confirmed_ones(db, signed_in, owner, document, address):
    segment = factories.segment_of(db, document, 2)
    revising.save_revision(db, segment.id, segment.text, base_revision=0, author=owner, confirm=True)
    page = signed_in.get(
        address, query_string={"q": "festival", "replacement": "feast", "do": "replace"}
    ).text
    values, checked = ticks(page)
    assert len(values) == 3
    assert checked == [True, False, False]
    assert "Replace in 1 place" in page
    none = signed_in.get(address, query_string={"q": "festival", "do": "replace", "ticks": "none"}).text
    assert ticks(none)[1] == [False] * 3


def test_only_ticked_places_are_replaced_and_come_back_together(db, signed_in, document, address):
    asked = {"q": "festival", "replacement": "feast", "keep": "1", "do": "replace"}
    values, _ = ticks(signed_in.get(address, query_string=asked).text)
    answer = signed_in.post(address, data={**asked, "place": [values[0], values[2]], "op_id": "one"})
    assert answer.status_code == 302
    assert [one.text for one in segments.live(db, document.id)] == [
        "The Feast of Victims began.",
        "Two festivals: a Feast of Victims.",
        "It ended.",
    ]
    page = signed_in.get(answer.location).text
    assert "Replaced “festival” with “feast” in 2 segments" in page
    undo = re.search(r'action="(/batches/\d+/undo)"', page)[1]
    back = signed_in.post(undo, data={"back": answer.location})
    assert back.location == answer.location
    assert [one.text for one in segments.live(db, document.id)] == TEXTS
    assert "Undone." in signed_in.get(back.location).text


def test_the_same_form_sent_twice_replaces_once(db, signed_in, document, address):
    asked = {"q": "festival", "replacement": "festivals", "op_id": "one"}
    values, _ = ticks(signed_in.get(address, query_string={**asked, "do": "replace"}).text)
    for _ in range(2):
        signed_in.post(address, data={**asked, "place": values[0]})
    assert factories.segment_of(db, document).text == "The festivals of Victims began."


def test_nothing_ticked_keeps_the_form_and_says_why(signed_in, address):
    answer = signed_in.post(address, data={"q": "festival", "replacement": "feast"})
    assert answer.status_code == 422
    assert "Tick at least one place" in answer.text
    assert 'name="replacement" value="feast"' in answer.text
    assert ticks(answer.text)[1] == [False] * 3


@pytest.mark.parametrize("tick", ["x", "1:2", "1:2:3:4", "-1:0:0", "９:0:0"])
def test_a_forged_tick_is_refused_in_words(signed_in, address, tick):
    answer = signed_in.post(address, data={"q": "festival", "replacement": "feast", "place": tick})
    assert answer.status_code == 422
    assert "tick" in answer.text


def test_facets_lead_to_fewer_hits(db, signed_in, owner, document, address):
    segment = factories.segment_of(db, document, 2)
    revising.save_revision(db, segment.id, segment.text, base_revision=0, author=owner, confirm=True)
    page = signed_in.get(address, query_string={"q": "festival"}).text
    link = re.search(r'href="([^"]+state=confirmed[^"]*)"', page)[1].replace("&amp;", "&")
    narrowed = signed_in.get(link).text
    assert "2 places in 1 document" in words(narrowed)
    assert 'aria-current="true">Confirmed' in narrowed


def test_a_long_text_is_shown_around_its_hits(db, signed_in):
    long = "word " * 2000 + "needle" + " word" * 2000
    document = factories.make_document(db, [long])
    page = signed_in.get(f"/p/{document.project_id}/search", query_string={"q": "needle"}).text
    assert "<mark>needle</mark>" in page
    assert len(page) < 40_000


def test_a_viewer_finds_and_replaces_nothing(db, client_of, document, address):
    viewer = client_of(factories.make_person(db, "Vera", "viewer"))
    page = viewer.get(address, query_string={"q": "festival", "do": "replace"}).text
    assert 'name="replacement"' not in page
    assert viewer.post(address, data={"q": "a"}).status_code == 403


def test_of_very_many_hits_no_number_is_given_that_was_not_counted(db, signed_in, monkeypatch):
    monkeypatch.setattr(searching, "MOST_COUNTED", 10)
    document = factories.make_document(db, [f"Word {n}." for n in range(1, 121)])
    last = factories.segment_of(db, document, 115)
    mira = factories.make_person(db, "Mira")
    revising.save_revision(db, last.id, "Word!", base_revision=0, author=mira)
    page = signed_in.get(f"/p/{document.project_id}/search?q=word").text
    assert "More than 100 segments" in words(page)
    assert 'class="count"' not in page
    assert "author=Mira" in page, "whoever is behind the first hits can be chosen all the same"
