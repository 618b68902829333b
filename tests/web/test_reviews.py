"""The review page, without JavaScript."""

import re

import pytest

from app.services import reviewing, revising
from tests import factories

BETTER = "Some also turned themselves in."


@pytest.fixture
def document(db):
    return factories.make_document(db, sources=["Eins.", "Zwei.", "Drei."])


@pytest.fixture
def mira(db):
    return factories.make_person(db, "Mira")


@pytest.fixture
def corrected(db, document, mira):
    segment = factories.segment_of(db, document, 2)
    return revising.save_revision(db, segment.id, BETTER, base_revision=0, author=mira, confirm=True).segment


@pytest.fixture
def reviewer(db, client_of):
    return client_of(factories.make_person(db, "Rosa", "reviewer"))


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def value(segment):
    return f"{segment.id}:{segment.revision}"


def test_changes_are_shown_as_differences_and_scores_are_not(reviewer, document, corrected):
    page = reviewer.get(f"/d/{document.id}/review").text
    assert "hired themselves" in page
    assert page.count('role="row" id="s-') == 1
    assert "Mira" in page
    assert "HTER" not in page
    assert (
        page.count("btn-primary") <= 3
    )  # the bar, the end of the list, the dialog: one of them is seen at a time


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_others_do_not_review(db, client_of, document, corrected, role):
    browser = client_of(factories.make_person(db, "Eva", role))
    assert browser.get(f"/d/{document.id}/review").status_code == 403
    for act in ("approve", "send-back"):
        data = {"only": value(corrected)}
        assert browser.post(f"/d/{document.id}/review/{act}", data=data).status_code == 403


def test_one_segment_is_approved_and_undone_by_buttons(db, reviewer, document, corrected):
    here = f"/d/{document.id}/review?state=all"
    answer = reviewer.post(f"/d/{document.id}/review/approve", data={"only": value(corrected), "back": here})
    assert answer.location.startswith(f"{here}&done=")
    page = reviewer.get(answer.location).text
    assert "Approved 1 segment" in page
    reviewer.post(re.search(r'action="(/batches/\d+/undo)"', page)[1], data={"back": here})
    assert factories.segment_of(db, document, 2).state == "confirmed"


def test_ticked_segments_are_approved_together(db, reviewer, document, corrected, mira):
    other = factories.segment_of(db, document, 1)
    other = revising.save_revision(
        db, other.id, "Hundreds escaped.", base_revision=0, author=mira, confirm=True
    ).segment
    ticked = {"segment": [value(corrected), value(other)]}
    reviewer.post(f"/d/{document.id}/review/approve", data=ticked)
    assert {factories.segment_of(db, document, n).state for n in (1, 2)} == {"approved"}


def test_sending_back_asks_why_first(db, reviewer, document, corrected, mira):
    path = f"/d/{document.id}/review/send-back"
    form = reviewer.post(path, data={"only": value(corrected)}).text
    assert "Not fluent" in form
    assert BETTER in form
    op_id = re.search(r'name="op_id" value="(\w+)"', form)[1]
    given = {
        "segment": value(corrected),
        "op_id": op_id,
        "note": "Too long",
        "suggestion": "Others surrendered.",
    }
    refused = reviewer.post(path, data=given)
    assert refused.status_code == 422
    assert "Choose one of the project" in words(refused.text)
    assert "Too long" in refused.text
    reviewer.post(path, data={**given, "reason": "Not fluent"})
    waiting = reviewing.waiting_for_editor(db, mira)
    assert [(one.verdict.reason, one.verdict.note, one.verdict.suggestion) for one in waiting] == [
        ("Not fluent", "Too long", "Others surrendered.")
    ]


def test_an_unchanged_suggestion_is_none(db, reviewer, document, corrected, mira):
    given = {"only": value(corrected), "op_id": "one", "reason": "Style", "suggestion": BETTER}
    reviewer.post(f"/d/{document.id}/review/send-back", data=given)
    assert reviewing.waiting_for_editor(db, mira)[0].verdict.suggestion is None


@pytest.mark.parametrize("only", ["", "x", "1", "1:2:3", "9:0"])
def test_a_forged_tick_is_refused_in_words(reviewer, document, corrected, only):
    answer = reviewer.post(f"/d/{document.id}/review/approve", data={"only": only})
    assert answer.status_code in (404, 422)


def test_filters_are_links_with_counts(reviewer, document, corrected):
    page = reviewer.get(f"/d/{document.id}/review?state=approved&editor=Mira").text
    assert "No segment here: Approved." in page
    assert "To review <span class" in page
    assert 'href="/d/1/review?state=approved"' in page


@pytest.mark.parametrize(
    ("lang", "old", "new", "is_stacked"),
    [
        ("en", "The long sentence about a dog.", "The long sentence about a cat.", False),
        ("en", "A dog.", "Something entirely different here.", True),
        ("ar", "بدأ العيد أمس.", "بدأ العيد اليوم.", True),
        ("ja", "犬が走る。", "猫が走る。", True),
        ("zh-Hans", "狗在跑。", "猫在跑。", True),
        ("hi", "कुत्ता दौड़ता है और वह बहुत खुश है।", "कुत्ता दौड़ता है और वह बहुत तेज है।", False),
    ],
)
def test_scripts_and_large_changes_stand_in_two_lines(db, reviewer, lang, old, new, is_stacked):
    document = factories.make_document(db, [old], lang=lang)
    segment = factories.segment_of(db, document)
    revising.save_revision(
        db, segment.id, new, base_revision=0, author=factories.make_person(db), confirm=True
    )
    page = reviewer.get(f"/d/{document.id}/review").text
    assert ('class="text was"' in page) == is_stacked


def test_texts_are_escaped(db, reviewer, document, mira):
    segment = factories.segment_of(db, document, 1)
    revising.save_revision(
        db, segment.id, '"><script>alert(1)</script>', base_revision=0, author=mira, confirm=True
    )
    page = reviewer.get(f"/d/{document.id}/review").text
    assert "<script>alert" not in page
