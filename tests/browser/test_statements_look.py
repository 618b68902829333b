"""What is promised of every screen to every eye: contrast, focus, reflow, line styles, and one way on where nothing is."""

import pytest

from app.services import projecting, signing_in
from tests.browser.pixels import Ruler, clip_around
from tests.browser.test_pages import addresses, workspace  # noqa: F401
from tests.factories import make_document, make_person

pytestmark = pytest.mark.browser

LOOKS = ("light", "dark", "contrast")
# Each text that is seen, with its colour and what lies under it, all layers put together.
FAINT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const layers = (colours) => {
    canvas.globalCompositeOperation = 'copy';
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    canvas.globalCompositeOperation = 'source-over';
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => colour.map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0.05);
  const ratio = (one, other) => Math.max(light(one), light(other)) / Math.min(light(one), light(other));
  const grounds = (element) => {
    const found = [];
    for (let one = element; one; one = one.parentElement) found.unshift(getComputedStyle(one).backgroundColor);
    return found;
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('.vh, .skip-link, [disabled], [aria-disabled=true], .row.open .shown, svg');
  };
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !isSeen(element)) continue;
    const ground = grounds(element);
    const value = ratio(layers([...ground, getComputedStyle(element).color]), layers(ground));
    const isBody = element.closest('.text, .line .words, .pairs .words, .reading, .hit-source, .change') && !element.closest('[data-shown=left_out], .left-out, .meta, .tag, .number, .signs, .none, .judge, .entry-head, button');
    if (value < (isBody ? 7 : 4.5) - 0.005) found.set(`text ${element.tagName}.${element.className} in ${element.parentElement.className}`, value.toFixed(2));
  }
  for (const field of document.querySelectorAll('.input, .select, .textarea, textarea.entry')) {
    if (!isSeen(field)) continue;
    const value = ratio(layers([...grounds(field.parentElement), getComputedStyle(field).borderTopColor]), layers(grounds(field.parentElement)));
    if (value < 3) found.set(`border ${field.tagName}.${field.className}`, value.toFixed(2));
  }
  for (const mark of document.querySelectorAll('svg:not(.icon, [aria-hidden=true] .icon) :is(rect, circle, path, line):not(.grid-line, .ground)')) {
    const { fill, stroke } = getComputedStyle(mark);
    const colour = mark.tagName === 'line' || fill === 'none' ? stroke : fill;
    if (colour === 'none' || !mark.checkVisibility() || !mark.closest('main')) continue;
    const ground = grounds(mark.closest('svg').parentElement);
    const value = ratio(layers([...ground, colour]), layers(ground));
    if (value < 3 && !mark.closest('.progress, .icon')) found.set(`mark ${mark.tagName}.${mark.getAttribute('class')} in ${mark.closest('svg').getAttribute('class')}`, value.toFixed(2));
  }
  return [...found].map(([what, value]) => `${what}: ${value}`);
}"""


@pytest.fixture
def screens(workspace):  # noqa: F811
    """The addresses of all screens, that of the list among them."""
    return (*addresses(*workspace), f"/d/{workspace[0].id}")


def visit(page, url):
    page.goto(url)
    if page.locator("#bench").count():
        page.wait_for_selector("html[data-ready]")


def test_every_text_border_and_mark_has_its_contrast(open_context, live_server, owner, screens):
    page = open_context(owner, reduced_motion="reduce").new_page()
    faint = []
    for address in screens:
        visit(page, live_server.url + address)
        for look in LOOKS:
            page.evaluate("look => { document.documentElement.dataset.theme = look; }", look)
            faint += [(address, look, one) for one in page.evaluate(FAINT)]
    assert not faint


# Insertions, deletions and moves of the same invisible words: what is left are their lines and their grounds.
LINES = """cell => {
  cell.innerHTML = '<ins>same words</ins> <del>same words</del> <span class="move">same words</span>';
  for (const mark of cell.children) { mark.style.color = 'transparent'; mark.style.paddingInline = '0'; mark.style.borderRadius = '0'; }
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_insertion_deletion_and_move_differ_by_their_lines_alone(open_bench, db, scheme):
    bench = open_bench(make_document(db), color_scheme=scheme)
    ruler = Ruler(bench.page.context)
    bench.row(3).locator(".shown").evaluate(LINES)
    eyes = bench.page.context.new_cdp_session(bench.page)
    for deficiency in ("achromatopsia", "deuteranopia", "protanopia", "tritanopia"):
        eyes.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
        drawn = [
            line_of(ruler.shares(mark.screenshot()))
            for mark in bench.row(3).locator(".shown > :is(ins, del, .move)").all()
        ]
        assert drawn == ["solid below", "solid through", "dotted below"], deficiency


def line_of(shares):
    """How a mark is drawn: the fullest row of its pixels, and in which part of its height it lies."""
    inner = shares[1:-1]
    fullest = max(inner)
    place = (inner.index(fullest) + 1) / len(shares)
    style = "solid" if fullest > 0.9 else "dotted" if fullest > 0.3 else "no line"
    return f"{style} {'through' if place < 0.7 else 'below'}"


COVERED = """() => {
  const focused = document.activeElement;
  if (!focused || focused.matches('body, .skip-link')) return null;
  if (focused.dataset.passed) return 'round';
  focused.dataset.passed = 'yes';
  const box = (focused.closest('label') ?? focused).getBoundingClientRect();
  for (const bar of document.querySelectorAll('.site-bar, .filters, .heads, .dock, .action-bar, .review-bar, .replace-foot, .back-foot')) {
    if (bar.contains(focused) || !['sticky', 'fixed'].includes(getComputedStyle(bar).position)) continue;
    const over = bar.getBoundingClientRect();
    const height = Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
    if (over.height && height > 1 && box.height < innerHeight / 2) return `${focused.outerHTML.slice(0, 120)} under ${bar.className}`;
  }
  return null;
}"""


def test_no_bar_covers_the_focus_in_fifty_steps(open_context, live_server, owner, screens):
    page = open_context(owner, viewport={"width": 1100, "height": 620}).new_page()
    covered = []
    for address in screens:
        visit(page, live_server.url + address)
        page.evaluate("document.activeElement.blur()")
        for _ in range(50):
            page.keyboard.press("Tab")
            found = page.evaluate(COVERED)
            if found == "round":
                break
            if found:
                covered.append((address, found))
    assert not covered


# One of each kind of what can have the focus.
KINDS = """() => {
  const kinds = new Map();
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const one of document.querySelectorAll(wanted)) {
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || one.disabled || one.closest('.vh') || one.matches('.vh')) continue;
    const kind = `${one.tagName}.${one.className}.${one.type ?? ''}`;
    if (!kinds.has(kind)) kinds.set(kind, one);
  }
  window.kinds = [...kinds.values()];
  return [...kinds.keys()];
}"""
FOCUS = """index => {
  const one = window.kinds[index];
  one.scrollIntoView({ block: 'center' });
  one.style.caretColor = 'transparent';
  one.focus({ focusVisible: true });
  const { x, y, width, height } = (one.matches('.option input') ? one.nextElementSibling : one).getBoundingClientRect();
  return { x, y, width, height, isFocused: document.activeElement === one };
}"""


MEDIA = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
)


