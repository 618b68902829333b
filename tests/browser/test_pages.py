"""Home, import, export, scores and the other pages in Chromium: what scripts add, and what everybody must be able to use."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.config import Config
from app.services import asking, previewing, revising, structuring
from tests import factories

ARTICLE = "Hundreds of inmates escaped\n\nShare on Facebook\n\nSome also hired themselves. They came back.\n"
SERIOUS = {"serious", "critical"}


@pytest.fixture
def workspace(db, owner):
    """A document with everything that pages show, and a text that waits to be opened."""
    document = factories.make_document(db, sources=("Eins.", "Zwei.", None), paragraphs=(1, 1, 2))
    first, second = (factories.segment_of(db, document, position) for position in (1, 2))
    mira = factories.make_person(db)
    revising.save_revision(
        db, first.id, "Hundreds of inmates fled.", base_revision=None, author=mira, confirm=True
    )
    revising.save_revision(
        db, first.id, "Hundreds of inmates escaped.", base_revision=None, author=owner, confirm=True
    )
    asking.ask(db, second.id, "Who?", author=owner)
    structuring.cut(db, second.id, base_revision=None, author=owner)
    factories.make_document(db, ["السلام عليكم."], lang="ar", project="Arabic")
    plan = previewing.start(db, Config(), owner, data=ARTICLE.encode(), project_id=document.project_id)
    return document, plan


def addresses(document, plan):
    return (
        "/",
        f"/p/{document.project_id}",
        "/p/new",
        f"/p/{document.project_id}/settings",
        "/import",
        f"/import/{plan.id}",
        f"/import/{plan.id}?split=0",
        f"/d/{document.id}/pairs",
        f"/d/{document.id}/export",
        f"/d/{document.id}/scores",
        f"/p/{document.project_id}/scores",
        f"/p/{document.project_id}/quality",
        f"/p/{document.project_id}/compare",
        f"/p/{document.project_id}/quality/words",
        f"/d/{document.id}/history",
        f"/d/{document.id}/compare",
        f"/d/{document.id}/review",
        f"/p/{document.project_id}/search?q=inmates",
        f"/p/{document.project_id}/search?q=inmates&replacement=prisoners&do=replace",
        "/waiting",
        "/settings",
        "/people",
        "/account",
        "/nothing-here",
    )


@pytest.fixture
def page(open_context, owner):
    return open_context(owner).new_page()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_shuts_anybody_out(open_context, live_server, owner, workspace, theme):
    page = open_context(owner, color_scheme=theme).new_page()
    found = []
    for address in addresses(*workspace):
        page.goto(live_server.url + address)
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in SERIOUS:
                found.append((address, rule["id"], rule["nodes"][0]["html"][:200]))
    assert not found


def test_pages_reflow_on_a_narrow_screen(open_context, live_server, owner, workspace):
    page = open_context(owner, viewport={"width": 320, "height": 640}).new_page()
    wide = []
    for address in addresses(*workspace):
        page.goto(live_server.url + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((address, width))
    assert not wide


def test_targets_are_large_enough(open_context, live_server, owner, workspace):
    """24 by 24 pixels, but for links in running text."""
    page = open_context(owner, viewport={"width": 1280, "height": 900}).new_page()
    small = []
    for address in addresses(*workspace):
        page.goto(live_server.url + address)
        found = page.evaluate(
            """() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), a.btn, a.chip")]
                .filter((one) => one.checkVisibility() && !one.closest(".vh") && !one.matches(".vh"))
                .map((one) => [one.outerHTML.slice(0, 120), (one.closest("label") ?? one).getBoundingClientRect()])
                .filter(([, box]) => box.width && (box.width < 23.5 || box.height < 23.5))
                .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
        )
        small += [(address, one) for one in found]
    assert not small


