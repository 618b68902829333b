"""A whole day of an editor in one script: from the first page to the exported text, and no button of a mouse is touched."""

import pytest
from playwright.sync_api import expect

from app.services import asking, signing_in
from app.store import segments
from tests.browser.bench import Bench
from tests.factories import make_document, make_person, segment_of

pytestmark = pytest.mark.browser

LAST = 16
SENTENCES = [f"Sentence {n} is finish." for n in range(1, 11)] + [
    "Eleven may be wrong.",
    "Share on Facebook",
    "Thirteen was cut",
    "in two.",
    "The Festival of Victims began.",
    "After the Festival of Victims they came back.",
]
SOURCES = [f"Satz {n}." for n in range(1, LAST + 1)]


@pytest.fixture
def watched(open_context, owner):
    """A window that reports each press of a pointer, on whichever page it happens."""
    pressed = []
    context = open_context(owner)
    context.expose_binding("reportPress", lambda _, where: pressed.append(where))
    context.add_init_script(
        "addEventListener('pointerdown', event => reportPress(event.target.outerHTML), true)"
    )
    return context.new_page(), pressed


@pytest.mark.parametrize("sources", [SOURCES, None], ids=["with a source", "the text alone"])
def test_a_day_by_keyboard_alone(db, live_server, watched, owner, sources):
    page, pressed = watched
    signing_in.make_link(db, make_person(db, "Mira"))
    document = make_document(db, SENTENCES, sources=sources)
    open_from_home(page, live_server)
    bench = Bench(page, live_server.url, document)

    correct_ten(bench)
    say_about_eleven(bench, "Is it wrong?", "Control+Enter")
    say_about_eleven(bench, "I like it.", "Tab Tab Enter")
    bench.keys.press("Escape")
    bench.keys.press("f")
    expect(bench.page.locator("#where")).to_contain_text("lag")
    leave_out_and_join(bench)
    replace_everywhere(page)
    exported = export(page)

    said = asking.of_segment(db, segment_of(db, document, 11).id)
    assert sorted((one.kind, one.text) for one in said) == [
        ("comment", "I like it."),
        ("question", "Is it wrong?"),
    ]
    states = [one.state for one in segments.live(db, document.id)]
    assert states[:10] == ["confirmed"] * 10
    assert exported == " ".join(
        [f"Sentence {n} is finished." for n in range(1, 11)]
        + ["Eleven may be wrong.", "Thirteen was cut in two."]
        + ["The Feast of Sacrifice began.", "After the Feast of Sacrifice they came back.\n"]
    )
    assert segment_of(db, document, 11).flagged
    assert pressed == []


def open_from_home(page, live_server):
    page.goto(live_server.url)
    page.locator("a:focus").wait_for()  # where the page says that one begins
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/*")
    page.wait_for_selector("html[data-ready]")


def correct_ten(bench):
    for number in range(1, 11):
        expect(bench.entry(number)).to_be_focused()
        bench.keys.press("Control+End")
        bench.keys.press("ArrowLeft")
        bench.keys.type("ed")
        bench.keys.press("Control+Enter")
    expect(bench.entry(11)).to_be_focused()


def say_about_eleven(bench, words, keys):
    bench.keys.press("Escape")
    bench.keys.press("c")
    field = bench.page.locator("#question-text")
    expect(field).to_be_focused()
    bench.keys.type(words)
    for key in keys.split():
        bench.keys.press(key)
    expect(bench.page.locator(".question-text", has_text=words)).to_be_visible()
    bench.keys.press("Escape")


def leave_out_and_join(bench):
    bench.keys.press("Escape")
    bench.keys.press("ArrowDown")
    bench.keys.press("x")
    expect(bench.page.locator("#where")).to_contain_text("Left out segment 12")
    expect(bench.row(13).locator(".target")).to_be_focused()
    bench.keys.press("m")
    expect(bench.page.locator("#where")).to_contain_text("Joined segments 13 and 14")
    bench.wait_saved()


def replace_everywhere(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("Festival of Victims")
    option = page.get_by_role("option", name="Replace everywhere")
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    page.locator("form.find-form[data-ready]").wait_for()
    while page.evaluate("document.activeElement.id") != "replacement":
        page.keyboard.press("Tab")
    page.keyboard.type("Feast of Sacrifice")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("form.replace-form[data-ready]").wait_for()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice")).to_contain_text("Replaced")


def export(page):
    page.locator("#palette-button[data-ready]").wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type("Article")
    expect(page.locator("#palette-list [aria-selected=true]")).to_have_text("Article")
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/*")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Control+k")
    page.keyboard.type("Export")
    expect(page.locator("#palette-list [aria-selected=true]")).to_have_text("Export")
    page.keyboard.press("Enter")
    page.wait_for_url("**/export")
    page.locator("a[data-module=download][data-ready]").wait_for()
    with page.expect_download() as download:
        page.keyboard.press("Control+Enter")
    return download.value.path().read_text(encoding="utf-8")
