"""A calm product: few words are spoken, and no request ever leaves the place it was opened from."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_document, make_person


@pytest.fixture
def document(db):
    return make_document(db, sources=["Eins.", "Zwei.", "Drei."])


@pytest.fixture
def spoken(open_bench, document):
    bench = open_bench(document)
    bench.page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => { const text = document.querySelector('#polite').textContent; if (text) window.said.push(text); })
            .observe(document.querySelector('#polite'), { childList: true, characterData: true, subtree: true });
        }"""
    )
    return bench


def test_a_burst_of_ten_filters_is_one_message(spoken):
    chips = spoken.page.locator("#filters a.chip:visible")
    for turn in range(10):
        chips.nth(turn % 2).focus()
        spoken.keys.press("Enter")
    spoken.page.wait_for_timeout(2000)

    assert len(spoken.page.evaluate("window.said")) == 1


def test_changes_of_others_elsewhere_are_not_spoken(spoken, db, document):
    from app.services import revising
    from tests.factories import segment_of

    spoken.edit(1)
    segment = segment_of(db, document, 3)
    revising.save_revision(db, segment.id, "Other.", base_revision=None, author=make_person(db))
    expect(spoken.row(3)).to_have_attribute("data-shown", "edited")
    spoken.page.wait_for_timeout(1300)

    assert spoken.page.evaluate("window.said") == []


def test_no_request_leaves_the_origin_on_any_screen(open_context, live_server, owner, document, db):
    make_person(db)
    context = open_context(owner)
    hosts = set()
    context.on(
        "request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None
    )
    page = context.new_page()
    project = document.project_id
    for path in (
        "/",
        "/p/new",
        f"/p/{project}",
        f"/p/{project}/search?q=the",
        f"/p/{project}/scores",
        f"/p/{project}/import",
        f"/d/{document.id}/scores",
        f"/d/{document.id}/export",
        "/account",
        "/settings",
        f"/d/{document.id}",
    ):
        page.goto(live_server.url + path)
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Control+k")
    page.keyboard.type("the")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)

    assert hosts == {live_server.url.split("/")[2]}
