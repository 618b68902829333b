"""Keys belong to the browser, to the system and to input methods first."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_document

pytestmark = pytest.mark.browser

PRESS = """([key, code, more]) => {
  const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more });
  if (more.keyCode) Object.defineProperty(event, 'keyCode', { value: more.keyCode });
  if (more.altGraph) event.getModifierState = name => name === 'AltGraph';
  document.activeElement.dispatchEvent(event);
  return event.defaultPrevented;
}"""
COMMANDS = [
    ("Enter", "Enter", {}),
    ("Enter", "Enter", {"ctrlKey": True}),
    ("Enter", "Enter", {"ctrlKey": True, "shiftKey": True}),
    ("ArrowDown", "ArrowDown", {"altKey": True}),
    ("Escape", "Escape", {}),
    ("z", "KeyZ", {"ctrlKey": True}),
]
BROWSERS_OWN = [
    ("f", "KeyF", {"ctrlKey": True}),
    ("p", "KeyP", {"ctrlKey": True}),
    ("t", "KeyT", {"ctrlKey": True}),
    ("1", "Digit1", {"ctrlKey": True}),
    ("l", "KeyL", {"ctrlKey": True}),
    ("g", "KeyG", {"ctrlKey": True}),
    ("F5", "F5", {}),
    ("F6", "F6", {}),
    ("F3", "F3", {}),
    ("Tab", "Tab", {}),
    ("ArrowLeft", "ArrowLeft", {"altKey": True}),
    ("ArrowUp", "ArrowUp", {"ctrlKey": True}),
    ("ArrowDown", "ArrowDown", {"ctrlKey": True, "shiftKey": True}),
    ("ArrowDown", "ArrowDown", {"ctrlKey": True, "altKey": True}),
    ("PageDown", "PageDown", {}),
]


@pytest.fixture
def bench(open_bench, db):
    return open_bench(make_document(db))


@pytest.mark.parametrize(
    "guard", [{"isComposing": True}, {"keyCode": 229}], ids=["composing", "key code 229"]
)
def test_no_key_is_a_command_while_an_input_method_composes(bench, guard):
    bench.edit(2)
    for key, code, more in COMMANDS:
        assert not bench.page.evaluate(PRESS, [key, code, {**more, **guard}]), key
    assert bench.focused_number() == 2
    assert bench.state(2) == "todo"


def test_a_composition_is_one_step_and_reaches_the_journal(open_bench, db):
    document = make_document(db, ["何人かは自分を雇った。"], lang="ja")
    bench = open_bench(document)
    bench.keys.press("Control+End")
    session = bench.page.context.new_cdp_session(bench.page)
    for text in ("じ", "じし", "じしゅ"):
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
        assert bench.text(1) == f"何人かは自分を雇った。{text}"
    session.send("Input.insertText", {"text": "自首"})
    assert bench.text(1) == "何人かは自分を雇った。自首"
    assert bench.focused_number() == 1
    bench.wait_saved()
    bench.keys.press("Control+z")
    assert bench.text(1) == "何人かは自分を雇った。"


@pytest.mark.parametrize(("key", "code"), [("k", "KeyK"), ("Enter", "Enter"), ("z", "KeyZ"), ("s", "KeyS")])
def test_altgr_writes_letters_and_commands_nothing(key, code, bench):
    bench.edit(2)
    more = {"ctrlKey": True, "altKey": True, "altGraph": True}
    assert not bench.page.evaluate(PRESS, [key, code, more])
    assert not bench.page.evaluate(PRESS, [key, code, {"ctrlKey": True, "altGraph": True}])
    assert (bench.focused_number(), bench.state(2)) == (2, "todo")


@pytest.mark.parametrize("place", ["text", "list", "panel"])
def test_the_browser_keeps_its_keys(place, bench):
    bench.edit(2)
    if place != "text":
        bench.keys.press("Escape")
    if place == "panel":
        bench.keys.press("h")
        bench.page.locator(".revision-text").first.wait_for()
    for key, code, more in BROWSERS_OWN:
        if place == "list" and key == "PageDown":
            continue
        assert not bench.page.evaluate(PRESS, [key, code, more]), f"{key} {more} in {place}"


def test_printable_keys_are_never_taken_from_a_text_field(bench):
    bench.edit(2)
    for character in "abcdefghijklmnopqrstuvwxyz0123456789?/.,;:-+#*'äöüñжש":
        assert not bench.page.evaluate(PRESS, [character, "", {}]), character


def test_letters_of_other_alphabets_work_by_their_place(bench):
    bench.edit(2)
    bench.keys.press("Escape")
    assert bench.page.evaluate(PRESS, ["р", "KeyH", {}])
    expect(bench.page.locator("#panel")).to_be_visible()


def test_enter_is_a_line_break_and_nothing_else(bench):
    bench.edit(2)
    bench.keys.press("Enter")
    assert bench.text(2) == "Some also hired themselves.\n"
    assert bench.state(2) == "edited"


def test_the_list_is_walked_with_arrows_and_left_by_tab(bench):
    bench.edit(2)
    bench.keys.press("Escape")
    assert bench.focused_number() == 2
    bench.keys.press("ArrowDown")
    assert bench.focused_number() == 3
    bench.keys.press("k")
    bench.keys.press("ArrowLeft")
    assert bench.focused() == "cell machine text"
    bench.keys.press("Tab")
    assert bench.page.evaluate("document.activeElement.closest('#dock') !== null")
    bench.keys.press("Shift+Tab")
    bench.keys.press("Enter")
    assert bench.focused() == "Segment 2, English text"


def test_the_sheet_lists_the_keys_and_gives_the_focus_back(bench):
    bench.edit(2)
    bench.keys.press("Control+/")
    sheet = bench.page.locator("#sheet")
    expect(sheet).to_contain_text("Confirm, go to the next to-do")
    bench.keys.type("join")
    expect(sheet.locator("dl > div:visible")).to_have_count(2)
    bench.keys.press("Escape")
    assert bench.focused() == "Segment 2, English text"


def test_a_toolbar_button_acts_on_enter(bench):
    bench.edit(2)
    bench.page.focus('[data-action="history"]')
    bench.keys.press("Enter")
    expect(bench.page.locator("#panel")).to_be_visible()


def test_f_flags_a_sentence_and_the_filter_lists_it(db, open_bench):
    bench = open_bench(make_document(db))
    chip = bench.page.locator("[data-state=flagged]")
    expect(chip).to_be_hidden()
    bench.edit(2)
    bench.keys.press("Escape")
    bench.keys.press("f")
    expect(bench.row(2).locator(".signs")).to_contain_text("Flagged")
    expect(chip.locator(".count")).to_have_text("1")
    assert bench.focused_number() == 2
    chip.click()
    expect(bench.page.locator("#rows .row")).to_have_count(1)
    bench.page.locator("[data-state=all]").click()
    expect(bench.row(2).locator(".signs")).to_contain_text("Flagged")
    bench.row(2).locator(".cell.number").click()
    bench.keys.press("f")
    expect(bench.row(2).locator(".signs")).not_to_contain_text("Flagged")


def test_alt_enter_offers_other_wordings_and_one_undo_brings_text_and_caret_back(db, open_bench):
    document = make_document(db, other_system=["Many fled.", "Some gave themselves up.", "A truce."])
    bench = open_bench(document)
    options = bench.page.locator("#suggestions [role=option]")
    bench.edit(2)
    bench.keys.type(" Yes.")
    bench.entry(2).evaluate("entry => entry.setSelectionRange(4, 6)")
    bench.keys.press("Alt+Enter")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("B")
    expect(options.nth(1)).to_contain_text("Machine text")
    bench.keys.press("Escape")
    where = "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    assert bench.page.evaluate(where) == [4, 6]
    bench.keys.press("Alt+Enter")
    bench.keys.press("ArrowDown")
    bench.keys.press("ArrowUp")
    bench.keys.press("Enter")
    assert bench.text(2) == "Some gave themselves up."
    bench.keys.press("Control+z")
    assert bench.text(2) == "Some also hired themselves. Yes."
    assert bench.page.evaluate(where) == [4, 6]
    bench.keys.press("Alt+Enter")
    bench.keys.press("2")
    assert bench.text(2) == "Some also hired themselves."
    bench.keys.press("Control+Enter")
    expect(bench.row(2)).to_have_attribute("data-shown", "confirmed")


def test_alt_enter_says_where_there_is_no_other_wording(bench):
    bench.edit(1)
    bench.keys.press("Alt+Enter")
    expect(bench.page.locator("#where")).to_have_text("No other wording is known for this sentence.")
    assert bench.focused_number() == 1
