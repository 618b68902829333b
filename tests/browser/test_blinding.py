"""A reviewer who judges blind finds no name in the browser, and is told how to get to what is closed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services.judging import tasking
from tests.factories import make_document, make_person

pytestmark = pytest.mark.browser
BASE = "SecretBase"


@pytest.fixture
def document(db, owner):
    found = make_document(
        db, ["Alpha one.", "Alpha two."], sources=["Eins.", "Zwei."], other_system=["Beta one.", "Beta two."], system=BASE
    )  # fmt: skip
    tasking.add(db, found.project_id, kind="mqm", systems=[BASE, "B"], author=owner)
    return found


def test_no_answer_that_the_pages_ask_for_names_a_system(db, open_context, live_server, document):
    page = open_context(make_person(db, "Rosa", "reviewer")).new_page()
    heard = []
    page.on("response", lambda one: heard.append(one))
    page.goto(f"{live_server.url}/d/{document.id}/marks?task=1")
    page.wait_for_selector(".desk[data-live]")
    page.keyboard.press("t")
    expect(page.locator("#desk-saved")).to_have_text("All changes saved")
    told = [one.text() for one in heard if "text/html" in one.headers.get("content-type", "") or "json" in one.headers.get("content-type", "")]  # fmt: skip
    assert len(told) >= 2
    assert not any(BASE in one for one in told)

    page.goto(f"{live_server.url}/d/{document.id}")
    page.wait_for_selector("html[data-ready]")
    assert BASE not in page.content()
    page.locator(".row textarea, .row [data-edit]").first.focus()
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_role("listbox", name="Other wordings")).to_contain_text("Another system")


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}]
)
def test_a_closed_page_leads_on_to_judging_and_to_the_names(db, open_context, live_server, document, options):
    page = open_context(make_person(db, "Rosa", "reviewer"), **options).new_page()
    page.goto(f"{live_server.url}/p/{document.project_id}/quality")
    expect(page.get_by_role("heading", name="You are judging with hidden names")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Go on judging").click()
    page.wait_for_selector(".desk[data-live]")
    page.go_back()
    page.get_by_role("button", name="Show system names").click()
    page.goto(f"{live_server.url}/p/{document.project_id}/quality")
    expect(page.get_by_role("heading", name="You are judging with hidden names")).to_have_count(0)