@pytest.mark.parametrize("media", MEDIA, ids=["light", "dark", "forced colours"])
def test_the_focus_is_seen_on_each_kind_of_element(open_context, live_server, owner, workspace, media):  # noqa: F811
    document, plan = workspace
    context = open_context(owner, reduced_motion="reduce", **media)
    page, ruler = context.new_page(), Ruler(context)
    seen, unseen = set(), []
    for address in ("/", f"/import/{plan.id}", f"/d/{document.id}/export", f"/d/{document.id}"):
        visit(page, live_server.url + address)
        for index, kind in enumerate(page.evaluate(KINDS)):
            if kind in seen:
                continue
            seen.add(kind)
            changed, box = seen_change(page, ruler, index)
            if box["isFocused"] and changed < box["width"] + box["height"]:
                unseen.append((address, kind, changed))
    assert not unseen


def seen_change(page, ruler, index):
    """How many pixels the focus of this element changes, by three to one at least."""
    box = page.evaluate(FOCUS, index)
    clip = clip_around(page, box)
    focused = page.screenshot(clip=clip)
    page.evaluate("index => window.kinds[index].blur()", index)
    return ruler.changed(page.screenshot(clip=clip), focused), box


def test_at_four_hundred_percent_nothing_scrolls_in_two_directions(open_context, live_server, owner, screens):
    """1280 by 1024 pixels at 400 % are 320 by 256."""
    context = open_context(owner, viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page = context.new_page()
    wide = []
    for address in screens:
        visit(page, live_server.url + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((address, width))
    assert not wide


def test_every_command_is_in_reach_at_four_hundred_percent(open_bench, db):
    signing_in.make_link(db, make_person(db))
    bench = open_bench(
        make_document(db), viewport={"width": 320, "height": 256}, device_scale_factor=4, has_touch=True
    )
    bench.row(2).locator(".state-button").click()
    items = bench.page.locator("#row-menu .menu-item")
    assert items.count() > 12
    for each in (items.first, items.last):
        each.scroll_into_view_if_needed()
        box = each.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 256
    items.last.press("Escape")
    bench.page.locator("#palette-button").click()
    bench.page.keyboard.type("of this document")
    places = bench.page.locator("#palette-list [aria-labelledby=palette-go] [role=option] .words")
    assert places.all_inner_texts() == [
        "Scores of this document",
        "History of this document",
        "Review of this document",
    ]
    bench.page.keyboard.press("Escape")
    bench.edit(1)
    confirm = bench.page.locator('[data-action="confirm"]')
    confirm.click()
    assert bench.state(1) == "confirmed"


EMPTY = {
    "/p/{empty}": "This project has no text yet",
    "/p/{empty}/scores": "nothing is measured",
    "/p/{project}/search?q=xylophone": "Nothing found",
    "/p/{project}/search?q=xylophone&state=confirmed": "Nothing found",
    "/waiting": "Nothing waits for you",
    "/d/{document}/review": "Nothing waits for a review here",
    "/d/{document}/history?who=Nobody": "Nothing of this kind",
    "/d/{document}?state=questions": "No segment",
    "/d/{document}/export?unconfirmed=drop": "nothing is left to export",
    "/nothing-here": "There is nothing at this address",
    "/d/999": "There is no document 999",
    "/link/used-up": "link",
}
MAIN_ACTIONS = """() => [...document.querySelectorAll('.btn-primary')]
  .filter(one => one.checkVisibility() && !one.closest('dialog:not([open])') && !one.closest('#dock'))
  .map(one => one.textContent.trim())"""


def test_where_nothing_is_a_sentence_says_so_and_one_main_action_leads_on(
    open_context, live_server, owner, db
):
    make_person(db)
    document = make_document(db)
    empty = projecting.create(db, "Empty", source_lang=None, target_lang="en", who=owner).id
    places = {"project": document.project_id, "document": document.id, "empty": empty}
    page = open_context(owner).new_page()
    wrong = []
    for address, words in EMPTY.items():
        visit(page, live_server.url + address.format(**places))
        actions = page.evaluate(MAIN_ACTIONS)
        if len(actions) != 1 or words not in page.inner_text("main"):
            wrong.append((address, actions, page.inner_text("main")[:120]))
    assert not wrong
