"""Arabic, Japanese, Chinese and Korean in the workbench: order, alignment, joined letters, regional shapes."""

import pytest
from playwright.sync_api import expect

from app.services import revising
from tests.browser.pixels import Ruler
from tests.factories import make_document, segment_of

pytestmark = pytest.mark.browser

MACHINE = "وصل 12 شخصا يوم Tuesday إلى البلدة الكبيرة."
TEXT = "وصل 12 رجلًا يوم Tuesday إلى المدينة الكبيرة."
# Where each word stands: its left and right edge, from its own rectangle.
WORDS = """cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('.vh')) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+|\\./gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const { left, right, top } = range.getBoundingClientRect();
      places.push([word, Math.round(left), Math.round(right), Math.round(top)]);
    }
  }
  return places;
}"""
# How wide a marked word is: as it stands, written without a mark, and with its letters kept apart.
WIDTHS = """mark => {
  const text = [...mark.childNodes].find(node => node.nodeType === Node.TEXT_NODE);
  const range = document.createRange();
  range.selectNodeContents(text);
  const plain = (words) => {
    const span = document.createElement('span');
    span.textContent = words;
    mark.parentElement.append(span);
    const { width } = span.getBoundingClientRect();
    span.remove();
    return width;
  };
  return { marked: range.getBoundingClientRect().width, joined: plain(text.data), apart: plain([...text.data].join('\u200c')) };
}"""


@pytest.fixture
def arabic(db, owner, open_bench):
    document = make_document(db, [MACHINE, "ينتهي هنا."], lang="ar", project="Arabic")
    revising.save_revision(
        db, segment_of(db, document, 1).id, TEXT, base_revision=0, author=owner, confirm=True
    )
    return open_bench(document)


def test_arabic_stands_at_the_right_and_its_full_stop_at_the_left(arabic):
    cell = arabic.row(1).locator(".shown")
    words = cell.evaluate(WORDS)
    box = arabic.row(1).locator(".box").bounding_box()
    first, stop = words[0], words[-1]
    assert first[2] == pytest.approx(box["x"] + box["width"], abs=3)
    assert stop[0] == "."
    assert stop[1] <= min(left for _, left, _, _ in words)
    by_name = {word: left for word, left, _, _ in words}
    assert by_name["وصل"] > by_name["12"] > by_name["يوم"] > by_name["Tuesday"] > by_name["إلى"]


def test_what_is_highlighted_moves_no_word_and_parts_no_letters(arabic):
    cell = arabic.row(1).locator(".shown")
    assert arabic.row(1).locator(".shown ins").count() == 2
    for mark in arabic.row(1).locator(".shown ins").all():
        widths = mark.evaluate(WIDTHS)
        assert widths["marked"] == pytest.approx(widths["joined"], abs=0.5)
        assert widths["apart"] > widths["joined"] + 2
    highlighted = cell.evaluate(WORDS)
    arabic.page.evaluate("document.documentElement.dataset.difference = 'off'")
    assert cell.evaluate(WORDS) == highlighted
    cell.evaluate("(cell, text) => { cell.textContent = text; }", TEXT)
    assert cell.evaluate(WORDS) == highlighted


def test_arabic_stays_where_it_is_while_it_is_edited(arabic):
    arabic.edit(1)
    entry = arabic.entry(1)
    style = entry.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign, e.lang]")
    assert style[0] == "rtl"
    assert style[1] in ("start", "right")
    assert entry.evaluate("e => e.matches(':lang(ar)')")


GLYPHS = "直骨海角"
IN_ITS_LANGUAGE = """([lang, text]) => {
  const cell = document.querySelector('#rows .machine');
  cell.lang = lang;
  cell.innerHTML = `<em>${text}</em>`;
  const style = getComputedStyle(cell.firstChild);
  return [style.fontStyle, style.letterSpacing, style.textTransform];
}"""


def test_each_region_has_its_own_shapes_and_nothing_leans(db, open_bench):
    bench = open_bench(make_document(db, [GLYPHS], lang="ja", project="Japanese"))
    ruler = Ruler(bench.page.context)
    assert bench.row(1).locator(".machine, .target").evaluate_all("all => all.map(one => one.lang)") == [
        "ja",
        "ja",
    ]
    pictures = {}
    for lang in ("ja", "zh-Hans", "zh-Hant", "ko"):
        assert bench.page.evaluate(IN_ITS_LANGUAGE, [lang, GLYPHS]) == ["normal", "normal", "none"], lang
        box = bench.row(1).locator(".machine em").bounding_box()
        clip = {"x": box["x"], "y": box["y"], "width": 70, "height": 24}
        pictures[lang] = bench.page.screenshot(clip=clip)
    same = bench.page.screenshot(clip=clip)
    assert ruler.changed(pictures["ko"], same, 1.5) == 0
    for one, other in (("ja", "zh-Hans"), ("ja", "zh-Hant"), ("zh-Hans", "zh-Hant"), ("ko", "zh-Hans")):
        assert ruler.changed(pictures[one], pictures[other], 1.5) > 20, (one, other)


def test_one_text_is_turned_and_turned_back(db, open_bench):
    document = make_document(db, ("Hello there.", "مرحبا بكم."), lang="en")
    bench = open_bench(document)
    cell = bench.row(2).locator(".cell.target")
    expect(cell).to_have_attribute("dir", "ltr")
    turn = bench.page.get_by_role("menuitemcheckbox", name="Turn the writing direction")
    bench.row(2).locator(".state-button").click()
    turn.click()
    expect(cell).to_have_attribute("dir", "rtl")
    bench.edit(2)
    expect(bench.row(2).locator(".entry")).to_have_attribute("dir", "rtl")
    bench.reload()
    expect(cell).to_have_attribute("dir", "rtl")
    bench.row(2).locator(".state-button").click()
    expect(turn).to_have_attribute("aria-checked", "true")
    turn.click()
    expect(cell).to_have_attribute("dir", "ltr")
    expect(bench.row(1).locator(".cell.target")).to_have_attribute("dir", "ltr")
