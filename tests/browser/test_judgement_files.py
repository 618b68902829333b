"""Bringing a file of judgements in with the browser: chosen or dropped, looked at, stored, undone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.domain.formats.judgements import marot
from app.domain.judging.records import Judgement, Mark, Span
from tests.factories import make_document, make_person

pytestmark = pytest.mark.browser

TEXT, SOURCE = "استأجر بعضهم أنفسهم أيضا.", "Manche auch."


@pytest.fixture
def document(db):
    return make_document(db, [TEXT, "Zwei."], sources=[SOURCE, "Zwei."], lang="ar")


@pytest.fixture
def file(tmp_path):
    rows = [
        Judgement("machine", "1", "Ann", "Article", None, SOURCE, TEXT, (Mark("major", "Style", (Span("target", 0, 6),)),)),
        Judgement("machine", "2", "Ann", "Article", None, "Else", "Elsewhere.", (Mark("minor", "Odd", ()),)),
    ]  # fmt: skip
    path = tmp_path / "ratings.tsv"
    path.write_text(marot.write(marot.of_judgements(rows)), encoding="utf-8")
    return path


@pytest.fixture
def open_files(db, open_context, live_server, document):
    def open_one(**options):
        page = open_context(make_person(db, "Lea", "lead"), **options).new_page()
        page.goto(f"{live_server.url}/p/{document.project_id}/judgements/files")
        return page

    return open_one


def serious(page):
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


def test_a_chosen_file_is_looked_at_brought_in_and_undone(db, open_files, file):
    page = open_files()
    page.wait_for_selector("form[data-module][data-ready]")

    page.get_by_label("File of judgements").set_input_files(file)

    expect(
        page.get_by_role("heading", name="1 of 2 judgements are about texts of this project")
    ).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator(".came .newest")).to_contain_text("1 mark")
    assert db.execute("SELECT count(*) FROM marks WHERE withdrawn_at IS NULL").fetchone()[0] == 1
    page.get_by_role("button", name="Undo ratings.tsv").click()
    expect(page.locator(".came .tag")).to_have_text("Undone")
    assert db.execute("SELECT count(*) FROM marks WHERE withdrawn_at IS NULL").fetchone()[0] == 0
    assert serious(page) == []


def test_a_dropped_file_is_read_at_once(open_files, file):
    page = open_files()
    page.wait_for_selector("form[data-module][data-ready]")
    page.evaluate(
        """text => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "dropped.tsv"));
          document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: carried}));
        }""",
        file.read_text(encoding="utf-8"),
    )
    expect(page.get_by_role("heading", name="dropped.tsv")).to_be_visible()


def test_it_works_without_scripts_and_a_refusal_stands_at_its_field(open_files, file, tmp_path):
    page = open_files(java_script_enabled=False)
    wrong = tmp_path / "wrong.tsv"
    wrong.write_text("system\n", encoding="utf-8")
    page.get_by_label("File of judgements").set_input_files(wrong)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.locator("#file-error")).to_contain_text("wrong.tsv, line 1: the column doc is missing")
    page.get_by_label("File of judgements").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.locator(".came")).to_contain_text("ratings.tsv")


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}])
def test_the_pages_are_usable_by_everybody(open_files, file, options):
    page = open_files(**options)
    page.wait_for_selector("form[data-module][data-ready]")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("File of judgements").set_input_files(file)
    page.wait_for_selector(".look-out")
    page.wait_for_selector("form[data-module][data-ready]")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
