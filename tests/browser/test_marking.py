"""Marking errors by keyboard in a real browser: spans, omissions, overlaps, finishing, a correction's phrases, crashes."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.services import revising
from app.services.judging import marking, tasking
from tests.factories import make_document, make_person, segment_of

pytestmark = pytest.mark.browser

SENTENCE = "The Islamic Festival of Victims begins this year on June 6."
SCRIPTS = {
    "ltr": ("en", SENTENCE, 2, "ArrowRight", "Festival of Victims"),
    "rtl": ("ar", "يبدأ مهرجان الضحايا الإسلامي هذا العام.", 1, "ArrowLeft", "مهرجان الضحايا الإسلامي"),
    "cjk": ("ja", "何人かは自分を雇った。", 3, "ArrowRight", None),
    "emoji": ("en", "Yes 👩‍👩‍👧 and 🇩🇪 fly 🎉 home.", 1, "ArrowRight", "👩‍👩‍👧 and 🇩🇪"),
}


@pytest.fixture
def rosa(db):
    return make_person(db, "Rosa", "reviewer")


@pytest.fixture
def open_desk(open_context, live_server, rosa):
    """open_desk(document, query): the page on which Rosa marks errors, ready for keys."""

    def open_one(document, query="", *, person=None, context=None, **options):
        page = (context or open_context(person or rosa, **options)).new_page()
        page.goto(f"{live_server.url}/d/{document.id}/marks{query}")
        page.wait_for_selector(".desk[data-live]")
        return page

    return open_one


@pytest.fixture
def article(db):
    texts = [SENTENCE, "Some also hired themselves.", "The ceasefire was declared."]
    return make_document(
        db, texts, sources=["Das Opferfest beginnt am 6. Juni.", "Manche auch.", "Waffenruhe."]
    )


def stored(db, page=None):
    """Standing marks as the database has them, once everything was saved."""
    if page:
        expect(page.locator("#desk-saved")).to_have_text("All changes saved", timeout=15_000)
    return list(db.query("SELECT * FROM marks WHERE withdrawn_at IS NULL ORDER BY id"))


def chosen(page):
    return page.evaluate(
        "[...document.activeElement.querySelectorAll('[aria-selected=true]')].map(one => one.textContent)"
    )


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def go_to(page, number):
    """The cursor on the word with this number, from 0, in the text."""
    press(page, "Home", *["ArrowRight"] * number)


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_error_on_three_words_takes_four_keys(db, open_desk, script):
    lang, text, words_before, arrow, quote = SCRIPTS[script]
    page = open_desk(make_document(db, [text], lang=lang))
    press(page, "Home", *[arrow] * words_before)

    press(page, f"Shift+{arrow}", f"Shift+{arrow}", "t", "3")

    (mark,) = stored(db, page)
    assert text[mark["start_at"] : mark["end_at"]] == mark["quote"]
    assert mark["quote"] == quote or (quote is None and len(mark["quote"]) >= 3)
    assert (mark["category"], mark["severity"]) == ("Terminology", "critical")
    assert page.locator(".words .part.critical .line.critical").count() >= 3
    assert page.locator(".target .words").evaluate("node => node.textContent") == text


def test_severity_may_come_before_the_category(db, open_desk, article):
    page = open_desk(article)
    go_to(page, 2)

    press(page, "1", "m")

    (mark,) = stored(db, page)
    assert (mark["quote"], mark["category"], mark["severity"]) == (
        "Festival",
        "Accuracy/Mistranslation",
        "minor",
    )


def test_an_option_says_its_place_and_its_errors(open_desk, article):
    page = open_desk(article)
    go_to(page, 2)

    press(page, "t", "3")

    word = page.get_by_role("option", name="Festival, 3 of 12, Terminology, critical")
    expect(word).to_have_count(1)
    assert page.locator(".target .words").get_attribute("aria-activedescendant") == word.get_attribute("id")


def test_an_omission_is_words_in_the_source_and_a_gap_in_the_text(db, open_desk, article):
    page = open_desk(article)
    go_to(page, 5)
    press(page, "o")
    expect(page.locator(".target .hole")).to_have_count(1)
    press(page, "Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Source")
    press(page, "Home", "ArrowRight", "Shift+ArrowRight", "o")

    gap, words = stored(db, page)

    assert (gap["side"], gap["start_at"], gap["end_at"], gap["quote"]) == ("target", 32, 32, "")
    assert (words["side"], words["quote"], words["category"]) == (
        "source",
        "Opferfest beginnt",
        "Accuracy/Omission",
    )
    assert page.locator(".source .part .line").count() >= 2


def test_an_omission_is_marked_without_a_source(db, open_desk):
    page = open_desk(make_document(db, ["Some also."]))
    press(page, "End", "Shift+O")
    (gap,) = stored(db, page)
    assert (gap["start_at"], gap["end_at"]) == (10, 10)


def test_a_gap_inside_a_word_is_drawn_in_both_ways_of_going(db, open_desk, article):
    page = open_desk(article)
    press(page, "c", "ArrowRight", "o")
    assert page.locator(".target .hole").evaluate("node => node.nextElementSibling.textContent") == "h"
    press(page, "c")
    expect(page.locator(".target .hole")).to_have_count(1)
    assert stored(db, page)[0]["start_at"] == 1


def test_finish_names_what_is_missing_and_goes_there(open_desk, article):
    page = open_desk(article)
    press(page, "Control+Enter", "Alt+ArrowDown")

    page.get_by_role("button", name="Finish", exact=True).click()

    expect(page.locator("#desk-message")).to_contain_text("2 segments left: 2, 3. Go to 2")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Text, English, segment 2"
    press(page, "n", "n")
    expect(page.locator("#desk-message")).to_have_text("Every segment is finished.")


def test_a_score_is_seen_only_once_the_segment_is_finished(db, open_desk, article):
    page = open_desk(article)
    press(page, "t", "3")
    expect(page.locator("#desk-side")).to_contain_text("1 error in this segment")
    assert "Finished" not in page.inner_text("#desk-side")

    press(page, "Control+Enter", "Alt+ArrowUp")

    expect(page.locator("#desk-side")).to_contain_text("Finished · 25 points")


def test_adjacent_nested_and_crossing_errors_are_stored_and_the_same_one_is_refused(db, open_desk, article):
    page = open_desk(article)
    press(page, "Home", "t")  # The
    press(page, "ArrowRight", "t")  # Islamic: adjacent
    press(page, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "m")  # Festival of Victims
    press(page, "ArrowLeft", "g")  # of: nested
    press(page, "ArrowRight", "Shift+ArrowRight", "s")  # Victims begins: crossing
    assert [one["quote"] for one in stored(db, page)] == [
        "The",
        "Islamic",
        "Festival of Victims",
        "of",
        "Victims begins",
    ]

    press(page, "s")

    expect(page.locator("#desk-message")).to_have_text("Already marked")
    assert "Victims begins" in page.evaluate("document.activeElement.textContent")
    assert len(stored(db, page)) == 5
    assert page.locator(".target .words").evaluate("node => node.textContent") == SENTENCE
    assert page.locator(".line.l1").count() >= 1


def test_an_error_is_removed_and_comes_back(db, open_desk, article):
    page = open_desk(article)
    press(page, "t")
    press(page, "Delete")
    assert stored(db, page) == []
    press(page, "Alt+ArrowDown", "Control+z")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Text, English, segment 1"
    assert [one["quote"] for one in stored(db, page)] == ["The"]
    assert db.execute("SELECT count(*) FROM marks").fetchone()[0] == 2


@pytest.mark.parametrize("script", ["ltr", "rtl", "cjk"])
def test_further_words_join_the_last_error_with_one_key(db, open_desk, script):
    lang, text, _, arrow, _ = SCRIPTS[script]
    page = open_desk(make_document(db, [text], sources=["Quelle hier."], lang=lang))
    press(page, "Home", "t", "3", arrow, arrow, "j")
    expect(page.locator(".errors > .error")).to_have_count(1)

    (mark,) = stored(db, page)

    pieces = [tuple(one) for one in json.loads(mark["pieces"])]
    assert len(pieces) == 2
    assert all(side == "target" and text[start:end] == words for side, start, end, words in pieces)
    assert mark["severity"] == "critical"
    assert page.locator(".target .part[data-badge='T 1/2']").count() == 1
    assert page.locator(".target .part[data-badge='T 2/2']").count() == 1
    assert page.locator(".target .line.l1").count() == 0
    assert page.locator(".target .words").evaluate("node => node.textContent") == text
    press(page, "j")
    expect(page.locator("#desk-message")).to_have_text("These words are in the error already.")

    press(page, "Tab", "Home", "j")
    expect(page.locator(".error .what")).to_contain_text("with the source’s “Quelle”")
    assert [one[0] for one in json.loads(stored(db, page)[0]["pieces"])] == ["source", "target", "target"]
    page.reload()
    page.wait_for_selector(".desk[data-live]")
    expect(page.locator(".errors > .error")).to_have_count(1)
    expect(page.locator(".source .part[data-badge='T 1/3']")).to_have_count(1)
    press(page, "Home", "3", "1")
    assert [one["severity"] for one in stored(db, page)] == ["minor"]


def test_joining_can_be_undone_and_says_what_it_needs(db, open_desk, article):
    page = open_desk(article)
    press(page, "j")
    expect(page.locator("#desk-message")).to_contain_text("Mark an error first")
    press(page, "Home", "t", "ArrowRight", "ArrowRight", "j")
    expect(page.locator(".error .quote")).to_have_text("“The … Festival”")
    press(page, "Control+z")
    expect(page.locator(".error .quote")).to_have_text("“The”")
    press(page, "ArrowRight", "j")
    expect(page.locator(".error .quote")).to_have_text("“The … of”")
    (mark,) = stored(db, page)
    assert [one[3] for one in json.loads(mark["pieces"])] == ["The", "of"]
    assert page.get_by_role("option", name="of, 4 of 12, Terminology, major, piece 2 of 2").count() == 1
    page.locator(".target .word").nth(5).click()
    page.get_by_role("button", name="Join chosen words Terminology, major").click()
    expect(page.locator(".error .quote")).to_have_text("“The … of … begins”")


def test_a_mark_without_a_place_is_in_the_list_and_nowhere_in_the_text(db, open_desk, article, rosa):
    place = marking.Place(0, "target", 0, 0, "", pieces=())
    marking.mark(db, segment_of(db, article).id, place, category="Other", severity="major", author=rosa)
    page = open_desk(article)
    expect(page.locator(".error .quote")).to_contain_text("no place")
    assert page.locator(".target .line").count() == 0
    page.locator(".error .choose").click()
    assert len(chosen(page)) == 12
    press(page, "3")
    assert [(one["severity"], one["pieces"]) for one in stored(db, page)] == [("critical", "[]")]


def test_an_error_has_a_comment(db, open_desk, article):
    page = open_desk(article)
    press(page, "t", "e")
    page.keyboard.type("Feast, not festival")
    press(page, "Enter")
    assert [one["comment"] for one in stored(db, page)] == ["Feast, not festival"]
    expect(page.locator(".error .remark")).to_have_text("Feast, not festival")


def test_a_button_does_what_its_key_does_and_gives_the_focus_back(db, open_desk, article):
    page = open_desk(article)
    page.get_by_role("button", name="Terminology").click()
    page.get_by_role("button", name="critical").click()
    assert [(one["quote"], one["severity"]) for one in stored(db, page)] == [("The", "critical")]
    assert page.evaluate("document.activeElement.className") == "words text"
    press(page, "ArrowRight", "g")
    assert len(stored(db, page)) == 2


def test_letters_are_chosen_after_c(db, open_desk, article):
    page = open_desk(article)
    go_to(page, 2)
    press(page, "c", "Shift+ArrowRight", "s")
    assert [one["quote"] for one in stored(db, page)] == ["Fe"]


def test_a_click_places_the_cursor_and_a_drag_takes_whole_words(db, open_desk, article):
    page = open_desk(article)
    words = page.locator(".target .word")
    words.nth(3).click()
    assert chosen(page) == ["of"]
    assert stored(db, page) == []
    from_box, to_box = words.nth(2).bounding_box(), words.nth(4).bounding_box()
    page.mouse.move(from_box["x"] + from_box["width"] / 2, from_box["y"] + 5)
    page.mouse.down()
    page.mouse.move(to_box["x"] + 4, to_box["y"] + 5, steps=4)
    page.mouse.up()
    assert chosen(page) == ["Festival", "of", "Victims"]


def test_a_drag_with_alt_takes_letters(db, open_desk, article):
    page = open_desk(article)
    box = page.locator(".target .word").nth(2).bounding_box()  # Festival
    page.keyboard.down("Alt")
    page.mouse.move(box["x"] + 1, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + 5, steps=4)
    page.mouse.up()
    page.keyboard.up("Alt")
    assert "".join(chosen(page)) in ("Fe", "Fes", "Fest")


def test_the_sheet_of_keys_opens_and_gives_the_focus_back(open_desk, article):
    page = open_desk(article)
    press(page, "Control+/")
    expect(page.get_by_role("dialog", name="All keys")).to_contain_text("Mistranslation")
    assert serious(page) == []
    press(page, "Escape")
    assert page.evaluate("document.activeElement.className") == "words text"


def test_arrows_are_visual_in_a_text_from_right_to_left(db, open_desk):
    page = open_desk(make_document(db, [SCRIPTS["rtl"][1]], lang="ar"))
    press(page, "Home", "ArrowLeft")
    assert chosen(page) == ["مهرجان"]
    press(page, "ArrowRight")
    assert chosen(page) == ["يبدأ"]


def test_a_corrections_changed_phrases_are_offered_and_take_one_key_each(db, open_desk, article, rosa):
    segment = segment_of(db, article, 1)
    text = "The Islamic Feast of Sacrifice begins this year on June 6, we hear."
    revising.save_revision(db, segment.id, text, base_revision=0, author=rosa, confirm=True)
    page = open_desk(article)
    expect(page.locator(".offers li")).not_to_have_count(0)
    offered = page.locator(".offers li").count()

    for _ in range(offered):
        page.keyboard.press("t")

    expect(page.locator(".offers li")).to_have_count(0)
    found = stored(db, page)
    assert len(found) == offered
    assert all(SENTENCE[one["start_at"] : one["end_at"]] == one["quote"] for one in found)
    assert "Festival of Victims" in [one["quote"] for one in found]


def test_after_an_edit_each_error_says_what_became_of_it(db, open_desk, article, rosa):
    segment = segment_of(db, article, 1)
    for quote in ("Festival of Victims", "begins"):
        start = SENTENCE.index(quote)
        place = marking.Place(0, "target", start, start + len(quote), quote)
        marking.mark(db, segment.id, place, category="Terminology", severity="major", author=rosa)
    for position in (1, 2, 3):
        marking.finish(db, segment_of(db, article, position).id, author=rosa)
    text = "The Islamic Feast of Sacrifice begins this year on June 6."
    revising.save_revision(db, segment.id, text, base_revision=0, author=rosa, confirm=True)

    page = open_desk(article)

    expect(page.locator(".error").first).to_contain_text("Resolved by the correction.")
    expect(page.locator(".error .fate")).to_have_count(1)
    expect(page.locator(".desk-note")).to_contain_text("penalty before editing 10, after 5")


def test_marks_made_offline_survive_a_crash_and_are_saved(
    db, open_desk, open_context, live_server, rosa, article
):
    context = open_context(rosa)
    page = open_desk(article, context=context)
    context.set_offline(True)
    press(page, "t", "3", "ArrowRight", "g")
    expect(page.locator("#desk-saved")).to_contain_text("kept on this device")
    page.wait_for_function(
        """() => new Promise(resolve => {
          const open = indexedDB.open('stet-journal', 1);
          open.onsuccess = () => {
            const all = open.result.transaction('entries').objectStore('entries').count();
            all.onsuccess = () => { open.result.close(); resolve(all.result === 3); };
          };
        })"""
    )
    assert stored(db) == []
    page.close()

    context.set_offline(False)
    page = open_desk(article, context=context)

    found = stored(db, page)
    assert [(one["quote"], one["category"], one["severity"]) for one in found] == [
        ("The", "Terminology", "critical"),
        ("Islamic", "Linguistic conventions/Grammar", "major"),
    ]
    assert page.locator(".error").count() == 2


def test_systems_stand_side_by_side_without_names_in_an_order_that_stays(db, open_desk, rosa):
    document = make_document(
        db, ["Alpha one.", "Alpha two."], sources=["Eins.", "Zwei."], other_system=["Beta one.", "Beta two."]
    )
    task = tasking.add(db, document.project_id, kind="mqm", systems=["machine", "B"], author=rosa)
    page = open_desk(document, f"?task={task.id}")
    shown = page.locator(".target .words").all_text_contents()
    assert sorted(one.strip() for one in shown) == ["Alpha one.", "Beta one."]
    assert '"B"' not in page.inner_text("#desk-data")
    press(page, "Home", "t", "Control+Enter")
    (mark,) = stored(db, page)
    assert mark["system"] == ("machine" if mark["quote"] == "Alpha" else "B")
    page.reload()
    page.wait_for_selector(".desk[data-live]")
    press(page, "Alt+ArrowUp")
    assert page.locator(".target .words").all_text_contents() == shown

    page.get_by_role("button", name="Show system names").click()
    page.wait_for_selector(".desk[data-live]")

    expect(page.locator(".titled.target .meta").first).to_contain_text("Text")
    assert [one["author"] for one in db.query("SELECT author FROM reveals")] == ["Rosa"]


def test_esa_needs_its_number_before_a_segment_is_finished(db, open_desk, rosa):
    document = make_document(db)
    task = tasking.add(db, document.project_id, kind="esa", systems=[], author=rosa)
    page = open_desk(document, f"?task={task.id}")
    press(page, "1", "Control+Enter")
    expect(page.locator("#desk-message")).to_have_text("Give the text a number from 0 to 100 first.")
    page.get_by_role("button", name="66 Most meaning").click()
    press(page, "Control+Enter")
    (mark,) = stored(db, page)
    assert (mark["category"], mark["severity"]) == (None, "minor")
    assert [one["value"] for one in db.query("SELECT value FROM ratings")] == [66]
    assert db.execute("SELECT count(*) FROM finishes").fetchone()[0] == 1


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}])  # fmt: skip
def test_the_page_is_usable_by_everybody(open_desk, article, options):
    page = open_desk(article, **options)
    press(page, "Shift+ArrowRight", "t", "o", "ArrowRight", "1", "p")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
