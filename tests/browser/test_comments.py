"""Comments and questions: named colleagues, what is new, resolved and opened again. One person alone sees none of it."""

import pytest
from playwright.sync_api import expect

from app.services import asking
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db)


@pytest.fixture
def mira(db):
    from app.services import signing_in

    person = make_person(db, "Mira Koch")
    signing_in.make_link(db, person)
    return person


def open_comments(bench, number):
    bench.edit(number)
    bench.keys.press("Escape")
    bench.keys.press("c")
    expect(bench.page.locator("#question-text")).to_be_focused()


def test_a_colleague_is_named_from_a_list_and_finds_it_waiting(db, open_bench, document, mira):
    ours = open_bench(document)
    open_comments(ours, 2)
    ours.keys.type("Which prison, @mi")
    expect(ours.page.get_by_role("option", name="Mira Koch")).to_be_visible()
    ours.keys.press("Enter")
    ours.keys.type("?")
    assert ours.page.input_value("#question-text") == "Which prison, @Mira Koch ?"
    ours.keys.press("Control+Enter")

    expect(ours.page.locator("#panel .mention")).to_have_text("@Mira Koch")
    [mention] = asking.mentions_of(db, mira)
    assert mention.position == 2
    expect(ours.row(2).locator(".signs")).to_contain_text("1 open question")


def test_a_comment_is_new_to_the_others_until_they_look(db, open_bench, document, mira):
    ours = open_bench(document, person=mira)
    asking.ask(db, segment_of(db, document, 2).id, "Lovely.", author=make_person(db, "Ana"), kind="comment")
    expect(ours.row(2).locator(".signs")).to_contain_text("1 new", timeout=4000)
    expect(ours.row(2).locator(".signs")).to_contain_text("1 comment")
    open_comments(ours, 2)

    expect(ours.page.locator("#panel .question")).to_contain_text("Lovely.")
    expect(ours.page.locator("#panel .question .tag")).to_have_text("New")
    expect(ours.row(2).locator(".signs")).not_to_contain_text("new")
    ours.page.wait_for_timeout(300)
    assert asking.unread(db, document.id, person=mira) == {}


def test_resolved_and_opened_again(db, open_bench, document, mira):
    asking.ask(db, segment_of(db, document, 2).id, "Which prison?", author=mira)
    ours = open_bench(document)
    open_comments(ours, 2)
    ours.page.get_by_role("button", name="Resolved").click()
    expect(ours.page.locator("#panel .question")).to_contain_text("Resolved by")
    expect(ours.row(2).locator(".signs")).not_to_contain_text("question")
    ours.page.get_by_role("button", name="Open again").click()
    expect(ours.page.get_by_role("button", name="Resolved")).to_be_visible()


def test_one_person_alone_asks_questions_and_sees_no_mentions(open_bench, document):
    ours = open_bench(document)
    open_comments(ours, 2)
    panel = ours.page.locator("#panel")

    expect(panel.get_by_role("tab", name="Questions")).to_be_visible()
    expect(panel.get_by_role("button", name="Comment", exact=True)).to_have_count(0)
    ours.keys.type("@")
    expect(ours.page.locator(".completion")).to_have_count(0)
