"""What the workbench shows, to eyes of all kinds and to readers who hear it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import revising
from tests.factories import make_document, segment_of

pytestmark = pytest.mark.browser

SOURCES = ("Hunderte entkamen.", "Einige stellten sich auch.", "Die Waffenruhe galt für das Opferfest.")


@pytest.fixture
def article(db, owner):
    document = make_document(db, sources=SOURCES)
    text = "Some also turned themselves in."
    revising.save_revision(
        db, segment_of(db, document, 2).id, text, base_revision=0, author=owner, confirm=True
    )
    return document


@pytest.fixture
def bench(open_bench, article):
    return open_bench(article)


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    ("place", "scheme"),
    [("text", "light"), ("text", "dark"), ("panel", "light"), ("sheet", "dark"), ("menu", "light")],
)
def test_axe_finds_nothing_serious(place, scheme, open_bench, article):
    bench = open_bench(article, color_scheme=scheme)
    bench.edit(2)
    if place == "panel":
        bench.page.click('[data-action="history"]')
        bench.page.locator(".revision-text").first.wait_for()
    if place == "sheet":
        bench.keys.press("Control+/")
    if place == "menu":
        bench.row(2).locator(".state-button").click()
    bench.page.wait_for_timeout(200)
    assert serious(bench.page) == []


def test_each_difference_is_also_a_sentence_and_its_marks_have_spoken_ends(bench):
    row = bench.row(2)
    assert row.locator(".summary").text_content().startswith("1 change: 'hired themselves' replaced by")
    assert row.locator(".machine del").text_content() == "deleted: hired themselves end "
    assert row.locator(".shown ins").text_content() == "inserted: turned themselves in end "


def test_the_box_names_its_segment_and_language_and_describes_its_state(bench):
    bench.edit(2)
    entry = bench.entry(2)
    assert entry.get_attribute("aria-label") == "Segment 2, English text"
    about = bench.page.text_content(f"#{entry.get_attribute('aria-describedby')}")
    assert about.startswith("Confirmed. 1 change")
    assert bench.row(2).locator(".source").get_attribute("lang") == "de"


def test_every_row_of_the_page_is_in_the_accessibility_tree(open_bench, db):
    document = make_document(db, [f"Sentence number {n} of many." for n in range(1, 201)])
    bench = open_bench(document)
    tree = bench.page.context.new_cdp_session(bench.page).send("Accessibility.getFullAXTree")["nodes"]
    names = {node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "StaticText"}
    assert all(f"Sentence number {n} of many." in names for n in (1, 100, 200))
    assert bench.page.evaluate("window.find('Sentence number 200')")


def test_the_grid_counts_all_segments_of_the_document(open_bench, db):
    bench = open_bench(make_document(db, [f"Sentence {n}." for n in range(1, 232)]), query="?page=2")
    grid = bench.page.locator("#grid")
    assert (grid.get_attribute("role"), grid.get_attribute("aria-rowcount")) == ("grid", "232")
    assert bench.row(201).get_attribute("aria-rowindex") == "202"


def test_one_message_for_one_confirmation(bench):
    bench.page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => { const text = document.querySelector('#polite').textContent; if (text) window.said.push(text); })
            .observe(document.querySelector('#polite'), { childList: true, characterData: true, subtree: true });
        }"""
    )
    bench.edit(1)
    bench.keys.type(" More")
    bench.page.wait_for_timeout(1200)
    bench.keys.press("Control+Enter")
    bench.wait_saved()
    bench.page.wait_for_timeout(300)
    assert bench.page.evaluate("window.said") == ["Segment 1 confirmed."]


def test_text_takes_most_of_the_width_and_one_button_is_filled(bench):
    widths = bench.page.evaluate(
        "[...document.querySelectorAll('#rows .row:first-child .text')].map(each => each.getBoundingClientRect().width)"
    )
    columns = bench.row(1).locator(".source, .machine, .target")
    assert columns.count() == 3
    assert all(width >= 320 for width in widths)
    assert sum(widths) >= 0.6 * 1440
    assert bench.page.locator(".btn-primary:visible").count() == 1


def test_with_the_panel_open_no_column_is_narrower_than_twenty_rem(bench):
    bench.edit(2)
    bench.page.click('[data-action="history"]')
    widths = bench.row(1).evaluate(
        "row => [...row.querySelectorAll('.cell.text, .target')].map(each => each.getBoundingClientRect().width).filter(Boolean)"
    )
    assert min(widths) >= 320


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_nothing_is_wider_than_the_window(width, open_bench, article):
    bench = open_bench(article, viewport={"width": width, "height": 800})
    bench.edit(2)
    assert bench.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(bench.page.locator('[data-action="confirm"]')).to_be_visible()
    bench.row(2).locator(".state-button").click()
    box = bench.page.locator("#row-menu").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_targets_are_large_enough_for_a_finger(open_bench, article):
    bench = open_bench(article, viewport={"width": 390, "height": 844}, has_touch=True)
    small = bench.page.evaluate(
        """() => [...document.querySelectorAll('button, a')].filter(each => each.offsetParent && !each.closest('.menu-body'))
             .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
             .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
    )
    assert [html for html in small if "skip-link" not in html] == []


def test_the_focus_is_never_under_a_bar(open_bench, db):
    bench = open_bench(make_document(db, [f"Sentence {n}, long enough to be read." for n in range(1, 41)]))
    for _ in range(39):
        bench.keys.press("Alt+ArrowDown")
        covered = bench.page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const heads = document.querySelector('.heads').getBoundingClientRect().bottom;
              const dock = document.querySelector('#dock').getBoundingClientRect().top;
              return box.top < heads || box.bottom > dock;
            }"""
        )
        assert not covered


def test_two_rows_that_follow_stay_in_view(open_bench, db):
    document = make_document(db, [f"Sentence {n}, long enough to be read." for n in range(1, 41)])
    bench = open_bench(document, viewport={"width": 1366, "height": 768})
    for number in range(1, 30):
        bench.keys.press("Control+Enter")
        bottom = bench.row(number + 3).bounding_box()
        assert bottom["y"] + bottom["height"] <= 768 - 48


def test_nothing_moves_for_those_who_want_calm(open_bench, article):
    bench = open_bench(article, reduced_motion="reduce")
    moving = bench.page.evaluate(
        "[...document.querySelectorAll('*')].filter(each => getComputedStyle(each).transitionDuration.split(', ').some(time => time !== '0s')).length"
    )
    assert moving == 0


def test_the_theme_is_kept_and_arrives_with_the_page(bench):
    bench.page.click("summary[aria-label^='Your menu']")
    with bench.page.expect_response("**/me/preferences") as kept:
        bench.page.click("[data-theme-choice=dark]")
    assert kept.value.ok
    first = bench.page.context.request.get(bench.address).text()
    assert 'data-theme="dark"' in first


def test_no_request_leaves_the_origin(open_context, live_server, owner, article):
    context = open_context(owner)
    hosts = set()
    context.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page = context.new_page()
    page.goto(f"{live_server.url}/d/{article.id}")
    page.wait_for_selector("html[data-ready]")
    assert hosts == {live_server.url.split("/")[2]}


def test_without_scripts_the_text_and_the_export_are_there(open_context, live_server, owner, article):
    page = open_context(owner, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/d/{article.id}")
    assert page.inner_text(".row:nth-child(2) .target .shown").count("turned themselves in") == 1
    assert page.is_visible("noscript a.btn") or page.is_visible(f"a.btn[href='/d/{article.id}/export']")
