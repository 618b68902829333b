"""Reviewing an editor's work by keyboard, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import reviewing, revising
from app.services.changing import undoing
from app.store import batches
from tests.factories import ARTICLE, make_document, make_person, segment_of

pytestmark = pytest.mark.browser

BETTER = ("Hundreds of inmates escaped.", "Some also turned themselves in.", "A truce was declared.")


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def rosa(db):
    return make_person(db, "Rosa", "reviewer")


@pytest.fixture
def article(db, mira):
    document = make_document(
        db, (*ARTICLE, "This stays as it is."), sources=["Eins.", "Zwei.", "Drei.", "Vier."]
    )
    for position, text in enumerate((*BETTER, "This stays as it is."), start=1):
        segment = segment_of(db, document, position)
        revising.save_revision(db, segment.id, text, base_revision=0, author=mira, confirm=True)
    return document


@pytest.fixture
def open_review(open_context, live_server, rosa, article):
    def open_one(query="", **options):
        page = open_context(rosa, **options).new_page()
        page.goto(f"{live_server.url}/d/{article.id}/review{query}")
        page.wait_for_selector(".review[data-live]")
        return page

    return open_one


@pytest.fixture
def page(open_review):
    return open_review()


def states(db, document):
    return [segment_of(db, document, position).state for position in (1, 2, 3, 4)]


def focused(page):
    return page.evaluate("document.activeElement.dataset.position")


def wait_for(page, db, document, *expected):
    for _ in range(40):
        if tuple(states(db, document)[: len(expected)]) == expected:
            return
        page.wait_for_timeout(50)
    assert tuple(states(db, document)[: len(expected)]) == expected


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_only_changes_are_listed_and_the_first_has_the_focus(page):
    assert page.locator(".change").count() == 3
    assert focused(page) == "1"


def test_alt_down_goes_to_the_next_change_and_a_approves_it(db, page, article):
    page.keyboard.press("Alt+ArrowDown")
    assert focused(page) == "2"
    page.keyboard.press("a")
    assert focused(page) == "3"
    wait_for(page, db, article, "confirmed", "approved", "confirmed")
    page.keyboard.press("Control+Enter")
    assert focused(page) == "1"
    wait_for(page, db, article, "confirmed", "approved", "approved")


def test_the_focus_moves_before_the_server_answers(page):
    held = []
    page.route("**/approve", lambda route: held.append(route))
    page.keyboard.press("a")
    page.wait_for_timeout(100)
    assert focused(page) == "2"
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#polite")).to_have_text("1 segment approved.")


def test_b_asks_why_and_sends_back_with_note_and_wording(db, page, article, mira):
    page.keyboard.press("ArrowDown")
    page.keyboard.press("b")
    expect(page.locator("#why h2")).to_have_text("Send back segment 2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Say who gave up.")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Some prisoners gave themselves up.")
    page.keyboard.press("Control+Enter")
    wait_for(page, db, article, "confirmed", "sent_back", "confirmed")
    verdict = reviewing.waiting_for_editor(db, mira)[0].verdict
    assert (verdict.reason, verdict.note, verdict.suggestion) == (
        "Something is missing",
        "Say who gave up.",
        "Some prisoners gave themselves up.",
    )
    assert focused(page) == "3"


def test_escape_sends_nothing_and_brings_the_focus_back(db, page, article):
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    assert focused(page) == "1"
    assert states(db, article) == ["confirmed"] * 4


def test_several_are_approved_at_once_and_ctrl_z_undoes_it(db, page, article):
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#selected")).to_have_text("3 segments selected")
    page.keyboard.press("a")
    wait_for(page, db, article, "approved", "approved", "approved")
    assert page.evaluate("document.activeElement.id") == "review-end"
    assert batches.list_of_document(db, article.id)[0].summary == "Approved 3 segments"
    page.keyboard.press("Control+z")
    expect(page.locator("#polite")).to_have_text("Undone.")
    assert states(db, article)[:3] == ["confirmed"] * 3
    assert focused(page) == "1"


def test_ctrl_z_waits_for_the_answer_to_what_it_takes_back(db, page, article):
    held = []
    page.route("**/approve", lambda route: held.append(route))
    page.keyboard.press("a")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("#polite")).to_have_text("Undone.")
    assert states(db, article)[0] == "confirmed"
    assert focused(page) == "1"


def test_a_change_made_meanwhile_is_not_approved_and_says_so(db, page, article, mira):
    segment = segment_of(db, article, 1)
    revising.save_revision(db, segment.id, "Newer.", base_revision=None, author=mira, confirm=True)
    page.keyboard.press("a")
    expect(page.locator("#selected")).to_contain_text("changed meanwhile")
    assert focused(page) == "1"
    assert states(db, article)[0] == "confirmed"


def test_letters_typed_into_the_note_are_text(db, page, article):
    page.keyboard.press("b")
    page.locator("#why #note").fill("")
    page.locator("#why #note").press_sequentially("abba")
    assert page.locator("#why #note").input_value() == "abba"
    assert states(db, article) == ["confirmed"] * 4


def test_the_state_is_said_and_shown(page):
    page.keyboard.press("a")
    expect(page.locator("#polite")).to_have_text("1 segment approved.")
    expect(page.locator(".change").first.locator(".state")).to_have_text("Approved")


def test_the_buttons_work_without_scripts(db, open_context, live_server, rosa, article):
    page = open_context(rosa, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/d/{article.id}/review")
    page.locator(".change").first.get_by_role("button", name="Approve").click()
    expect(page.locator("[role=status]").first).to_contain_text("Approved 1 segment")
    page.locator(".change").first.get_by_role("button", name="Send back").click()
    page.get_by_label("Style").check()
    page.get_by_role("button", name="Send back").click()
    assert states(db, article)[:2] == ["approved", "sent_back"]


def test_nothing_needs_scrolling_in_two_directions_on_a_telephone(open_review):
    page = open_review(viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_review, scheme):
    page = open_review("?state=all", color_scheme=scheme)
    assert serious(page) == []
    page.keyboard.press("b")
    page.wait_for_timeout(100)
    assert serious(page) == []


def test_the_editor_sees_why_takes_the_wording_and_confirms(db, open_bench, article, mira, rosa):
    segment = segment_of(db, article, 2)
    reviewing.send_back(
        db,
        [(segment.id, segment.revision)],
        document_id=article.id,
        reason="Not fluent",
        note="Say who gave up.",
        suggestion="Some prisoners gave themselves up.",
        author=rosa,
    )
    bench = open_bench(article, person=mira)
    card = bench.row(2).locator(".sent-back-card")
    expect(card).to_contain_text("Rosa sent this back: Not fluent")
    expect(card).to_contain_text("Say who gave up.")
    card.get_by_role("button", name="Take this wording").click()
    assert bench.entry(2).input_value() == "Some prisoners gave themselves up."
    bench.keys.press("Control+z")
    assert bench.entry(2).input_value() == BETTER[1]
    bench.keys.press("Control+y")
    bench.keys.press("Control+Shift+Enter")
    bench.wait_saved()
    expect(card).to_be_hidden()
    assert (segment_of(db, article, 2).text, segment_of(db, article, 2).state) == (
        "Some prisoners gave themselves up.",
        "confirmed",
    )
    assert reviewing.waiting_for_editor(db, mira) == []


def test_what_is_sent_back_arrives_while_the_editor_works(db, open_bench, article, mira, rosa):
    bench = open_bench(article, person=mira)
    bench.edit(2)
    before = bench.entry(2).bounding_box()
    bench.page.evaluate("window.stayed = true")
    segment = segment_of(db, article, 2)
    changed = reviewing.send_back(
        db,
        [(segment.id, segment.revision)],
        document_id=article.id,
        reason="Not fluent",
        note="Say who gave up.",
        suggestion="Some prisoners gave themselves up.",
        author=rosa,
    )
    card = bench.row(2).locator(".sent-back-card")
    expect(card).to_contain_text("Rosa sent this back: Not fluent Say who gave up.")
    expect(card.locator("ins").first).to_contain_text("prisoners")
    expect(bench.row(2)).to_have_attribute("data-shown", "sent_back")
    expect(bench.page.locator("[data-state=sent_back] .count")).to_have_text("1")
    assert bench.entry(2).bounding_box() == before
    assert bench.focused_number() == 2
    expect(bench.page.locator("#polite")).to_have_text("Rosa sent this back: Not fluent")
    card.get_by_role("button", name="Take this wording").click()
    assert bench.entry(2).input_value() == "Some prisoners gave themselves up."
    bench.keys.press("Control+z")

    undoing.undo(db, changed.batch.id, author=rosa)
    expect(card).to_have_count(0)
    expect(bench.row(2)).to_have_attribute("data-shown", "confirmed")
    assert bench.page.evaluate("window.stayed")


def test_what_is_left_to_review_is_counted_as_one_goes(page):
    left = page.locator(".chip[aria-current] .count")
    expect(left).to_have_text("3")
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(left).to_have_text("1")
    page.keyboard.press("Control+z")
    expect(left).to_have_text("2")
