"""Nothing that was typed is lost: crash, kill, leaving, failing and absent servers, ended sign-ins, conflicts."""

import os
import re
import signal
import time

import pytest
from playwright.sync_api import Error, expect

from app.access import COOKIE
from app.services import reading, revising
from app.store import drafts, revisions
from tests.browser.bench import Bench
from tests.browser.conftest import ARGUMENTS
from tests.factories import make_document, make_person, segment_of

pytestmark = pytest.mark.browser

EIGHTY = "These are eighty characters that somebody typed quickly before the tab crashed!!"
TWENTY = [f"Sentence number {n} as the machine wrote it." for n in range(1, 21)]


@pytest.fixture
def article(db):
    return make_document(db)


@pytest.fixture
def bench(open_bench, article):
    return open_bench(article)


def stored(db, document):
    return [
        one.text for one in reading.segment_list(db, document.id, state="all", query="", after=0, limit=100)
    ]


def history(db, document, position):
    return revisions.list_of_segment(db, segment_of(db, document, position).id, after=0, limit=100)


def test_eighty_characters_survive_a_crash_of_the_tab(bench):
    context = bench.page.context
    bench.edit(2)
    bench.keys.type(EIGHTY, delay=15)
    with pytest.raises(Error):
        bench.page.goto("chrome://crash")
    again = Bench(context.new_page(), bench.address.rpartition("/d/")[0], bench.document).open()
    assert again.text(2) == f"Some also hired themselves.{EIGHTY}"
    assert "segment 2" in again.page.inner_text("#restored")


def test_a_killed_browser_loses_at_most_one_input_event(browser, live_server, owner, article, tmp_path):
    def start():
        executable = browser.browser_type
        context = executable.launch_persistent_context(
            tmp_path / "profile",
            executable_path=os.environ.get("STET_CHROMIUM") or "/usr/bin/chromium",
            args=ARGUMENTS,
        )
        live_server.sign_in(context, owner)
        return context, Bench(context.new_page(), live_server.url, article).open()

    context, bench = start()
    bench.edit(2)
    bench.keys.type(EIGHTY, delay=15)
    processes = (
        context.browser.new_browser_cdp_session() if context.browser else context.new_cdp_session(bench.page)
    )
    info = processes.send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(one["id"] for one in info if one["type"] == "browser"), signal.SIGKILL)
    context, again = start()
    found = again.text(2).removeprefix("Some also hired themselves.")
    assert len(found) >= 79
    assert EIGHTY.startswith(found)
    context.close()


LEAVING = {
    "another segment": lambda bench: bench.row(3).locator(".shown").click(),
    "a filter": lambda bench: bench.page.click('#filters a[data-state="todo"]'),
    "a panel": lambda bench: bench.page.click('[data-action="history"]'),
    "back": lambda bench: bench.page.go_back(),
    "reload": lambda bench: bench.page.reload(),
    "close": lambda bench: bench.page.close(run_before_unload=True),
}


@pytest.mark.parametrize("way", LEAVING)
def test_text_is_there_after_leaving_by(way, open_context, live_server, owner, article):
    context = open_context(owner)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.accept()))
    page.goto(f"{live_server.url}/healthz")
    bench = Bench(page, live_server.url, article).open()
    bench.edit(2)
    bench.keys.type(" And more")
    LEAVING[way](bench)
    if way in ("another segment", "a filter", "a panel"):
        bench.wait_saved()
    again = Bench(context.new_page(), live_server.url, article).open()
    assert again.text(2) == "Some also hired themselves. And more"
    assert not dialogs


def test_trouble_of_the_server_is_said_in_its_words(bench):
    trouble = '{"error": "The disk is full. Nothing was lost."}'
    bench.page.route(
        "**/api/v1/**",
        lambda route: route.fulfill(status=507, content_type="application/json", body=trouble),
    )
    bench.edit(1)
    bench.keys.type(" change")
    bench.wait_indicator("Not saved yet. 1 change kept on this device")
    expect(bench.page.locator("#bars")).to_contain_text("The disk is full. Nothing was lost.")
    bench.page.unroute("**/api/v1/**")
    bench.wait_saved()
    expect(bench.page.locator("#bars .notice")).to_have_count(0)


