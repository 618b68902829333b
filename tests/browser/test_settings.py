"""Keys of one's own: changed, shown everywhere, refused where they belong to somebody else."""

import pytest
from playwright.sync_api import expect

from app.services.people import preferring
from tests.factories import make_document


@pytest.fixture
def document(db):
    return make_document(db)


@pytest.fixture
def settings(open_context, live_server, owner):
    page = open_context(owner).new_page()
    page.goto(f"{live_server.url}/settings")
    expect(page.locator("tr[data-action=confirm]")).to_be_visible()
    return page


def press_new_key(page, action, key):
    page.locator(f"tr[data-action={action}]").get_by_role("button", name="Change").click()
    page.keyboard.press(key)


def test_a_key_of_ones_own_acts_and_is_shown_and_the_old_one_is_free(
    settings, live_server, document, db, owner
):
    press_new_key(settings, "ask", "q")
    expect(settings.locator("tr[data-action=ask] .keys-now")).to_have_text("Q ")
    settings.goto(f"{live_server.url}/d/{document.id}")
    settings.wait_for_selector("html[data-ready]")
    settings.keyboard.press("Escape")
    settings.keyboard.press("c")
    expect(settings.locator("#panel")).to_be_hidden()
    settings.keyboard.press("q")
    expect(settings.locator("#panel")).to_be_visible()
    assert preferring.of_person(db, owner)["keys"] == {"ask": ["Q"]}


@pytest.mark.parametrize("key", ["Control+f", "Control+Alt+e", "Alt+1", "F5"])
def test_a_key_of_the_browser_or_the_system_is_refused_in_a_sentence(settings, key, db, owner):
    press_new_key(settings, "confirm", key)
    expect(settings.locator("tr[data-action=confirm] .error")).to_contain_text("stays free for")
    assert preferring.of_person(db, owner)["keys"] == {}


def test_a_letter_cannot_be_a_key_while_writing(settings):
    press_new_key(settings, "undo", "u")
    expect(settings.locator("tr[data-action=undo] .error")).to_contain_text("would be written into the text")


def test_two_commands_with_one_key_are_shown_as_a_conflict(settings):
    press_new_key(settings, "ask", "h")
    expect(settings.locator("tr[data-action=ask] .clash")).to_contain_text("History of this segment")
    expect(settings.locator("tr[data-action=history] .clash")).to_contain_text("Ask a question")
    settings.locator("tr[data-action=ask]").get_by_role("button", name="Usual key").click()
    expect(settings.locator(".clash")).to_have_count(0)


def test_the_sheet_of_keys_shows_the_conflict_too(settings, live_server, document):
    press_new_key(settings, "ask", "h")
    expect(settings.locator(".clash")).to_have_count(2)
    settings.goto(f"{live_server.url}/d/{document.id}")
    settings.wait_for_selector("html[data-ready]")
    settings.keyboard.press("Control+/")
    expect(settings.locator("#sheet .clash")).to_contain_text(["History of this segment", "Ask a question"])


def test_single_keys_can_be_switched_off(settings, live_server, document):
    settings.get_by_role("checkbox", name="Single keys").uncheck()
    expect(settings.get_by_text("Saved.")).to_be_visible()
    settings.goto(f"{live_server.url}/d/{document.id}")
    settings.wait_for_selector("html[data-ready]")
    settings.keyboard.press("Escape")
    settings.keyboard.press("x")
    settings.keyboard.press("h")
    settings.keyboard.press("j")
    expect(settings.locator("#panel")).to_be_hidden()
    assert settings.locator("#s-1").get_attribute("data-shown") == "todo"


def test_a_look_is_worn_at_once_saved_and_undone(settings, db, owner):
    root = settings.locator("html")
    settings.locator("#theme").select_option("dark")
    settings.get_by_text("Saved.").wait_for()
    assert root.get_attribute("data-theme") == "dark"
    assert preferring.of_person(db, owner)["theme"] == "dark"
    settings.get_by_role("button", name="Undo", exact=True).click()
    expect(root).not_to_have_attribute("data-theme", "dark")
    settings.get_by_label("Size of source and text").select_option("20")
    expect(root).to_have_attribute("data-text", "20")
    settings.get_by_label("Reading font").select_option("serif")
    expect(root).to_have_attribute("data-font", "serif")
    assert "Georgia" in settings.locator(".sample").evaluate("each => getComputedStyle(each).fontFamily")


def test_the_first_picture_of_a_page_has_the_theme(settings, live_server, db, owner):
    preferring.save(db, owner, {"theme": "dark"})
    settings.emulate_media(color_scheme="light")
    settings.add_init_script("""
      window.seen = new Set();
      new MutationObserver(() => window.seen.add(document.documentElement.dataset.theme ?? "none"))
        .observe(document, { attributes: true, childList: true, subtree: true });
    """)
    settings.goto(live_server.url)
    settings.wait_for_load_state("networkidle")
    assert settings.evaluate("[...window.seen]") == ["dark"]


def test_axe_finds_nothing_serious(settings):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(settings).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
