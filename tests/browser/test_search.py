"""Find and replace by keyboard, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import revising
from app.store import segments
from tests.factories import make_document, segment_of

pytestmark = pytest.mark.browser

TEXTS = (
    "The Festival of Victims began.",
    "After the festival of victims: a Festival of Victims.",
    "It ended.",
)


@pytest.fixture
def document(db, owner):
    document = make_document(
        db, [*TEXTS, "Festival of Victims, confirmed."], sources=["A.", "B.", "C.", "D."]
    )
    last = segment_of(db, document, 4)
    revising.save_revision(db, last.id, last.text, base_revision=0, author=owner, confirm=True)
    return document


@pytest.fixture
def open_search(open_context, live_server, owner, document):
    def open_one(query="", **options):
        page = open_context(owner, **options).new_page()
        page.goto(f"{live_server.url}/p/{document.project_id}/search{query}")
        if options.get("java_script_enabled", True):
            page.wait_for_function(
                "() => [...document.querySelectorAll('[data-module]')].every(each => each.dataset.ready)"
            )
        return page

    return open_one


def texts(db, document):
    return tuple(one.text for one in segments.live(db, document.id))


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_find_preview_replace_and_undo_without_a_click(db, open_search, document):
    before = texts(db, document)
    page = open_search()
    page.keyboard.type("festival of victims")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("4 places in 1 document")
    page.locator("#replacement").focus()
    page.keyboard.type("feast of sacrifice")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Replace in 3 places")).to_be_visible()
    page.locator("input[name=place]").nth(1).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Replace in 2 places")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice")).to_contain_text("Replaced")
    assert texts(db, document) == (
        "The Feast of sacrifice began.",
        "After the festival of victims: a Feast of sacrifice.",
        "It ended.",
        "Festival of Victims, confirmed.",
    )
    page.evaluate("document.activeElement.blur()")
    page.locator(".notice[data-ready]").wait_for()
    page.keyboard.press("Control+z")
    expect(page.locator(".notice")).to_contain_text("Undone.")
    assert texts(db, document) == before


def test_values_are_there_after_back_reload_and_an_error(open_search):
    page = open_search("?q=festival&replacement=feast&case=1&do=replace")
    page.reload()
    assert page.input_value("#q") == "festival"
    page.locator(".hit-place").first.click()
    page.go_back()
    assert (page.input_value("#q"), page.input_value("#replacement")) == ("festival", "feast")
    assert page.locator(".find-form [name=case]").is_checked()
    page.fill("#q", "(")
    page.check(".find-form [name=pattern]")
    page.press("#q", "Enter")
    expect(page.locator("#q-error")).to_contain_text("The pattern cannot be read")
    assert page.input_value("#replacement") == "feast"


def test_a_bad_pattern_is_said_while_typing(open_search):
    page = open_search()
    page.check(".find-form [name=pattern]")
    page.focus("#q")
    page.keyboard.type("(fest")
    expect(page.locator("#q-error")).to_contain_text("cannot be read")
    page.keyboard.type(")")
    expect(page.locator("#q-error")).to_be_hidden()


def test_select_none_and_all(open_search):
    page = open_search("?q=festival&replacement=feast&do=replace")
    page.get_by_role("link", name="Select none").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Replace in 0 places")).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("document.activeElement.textContent") == "Select all"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Replace in 4 places")).to_be_visible()


def test_it_works_without_scripts(db, open_search, document):
    page = open_search("?q=ended&replacement=stopped&do=replace", java_script_enabled=False)
    page.get_by_role("button", name="Replace in 1 place").click()
    assert texts(db, document)[2] == "It stopped."
    page.get_by_role("button", name="Undo").click()
    assert texts(db, document)[2] == "It ended."


@pytest.mark.parametrize("query", ["?q=festival", "?q=festival&replacement=feast&do=replace"])
def test_nothing_needs_scrolling_in_two_directions_on_a_telephone(open_search, query):
    page = open_search(query, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "query", ["", "?q=festival", "?q=festival&replacement=feast&do=replace", "?q=(&pattern=1&do=find"]
)
def test_axe_finds_nothing_serious(open_search, query, scheme):
    assert serious(open_search(query, color_scheme=scheme)) == []


def test_enter_in_the_replacement_shows_what_it_would_do(db, open_search, document):
    before = texts(db, document)
    page = open_search("?q=festival")
    page.locator("#replacement").fill("feast")
    page.locator("#replacement").press("Enter")
    page.wait_for_url("**do=replace**")
    expect(page.locator("main")).to_contain_text("feast")
    assert texts(db, document) == before
