"""How one looks at a text: layouts, text size, density, differences, themes; kept for each person."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import revising
from app.services.people import preferring
from tests.factories import make_document, segment_of

pytestmark = pytest.mark.browser

SOURCES = (
    "Hunderte entkamen.",
    "Einige stellten sich auch.",
    "Die Waffenruhe galt für das Opferfest, und alle hielten sich daran, bis der Morgen kam.",
    "Neuer Absatz.",
    "Ein Satz noch.",
)
MACHINE = (
    "Several hundred inmates escaped from the prison in the early hours of Monday, the police said.",
    "Some also hired themselves.",
    "The ceasefire was declared for the Islamic Festival of Victims, and everybody kept it until the morning came.",
    "A new paragraph begins here.",
    "One more sentence.",
)
VIEWS = ("columns", "compact", "stacked", "text", "read")


@pytest.fixture
def article(db, owner):
    document = make_document(db, MACHINE, sources=SOURCES, paragraphs=(1, 1, 1, 2, 2))
    for number, text in (
        (2, "Some also turned themselves in."),
        (
            3,
            "The ceasefire was declared for the Feast of Sacrifice, and everybody kept it until the morning came.",
        ),
    ):
        segment = segment_of(db, document, number)
        revising.save_revision(db, segment.id, text, base_revision=0, author=owner, confirm=number == 2)
    return document


@pytest.fixture
def bench(open_bench, article):
    return open_bench(article)


WORDS = """() => [...document.querySelectorAll('#rows .shown')].map(shown => {
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest('.vh')) continue;
    for (const match of walker.currentNode.data.matchAll(/[A-Za-z]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, match.index);
      range.setEnd(walker.currentNode, match.index + match[0].length);
      const { x, y } = range.getBoundingClientRect();
      places.push([match[0], x, y]);
    }
  }
  return places;
}).flat()"""


def choose(bench, name):
    bench.page.click("#view-button")
    bench.page.locator("#view-menu").get_by_role("radio", name=name, exact=True).first.check()
    bench.keys.press("Escape")


@pytest.mark.parametrize("width", [1440, 1000])
@pytest.mark.parametrize("view", VIEWS)
def test_opening_a_segment_moves_no_word(view, width, open_bench, article, db, owner):
    preferring.save(db, owner, {"view": view})
    bench = open_bench(article, viewport={"width": width, "height": 900})
    bench.keys.press("Escape")
    for number in (2, 3):
        bench.page.locator("#done-words").click()
        before = bench.page.evaluate(WORDS)
        bench.row(number).locator(".shown").click(
            position={"x": 20, "y": 8}
        ) if view != "read" else bench.keys.press("ArrowDown")
        if view == "read":
            bench.keys.press("Enter")
        after = bench.page.evaluate(WORDS)
        moved = [
            (old, new)
            for old, new in zip(before, after, strict=True)
            if abs(old[1] - new[1]) > 1 or abs(old[2] - new[2]) > 1
        ]
        assert moved == []
        bench.keys.press("Escape")


def test_the_choice_is_kept_with_the_person_and_arrives_with_the_page(bench, db, owner):
    choose(bench, "Stacked")
    choose(bench, "High contrast")
    bench.page.click("#view-button")
    bench.page.get_by_role("button", name="Larger").click()
    bench.page.wait_for_function("() => document.documentElement.dataset.text === '18'")
    bench.page.wait_for_timeout(300)
    html = bench.page.context.request.get(bench.address).text().partition("<head>")[0]
    assert 'data-view="stacked"' in html
    assert 'data-theme="contrast"' in html
    assert 'data-text="18"' in html
    kept = preferring.of_person(db, owner)
    assert (kept["view"], kept["theme"], kept["text_size"]) == ("stacked", "contrast", 18)


def test_width_and_font_of_the_text_are_chosen_in_the_menu_and_kept(bench, db, owner):
    shown = bench.row(2).locator(".shown")
    family = "each => getComputedStyle(each).fontFamily"
    before = shown.bounding_box()["width"]
    choose(bench, "Narrow")
    assert shown.bounding_box()["width"] <= min(28 * 16, before)
    choose(bench, "Serif")
    assert "Georgia" in shown.evaluate(family)
    bench.edit(2)
    assert bench.entry(2).evaluate(family) == shown.evaluate(family)
    assert "system-ui" in bench.page.locator(".filters").evaluate(family)
    bench.page.wait_for_function(
        "fetch('/api/v1/me/preferences').then(a => a.json()).then(a => a.preferences.font === 'serif')"
    )
    bench.reload()
    assert "Georgia" in shown.evaluate(family)
    kept = preferring.of_person(db, owner)
    assert (kept["width"], kept["font"]) == ("narrow", "serif")


def test_serifs_leave_scripts_their_own_fonts(open_bench, db, owner):
    preferring.save(db, owner, {"font": "serif"})
    family = "each => getComputedStyle(each).fontFamily"
    for lang, text, font in (
        ("ar", "بدأ العيد أمس.", "Naskh"),
        ("ja", "犬が走る。", "Mincho"),
        ("th", "สวัสดี", "Thai"),
    ):
        document = make_document(db, [text], lang=lang, project=lang)
        assert font in open_bench(document).row(1).locator(".shown").evaluate(family)


def test_each_way_of_showing_differences_has_its_turn_with_d(bench):
    bench.edit(2)
    bench.keys.press("Escape")
    ins = bench.row(2).locator(".shown ins")
    for mode in ("characters", "lines", "off", None):
        bench.keys.press("d")
        assert bench.page.locator("html").get_attribute("data-difference") == mode
        if mode == "characters":
            assert ins.count() > 1
        if mode in ("lines", "off"):
            assert ins.first.evaluate("each => getComputedStyle(each).textDecorationLine") == "none"
    assert ins.count() == 1
    expect(bench.page.locator("#where")).to_contain_text("By word")


def test_in_the_reading_view_a_sentence_is_edited_where_it_stands(open_bench, article, db, owner):
    preferring.save(db, owner, {"view": "read"})
    bench = open_bench(article)
    bench.row(3).locator(".shown").click(position={"x": 60, "y": 40})
    bench.keys.press("Home")
    bench.keys.press("Control+Home")
    bench.keys.type("Yes: ")
    assert bench.text(3).startswith("Yes: The ceasefire")
    apart = bench.row(3).evaluate(
        """row => {
          const entry = row.querySelector('.entry').getBoundingClientRect();
          const last = [...row.querySelector('.shown').getClientRects()].at(-1);
          return Math.abs(entry.bottom - last.bottom) }"""
    )
    assert apart < 6
    bench.keys.press("Control+Enter")
    bench.wait_saved()
    assert bench.state(3) == "confirmed"


def test_escape_closes_the_view_menu_and_gives_the_focus_back(bench):
    bench.edit(1)
    bench.keys.press("Escape")
    bench.keys.press("v")
    expect(bench.page.locator("#view-menu")).to_be_visible()
    bench.keys.press("Escape")
    expect(bench.page.locator("#view-menu")).to_be_hidden()
    assert bench.focused_number() == 1


@pytest.mark.parametrize(
    ("scheme", "theme"),
    [("light", "system"), ("dark", "system"), ("light", "contrast"), ("dark", "contrast")],
)
def test_axe_finds_nothing_serious_in_the_view_menu(scheme, theme, open_bench, article, db, owner):
    preferring.save(db, owner, {"theme": theme, "view": "compact"})
    bench = open_bench(article, color_scheme=scheme)
    bench.edit(2)
    bench.page.click("#view-button")
    found = Axe().run(bench.page).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ] == []


def test_a_system_without_a_name_is_not_named(bench):
    expect(bench.page.locator(".heads .machine")).to_have_text("Machine text")


def test_chosen_rows_are_confirmed_at_once_and_one_undo_and_one_redo_follow(bench):
    bench.edit(3)
    bench.keys.press("Escape")
    bench.keys.press("Space")
    bench.keys.press("Shift+ArrowDown")
    bench.keys.press("Shift+ArrowDown")
    bench.keys.press("Shift+ArrowUp")
    expect(bench.page.locator("#where")).to_contain_text("2 segments selected")
    assert bench.page.locator('.row[aria-selected="true"]').count() == 2
    bench.keys.press("Control+Enter")
    expect(bench.row(4)).to_have_attribute("data-shown", "confirmed")
    assert bench.state(3) == "confirmed"
    expect(bench.page.locator("#polite")).to_contain_text("Confirmed 2 segments")
    bench.keys.press("Escape")
    bench.keys.press("Control+z")
    expect(bench.row(4)).to_have_attribute("data-shown", "todo")
    assert bench.state(3) == "edited"
    bench.keys.press("Control+y")
    expect(bench.row(4)).to_have_attribute("data-shown", "confirmed")


def test_chosen_rows_are_left_out_at_once(bench):
    bench.edit(4)
    bench.keys.press("Escape")
    bench.keys.press("Shift+ArrowDown")
    bench.keys.press("x")
    expect(bench.row(5)).to_have_attribute("data-shown", "left_out")
    assert bench.state(4) == "left_out"


def test_a_confirmed_segment_is_reopened_by_the_key_that_confirms_and_stays(bench):
    bench.edit(2)
    bench.keys.press("Control+Shift+Enter")
    expect(bench.row(2)).to_have_attribute("data-shown", "edited")
    assert bench.text(2) == "Some also turned themselves in."
    bench.keys.press("Control+Shift+Enter")
    expect(bench.row(2)).to_have_attribute("data-shown", "confirmed")
    assert bench.focused_number() == 2


def test_the_list_is_sorted_and_the_address_says_so(bench):
    bench.page.select_option("#order", "changed")
    expect(bench.page.locator("#rows .row").first).to_have_attribute("aria-rowindex", "3")
    assert "sort=changed" in bench.page.url
    bench.reload()
    expect(bench.page.locator("#order")).to_have_value("changed")
    bench.page.select_option("#order", "document")
    expect(bench.page.locator("#rows .row").first).to_have_attribute("aria-rowindex", "2")


def test_the_map_shows_each_segment_and_a_click_goes_there(bench):
    marks = bench.page.locator("#map i")
    expect(marks).to_have_count(5)
    assert [mark.get_attribute("data-shown") for mark in marks.all()] == [
        "todo",
        "confirmed",
        "edited",
        "todo",
        "todo",
    ]
    assert bench.page.locator("#map").bounding_box()["width"] == 10
    marks.nth(3).click()
    bench.page.wait_for_function("() => document.activeElement.closest('.row')?.id === 's-4'")


def test_a_segment_is_compared_with_any_revision(bench, db, owner, article):
    segment = segment_of(db, article, 2)
    revising.save_revision(
        db, segment.id, "Some gave themselves up.", base_revision=1, author=owner, confirm=False
    )
    bench.reload()
    bench.edit(2)
    bench.page.click('[data-action="history"]')
    bench.page.select_option("#against", "settled")
    expect(bench.row(2).locator(".machine del").first).to_contain_text("turned")
    assert bench.row(2).get_attribute("data-against") == "the confirmed text"
    bench.page.select_option("#against", "")
    expect(bench.row(2).locator(".machine del").first).not_to_contain_text("turned")
    assert "hired" in bench.row(2).locator(".machine").text_content()


def test_control_home_and_end_go_to_the_edges_of_the_document(open_bench, db):
    bench = open_bench(make_document(db, [f"Sentence {n}." for n in range(1, 203)]))
    bench.keys.press("Escape")
    bench.keys.press("Control+End")
    bench.page.wait_for_function("() => document.activeElement.closest('.row')?.id === 's-202'")
    bench.keys.press("Control+Home")
    bench.page.wait_for_function("() => document.activeElement.closest('.row')?.id === 's-1'")
    bench.keys.press("/")
    expect(bench.page.locator("dialog.palette")).to_be_visible()
