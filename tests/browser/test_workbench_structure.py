"""Splitting, joining, cutting, adding, leaving out, asking, restoring: each by a control that everybody can reach, and undone."""

import re

import pytest
from playwright.sync_api import expect

from app.services import asking, reading, revising
from app.store import revisions
from app.store.database import writing
from tests.factories import make_document, make_person, segment_of

pytestmark = pytest.mark.browser

TEXTS = ("One sentence. Two sentences.", "A third 👩🏽‍🚒 one.", "A fourth one.", "The last one.")


@pytest.fixture
def article(db):
    return make_document(db, TEXTS, paragraphs=[1, 1, 1, 2])


@pytest.fixture
def bench(open_bench, article):
    return open_bench(article)


def stored(db, document):
    return [
        one.text for one in reading.segment_list(db, document.id, state="all", query="", after=0, limit=100)
    ]


def numbers(bench):
    return bench.page.locator("#rows .cell.number").all_inner_texts()


def undo(bench):
    bench.keys.press("Escape")
    bench.keys.press("Control+z")
    expect(bench.page.locator("#where")).to_contain_text("Undone")


def test_a_segment_is_split_at_the_caret_and_the_split_undone(bench, db, article):
    bench.edit(1)
    bench.entry(1).evaluate("entry => entry.setSelectionRange(14, 14)")
    bench.page.click('[data-action="split"]')
    expect(bench.page.locator("#rows .row")).to_have_count(5)
    assert stored(db, article)[:2] == ["One sentence.", "Two sentences."]
    assert [bench.text(1), bench.text(2)] == ["One sentence.", "Two sentences."]
    assert numbers(bench) == ["1", "2", "3", "4", "5"]
    assert bench.focused_number() == 2
    undo(bench)
    expect(bench.page.locator("#rows .row")).to_have_count(4)
    assert stored(db, article) == list(TEXTS)
    assert numbers(bench) == ["1", "2", "3", "4"]


def test_typed_text_is_saved_before_the_split_and_emoji_count_as_the_server_counts(bench, db, article):
    bench.edit(2)
    bench.keys.type(" And more.")
    place = "A third 👩🏽‍🚒 one. And more.".index(" And")
    units = len("A third 👩🏽‍🚒 one. And more."[:place].encode("utf-16-le")) // 2 + 1
    bench.entry(2).evaluate("(entry, at) => entry.setSelectionRange(at, at)", units)
    bench.page.click('[data-action="split"]')
    expect(bench.page.locator("#rows .row")).to_have_count(5)
    assert stored(db, article)[1:3] == ["A third 👩🏽‍🚒 one.", "And more."]


def test_two_segments_are_joined_and_parted_again(bench, db, article):
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("m")
    expect(bench.page.locator("#rows .row")).to_have_count(3)
    assert bench.text(2) == "A third 👩🏽‍🚒 one. A fourth one."
    undo(bench)
    expect(bench.page.locator("#rows .row")).to_have_count(4)
    assert stored(db, article) == list(TEXTS)


def test_what_cannot_be_joined_is_said_in_words(bench):
    bench.edit(3)
    bench.page.click('[data-action="join"]')
    expect(bench.page.locator("#where")).to_contain_text("Join the paragraphs first")
    assert bench.focused_number() == 3


def test_a_cut_sentence_stays_in_the_list_and_comes_back(bench, db, article):
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("Delete")
    expect(bench.row(2).locator(".signs")).to_contain_text("Left out")
    assert bench.state(2) == "left_out"
    assert segment_of(db, article, 2).cut
    bench.row(2).locator(".cell.number").click()
    bench.keys.press("Delete")
    expect(bench.row(2)).to_have_attribute("data-shown", "todo")
    assert not segment_of(db, article, 2).cut


def test_a_sentence_of_ones_own_is_added_and_survives_a_reload_half_written(bench, db, article):
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("a")
    bench.keys.type("A new on")
    bench.page.wait_for_timeout(200)
    bench.reload()
    field = bench.page.locator(".add-form textarea")
    expect(field).to_have_value("A new on")
    field.focus()
    bench.keys.press("Control+End")
    bench.keys.type("e.")
    bench.keys.press("Control+Enter")
    expect(bench.page.locator("#rows .row")).to_have_count(5)
    assert stored(db, article)[2] == "A new one."
    expect(bench.row(3).locator(".signs")).to_contain_text("Added by a person")
    assert bench.page.locator(".add-form").count() == 0


def test_paragraphs_are_broken_and_joined(bench):
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("p")
    expect(bench.row(2)).to_have_class(re.compile("starts-paragraph"))
    bench.keys.press("p")
    expect(bench.row(2)).not_to_have_class(re.compile("starts-paragraph"))