def test_a_failing_server_is_tried_again_until_all_is_stored_once(bench, db, article):
    bench.page.route("**/api/v1/**", lambda route: route.fulfill(status=500, body="{}"))
    for number in (1, 2, 3):
        bench.edit(number)
        bench.keys.type(f" change {number}")
        if number < 3:
            bench.keys.press("Control+Enter")
    bench.wait_indicator("3 changes kept on this device")
    bench.page.unroute("**/api/v1/**")
    bench.wait_saved()
    assert [len(history(db, article, n)) for n in (1, 2)] == [1, 1]
    assert [segment_of(db, article, n).state for n in (1, 2)] == ["confirmed", "confirmed"]
    bench.keys.press("Escape")
    bench.wait_saved()
    assert all(text.endswith(f" change {n}") for n, text in enumerate(stored(db, article), 1))


def test_twenty_segments_edited_offline_are_saved_in_order(open_bench, db):
    document = make_document(db, TWENTY)
    bench = open_bench(document)
    bench.page.context.set_offline(True)
    for number in range(1, 21):
        bench.keys.press("Control+End")
        bench.keys.insert_text(f" Done {number}.")
        bench.keys.press("Control+Enter")
    bench.wait_indicator("Offline. 20 changes kept on this device")
    bench.page.context.set_offline(False)
    bench.wait_saved()
    assert stored(db, document) == [f"{text} Done {n}." for n, text in enumerate(TWENTY, 1)]
    made = [history(db, document, n) for n in range(1, 21)]
    assert [len(each) for each in made] == [1] * 20
    ids = [each[0].id for each in made]
    assert ids == sorted(ids)


def test_a_page_from_before_signing_in_again_goes_on_saving(bench, live_server, db, owner, article):
    bench.edit(2)
    bench.keys.type(" Typed")
    bench.page.context.clear_cookies()
    live_server.sign_in(bench.page.context, owner)
    bench.keys.press("Control+Enter")
    bench.wait_saved()
    assert segment_of(db, article, 2).text == "Some also hired themselves. Typed"


def test_an_ended_sign_in_stops_nobody_from_typing(bench, live_server, db, owner, article):
    context = bench.page.context
    context.clear_cookies(name=COOKIE)
    bench.edit(2)
    bench.keys.type(" while signed out")
    bench.page.wait_for_selector("text=Your sign-in has ended")
    bench.keys.type(" and on")
    live_server.sign_in(context, owner)
    other = context.new_page()
    other.goto(f"{live_server.url}/d/{article.id}")
    other.evaluate("new BroadcastChannel('stet').postMessage('stet-signed-in')")
    bench.wait_saved()
    assert bench.page.query_selector("text=Your sign-in has ended") is None
    draft = drafts.of_segments(db, owner.id, [segment_of(db, article, 2).id])
    assert [each.text for each in draft.values()] == ["Some also hired themselves. while signed out and on"]


@pytest.mark.parametrize(("key", "kept"), [("1", "mine"), ("2", "theirs"), ("3", "combined")])
def test_two_versions_of_a_segment_are_a_choice_and_none_is_lost(key, kept, bench, db, article):
    texts = {
        "mine": "Some also turned themselves in.",
        "theirs": "Several also hired themselves.",
        "combined": "Several also turned themselves in.",
    }
    mira = make_person(db)
    segment = segment_of(db, article, 2)
    bench.edit(2)
    bench.keys.press("Control+A")
    bench.keys.insert_text(texts["mine"])
    revising.save_revision(db, segment.id, texts["theirs"], base_revision=0, author=mira)
    bench.keys.press("Control+Enter")
    card = bench.page.locator(".conflict-card")
    card.wait_for()
    assert texts["mine"] in card.inner_text()
    assert texts["theirs"] in card.inner_text()
    assert "two versions" in bench.indicator()
    card.focus()
    bench.keys.press(key)
    bench.wait_saved()
    assert segment_of(db, article, 2).text == texts[kept]
    assert segment_of(db, article, 2).state == "confirmed"
    found = {one.text for one in history(db, article, 2)}
    assert {texts["mine"], texts["theirs"]} <= found


def test_after_moving_on_the_digits_choose_a_version_from_the_cells_of_its_row(bench, db, article):
    segment = segment_of(db, article, 2)
    bench.edit(2)
    bench.keys.type(" Mine.")
    revising.save_revision(db, segment.id, "Some surrendered.", base_revision=0, author=make_person(db))
    bench.keys.press("Control+Enter")
    bench.page.locator(".conflict-card").wait_for()
    bench.keys.press("Escape")
    bench.row(2).locator(".cell.target").focus()
    bench.keys.press("2")
    bench.wait_saved()
    assert bench.page.locator(".conflict-card").count() == 0
    assert segment_of(db, article, 2).text == "Some surrendered."


