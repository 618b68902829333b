"""Opening, typing, undoing, confirming and moving on: the loop of the day."""

import pytest
from playwright.sync_api import expect

from app.services import reading, revising
from app.store.database import writing
from tests.factories import make_document, segment_of

pytestmark = pytest.mark.browser

GLYPH = """row => {
  const range = document.createRange();
  const walker = document.createTreeWalker(row.querySelector('.shown'), NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && node.parentElement.closest('.vh')) node = walker.nextNode();
  range.setStart(node, 0); range.setEnd(node, 1);
  const { left, top } = range.getBoundingClientRect();
  return [left, top, row.getBoundingClientRect().top];
}"""
INNER = """row => {
  const entry = row.querySelector('.entry');
  const box = entry.getBoundingClientRect();
  const style = getComputedStyle(entry);
  const left = parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
  const right = parseFloat(style.paddingRight) + parseFloat(style.borderRightWidth);
  const shown = row.querySelector('.shown').getBoundingClientRect();
  return { left: box.left + left - shown.left, width: box.width - left - right - shown.width,
           top: box.top + parseFloat(style.paddingTop) + parseFloat(style.borderTopWidth) - shown.top,
           overflow: entry.scrollHeight - entry.clientHeight, font: style.font === getComputedStyle(row.querySelector('.shown')).font };
}"""
SCRIPTS = {
    "en": "The Islamic Festival of Victims begins this year on June 6, and twelve people were arrested on Tuesday evening in the town.",
    "ar": "وصل 12 شخصًا يوم Tuesday إلى المدينة (انظر المادة 12)، وقالت الشرطة إن المهرجان سيبدأ غدًا في الساحة الكبيرة.",
    "he": "שנים עשר אנשים הגיעו ביום Tuesday לעיר (ראו סעיף 12), והמשטרה אמרה שהחג יתחיל מחר בכיכר הגדולה.",
    "ja": "警察は火曜日の夜に十二人を逮捕したと発表したが、詳細については明らかにしなかった。祭りは明日始まる。",
    "zh-Hans": "警方周二晚上逮捕了十二人，但没有透露更多细节。伊斯兰教的节日将于明天在大广场开始，许多人都会参加。",
    "th": "ตำรวจจับกุมผู้คนสิบสองคนในคืนวันอังคาร แต่ไม่ได้เปิดเผยรายละเอียดเพิ่มเติม เทศกาลจะเริ่มขึ้นในวันพรุ่งนี้",
    "hi": "पुलिस ने मंगलवार की शाम बारह लोगों को गिरफ़्तार किया, लेकिन अधिक जानकारी नहीं दी। त्योहार कल बड़े मैदान में शुरू होगा।",
}


@pytest.fixture
def bench(open_bench, db):
    return open_bench(make_document(db))


def test_the_first_to_do_has_the_focus_without_a_click(open_bench, db, owner):
    document = make_document(db)
    revising.save_revision(
        db, segment_of(db, document, 1).id, "Done.", base_revision=0, author=owner, confirm=True
    )
    bench = open_bench(document)
    assert bench.focused() == "Segment 2, English text"


def test_confirming_moves_on_before_the_server_answers(bench, db):
    bench.page.evaluate(
        """() => {
          const really = window.fetch;
          window.answered = [];
          window.fetch = async (...all) => {
            await new Promise(done => setTimeout(done, 2000));
            const answer = await really(...all);
            window.answered.push(performance.now());
            return answer;
          };
          document.addEventListener('keydown', event => { if (event.key === 'Enter') window.pressed = performance.now(); }, true);
          document.addEventListener('focusin', event => { if (event.target.matches('.entry')) window.moved = performance.now(); });
        }"""
    )
    bench.keys.press("Control+Enter")
    assert bench.focused() == "Segment 2, English text"
    assert bench.state(1) == "confirmed"
    assert bench.page.evaluate("[window.answered.length, window.moved - window.pressed < 400]") == [0, True]
    bench.wait_saved()


@pytest.mark.parametrize("lang", SCRIPTS)
def test_opening_a_segment_moves_no_glyph(lang, open_bench, db):
    document = make_document(db, ["First.", SCRIPTS[lang], "Last."], lang=lang)
    bench = open_bench(document)
    row = bench.row(2)
    before = row.evaluate(GLYPH)
    row.locator(".shown").click()
    after = row.evaluate(GLYPH)
    assert all(abs(one - other) <= 1 for one, other in zip(before, after, strict=True))
    bench.keys.press("Control+End")
    bench.keys.type(" 12 Tuesday")
    inner = row.evaluate(INNER)
    assert inner.pop("font")
    assert all(abs(value) <= 1 for value in inner.values()), inner


