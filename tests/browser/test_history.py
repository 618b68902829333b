"""History, two points side by side, and taking back, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import revising, structuring
from app.store import revisions, segments
from tests.factories import ARTICLE, make_document, make_person, segment_of

pytestmark = pytest.mark.browser


@pytest.fixture
def jonas(db):
    return make_person(db, "Jonas")


def save(db, document, author, position, text):
    segment = segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


@pytest.fixture
def document(db, owner, jonas):
    document = make_document(db, sources=["Eins.", "Zwei.", "Drei."])
    save(db, document, owner, 1, "Hundreds escaped.")
    save(db, document, jonas, 1, "Many escaped.")
    save(db, document, jonas, 2, "Others gave up.")
    structuring.split(db, segment_of(db, document, 3).id, 13, base_revision=None, author=owner)
    return document


@pytest.fixture
def open_at(open_context, live_server, owner, document):
    def open_one(path, **options):
        page = open_context(owner, **options).new_page()
        page.goto(f"{live_server.url}/d/{document.id}/{path}")
        if options.get("java_script_enabled", True):
            page.wait_for_function(
                "() => [...document.querySelectorAll('[data-module]')].every(each => each.dataset.ready)"
            )
        return page

    return open_one


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_restoring_adds_a_revision_keeps_all_others_and_needs_a_confirm(db, open_at, document):
    first = segment_of(db, document, 1)
    before = revisions.list_of_segment(db, first.id)
    page = open_at("history")
    page.get_by_role("button", name="Restore this text of segment 1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]").first).to_contain_text("please confirm")
    after = revisions.list_of_segment(db, first.id)
    assert after[: len(before)] == before
    assert (after[-1].text, after[-1].state, after[-1].kind) == ("Hundreds escaped.", "edited", "restore")


def test_filters_answer_as_soon_as_they_are_chosen(open_at):
    page = open_at("history")
    page.get_by_label("Who").select_option("Jonas")
    page.wait_for_url("**who=Jonas**")
    expect(page.locator(".entry")).to_have_count(2)


def test_a_named_point_and_what_changed_since(db, open_at, document, jonas):
    page = open_at("history")
    page.get_by_label("Name for how the text is now").focus()
    page.keyboard.type("Sent to client, 12 Sep")
    page.keyboard.press("Enter")
    expect(page.locator(".point")).to_have_text("Sent to client, 12 Sep")
    save(db, document, jonas, 2, "Others surrendered.")
    page.get_by_role("link", name="What changed since").click()
    expect(page.locator(".side-row[data-step]")).to_have_count(1)


def test_alt_down_steps_from_change_to_change(open_at):
    page = open_at("compare?from=original&to=now")
    page.wait_for_function("document.querySelectorAll('[data-step]').length === 2")
    page.wait_for_load_state("networkidle")
    for number in ("1", "2"):
        page.keyboard.press("Alt+ArrowDown")
        assert page.evaluate("document.activeElement.querySelector('.place').textContent.trim()") == number
    page.keyboard.press("Alt+ArrowUp")
    assert page.evaluate("document.activeElement.querySelector('.place').textContent.trim()") == "1"


def test_one_persons_changes_go_back_in_six_clicks_and_return_with_one_key(db, open_at, document):
    before = [one.text for one in segments.live(db, document.id)]
    page = open_at("history")
    page.get_by_role("link", name="Take back one person’s changes").click()  # 1
    page.get_by_label("Whose").select_option("Jonas")  # 2, 3
    page.get_by_role("button", name="Preview").click()  # 4
    page.get_by_role("button", name="Take back in 2 segments").click()  # 5
    expect(page.locator(".notice")).to_contain_text("Took back changes by Jonas in 2 segments")
    assert [one.text for one in segments.live(db, document.id)][:2] == ["Hundreds escaped.", ARTICLE[1]]
    page.locator(".notice[data-ready]").wait_for()
    page.keyboard.press("Control+z")
    expect(page.locator(".notice")).to_contain_text("Undone.")
    assert [one.text for one in segments.live(db, document.id)] == before


@pytest.mark.parametrize("path", ["history", "compare", "history/take-back?who=Jonas"])
def test_nothing_needs_scrolling_in_two_directions_on_a_telephone(open_at, path):
    page = open_at(path, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["history", "compare", "history/take-back?who=Jonas"])
def test_axe_finds_nothing_serious(open_at, path, scheme):
    assert serious(open_at(path, color_scheme=scheme)) == []


def test_the_panel_says_who_wrote_which_words_and_what_a_split_sentence_came_from(open_bench, db, owner):
    document = make_document(db, ["The cat sat. The cat ran."])
    mira, jonas = make_person(db, "Mira"), make_person(db, "Jonas")
    first = segment_of(db, document)
    revising.save_revision(db, first.id, "The dog sat. The dog ran.", base_revision=None, author=mira)
    structuring.split(db, first.id, 12, base_revision=None, author=jonas)
    bench = open_bench(document)
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("h")
    panel = bench.page.locator("#panel")
    expect(panel.locator(".came-from")).to_contain_text("Split from this sentence")
    expect(panel.locator(".came-from")).to_contain_text("The cat sat. The cat ran.")
    panel.locator("summary", has_text="Who wrote which words").click()
    runs = panel.locator(".writers li")
    expect(runs).to_have_count(3)
    expect(runs.nth(1)).to_contain_text("dog")
    expect(runs.nth(1)).to_contain_text("Mira")
    expect(runs.nth(1)).to_contain_text("before the sentence was split or joined")
    expect(runs.nth(1)).to_contain_text("in place of")
    expect(runs.nth(1).locator("del")).to_contain_text("cat")
    expect(runs.nth(0)).to_contain_text("Machine text")