def test_a_line_that_was_left_out_says_why_and_comes_back_to_its_place(open_bench, db, owner):
    document = make_document(db, ("First.", "Placeholder.", "Last."))
    with writing(db):
        db.table("segments").update(
            segment_of(db, document, 2).id, {"left_out": 1, "flag": "share", "flag_reason": "A share link"}
        )
    bench = open_bench(document)
    expect(bench.row(2).locator(".signs")).to_contain_text("Left out: A share link")
    bench.row(2).locator(".cell.number").click()
    bench.keys.press("x")
    expect(bench.row(2)).to_have_attribute("data-shown", "todo")
    assert stored(db, document) == ["First.", "Placeholder.", "Last."]


def test_an_action_is_undone_after_a_reload_too(bench, db, article):
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("x")
    expect(bench.row(2)).to_have_attribute("data-shown", "left_out")
    bench.reload()
    bench.row(1).locator(".cell.number").click()
    bench.keys.press("Control+z")
    expect(bench.row(2)).to_have_attribute("data-shown", "todo")
    assert not segment_of(db, article, 2).left_out
    bench.reload()
    bench.row(1).locator(".cell.number").click()
    bench.keys.press("Control+z")
    expect(bench.page.locator("#where")).to_contain_text("Nothing more to undo from this tab.")


def test_an_editorial_change_is_marked_and_counted(bench, db, article):
    bench.edit(2)
    bench.page.click('[data-action="editorial"]')
    expect(bench.row(2).locator(".signs")).to_contain_text("Editorial")
    expect(bench.page.locator('#filters a[data-state="editorial"]')).to_contain_text("1")
    expect(bench.page.locator('[data-action="editorial"]')).to_have_attribute("aria-pressed", "true")
    assert segment_of(db, article, 2).editorial


def test_a_question_is_asked_and_resolved(bench, db, article, owner):
    bench.edit(2)
    bench.page.click('[data-action="ask"]')
    bench.keys.type("Who is meant?")
    bench.page.click("#panel >> text=Ask >> nth=-1")
    expect(bench.row(2).locator(".signs")).to_contain_text("1 open question")
    expect(bench.page.locator('#filters a[data-state="questions"]')).to_contain_text("1")
    assert [one.text for one in asking.of_segment(db, segment_of(db, article, 2).id)] == ["Who is meant?"]
    bench.page.click("#panel >> text=Resolved")
    expect(bench.row(2).locator(".signs")).to_be_empty()


def test_a_restored_revision_is_a_new_one_and_waits_to_be_confirmed(bench, db, article, owner):
    mira = make_person(db)
    segment = segment_of(db, article, 2)
    revising.save_revision(db, segment.id, "By Mira.", base_revision=0, author=mira)
    revising.save_revision(db, segment.id, "By Olga.", base_revision=1, author=owner, confirm=True)
    bench.reload()
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("h")
    bench.page.locator(".revisions li").nth(1).locator("text=Restore this text").click()
    expect(bench.page.locator("#where")).to_contain_text("please confirm")
    assert bench.text(2) == "By Mira."
    assert bench.state(2) == "edited"
    found = revisions.list_of_segment(db, segment.id, after=0, limit=10)
    assert [(one.text, one.kind) for one in found] == [
        ("By Mira.", "edit"),
        ("By Olga.", "confirm"),
        ("By Mira.", "restore"),
    ]


def test_without_a_connection_the_structure_stays_and_the_page_says_so(bench):
    bench.page.context.set_offline(True)
    bench.edit(2)
    bench.page.click('[data-action="join"]')
    expect(bench.page.locator("#where")).to_contain_text("This needs a connection")
    assert bench.page.locator("#rows .row").count() == 4


def test_the_menu_of_a_row_holds_every_action(bench):
    bench.row(3).locator(".state-button").click()
    items = bench.page.locator("#row-menu .menu-item")
    assert items.count() == 18
    bench.keys.press("ArrowDown")
    bench.keys.press("Escape")
    expect(bench.page.locator("#row-menu")).to_be_hidden()
    assert bench.focused_number() == 3


def test_no_text_is_read_as_markup(open_bench, db):
    hostile = "<img src=x onerror=alert(1)> & <b>bold</b> \u202e"
    document = make_document(db, (hostile, "Second."), sources=(hostile, "Zweiter."))
    bench = open_bench(document)
    assert bench.text(1) == hostile
    bench.edit(1)
    bench.keys.type("<script>alert(2)</script>")
    bench.keys.press("Control+Shift+Enter")
    bench.wait_saved()
    bench.keys.press("Escape")
    assert bench.text(1) == hostile + "<script>alert(2)</script>"
    assert bench.page.locator("#rows img, #rows script, #rows b").count() == 0
