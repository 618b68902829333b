"""Adding a text in three steps, without JavaScript."""

import io
import re

import pytest

from app.web import import_rows
from tests import factories

ARTICLE = """Hundreds of inmates escaped

Share on Facebook

Police arrested twelve people on Tuesday evening. Some also hired themselves.

The Islamic Festival of Victims begins on Friday.
"""


def words(page):
    return " ".join(page.split())


def paste(browser, text=ARTICLE, **fields):
    """The address of the check page."""
    answer = browser.post("/import", data={"text": text, **fields})
    assert answer.status_code in (302, 303), answer.text
    return answer.location.partition("#")[0]


def lines(page):
    found = re.findall(r'<li class="line([^"]*)" id="r-\d+">.*?<p class="words"[^>]*>(.*?)</p>', page, re.S)
    return [(re.sub(r"<span.*?</span>", "", text), "left-out" in kind) for kind, text in found]


def test_from_a_pasted_article_to_clean_text(signed_in):
    check = paste(signed_in)
    page = signed_in.get(check).text
    assert ("Share on Facebook", True) in lines(page)
    assert ("Some also hired themselves.", False) in lines(page)
    opened = signed_in.post(f"{check}/open", data={"new_project": "News"})
    assert opened.status_code == 303
    document = opened.location
    assert signed_in.get(document).status_code == 200
    clean = signed_in.get(f"{document}/export/file").data.decode()
    assert clean == ARTICLE.replace("Share on Facebook\n\n", "")
    whole = signed_in.get(f"{document}/export/file?left_out=keep").data.decode()
    assert whole == ARTICLE


def test_nothing_is_stored_before_it_is_opened(db, signed_in):
    paste(signed_in)
    assert db.table("documents").count == 0
    assert db.table("projects").count == 0


def test_a_line_is_kept_left_out_and_all_are_included(signed_in):
    check = paste(signed_in)
    index = lines(signed_in.get(check).text).index(("Share on Facebook", True))
    signed_in.post(f"{check}/keep", data={"index": index, "left_out": "no"})
    assert ("Share on Facebook", False) in lines(signed_in.get(check).text)
    signed_in.post(f"{check}/keep", data={"index": 0, "left_out": "yes"})
    assert lines(signed_in.get(check).text)[0][1]
    signed_in.post(f"{check}/include-all")
    assert not any(left_out for _, left_out in lines(signed_in.get(check).text))


def test_a_sentence_is_split_and_joined_again(signed_in):
    check = paste(signed_in, "One two three. Four.")
    page = signed_in.get(f"{check}?split=0").text
    offset = re.search(r'value="(\d+)" aria-label="Split after One two"', page) or re.search(
        r'value="(\d+)" aria-label="Split after two"', page
    )
    signed_in.post(f"{check}/split", data={"index": 0, "offset": offset.group(1)})
    assert [text for text, _ in lines(signed_in.get(check).text)] == ["One two", "three.", "Four."]
    signed_in.post(f"{check}/join", data={"index": 0})
    assert [text for text, _ in lines(signed_in.get(check).text)] == ["One two three.", "Four."]


@pytest.mark.parametrize(
    ("text", "lang", "starts"),
    [
        ("One two three.", "en", ["One ", "two "]),
        ("He said: “Stop.”", "en", ["He ", "said: "]),  # the quote goes with its word
        ("وصل القطار متأخرا.", "ar", ["وصل ", "القطار "]),
        ("犬が走る。", "ja", ["犬", "が"]),
        ("รถไฟมาถึง", "th", ["รถไฟ", "มา"]),
        ("👍🏽 fine", "en", ["👍🏽 "]),
        ("One", "en", []),
        ("", None, []),
    ],
)
def test_a_line_may_be_cut_before_each_of_its_words(text, lang, starts):
    found, rest = import_rows.cuts(text, lang)
    assert [cut.before for cut in found] == starts
    assert "".join(starts) + rest == text
    assert all(text[: cut.offset].endswith(cut.before) for cut in found)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  \n "}, "There is no text yet."),
        ({"file": (io.BytesIO(b""), "empty.txt")}, "There is no text yet."),
        ({"file": (io.BytesIO(b"%PDF-1.7 ..."), "a.pdf")}, "PDF"),
        ({"file": (io.BytesIO(b"\x00\x01\x02" * 40), "b.txt")}, "b.txt"),
    ],
)
def test_a_bad_text_gets_one_sentence_at_the_field(signed_in, fields, sentence):
    answer = signed_in.post("/import", data={"system": "System A", **fields})
    assert answer.status_code in (413, 415, 422)
    assert sentence in answer.text
    assert 'aria-describedby="text-error"' in answer.text
    assert 'value="System A"' in answer.text