def test_every_page_has_one_heading_and_its_landmarks(live_server, page, workspace):
    for address in addresses(*workspace):
        page.goto(live_server.url + address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("main").count() == 1, address
        assert page.title().endswith("Stet"), address


def test_enter_on_home_continues_the_work(live_server, page, workspace):
    page.goto(live_server.url)
    page.locator("a:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/*")


def paste_text(page, text):
    page.evaluate(
        """(text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_text_pasted_anywhere_on_home_is_checked(live_server, page):
    page.goto(live_server.url)
    page.locator("form.receive[data-ready]").wait_for(state="attached")
    paste_text(page, ARTICLE)
    page.wait_for_url("**/import/*")
    assert page.get_by_text("Some also hired themselves.").is_visible()


def test_a_file_dropped_on_home_is_checked(live_server, page):
    page.goto(live_server.url)
    page.locator("form.receive[data-ready]").wait_for(state="attached")
    page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(["Ein Satz. Noch einer.\\n"], "satz.txt", { type: "text/plain" }));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }"""
    )
    page.wait_for_url("**/import/*")
    assert page.get_by_label("Name").input_value() == "satz"


def test_choices_on_the_check_page_do_not_leave_it(live_server, page, workspace):
    _, plan = workspace
    page.goto(f"{live_server.url}/import/{plan.id}")
    page.locator("#check[data-ready]").wait_for()
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Keep: Share on Facebook").click()
    page.get_by_text("4 segments").wait_for()
    page.get_by_label("Split text by").select_option("line")
    page.get_by_text("3 segments").wait_for()
    page.get_by_label("Language of this text").select_option("de")
    page.get_by_text("stated by you").wait_for()
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "target_lang"


def test_a_line_is_split_where_the_mouse_points(live_server, page, workspace):
    _, plan = workspace
    page.goto(f"{live_server.url}/import/{plan.id}")
    page.locator("#check[data-ready]").wait_for()
    line = page.locator("li.line", has_text="They came back.")
    line.hover()
    line.get_by_role("link", name="Split").click()
    page.get_by_role("button", name="Split after They").click()
    page.locator("li.line p.words", has_text="came back.").wait_for()
    assert page.locator("li.line p.words").all_inner_texts()[-2:] == ["They", "came back."]


def test_ctrl_enter_reads_and_opens(live_server, page):
    page.goto(f"{live_server.url}/import")
    page.locator("#text:focus").wait_for()
    page.keyboard.insert_text(ARTICLE)
    page.locator("#text-form[data-ready]").wait_for()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/import/*")
    page.locator("#open[data-ready]").wait_for()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/d/*")


def test_copy_puts_plain_text_and_paragraphs_on_the_clipboard(open_context, live_server, owner, db):
    document = factories.make_document(db, ["One & two.", "Three."], paragraphs=(1, 2))
    context = open_context(owner)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/d/{document.id}/export")
    page.get_by_role("button", name="Copy text").click()
    page.get_by_text("Copied").wait_for()
    found = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const text = async (type) => (await item.getType(type)).text();
            return [await text("text/plain"), await text("text/html")];
        }"""
    )
    assert found[0] == "One & two.\n\nThree.\n"
    assert found[1].count("<p") == 2
    assert "One &amp; two." in found[1]


def test_a_choice_changes_the_preview_at_once_and_keeps_the_focus(live_server, page, workspace):
    document, _ = workspace
    page.goto(f"{live_server.url}/d/{document.id}/export")
    page.locator("form.choices[data-ready]").wait_for()
    page.get_by_label("Mark with").check()
    page.wait_for_url("**unconfirmed=mark*")
    page.get_by_text("[[").first.wait_for()
    page.wait_for_function("() => document.activeElement.value === 'mark'")


def test_ctrl_enter_downloads(live_server, page, workspace):
    document, _ = workspace
    page.goto(f"{live_server.url}/d/{document.id}/export")
    page.locator("a[data-module=download][data-ready]").wait_for()
    with page.expect_download() as download:
        page.keyboard.press("Control+Enter")
    assert download.value.suggested_filename.endswith(".txt")


def test_moments_are_shown_in_the_readers_own_time(open_context, live_server, owner, workspace):
    document, _ = workspace
    page = open_context(owner, timezone_id="Asia/Tokyo").new_page()
    page.goto(f"{live_server.url}/d/{document.id}/history")
    shown = page.locator("time").first
    page.wait_for_function("() => !document.querySelector('time').textContent.includes('UTC')")
    assert "UTC" in shown.get_attribute("title")


def test_a_source_is_moved_in_place(live_server, page, workspace, db):
    document, _ = workspace
    page.goto(f"{live_server.url}/d/{document.id}/pairs")
    page.locator("#pairs[data-ready]").wait_for()
    page.evaluate("window.stayed = true")
    second = factories.segment_of(db, document, 2)
    page.locator(f"#r-{second.id}").hover()
    page.get_by_role("button", name="Down, segment 2").click()
    page.get_by_text("Moved the source of segment 2 down.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(f"#r-{second.id}", has_text="Zwei.").wait_for()
    assert page.evaluate("window.stayed")


def test_the_other_window_is_told_of_a_new_sign_in(open_context, live_server, owner, db):
    from app.services import signing_in

    signing_in.set_password(db, owner, "correct horse")
    context = open_context(owner)
    page = context.new_page()
    page.goto(f"{live_server.url}/account")
    page.evaluate(
        """() => { new BroadcastChannel("stet").onmessage = ({ data }) => { window.heard = data; }; }"""
    )
    other = context.new_page()
    other.goto(f"{live_server.url}/sign-in?window=1")
    other.get_by_label("Name").fill("Olga")
    other.get_by_label("Password").fill("correct horse")
    other.get_by_role("button", name="Sign in").click()
    page.wait_for_function("() => window.heard === 'stet-signed-in'")


def test_the_chosen_size_grows_the_text_in_every_script(live_server, page, db):
    document = factories.make_document(db, ["السلام عليكم."], lang="ar")

    def size():
        page.goto(f"{live_server.url}/d/{document.id}")
        return page.evaluate("parseFloat(getComputedStyle(document.querySelector('.machine.text')).fontSize)")

    before = size()
    page.goto(f"{live_server.url}/settings")
    page.locator("form[data-ready]").wait_for()
    page.get_by_label("Size of source and text").select_option("22")
    page.get_by_text("Saved.").wait_for()
    assert size() / before == pytest.approx(22 / 17, abs=0.02)
