"""The quality page in Chromium: verdicts, worst segments, tiles, dark and mirrored, without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import quality_fixtures

SERIOUS = {"serious", "critical"}


def open_page(open_context, person, address, **options):
    page = open_context(person, **options).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("name", quality_fixtures.VERDICTS)
def test_each_verdict_is_the_exact_sentence_and_is_in_sight(open_context, live_server, db, owner, name):
    project_id, sentence = quality_fixtures.make(db, name)
    page = open_page(open_context, owner, f"{live_server.url}/p/{project_id}/quality")
    title = page.locator("h1")
    expect(title).to_have_text(sentence)
    assert title.bounding_box()["y"] < 300
    if name != "few":
        assert page.locator(".interval svg").first.is_visible()


def test_worst_segments_are_one_click_away_and_back_returns_to_the_row(open_context, live_server, db, owner):
    found = quality_fixtures.reviewed(db)
    page = open_page(open_context, owner, f"{live_server.url}/p/{found[0].project_id}")
    page.get_by_role("link", name="Quality").click()
    page.locator(".worst-list[data-ready]").wait_for()
    link = page.locator(".worst-list a").first
    segment = re.search(r"segment=(\d+)", link.get_attribute("href"))[1]
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/*")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_function("id => document.activeElement.closest('.row')?.id === `s-${id}`", arg=segment)
    page.go_back()
    page.wait_for_url(f"**/quality#w-{segment}")
    page.locator(".worst-list[data-ready]").wait_for()
    page.wait_for_function("id => document.activeElement.closest('li')?.id === `w-${id}`", arg=segment)


def test_every_tile_says_all_and_leads_to_its_segments(open_context, live_server, db, owner):
    found = quality_fixtures.reviewed(db)
    page = open_page(open_context, owner, f"{live_server.url}/p/{found[0].project_id}/quality")
    page.get_by_text("More numbers").click()
    tiles = page.locator(".tile")
    assert tiles.count() == 6
    addresses = []
    for tile in tiles.all():
        words = tile.inner_text()
        assert re.search(r"is better|nearer to the end", words), words
        assert "n = " in words
        assert "± " in words or "no interval" in words
        addresses.append(tile.get_by_role("link", name="How is this computed?").get_attribute("href"))
    for address in addresses:
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_contain_text("How is this computed?")
        assert page.locator("tbody tr").count() >= 40


def pages_of(db):
    rich = quality_fixtures.reviewed(db, imports=2)[0].project_id
    both, _ = quality_fixtures.make(db, "disagree")
    return (
        f"/p/{rich}/quality",
        f"/p/{rich}/quality/words",
        f"/p/{rich}/quality/disagreement",
        f"/p/{both}/quality",
        f"/p/{both}/compare",
        "/help/scores",
    )


@pytest.mark.parametrize(("locale", "theme"), [("en-GB", "light"), ("ar", "dark")])
def test_the_pages_shut_nobody_out(open_context, live_server, db, owner, theme, locale):
    page = open_context(owner, color_scheme=theme, locale=locale).new_page()
    wrong = []
    for address in pages_of(db):
        page.goto(live_server.url + address)
        for details in page.locator("main details").all():
            details.evaluate("one => { if (!one.matches('.menu')) one.open = true; }")
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in SERIOUS:
                wrong.append((address, rule["id"], rule["nodes"][0]["html"][:200]))
    assert not wrong


def test_the_pages_reflow_on_a_narrow_screen(open_context, live_server, db, owner):
    page = open_context(owner, viewport={"width": 320, "height": 640}).new_page()
    for address in pages_of(db):
        page.goto(live_server.url + address)
        for details in page.locator("main details").all():
            details.evaluate("one => { if (!one.matches('.menu')) one.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_pictures_have_a_sentence_and_a_table_and_no_label_is_cut_off(open_context, live_server, db, owner):
    found = quality_fixtures.reviewed(db)
    page = open_page(open_context, owner, f"{live_server.url}/p/{found[0].project_id}/quality")
    pictures = page.locator('main [role="img"]')
    assert pictures.count() == 3
    assert page.get_by_text("Show as table").count() == 3
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main svg text')].filter((text) => {
            const box = text.getBoundingClientRect(), frame = text.closest('svg').getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).map((text) => text.textContent)"""
    )
    assert cut == []
    for picture in pictures.all():
        assert len(picture.get_attribute("aria-label")) > 20


def test_everything_is_there_without_scripts(open_context, live_server, db, owner):
    found = quality_fixtures.reviewed(db)
    page = open_page(
        open_context, owner, f"{live_server.url}/p/{found[0].project_id}/quality", java_script_enabled=False
    )
    page.locator(".facet summary").filter(has_text="Document").click()
    page.locator(".facet[open] a").first.click()
    assert "document=" in page.url
    expect(page.locator(".facets .chip[aria-current]")).to_contain_text("Document")
    page.locator(".worst-list a").first.click()
    page.wait_for_url("**/d/*")


def test_a_view_is_saved_opened_by_its_name_and_removed(open_context, live_server, db, owner):
    found = quality_fixtures.reviewed(db, imports=2, each=20)
    address = f"{live_server.url}/p/{found[0].project_id}/quality"
    page = open_page(open_context, owner, f"{address}?document={found[1].id}")
    page.get_by_text("Save view").click()
    page.get_by_label("Name", exact=True).fill("Second import")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Everybody in this project sees the view.", exact=False).first).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name="Second import").click()
    page.wait_for_url(f"**/quality?document={found[1].id}")
    expect(page.get_by_role("link", name="Second import")).to_have_attribute("aria-current", "true")
    page.get_by_text("Save view").click()
    page.get_by_role("button", name="Remove Second import").click()
    expect(page.get_by_text("The view Second import was removed.")).to_be_visible()
    expect(page.get_by_role("link", name="Second import")).to_have_count(0)
