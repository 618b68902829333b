"""Several people in one text: what others do arrives in place, and nothing that is typed here is touched."""

import pytest
from playwright.sync_api import expect

from app.services import asking, revising, structuring
from tests.factories import make_document, make_person, segment_of

SOON = 3000


@pytest.fixture
def document(db):
    return make_document(db, sources=["Eins.", "Zwei.", "Drei."])


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


def save(db, document, number, text, author, **options):
    segment = segment_of(db, document, number)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, **options)


def test_a_change_by_somebody_else_arrives_in_place_with_state_counts_and_score(
    db, open_bench, document, mira
):
    ours = open_bench(document)
    ours.edit(1)
    theirs = open_bench(document, person=mira)
    theirs.edit(2)
    theirs.keys.press("Control+A")
    theirs.keys.type("Some turned themselves in.")
    theirs.keys.press("Control+Enter")

    expect(ours.row(2)).to_have_attribute("data-shown", "confirmed", timeout=SOON)
    assert ours.text(2) == "Some turned themselves in."
    assert ours.focused_number() == 1
    expect(ours.page.locator('[data-state="confirmed"] .count')).to_have_text("1")
    expect(ours.page.locator("#score-sentence")).to_contain_text("confirmed sentence")


def test_a_change_by_a_command_arrives_too(db, open_bench, document, mira):
    ours = open_bench(document)
    save(db, document, 3, "From the command line.", mira)

    expect(ours.row(3)).to_have_attribute("data-shown", "edited", timeout=SOON)
    assert ours.text(3) == "From the command line."


def test_under_an_open_box_nothing_moves_and_the_other_text_waits_in_a_line(db, open_bench, document, mira):
    ours = open_bench(document)
    ours.edit(2)
    before = ours.entry(2).bounding_box()
    save(db, document, 2, "Some turned themselves in.", mira)
    line = ours.row(2).locator(".theirs")

    expect(line).to_contain_text("Mira changed this just now", timeout=SOON)
    assert ours.text(2) == "Some also hired themselves."
    assert ours.entry(2).bounding_box() == before
    expect(ours.page.locator("#polite")).to_have_text("Mira changed this segment.")

    line.get_by_role("button", name="Show Mira's text").click()

    assert ours.text(2) == "Some turned themselves in."
    expect(line).to_have_count(0)
    assert ours.focused_number() == 2


def test_leaving_the_box_untouched_takes_the_other_text(db, open_bench, document, mira):
    ours = open_bench(document)
    ours.edit(2)
    save(db, document, 2, "Some turned themselves in.", mira)
    expect(ours.row(2).locator(".theirs")).to_be_visible(timeout=SOON)
    ours.keys.press("Alt+ArrowDown")

    expect(ours.row(2).locator(".theirs")).to_have_count(0)
    assert ours.text(2) == "Some turned themselves in."


def test_when_both_changed_a_segment_both_texts_are_offered_and_the_other_stays_in_history(
    db, open_bench, document, mira
):
    ours = open_bench(document)
    ours.edit(2)
    ours.keys.type(" Mine.")
    save(db, document, 2, "Some turned themselves in.", mira)
    expect(ours.row(2).locator(".theirs")).to_contain_text("Yours is kept", timeout=SOON)
    assert ours.text(2) == "Some also hired themselves. Mine."
    ours.keys.press("Control+Enter")

    card = ours.row(2).locator(".conflict-card")
    expect(card).to_contain_text("Mira")
    card.focus()
    ours.keys.press("1")
    ours.wait_saved()
    texts = [one.text for one in revising.history(db, segment_of(db, document, 2).id)]
    assert texts[-1] == "Some also hired themselves. Mine."
    assert "Some turned themselves in." in texts


def test_a_split_by_somebody_else_leaves_the_box_and_its_text_alone(db, open_bench, document, mira):
    ours = open_bench(document)
    ours.edit(3)
    ours.keys.type(" Typed.")
    structuring.split(db, segment_of(db, document, 1).id, 16, base_revision=None, author=mira)

    expect(ours.page.locator("#rows .row")).to_have_count(4, timeout=SOON)
    assert ours.focused_number() == 4
    assert ours.text(4).endswith("Typed.")


def test_a_sentence_added_by_somebody_else_appears_in_its_place(db, open_bench, document, mira):
    ours = open_bench(document)
    structuring.add(db, segment_of(db, document, 1).id, "Added by hand.", author=mira)

    expect(ours.page.locator("#rows .row")).to_have_count(4, timeout=SOON)
    assert ours.text(2) == "Added by hand."
    assert ours.row(4).locator(".cell.number").inner_text().strip() == "4"


