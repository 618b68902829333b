"""Search or run: every command with its key, and a command from here does what its key does."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_document

SENTENCES = (
    "Several hundred inmates escaped.",
    "Some also hired themselves.",
    "The Festival of Victims begins.",
    "Before the Festival of Victims the shops close.",
)


@pytest.fixture
def document(db):
    return make_document(db, SENTENCES, sources=["Eins.", "Zwei.", "Drei.", "Vier."])


@pytest.fixture
def bench(open_bench, document):
    return open_bench(document)


def open_palette(bench, query=None):
    bench.keys.press("Control+k")
    box = bench.page.get_by_role("combobox", name="Search or run")
    expect(box).to_be_focused()
    if query is not None:
        box.fill(query)
    return box


def options(bench):
    return bench.page.locator("#palette-list [role=option]")


def run(bench, words):
    open_palette(bench, words)
    expect(options(bench).first).to_contain_text(words)
    bench.keys.press("Enter")


def test_every_command_is_listed_with_its_key(bench):
    bench.keys.press("Control+/")
    on_sheet = bench.page.eval_on_selector_all(
        "#sheet .keys section:not(:last-child) dl > div",
        "rows => rows.map(row => [row.querySelector('dt').textContent, [...row.querySelectorAll('kbd')].map(k => k.textContent)])",
    )
    bench.keys.press("Escape")
    open_palette(bench, "")
    in_palette = dict(
        bench.page.eval_on_selector_all(
            "[aria-labelledby=palette-do] [role=option]",
            "rows => rows.map(row => [row.querySelector('.words').textContent, [...row.querySelectorAll('kbd')].map(k => k.textContent)])",
        )
    )

    assert len(on_sheet) > 15
    for words, keys in on_sheet:
        if words != "Search or run":
            assert set(keys) <= set(in_palette[words]), words


def test_confirming_from_the_palette_equals_the_key(bench):
    bench.edit(1)
    bench.keys.type(" More.")
    run(bench, "Confirm, go to the next")

    assert bench.state(1) == "confirmed"
    assert bench.focused_number() == 2
    bench.wait_saved()


@pytest.mark.parametrize("words", ["Leave out, or put back", "Editorial change"])
def test_marking_from_the_palette_equals_the_key(bench, words):
    bench.edit(2)
    run(bench, words)
    expect(bench.row(2).locator(".signs .tag")).to_have_count(1)


def test_splitting_happens_at_the_caret_that_the_text_had(bench):
    bench.row(1).locator(".box").click()
    bench.keys.press("Control+Home")
    for _ in range(8):
        bench.keys.press("ArrowRight")
    run(bench, "Split at the caret")

    expect(bench.page.locator("#rows .row")).to_have_count(5)
    assert bench.text(1).strip() == "Several"


def test_closing_gives_the_caret_back_where_it_was(bench):
    bench.row(1).locator(".box").click()
    bench.page.evaluate("document.activeElement.setSelectionRange(3, 3)")
    open_palette(bench)
    bench.keys.press("Escape")

    assert bench.focused_number() == 1
    assert bench.page.evaluate("document.activeElement.selectionStart") == 3


def test_a_number_goes_to_that_segment(bench):
    open_palette(bench, "3")
    expect(options(bench).first).to_have_text("Segment 3")
    bench.keys.press("Enter")
    expect(bench.entry(3)).to_be_focused()


def test_words_are_found_in_the_project_and_a_hit_is_a_place_to_go(bench):
    open_palette(bench, "shops close")
    hit = options(bench).filter(has_text="Before the Festival")
    expect(hit.locator("mark")).to_have_text("shops close")
    hit.click()
    expect(bench.entry(4)).to_be_focused()


def test_a_selection_is_looked_up_with_two_keys_and_the_segment_stays_open(bench):
    bench.row(3).locator(".box").click()
    bench.page.evaluate("document.activeElement.setSelectionRange(4, 23)")
    box = open_palette(bench)
    expect(box).to_have_value("Festival of Victims")
    expect(options(bench).first).to_contain_text("“Festival of Victims”")
    bench.keys.press("Enter")

    panel = bench.page.locator("#panel")
    expect(panel).to_contain_text("2 places in 1 document")
    expect(panel.locator(".found mark")).to_have_count(2)
    assert bench.focused_number() == 3
    assert bench.page.evaluate(
        "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    ) == [4, 23]


def test_commands_do_not_wait_for_the_server(bench):
    open_palette(bench)
    bench.page.route("**/search?*", lambda route: None)  # the project's hits never arrive
    bench.keys.type("split")
    expect(options(bench).first).to_contain_text("Split at the caret")


def test_no_composition_and_no_altgr_opens_it(bench):
    bench.edit(1)
    bench.page.evaluate(
        """() => {
          const target = document.activeElement;
          const press = (more) => target.dispatchEvent(new KeyboardEvent('keydown', {key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true, ...more}));
          press({isComposing: true}); press({modifierAltGraph: true}); press({altKey: true});
        }"""
    )
    expect(bench.page.locator("dialog.palette[open]")).to_have_count(0)


def test_the_box_speaks_as_a_combobox(bench):
    box = open_palette(bench, "confirm")
    first = box.get_attribute("aria-activedescendant")
    bench.keys.press("ArrowDown")
    second = box.get_attribute("aria-activedescendant")

    assert first != second
    assert bench.page.locator(f"#{second}").get_attribute("aria-selected") == "true"
    assert bench.page.locator("#palette-list [aria-selected=true]").count() == 1


def test_it_opens_on_other_pages_too(open_context, live_server, owner, document):
    page = open_context(owner).new_page()
    page.goto(f"{live_server.url}/p/{document.project_id}")
    page.locator("dialog.palette").wait_for(state="attached")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run").fill("Article")
    page.get_by_role("option", name="Article").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/d/{document.id}**")


def test_axe_finds_nothing_in_the_open_box(bench):
    from axe_playwright_python.sync_playwright import Axe

    open_palette(bench, "conf")
    found = Axe().run(bench.page, context="dialog.palette").response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
