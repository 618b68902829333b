"""What goes out is what was kept, the numbers beside it are the database's, and the demo needs no network."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from app.services import revising, structuring
from tests.factories import make_document, segment_of
from tests.serving import Server

pytestmark = pytest.mark.browser

ARTICLE = (
    "Opferfest: Police arrest twelve people\n\n"
    "Opferfest: Police arrest twelve people\n\n"
    "On Tuesday, 3. October, police arrested twelve people. Some also hired themselves.\n"
    "Dr. Müller said: “We wait.”\n\n"
    "Share on facebook\n\n"
    "The Islamic Festival of Victims begins.\n"
)
KEPT = ARTICLE.replace("Opferfest: Police arrest twelve people\n\n", "", 1).replace(
    "Share on facebook\n\n", ""
)


@pytest.fixture
def page(open_context, owner):
    return open_context(owner).new_page()


def download(page, address):
    page.goto(address)
    link = page.locator("a[data-module=download][data-ready]")
    link.wait_for()
    with page.expect_download() as one:
        link.click()
    return one.value.path().read_bytes()


def open_article(page, url):
    page.goto(f"{url}/import")
    page.fill("#text", ARTICLE)
    page.locator("#text-form[data-ready]").wait_for()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/import/*")
    page.locator("#open[data-ready]").wait_for()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/d/*")
    page.wait_for_selector("html[data-ready]")
    return page.url.split("?")[0].split("#")[0]


def test_an_untouched_article_goes_out_as_its_kept_lines_and_a_corrected_one_as_the_golden_file(
    page, live_server
):
    address = open_article(page, live_server.url)
    assert download(page, f"{address}/export") == KEPT.encode()

    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    row = page.locator("#rows .row", has=page.locator(".machine", has_text="hired themselves"))
    row.locator(".box").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Some also turned themselves in.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#indicator")).to_have_attribute("data-kind", "saved")

    golden = KEPT.replace("hired themselves", "turned themselves in").encode()
    assert download(page, f"{address}/export") == golden
    assert download(page, f"{address}/export") == golden


@pytest.fixture
def mixed(db, owner):
    """Two confirmed, one edited, two as the machine wrote them, one left out; each with a word of its own."""
    words = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
    document = make_document(
        db, [f"The {word} came." for word in words], sources=[f"{word} kam." for word in words]
    )
    for number in (1, 2, 3):
        segment = segment_of(db, document, number)
        text = segment.machine.replace("came", "arrived")
        revising.save_revision(db, segment.id, text, base_revision=0, author=owner, confirm=number < 3)
    structuring.leave_out(db, segment_of(db, document, 6).id, left_out=True, author=owner)
    return document


def test_the_numbers_of_the_export_page_are_those_of_the_database(page, live_server, db, mixed):
    page.goto(f"{live_server.url}/d/{mixed.id}/export")
    shown = page.inner_text(".page-head")
    [counts] = db.query(
        """
        SELECT COUNT(*) AS everything, SUM(left_out) AS left_out,
               SUM(state = 'confirmed' AND NOT left_out) AS confirmed,
               SUM(state = 'edited' AND NOT left_out) AS edited,
               SUM(state = 'todo' AND NOT left_out) AS original
        FROM segments WHERE document_id = :id
        """,
        {"id": mixed.id},
    )
    for name, words in (
        ("everything", "{} segments"),
        ("confirmed", "{} confirmed"),
        ("edited", "{} edited"),
        ("original", "{} as the machine wrote them"),
        ("left_out", "{} left out"),
    ):
        assert words.format(counts[name]) in shown, (name, shown)
    assert list(counts.values()) == [6, 1, 2, 1, 2]


def text_of(data):
    """The words of an exported file; those of an office file stand in its parts."""
    if data[:2] != b"PK":
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


def test_each_format_obeys_what_is_chosen_for_what_is_not_confirmed(page, live_server, mixed):
    page.goto(f"{live_server.url}/d/{mixed.id}/export")
    formats = page.locator("input[name=format]:enabled").evaluate_all("all => all.map(one => one.value)")
    assert len(formats) >= 6
    for format in formats:
        files = {
            choice: text_of(
                page.request.get(
                    f"{live_server.url}/d/{mixed.id}/export/file?format={format}&unconfirmed={choice}"
                ).body()
            )
            for choice in ("keep", "drop", "mark")
        }
        for word in ("The alpha arrived.", "The bravo arrived."):
            assert all(word in text for text in files.values()), format
        for word in ("The charlie arrived.", "The delta came.", "The echo came."):
            assert word in files["keep"], format
            assert word not in files["drop"], (format, word)
            assert f"[[{word}]]" in files["mark"], format
        assert all("The foxtrot" not in text for text in files.values()), format


def test_from_the_start_command_to_the_open_demo_no_request_leaves_this_computer(browser, tmp_path):
    with Server(tmp_path / "stet.db", "--demo") as server:
        context = browser.new_context()
        asked = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(server.link)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: "/link/" not in url)
        page.get_by_role("link", name="Attack on the prison").first.click()
        page.wait_for_selector("html[data-ready]")
        expect(page.locator("#rows .entry:focus")).to_have_count(1)
        context.close()
    assert len(asked) > 20
    assert {url.split("/")[2] for url in asked if "://" in url} == {server.address.split("/")[2]}
