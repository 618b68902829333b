"""Counting time and keys in the browser: only counts leave it, and nothing where the project records none."""

import time

import pytest

from app.services import revising
from app.services.effort import recording
from app.store.effort import stretches
from tests.browser.bench import Bench
from tests.factories import make_document, make_person, segment_of

pytestmark = pytest.mark.browser


@pytest.fixture
def article(db):
    return make_document(db)


def counted(bench):
    """The counting has begun: its script is loaded and its shelf is open."""
    bench.page.wait_for_function(
        "indexedDB.databases().then(all => all.some(({ name }) => name === 'stet-effort'))"
    )
    return bench


def recorded(db, document):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = stretches.of_segments(db, document.project_id)
        if found:
            return found
        time.sleep(0.1)
    return []


KEPT = """() => new Promise(resolve => {
  const request = indexedDB.open('stet-effort');
  request.onsuccess = () => {
    const all = request.result.transaction('batches').objectStore('batches').getAll();
    all.onsuccess = () => {
      request.result.close();
      resolve(all.result.flatMap(({ segments }) => Object.values(segments).map(({ keystrokes }) => keystrokes)));
    };
  };
})"""


def wait_kept(bench, keystrokes):
    """The browser itself holds the counts, whatever becomes of the page."""
    deadline = time.monotonic() + 15
    while keystrokes not in bench.page.evaluate(KEPT):
        assert time.monotonic() < deadline, "the counts were not kept"
        time.sleep(0.2)


def leave(bench):
    bench.page.goto("about:blank")


def test_keys_and_time_of_a_segment_arrive_when_the_page_is_left(open_bench, article, db):
    bench = counted(open_bench(article))
    sent = []
    bench.page.on(
        "request", lambda request: sent.append(request.post_data or "") if "/effort" in request.url else None
    )
    bench.edit(2)
    bench.keys.type(" zebra", delay=30)
    bench.keys.press("Shift")
    leave(bench)
    found = recorded(db, article)
    assert [(one["position"], one["stage"]) for one in found] == [(2, "editing")]
    assert found[0]["keystrokes"] == 7  # Ctrl+End and six letters; Shift alone is none
    assert 100 < found[0]["milliseconds"] < 60_000
    assert not any("zebra" in body for body in sent)


def test_a_crash_loses_no_more_than_seconds(open_bench, article, db, live_server):
    bench = counted(open_bench(article))
    context = bench.page.context
    bench.edit(2)
    bench.keys.type("abc", delay=20)
    wait_kept(bench, keystrokes=4)
    with pytest.raises(Exception, match="crash"):
        bench.page.goto("chrome://crash")
    Bench(context.new_page(), live_server.url, article).open()
    assert recorded(db, article)[0]["keystrokes"] == 4


def test_a_project_that_records_nothing_sends_and_keeps_nothing(open_bench, article, db, owner):
    recording.switch(db, article.project_id, False, who=owner)
    bench = open_bench(article)
    asked = []
    bench.page.on("request", lambda request: asked.append(request.url))
    bench.edit(2)
    bench.keys.type(" more", delay=10)
    bench.wait_saved()
    assert bench.page.evaluate("indexedDB.databases().then(all => all.map(({ name }) => name))") == [
        "stet-journal"
    ]
    leave(bench)
    assert not any("effort" in url for url in asked)
    assert not list(db.query("SELECT * FROM effort"))


def test_a_long_pause_counts_thirty_seconds(open_context, live_server, article, db, owner):
    page = open_context(owner).new_page()
    page.clock.install()
    bench = counted(Bench(page, live_server.url, article).open())
    bench.edit(2)
    bench.keys.type("a")
    page.clock.fast_forward("10:00")
    bench.keys.type("b")
    leave(bench)
    milliseconds = sum(one["milliseconds"] for one in recorded(db, article))
    assert 30_000 <= milliseconds < 75_000


def test_what_a_reviewer_does_on_the_review_page_is_review(open_context, live_server, article, db, owner):
    mira = make_person(db, "Mira")
    segment = segment_of(db, article, 2)
    revising.save_revision(
        db, segment.id, "Some also turned themselves in.", base_revision=None, author=mira, confirm=True
    )
    page = open_context(owner).new_page()
    page.goto(f"{live_server.url}/d/{article.id}/review")
    page.wait_for_selector(".review[data-ready]")
    page.wait_for_function(
        "indexedDB.databases().then(all => all.some(({ name }) => name === 'stet-effort'))"
    )
    page.locator(".change").first.focus()
    page.keyboard.press(" ")
    page.keyboard.press(" ")
    page.goto("about:blank")
    found = recorded(db, article)
    assert [(one["position"], one["stage"], one["keystrokes"]) for one in found] == [(2, "review", 2)]
