"""What keys may never do on any screen, and a replacement in many places that one key takes back."""

import pytest
from playwright.sync_api import expect

from app.services import revising
from app.store import segments
from tests.browser.test_pages import addresses, workspace  # noqa: F401
from tests.browser.test_workbench_keys import BROWSERS_OWN
from tests.factories import make_document, segment_of

pytestmark = pytest.mark.browser

# The keys of these events that a page took for itself.
TAKEN = """(events) => events.filter(([key, code, more]) => {
  const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more });
  return !document.activeElement.dispatchEvent(event);
}).map(([key, , more]) => `${Object.keys(more)} ${key}`)"""
PRINTABLE = [[one, "", {}] for one in "abcdefghijklmnopqrstuvwxyz0123456789?/.,;:-+#* 'äöüñжשあ"]


def test_every_screen_leaves_the_browser_its_keys_and_fields_their_letters(
    open_context,
    live_server,
    owner,
    workspace,  # noqa: F811
):
    page = open_context(owner).new_page()
    taken = []
    for address in addresses(*workspace):
        page.goto(live_server.url + address)
        page.evaluate("document.activeElement.blur()")
        taken += [(address, one) for one in page.evaluate(TAKEN, BROWSERS_OWN)]
        for field in page.locator("main :is(input[type=text], input:not([type]), textarea):visible").all():
            field.focus()
            taken += [(address, one) for one in page.evaluate(TAKEN, [*BROWSERS_OWN, *PRINTABLE])]
    assert not taken


def test_fourteen_replaced_places_come_back_with_one_key_and_history_has_two_entries(
    open_context, live_server, owner, db
):
    document = make_document(
        db, [f"The Festival of Victims, day {n}." for n in range(1, 15)] + ["The last line."]
    )
    for number in (2, 5):
        segment = segment_of(db, document, number)
        revising.save_revision(db, segment.id, segment.text, base_revision=0, author=owner, confirm=True)
    before = state_of(db, document)
    page = open_context(owner).new_page()
    page.goto(
        f"{live_server.url}/p/{document.project_id}/search?q=Festival+of+Victims&replacement=Feast+of+Sacrifice&do=replace"
    )
    page.locator("form.replace-form[data-ready]").wait_for()
    page.get_by_role("link", name="Select all").or_(page.get_by_role("link", name="Select none")).click()
    if not page.locator("input[name=place]").first.is_checked():
        page.get_by_role("link", name="Select all").click()
    expect(page.get_by_role("button", name="Replace in 14 places")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.locator(".notice[data-ready]").wait_for()
    replaced = state_of(db, document)
    assert [text for text, _ in replaced][:14] == [f"The Feast of Sacrifice, day {n}." for n in range(1, 15)]

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+z")
    expect(page.locator(".notice")).to_contain_text("Undone.")
    assert state_of(db, document) == before

    page.goto(f"{live_server.url}/d/{document.id}/history")
    entries = page.locator(".entries > .entry").all_inner_texts()
    assert len([one for one in entries if "14" in one]) == 2, entries


def state_of(db, document):
    return [(one.text, one.state) for one in segments.live(db, document.id)]
