"""What waits for a person, and the count in the header."""

import pytest

from app.services import asking, reviewing, revising
from tests import factories


@pytest.fixture
def document(db):
    return factories.make_document(db)


@pytest.fixture
def mira(db):
    return factories.make_person(db, "Mira")


@pytest.fixture
def rosa(db):
    return factories.make_person(db, "Rosa", "reviewer")


@pytest.fixture
def sent_back(db, document, mira, rosa):
    segment = factories.segment_of(db, document, 2)
    saved = revising.save_revision(
        db, segment.id, "Some surrendered.", base_revision=0, author=mira, confirm=True
    ).segment
    reviewing.send_back(
        db,
        [(saved.id, saved.revision)],
        document_id=document.id,
        reason="Not fluent",
        note="أعد الصياغة",
        suggestion="Some gave up.",
        author=rosa,
    )
    return saved


def test_what_was_sent_back_leads_to_its_segment_with_the_wording(client_of, mira, document, sent_back):
    page = client_of(mira).get("/waiting").text
    assert f'href="/d/{document.id}?segment={sent_back.id}#s-{sent_back.id}"' in page
    assert "Not fluent" in page
    assert "أعد الصياغة" in page
    assert "<ins" in page


def test_the_header_counts_what_waits(db, client_of, mira, rosa, document, sent_back):
    client_of(rosa)
    assert 'class="number">1</span><span class="vh"> waits for you' in client_of(mira).get("/").text
    revising.save_revision(db, sent_back.id, "Better.", base_revision=None, author=mira, confirm=True)
    assert "waits for you" not in client_of(mira).get("/").text
    assert "Nothing waits for you." in client_of(mira).get("/waiting").text


def test_questions_in_my_documents_and_comments_that_name_me(db, client_of, mira, rosa, document, sent_back):
    segment = factories.segment_of(db, document, 1)
    asking.ask(db, segment.id, "Which town?", author=rosa)
    asking.ask(db, segment.id, "@Mira look", author=rosa, kind="comment")
    asking.ask(db, segment.id, "My own question", author=mira)
    page = client_of(mira).get("/waiting").text
    assert "Which town?" in page
    assert "@Mira look" in page
    assert "My own question" not in page
    assert "Which town?" not in client_of(factories.make_person(db, "Eva")).get("/waiting").text


def test_one_person_alone_sees_nothing_of_review(db, signed_in, owner, document):
    for path in ("/", f"/p/{document.project_id}", f"/d/{document.id}"):
        page = signed_in.get(path).text
        assert "/review" not in page
        assert "/waiting" not in page


def test_reviewers_of_a_team_are_led_to_the_review(db, client_of, signed_in, rosa, document):
    for browser, is_shown in ((client_of(rosa), True), (client_of(factories.make_person(db)), False)):
        for path in (f"/p/{document.project_id}", f"/d/{document.id}"):
            assert (f'href="/d/{document.id}/review"' in browser.get(path).text) == is_shown
