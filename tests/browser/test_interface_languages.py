"""Every page in longer words, from right to left and in Arabic: nothing is cut off, and nobody is shut out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import addresses, workspace  # noqa: F401

SERIOUS = {"serious", "critical"}
# What carries words of the interface. Texts that are cut with "…" on purpose say so in their title.
CUT_OFF = """() => {
  const found = [];
  const worded = 'button, .btn, .chip, label, legend, th, h1, h2, h3, summary, .tag, .menu-item, .notice, .meta, kbd';
  for (const one of document.querySelectorAll(worded)) {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!one.checkVisibility({ visibilityProperty: true }) || !box.width || one.closest('.vh, [hidden]')) continue;
    if (style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1 && style.textOverflow !== 'ellipsis')
      found.push(`cut off: ${one.outerHTML.slice(0, 160)}`);
    if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(one)) found.push(`outside: ${one.outerHTML.slice(0, 160)}`);
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide`);
  return found;
  function scrolls(one) {
    for (let box = one.parentElement; box; box = box.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth) return true;
    return false;
  }
}"""
# Words in Latin letters without an accent were in no catalogue. What people wrote and names are no words of ours.
FORGOTTEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  const others = 'bdi, code, kbd, pre, script, style, option, textarea, template, .brand, [lang]:not(html), .mono, .avatar, .formula, ' +
    '.text, .shown, .entry, svg, time, .tag-name, [dir=auto]';
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    if (/[a-z]{3,}/.test(text) && !/[⟦⟧]/.test(text) && !walker.currentNode.parentElement.closest(others)) found.add(text.slice(0, 80));
  }
  return [...found];
}"""
NO_WORDS_OF_OURS = {
    "Markdown",
    "Article",
    "News",
    "Arabic",
    "English",
    "German",
    "Olga",
    "Mira",
    "chrF",
    "BLEU",
}


@pytest.fixture
def places(workspace):  # noqa: F811
    return (*addresses(*workspace), f"/d/{workspace[0].id}")


@pytest.fixture
def open_in(open_context, live_server, owner):
    """open_in(language, width): a window whose interface speaks this language."""

    def open_one(language, width):
        context = open_context(owner, viewport={"width": width, "height": 844 if width < 800 else 900})
        context.add_cookies([{"name": "stet-lang", "value": language, "url": live_server.url}])
        return context.new_page()

    return open_one


@pytest.mark.parametrize(("language", "width"), [("xx", 390), ("xx-rtl", 1440), ("xx-rtl", 390)])
def test_nothing_is_cut_off(open_in, live_server, places, language, width):
    page = open_in(language, width)
    found = []
    for address in places:
        page.goto(live_server.url + address, wait_until="load")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "xx-rtl" else "ltr")
        found += [(address, fault) for fault in page.evaluate(CUT_OFF)]
    assert not found


def test_no_word_is_forgotten(open_in, live_server, places):
    page = open_in("xx", 1440)
    found = []
    for address in places:
        page.goto(live_server.url + address, wait_until="load")
        found += [(address, text) for text in page.evaluate(FORGOTTEN) if text not in NO_WORDS_OF_OURS]
    assert not found


def test_the_page_is_mirrored(open_in, live_server, workspace):  # noqa: F811
    document, _ = workspace
    page = open_in("ar", 1440)
    page.goto(f"{live_server.url}/d/{document.id}")
    page.wait_for_selector("html[data-ready]")
    number, source, target = (
        page.locator(f"#rows .row .{name}").first.bounding_box()["x"]
        for name in ("number", "source", "target")
    )
    assert number > source > target
    brand, menu = (page.locator(name).first.bounding_box()["x"] for name in (".brand", ".menu > summary"))
    assert brand > menu


def windows(page):
    """Everything that opens over the workbench, one after the other."""
    page.keyboard.press("Control+/")
    yield "keys", page.locator("dialog[open]").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    yield "palette", page.locator("dialog[open], [popover]:popover-open").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("#rows .row .state-button").first.click()
    yield "menu of a segment", page.locator("#row-menu").wait_for()
    page.keyboard.press("Escape")
    page.locator(".menu > summary").last.click()
    page.locator(".submenu > summary").click()
    yield "account", page.locator(".submenu button").first.wait_for()


@pytest.mark.parametrize(
    ("language", "width"), [("xx", 1440), ("xx-rtl", 1440), ("xx", 390), ("xx-rtl", 390)]
)
def test_nothing_is_cut_off_in_what_opens(open_in, live_server, workspace, language, width):  # noqa: F811
    page = open_in(language, width)
    page.goto(f"{live_server.url}/d/{workspace[0].id}")
    page.wait_for_selector("html[data-ready]")
    page.locator("#rows .row .box").first.click()
    found = [(name, fault) for name, _ in windows(page) for fault in page.evaluate(CUT_OFF)]
    assert not found


def test_what_opens_in_arabic_shuts_nobody_out(open_in, live_server, workspace):  # noqa: F811
    page = open_in("ar", 1440)
    page.goto(f"{live_server.url}/d/{workspace[0].id}")
    page.wait_for_selector("html[data-ready]")
    page.locator("#rows .row .box").first.click()
    found = []
    for name, _ in windows(page):
        rules = Axe().run(page).response["violations"]
        found += [
            (name, one["id"], one["nodes"][0]["html"][:200]) for one in rules if one["impact"] in SERIOUS
        ]
    assert not found


@pytest.mark.parametrize("language", ["ar"])
def test_no_language_shuts_anybody_out(open_in, live_server, places, language):
    page = open_in(language, 1440)
    found = []
    for address in places:
        page.goto(live_server.url + address, wait_until="load")
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in SERIOUS:
                found.append((address, rule["id"], rule["nodes"][0]["html"][:200]))
    assert not found


def test_a_person_chooses_a_language(open_context, live_server, owner):
    page = open_context(owner).new_page()
    page.goto(live_server.url + "/p/new")
    page.locator(".menu > summary").last.click()
    page.locator(".submenu > summary").click()
    page.get_by_role("button", name="Deutsch").click()
    page.wait_for_selector("html[lang=de]")
    assert page.url.endswith("/p/new")
    assert page.get_by_role("button", name="Projekt anlegen").is_visible()