def test_a_click_sets_the_caret_under_the_pointer(bench):
    shown = bench.row(2).locator(".shown")
    box = shown.bounding_box()
    shown.click(position={"x": 2, "y": box["height"] / 2})
    bench.keys.type("X")
    assert bench.text(2) == "XSome also hired themselves."


def test_undo_changes_only_the_segment_with_the_focus(bench):
    bench.edit(1)
    bench.keys.type(" one")
    bench.edit(2)
    bench.keys.type(" two")
    bench.edit(1)
    for _ in range(6):
        bench.keys.press("Control+z")
    assert bench.text(1) == "Several hundred inmates escaped."
    assert bench.text(2) == "Some also hired themselves. two"
    assert bench.focused_number() == 1
    for _ in range(6):
        bench.keys.press("Control+Shift+z")
    assert bench.text(1) == "Several hundred inmates escaped. one"


def test_undo_goes_word_by_word_and_brings_the_selection_back(bench):
    bench.edit(2)
    bench.keys.type(" quick brown")
    bench.keys.press("Control+z")
    assert bench.text(2) == "Some also hired themselves. quick "
    bench.keys.press("Control+y")
    bench.keys.press("Control+A")
    bench.keys.insert_text("All new.")
    bench.keys.press("Control+z")
    assert bench.text(2) == "Some also hired themselves. quick brown"
    chosen = bench.entry(2).evaluate("entry => [entry.selectionStart, entry.selectionEnd]")
    assert chosen == [0, len("Some also hired themselves. quick brown")]


def test_a_change_by_the_program_is_one_step(bench):
    bench.edit(2)
    bench.keys.type(" Wrong")
    bench.row(2).locator(".state-button").click()
    bench.page.click("#row-menu >> text=Back to the machine text")
    assert bench.text(2) == "Some also hired themselves."
    bench.edit(3)
    bench.edit(2)
    bench.keys.press("Control+z")
    assert bench.text(2) == "Some also hired themselves. Wrong"


def test_the_difference_is_live_on_both_sides(bench):
    bench.edit(2)
    for _ in range(len("hired themselves.")):
        bench.keys.press("Backspace")
    bench.keys.type("turned themselves in.")
    row = bench.row(2)
    assert row.locator(".machine del").all_inner_texts() == ["hired themselves"]
    assert row.locator(".shown ins").all_inner_texts() == ["turned themselves in"]
    expect(bench.page.locator("#where")).to_contain_text(
        "'hired themselves' replaced by 'turned themselves in'"
    )


def test_after_the_last_to_do_the_page_says_so(bench):
    for _ in range(3):
        bench.keys.press("Control+Enter")
    expect(bench.page.locator("#empty")).to_contain_text("All 3 segments confirmed")
    assert bench.page.locator(".btn-primary:visible").all_inner_texts() == ["Export"]


def test_what_was_skipped_comes_at_the_end(bench):
    bench.edit(2)
    bench.keys.press("Control+Enter")
    bench.keys.press("Control+Enter")
    assert bench.focused_number() == 1
    expect(bench.page.locator("#polite")).to_contain_text("Continuing from the top")


def test_a_filter_is_sticky_and_skips_nothing(open_bench, db):
    bench = open_bench(make_document(db, [f"Sentence {n}." for n in range(1, 13)]), query="?state=todo")
    visited = []
    for _ in range(10):
        visited.append(bench.focused_number())
        bench.keys.press("Control+Enter")
    assert visited == list(range(1, 11))
    assert bench.page.locator("#rows .row").count() == 12
    bench.wait_saved()
    bench.page.click("text=Refresh (10)")
    expect(bench.page.locator("#rows .row")).to_have_count(2)
    assert bench.page.inner_text('#filters a[data-state="todo"] .count') == "2"