def test_the_indicator_never_says_saved_while_something_is_not(bench):
    """Random delays and failures; the page is asked at every change of the indicator."""
    bench.page.evaluate(
        """() => {
          window.lies = [];
          const really = window.fetch;
          let seed = 7;
          const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
          window.waiting = 0;
          window.fetch = async (path, options = {}) => {
            if (!String(path).includes('/api/v1/segments')) return really(path, options);
            window.waiting += 1;
            await new Promise(done => setTimeout(done, random() * 300));
            try {
              if (random() < 0.3) throw new TypeError('no answer');
              return await really(path, options);
            } finally { window.waiting -= 1; }
          };
          const node = document.querySelector('#indicator');
          new MutationObserver(() => {
            const typed = document.querySelector('.row.open .entry')?.value;
            if (node.dataset.kind === 'saved' && (window.waiting || typed !== window.acknowledged && window.dirty)) window.lies.push(node.innerText);
          }).observe(node, { attributes: true, childList: true, subtree: true });
        }"""
    )
    for number in (1, 2, 3, 1, 2):
        bench.edit(number)
        bench.keys.type(" word by word", delay=30)
        if number == 2:
            bench.keys.press("Control+Enter")
    bench.wait_saved()
    assert bench.page.evaluate("window.lies") == []
    assert bench.page.evaluate("window.waiting") == 0


def test_typing_back_to_the_stored_text_leaves_no_unsaved_mark(bench, db, owner, article):
    bench.edit(2)
    bench.keys.type("!")
    assert bench.indicator() == "Kept on this device"
    assert bench.state(2) == "edited"
    bench.keys.press("Backspace")
    bench.wait_saved()
    assert bench.state(2) == "todo"
    bench.page.wait_for_timeout(900)
    assert drafts.of_segments(db, owner.id, [segment_of(db, article, 2).id]) == {}


def test_typing_back_to_the_confirmed_text_confirms_again(bench, db, article):
    bench.edit(2)
    bench.keys.type("!")
    bench.keys.press("Control+Shift+Enter")
    bench.wait_saved()
    assert bench.state(2) == "confirmed"
    bench.keys.type("?")
    bench.keys.press("Escape")
    bench.wait_saved()
    assert bench.state(2) == "edited"
    bench.edit(2)
    bench.keys.press("Backspace")
    bench.keys.press("Escape")
    bench.wait_saved()
    assert bench.state(2) == "confirmed"
    assert segment_of(db, article, 2).state == "confirmed"


def test_text_that_nobody_finished_can_be_discarded(bench, db, owner, article):
    bench.edit(2)
    bench.keys.type(" no")
    bench.reload()
    assert bench.text(2).endswith(" no")
    bench.page.click("#restored >> text=Discard")
    assert bench.text(2) == "Some also hired themselves."
    bench.wait_saved()
    bench.reload()
    assert bench.text(2) == "Some also hired themselves."
    assert bench.page.query_selector("#restored") is None


def test_control_s_saves_now_and_says_so(bench):
    bench.edit(2)
    bench.keys.type(" now")
    bench.keys.press("Control+S")
    bench.wait_saved()
    assert re.search(r"All changes saved · \d", bench.indicator())


def test_a_page_written_before_the_draft_arrived_shows_the_text_all_the_same(bench, db, article, owner):
    """The server answers the reload, and only then hears of the draft from the page that is being left."""

    def answer_late(route):
        answer = route.fetch()
        for _ in range(100):
            if drafts.find(db, owner.id, segment_of(db, article, 2).id):
                break
            time.sleep(0.05)
        time.sleep(0.3)  # for the page that is being left to hear that it was stored
        route.fulfill(response=answer)

    bench.edit(2)
    bench.keys.type(" And more")
    bench.page.route("**/d/*", answer_late)
    bench.reload()
    assert bench.text(2) == "Some also hired themselves. And more"


def test_a_text_that_is_too_long_says_so_and_is_saved_once_it_is_shorter(bench, db, article):
    bench.edit(1)
    bench.entry(1).fill("x" * 10_001)
    bench.keys.press("Control+Enter")
    sentence = "This text has 10,001 characters; a segment may have 10,000. Split it."
    expect(bench.page.locator("#bars [data-bar=refused]")).to_have_text(sentence)
    bench.edit(1)
    assert len(bench.text(1)) == 10_001
    bench.keys.press("Backspace")
    bench.keys.press("Control+Enter")
    expect(bench.page.locator("#bars [data-bar=refused]")).to_have_count(0)
    bench.wait_saved()
    assert segment_of(db, article, 1).text == "x" * 10_000
