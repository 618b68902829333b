"""A sample in a real browser: from the button of the quality page through all its segments, left and taken up again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services.judging import sampling
from app.services.judging.sampling import Wanted
from tests import quality_fixtures
from tests.factories import make_document, make_person

pytestmark = pytest.mark.browser

TEXTS = [f"The council met on day {number}." for number in range(20)]
SOURCES = [f"Der Rat tagte am Tag {number}." for number in range(20)]


@pytest.fixture
def document(db):
    return make_document(db, TEXTS, sources=SOURCES)


def test_from_the_button_to_the_last_segment_and_back_to_the_number(
    open_context, live_server, db, owner, document
):
    page = open_context(owner).new_page()
    page.goto(f"{live_server.url}/p/{document.project_id}/quality")
    page.get_by_role("link", name="Review 50 segments").first.click()
    expect(page.get_by_label("Segments")).to_have_value("50")
    page.get_by_label("Segments").fill("3")
    page.get_by_role("button", name="Draw and begin").click()
    page.wait_for_selector(".desk[data-live]")
    expect(page.locator("#desk-progress")).to_have_text("1 of 3 · 0 finished")
    expect(page.locator(".where")).to_contain_text("Article\u2069, segment ")
    page.locator("#desk-finish").click()
    expect(page.locator("#desk-message")).to_contain_text("3 segments left: 1, 2, 3.")
    page.locator(".target .words").focus()
    page.keyboard.press("n")
    expect(page.locator("#desk-progress")).to_have_text("2 of 3 · 1 finished")
    expect(page.locator("#desk-saved")).to_have_text("All changes saved")

    page.goto(f"{live_server.url}/p/{document.project_id}/quality")
    expect(page.locator(".verdict")).to_contain_text("1 of 3 segments are judged")
    expect(page.locator(".verdict")).to_contain_text("A sample is not finished")
    page.get_by_role("link", name="Go on").click()
    page.wait_for_selector(".desk[data-live]")
    expect(page.locator("#desk-progress")).to_have_text("2 of 3 · 1 finished")
    page.keyboard.press("n")
    expect(page.locator("#desk-progress")).to_have_text("3 of 3 · 2 finished")
    page.keyboard.press("n")
    expect(page.locator("#desk-message")).to_contain_text("Every segment is finished.")
    expect(page.locator("#desk-saved")).to_have_text("All changes saved")
    page.get_by_role("link", name="See what it says on the quality page").click()
    expect(page.locator(".verdict")).to_contain_text("All 3 judged segments were drawn at random.")
    page.get_by_text("How were they drawn?").click()
    expect(page.locator(".sampled")).to_contain_text("3 of 20 drawn, 3 of them judged, seed ")


def test_two_systems_are_judged_blind_in_shuffled_order(open_context, live_server, db, owner):
    found = quality_fixtures.documents(db, "Two systems", 30)
    rosa = make_person(db, "Rosa", "reviewer")
    wanted = Wanted(size=5, lang="en", systems=("A", "B"))
    task = sampling.draw(db, found[0].project_id, wanted, judge=None, who=rosa)
    page = open_context(rosa).new_page()
    page.goto(f"{live_server.url}/samples/tasks/{task.id}")
    page.wait_for_selector(".desk[data-live]")
    assert page.locator(".systems .words").count() == 2
    expect(page.locator(".titled.target").first).to_contain_text("Text 1, English, segment ")
    expect(page.locator(".context").first).to_have_attribute("lang", "de")
    page.get_by_role("button", name="Show system names").click()
    page.wait_for_selector(".desk[data-live]")
    expect(page.locator(".systems")).to_contain_text("Text A, English, segment ")


@pytest.mark.parametrize(("locale", "theme", "width"), [("en-GB", "light", 1280), ("ar", "dark", 320)])
def test_the_pages_shut_nobody_out(open_context, live_server, db, owner, document, locale, theme, width):
    task = sampling.draw(db, document.project_id, Wanted(size=4, lang="en"), judge=None, who=owner)
    make_person(db, "Bo")
    size = {"width": width, "height": 800}
    page = open_context(owner, color_scheme=theme, locale=locale, viewport=size).new_page()
    for address in (f"/p/{document.project_id}/samples", f"/samples/tasks/{task.id}"):
        page.goto(live_server.url + address)
        if "tasks" in address:
            page.wait_for_selector(".desk[data-live]")
        wrong = [
            one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
        ]
        assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in wrong], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