def test_the_arrow_chords_cross_pages_and_keep_the_focus(open_bench, db):
    bench = open_bench(make_document(db, [f"Sentence {n}." for n in range(1, 232)]))
    bench.page.evaluate("document.querySelectorAll('#rows .row')[198].querySelector('.shown').click()")
    assert bench.focused_number() == 199
    for _ in range(2):
        bench.keys.press("Alt+ArrowDown")
    expect(bench.page.locator("#pager")).to_contain_text("of 2 pages")
    expect(bench.row(201).locator(".entry")).to_be_focused()
    assert "page=2" in bench.page.url
    bench.keys.press("Alt+ArrowUp")
    expect(bench.row(200).locator(".entry")).to_be_focused()


def test_the_next_to_do_is_found_on_another_page(open_bench, db, owner):
    document = make_document(db, [f"Sentence {n}." for n in range(1, 452)])
    with writing(db):
        db.execute("UPDATE segments SET state = 'confirmed' WHERE position BETWEEN 2 AND 449")
    bench = open_bench(document)
    assert bench.focused_number() == 1
    bench.keys.press("Control+Enter")
    expect(bench.row(450).locator(".entry")).to_be_focused()


def test_the_next_to_do_on_another_page_is_the_next_of_the_order(open_bench, db):
    texts = ["A" * (600 - n) for n in range(1, 452)]
    texts[40], texts[60] = "a", "b" * 10
    bench = open_bench(make_document(db, texts))
    with writing(db):
        db.execute("UPDATE segments SET state = 'confirmed' WHERE position NOT IN (1, 41, 61)")
    bench.page.goto(f"{bench.address}?sort=longest&page=1")
    bench.wait_ready()
    assert bench.focused_number() == 1
    bench.keys.press("Control+Enter")
    expect(bench.row(61).locator(".entry")).to_be_focused()


def test_confirming_crosses_a_page_border_without_waiting_for_the_server(open_bench, db):
    bench = open_bench(make_document(db, [f"Sentence {n}." for n in range(1, 232)]))
    with bench.page.expect_response(lambda answer: "/rows?page=2" in answer.url):
        bench.page.evaluate("document.querySelectorAll('#rows .row')[199].querySelector('.shown').click()")
    bench.page.route("**/segments?*", lambda route: route.abort())
    bench.page.route("**/rows?*", lambda route: route.abort())
    bench.keys.press("Control+Enter")
    expect(bench.row(201).locator(".entry")).to_be_focused()


def test_a_document_opens_where_one_stopped(bench):
    bench.edit(3)
    bench.page.goto(bench.address)
    bench.wait_ready()
    assert bench.focused_number() == 3


def test_a_number_or_a_link_leads_to_a_segment(open_bench, db):
    document = make_document(db, [f"Sentence {n}." for n in range(1, 232)])
    bench = open_bench(document)
    bench.keys.press("Escape")
    bench.keys.press("g")
    bench.keys.type("221")
    bench.keys.press("Enter")
    expect(bench.row(221).locator(".entry")).to_be_focused()
    other = open_bench(document, query=f"#s-{segment_of(db, document, 215).id}")
    expect(other.row(215).locator(".entry")).to_be_focused()


def test_a_day_without_a_source_and_without_a_mouse(open_bench, db):
    document = make_document(db, [f"Sentence number {n}." for n in range(1, 16)])
    bench = open_bench(document)
    bench.page.evaluate(
        "window.clicks = 0; addEventListener('pointerdown', () => { window.clicks += 1 }, true)"
    )
    for number in range(1, 11):
        bench.keys.press("Control+End")
        bench.keys.type(f" Corrected {number}.")
        bench.keys.press("Control+Enter")
    bench.keys.press("Escape")
    bench.keys.press("x")
    expect(bench.page.locator("#where")).to_contain_text("Left out segment 11")
    expect(bench.row(12).locator(".target")).to_be_focused()
    bench.keys.press("c")
    bench.page.locator("#question-text").wait_for()
    bench.keys.type("Which number is meant?")
    bench.keys.press("Control+Enter")
    expect(bench.page.locator(".question-text")).to_have_text("Which number is meant?")
    bench.keys.press("Escape")
    bench.keys.press("m")
    expect(bench.page.locator("#where")).to_contain_text("Joined segments 12 and 13")
    bench.wait_saved()
    texts = [
        one.text for one in reading.segment_list(db, document.id, state="all", query="", after=0, limit=50)
    ]
    assert texts[:10] == [f"Sentence number {n}. Corrected {n}." for n in range(1, 11)]
    assert texts[11] == "Sentence number 12. Sentence number 13."
    assert bench.page.evaluate("window.clicks") == 0