def test_a_change_on_another_page_reads_no_rows(db, open_bench, mira):
    long = make_document(db, [f"Sentence {n}." for n in range(1, 231)], project="Long")
    ours = open_bench(long)
    asked = []
    ours.page.on("request", lambda request: asked.append(request.url))
    save(db, long, 225, "Elsewhere.", mira, confirm=True)

    expect(ours.page.locator('[data-state="confirmed"] .count')).to_have_text("1", timeout=SOON)
    ours.page.wait_for_timeout(700)
    assert not [url for url in asked if "/rows" in url]


def test_a_split_here_is_shown_once(db, open_bench, document):
    ours = open_bench(document)
    ours.row(1).locator(".box").click()
    ours.keys.press("Control+Home")
    for _ in range(16):
        ours.keys.press("ArrowRight")
    ours.page.get_by_role("button", name="Split").click()
    expect(ours.page.locator("#rows .row")).to_have_count(4)
    ours.page.wait_for_timeout(1500)
    expect(ours.page.locator("#rows .row")).to_have_count(4)
    assert (
        ours.page.evaluate("new Set([...document.querySelectorAll('#rows .row')].map(r => r.id)).size") == 4
    )


def test_a_question_by_somebody_else_shows_its_sign(db, open_bench, document, mira):
    ours = open_bench(document)
    asking.ask(db, segment_of(db, document, 2).id, "Which prison?", author=mira)

    expect(ours.row(2).locator(".signs")).to_contain_text("1 open question", timeout=SOON)


def test_others_are_seen_where_they_are_and_gone_when_they_leave(open_bench, document, mira):
    ours = open_bench(document)
    theirs = open_bench(document, person=mira)
    theirs.edit(2)
    here = ours.row(2).locator(".here")

    expect(here).to_contain_text("Mira is here.", timeout=SOON)
    ours.row(2).locator(".box").click()
    assert "Mira is here." in ours.entry(2).evaluate(
        "e => e.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id)?.textContent).join(' ')"
    )
    theirs.edit(3)
    expect(ours.row(3).locator(".here")).to_contain_text("Mira", timeout=SOON)
    expect(here).to_have_count(0)
    theirs.page.close()
    expect(ours.page.locator(".here")).to_have_count(0, timeout=SOON)


def test_one_person_alone_tells_nobody_where_they_are(open_bench, document):
    sent = []
    ours = open_bench(document)
    ours.page.on("request", lambda request: sent.append(request.url))
    ours.edit(2)
    ours.edit(3)
    ours.page.wait_for_timeout(1000)

    assert not [url for url in sent if "presence" in url]
    expect(ours.page.locator(".here")).to_have_count(0)


def test_reduced_motion_has_no_tint(db, open_bench, document, mira):
    ours = open_bench(document, reduced_motion="reduce")
    save(db, document, 3, "Another text.", mira)

    expect(ours.row(3)).to_have_attribute("data-shown", "edited", timeout=SOON)
    assert ours.row(3).evaluate("row => row.getAnimations().length") == 0


def test_seven_tabs_share_one_stream_and_the_seventh_opens_at_once(
    db, open_context, live_server, document, mira, owner
):
    context = open_context(owner)
    streams = []
    context.on("request", lambda request: streams.append(request.url) if "/events" in request.url else None)
    pages = []
    for _ in range(7):
        page = context.new_page()
        page.goto(f"{live_server.url}/d/{document.id}")
        page.wait_for_selector("html[data-ready]")
        pages.append(page)

    assert len(streams) == 1, streams
    save(db, document, 3, "For all of them.", mira)
    for page in pages:
        expect(page.locator('#rows .row[aria-rowindex="4"]')).to_have_attribute(
            "data-shown", "edited", timeout=SOON
        )


def test_when_the_listening_tab_closes_another_one_listens(
    db, open_context, live_server, document, mira, owner
):
    context = open_context(owner)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"{live_server.url}/d/{document.id}")
        page.wait_for_selector("html[data-ready]")
    first.close()
    second.wait_for_timeout(500)
    save(db, document, 3, "Still heard.", mira)

    expect(second.locator('#rows .row[aria-rowindex="4"]')).to_have_attribute(
        "data-shown", "edited", timeout=SOON
    )


def test_without_streams_changes_come_by_asking(db, app, open_bench, document, mira):
    app.extensions["watch"]._seats = None
    ours = open_bench(document)
    ours.page.wait_for_timeout(800)
    save(db, document, 3, "Asked for.", mira)
    ours.edit(1)
    ours.keys.type("Editing goes on. ")

    expect(ours.row(3)).to_have_attribute("data-shown", "edited", timeout=14_000)
    assert ours.text(3) == "Asked for."
    ours.wait_saved()
