"""What the workbench says and offers where something stands in the way: a document gone, no right to edit, a script that failed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import removing
from app.services.people import preferring
from app.store import people
from tests.browser.bench import Bench
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db, sources=["Eins.", "Zwei.", "Drei."])


def serious(page):
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


def test_a_document_that_a_lead_removes_hands_over_what_is_unsaved(db, open_bench, document):
    ana = make_person(db, "Ana", "lead")
    bench = open_bench(document, person=make_person(db, "Mira"), accept_downloads=True)
    bench.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    removing.delete_document(db, document.id, who=ana)
    bench.edit(2)
    bench.keys.type(" Twice.")
    bar = bench.page.locator("[data-bar=removed]")

    expect(bar).to_contain_text("Your 1 unsaved change:", timeout=15_000)
    expect(bar).to_contain_text("This document was removed by Ana.")
    expect(bench.page.locator("#assertive")).to_contain_text("removed by Ana")
    assert bench.text(2) == "Some also hired themselves. Twice."
    bar.get_by_role("button", name="Copy").click()
    assert bench.page.evaluate("navigator.clipboard.readText()") == "Some also hired themselves. Twice."
    with bench.page.expect_download() as download:
        bar.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "Article.txt"
    with open(download.value.path(), encoding="utf-8") as file:
        assert file.read() == "Some also hired themselves. Twice.\n"
    assert serious(bench.page) == []


def test_a_document_that_goes_while_everything_is_saved_says_so(db, open_bench, document):
    bench = open_bench(document)
    removing.delete_document(db, document.id, who=make_person(db, "Ana", "lead"))
    bar = bench.page.locator("[data-bar=removed]")
    expect(bar).to_contain_text("Everything that you changed before is kept with it.", timeout=20_000)
    expect(bar.get_by_role("link", name="To the project")).to_be_visible()


def test_a_reader_reads_and_is_told_whom_to_ask(db, open_bench, document, owner):
    vera = make_person(db, "Vera", "viewer")
    bench = open_bench(document, person=vera)
    expect(bench.page.locator(".read-only")).to_have_text(
        f"You can read this text. Ask {owner.name} for editing."
    )
    bench.row(2).locator(".box").click()
    bench.keys.press("Enter")
    assert bench.page.locator(".entry").count() == 0
    assert bench.focused_number() == 2
    bench.keys.press("x")
    bench.keys.press("Control+Enter")
    assert bench.state(2) == "todo"
    expect(bench.page.locator("#tools [data-action=confirm]")).to_have_count(0)
    bench.keys.press("h")
    expect(bench.page.locator("#panel")).to_be_visible()
    assert serious(bench.page) == []


def test_a_script_that_does_not_arrive_leaves_the_text_and_says_so(
    open_context, live_server, owner, document
):
    context = open_context(owner)
    page = context.new_page()
    page.route("**/js/modules/live.js", lambda route: route.fulfill(status=503, body=""))
    page.add_init_script("window.addEventListener('unhandledrejection', event => event.preventDefault())")
    page.goto(f"{live_server.url}/d/{document.id}")
    panel = page.locator("#not-started")
    expect(panel).to_contain_text("The page could not start")
    expect(panel.get_by_role("link", name="Export the text")).to_be_visible()
    expect(page.locator(".row").nth(1)).to_be_visible()
    panel.get_by_role("link", name="Load again").click()
    expect(panel).to_be_visible()


def test_a_page_that_works_shows_no_trouble(open_bench, document):
    bench = open_bench(document)
    expect(bench.page.locator("#not-started")).to_be_hidden()
    expect(bench.page.locator("#other-tab")).to_be_hidden()
    expect(bench.page.locator(".read-only")).to_have_count(0)


def test_the_same_document_in_another_tab_is_said_calmly(open_bench, document):
    bench = open_bench(document)
    said = bench.page.locator("#other-tab")
    other = bench.page.context.new_page()
    other.goto(bench.address)
    other.wait_for_selector("html[data-ready]")
    expect(said).to_have_text("This segment is also open in another tab")
    bench.edit(3)
    expect(said).to_have_text("Also open in another tab")
    bench.keys.type(" More.")
    assert bench.text(3).endswith(" More.")
    assert serious(bench.page) == []
    other.close(run_before_unload=False)
    expect(said).to_be_hidden(timeout=20_000)


def test_two_versions_of_the_same_person_are_told_apart_by_their_place(open_bench, document, owner):
    bench = open_bench(document)
    other = Bench(bench.page.context.new_page(), "", document)
    other.address = bench.address
    other.open()
    other.edit(2)
    other.keys.type(" There.")
    bench.page.bring_to_front()
    bench.edit(2)
    bench.keys.type(" Here.")
    other.keys.press("Control+Enter")
    other.wait_saved()
    expect(bench.row(2).locator(".theirs")).to_contain_text("You changed this elsewhere just now:")
    bench.keys.press("Control+Enter")
    card = bench.row(2).locator(".conflict-card")
    expect(card).to_contain_text("Yours, elsewhere")
    expect(card).not_to_contain_text(owner.name)


def test_the_word_of_a_restored_change_goes_once_the_change_is_saved(open_bench, document):
    bench = open_bench(document)
    bench.edit(2)
    bench.keys.type(" Typed before.")
    bench.wait_indicator("saved")
    bench.reload()
    expect(bench.page.locator("#restored")).to_contain_text("segment 2")
    bench.reload()
    bench.page.locator("#restored").get_by_text("Close").press("Enter")
    assert bench.focused_number()
    bench.reload()
    bench.edit(2)
    bench.keys.press("Control+Enter")
    bench.wait_saved()
    expect(bench.page.locator("#restored")).to_have_count(0)


def test_a_colleague_in_the_same_document_is_no_other_tab(db, open_bench, document):
    bench = open_bench(document)
    open_bench(document, person=make_person(db, "Mira"))
    bench.page.wait_for_timeout(500)
    expect(bench.page.locator("#other-tab")).to_be_hidden()


def test_a_lead_locks_a_segment_and_others_see_it_at_once(db, open_bench, document):
    lena, mira = make_person(db, "Lena", "lead"), make_person(db, "Mira")
    theirs = open_bench(document, person=mira)
    ours = open_bench(document, person=lena)
    ours.row(2).locator(".state-button").click()
    ours.page.get_by_role("menuitemcheckbox", name="Lock, or unlock").click()
    expect(ours.row(2)).to_have_attribute("data-shown", "locked")
    expect(theirs.row(2)).to_have_attribute("data-shown", "locked")
    expect(theirs.row(2).locator(".state-button")).to_have_attribute("title", re.compile("^Locked by "))
    theirs.row(2).locator(".box").click()
    assert theirs.entry(2).count() == 0
    theirs.row(2).locator(".state-button").click()
    assert theirs.page.get_by_role("menuitemcheckbox", name="Lock, or unlock").count() == 0
    theirs.keys.press("Escape")

    ours.row(2).locator(".state-button").click()
    ours.page.get_by_role("menuitemcheckbox", name="Lock, or unlock").click()
    expect(theirs.row(2)).to_have_attribute("data-shown", "todo")
    assert not segment_of(db, document, 2).locked


def test_red_lines_everywhere_have_a_hint_once_for_each_language(db, open_bench, document, owner):
    german = make_document(db, ["Eins.", "Zwei."], lang="de", project="German")
    bench = open_bench(german)
    hint = bench.page.locator("[data-bar=spelling]")
    expect(hint).to_have_count(0)
    bench.edit(1)
    bench.keys.type("!")
    expect(hint).to_contain_text("Add German to your browser's spell-check languages.")
    hint.get_by_role("button", name="Close").click()
    expect(hint).to_have_count(0)
    assert bench.focused_number() == 1
    bench.wait_saved()
    bench.reload()
    bench.edit(2)
    bench.keys.type("!")
    bench.wait_saved()
    expect(hint).to_have_count(0)
    assert preferring.of_person(db, owner)["hints_seen"] == ["spelling-de"]

    english = open_bench(document)  # the browser of these tests speaks English
    english.edit(1)
    english.keys.type("!")
    english.wait_saved()
    expect(english.page.locator("[data-bar=spelling]")).to_have_count(0)


def test_spelling_is_switched_off_for_good(db, open_bench, document, owner):
    preferring.save(db, owner, {"spellcheck": False})
    bench = open_bench(document)
    bench.edit(1)
    assert bench.entry(1).get_attribute("spellcheck") == "false"


def test_the_edge_of_the_panel_moves_and_is_remembered(db, open_bench, document, owner):
    bench = open_bench(document, viewport={"width": 1600, "height": 900})
    bench.edit(1)
    bench.keys.press("Escape")
    bench.keys.press("h")
    panel, edge = bench.page.locator("#panel"), bench.page.locator(".panel-edge")
    assert panel.bounding_box()["width"] == 336
    edge.focus()
    bench.keys.press("ArrowLeft")
    assert panel.bounding_box()["width"] == 352
    bench.keys.press("End")
    assert panel.bounding_box()["width"] == 480
    assert edge.get_attribute("aria-valuenow") == "480"
    box = edge.bounding_box()
    bench.page.mouse.move(box["x"] + 4, box["y"] + 200)
    bench.page.mouse.down()
    bench.page.mouse.move(box["x"] + 104, box["y"] + 200, steps=4)
    bench.page.mouse.up()
    assert panel.bounding_box()["width"] == 380
    bench.page.wait_for_function(
        "fetch('/api/v1/me/preferences').then(a => a.json()).then(a => a.preferences.panel_width === 380)"
    )
    bench.reload()
    bench.keys.press("Escape")
    bench.keys.press("h")
    assert panel.bounding_box()["width"] == 380
    assert serious(bench.page) == []
    assert people.preferences(db, owner.id)


def test_what_is_spoken_is_seen_too(open_bench, document):
    bench = open_bench(document)
    where = bench.page.locator("#where")
    bench.edit(1)
    bench.keys.press("Control+z")
    expect(where).to_have_text("Nothing to undo in this segment.")
    bench.keys.press("Alt+ArrowUp")
    expect(where).to_have_text("This is the first segment.")
    bench.keys.press("Escape")
    bench.keys.press("Control+z")
    expect(where).to_contain_text("Nothing more to undo from this tab.")