def test_the_text_is_kept_after_a_refusal(signed_in):
    answer = signed_in.post("/import", data={"text": "A text.\n", "system": "x\u202ey"})
    assert answer.status_code == 422
    assert "A text.\n</textarea>" in answer.text


def test_going_back_keeps_the_text(signed_in):
    check = paste(signed_in, "\n\nOne.  Two.\n\n\nThree.\n")
    back = signed_in.get(f"/import?from={check.rpartition('/')[2]}").text
    assert ">\n\n\nOne.  Two.\n\n\nThree.\n</textarea>" in back


def test_the_certainty_of_a_language_is_said_in_words(signed_in):
    page = signed_in.get(paste(signed_in)).text
    assert "detected, sure" in page
    assert '<option value="en" selected>' in page


def test_an_untouched_language_stays_detected_and_a_chosen_one_is_stated(signed_in):
    check = paste(signed_in)
    form = {"target_lang": "en", "format": "txt", "encoding": "utf-8", "split": "line", "name": "Article"}
    signed_in.post(f"{check}/options", data=form)
    page = signed_in.get(check).text
    assert "detected, sure" in page
    assert 'value="Article"' in page
    assert ("Police arrested twelve people on Tuesday evening. Some also hired themselves.", False) in lines(
        page
    )
    signed_in.post(f"{check}/options", data={**form, "target_lang": "de"})
    assert "stated by you" in signed_in.get(check).text


def test_a_way_of_reading_that_fails_leaves_the_text_as_it_was(signed_in):
    check = paste(signed_in)
    form = {"target_lang": "en", "encoding": "utf-8", "split": "sentence", "format": "jsonl"}
    answer = signed_in.post(f"{check}/options", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert ("Some also hired themselves.", False) in lines(answer.text)


def test_columns_are_mapped(signed_in):
    table = "id,german,A,B\n1,Er stellte sich der Polizei.,He hired himself.,He gave himself up.\n"
    upload = {"file": (io.BytesIO(table.encode()), "table.csv")}
    check = signed_in.post("/import", data=upload).location
    assert "What the columns are" in signed_in.get(check).text
    form = {
        "column-1": "",
        "column-2": "source",
        "column-3": "machine",
        "column-4": "machine",
        "format": "csv",
    }
    form |= {"encoding": "utf-8", "delimiter": ",", "has_header": "yes", "target_lang": "", "source_lang": ""}
    assert signed_in.post(f"{check}/options", data=form).status_code == 303
    page = signed_in.get(check).text
    assert ("He hired himself.", False) in lines(page)
    assert "Er stellte sich der Polizei." in page


def test_a_source_is_attached_and_taken_away(signed_in):
    check = paste(signed_in, "One sentence. Another one.")
    signed_in.post(f"{check}/source", data={"source": "Ein Satz. Noch einer."})
    page = signed_in.get(check).text
    assert "Noch einer." in page
    assert "Take the source away" in page
    signed_in.post(f"{check}/source")
    assert "Noch einer." not in signed_in.get(check).text


def test_a_text_goes_into_the_chosen_project(db, signed_in):
    document = factories.make_document(db)
    check = paste(signed_in, project=document.project_id)
    opened = signed_in.post(f"{check}/open", data={"project": document.project_id})
    page = signed_in.get(f"/p/{document.project_id}").text
    assert opened.location in page


def test_opening_with_everything_left_out_is_refused_in_words(signed_in):
    check = paste(signed_in, "One.")
    signed_in.post(f"{check}/keep", data={"index": 0, "left_out": "yes"})
    answer = signed_in.post(f"{check}/open", data={"new_project": "News"})
    assert answer.status_code == 422
    assert "Every line is left out." in answer.text


def test_somebody_elses_preview_is_not_shown(db, signed_in, client_of):
    check = paste(signed_in)
    assert client_of(factories.make_person(db)).get(check).status_code == 404


def test_texts_run_no_scripts(signed_in):
    page = signed_in.get(
        paste(signed_in, '<script>alert(1)</script> is a tag. "><img src=x onerror=alert(2)>')
    ).text
    assert "<script>alert" not in page
    assert "<img" not in page


def test_a_viewer_adds_nothing(db, client_of):
    viewer = client_of(factories.make_person(db, "Vera", "viewer"))
    assert viewer.get("/import").status_code == 403
    assert viewer.post("/import", data={"text": "One."}).status_code == 403
