"""Clean text out: what stays, in which bytes, always the same ones."""

import csv
import io
import json
import threading

import pytest

from app.domain.errors import Invalid, NotFound
from app.services import asking, exporting, importing, revising, structuring
from app.services.exporting import Choices
from app.services.intake.parsing import ImportOptions, Upload
from app.store.database import open_database
from tests.factories import make_document, make_person, segment_of

ARTICLE = """Afghanistan: attack

Afghanistan: attack

At least 29 people were killed. Some also hired themselves.

1. First thing here.
2. Second thing here.

Share on facebook
"""


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def document(db, mira):
    return bring(db, mira, ARTICLE)


def bring(db, who, text, name="a.txt", lang="en"):
    upload = Upload(name, text.encode(), "Article")
    outcome = importing.import_files(
        db, [upload], ImportOptions(target_lang=lang), author=who, project_name="News"
    )
    found = exporting.documents.get(db, outcome.documents[0].document_id)
    return found


def confirm(db, document, position, text, who):
    segment = segment_of(db, document, position)
    revising.save_revision(db, segment.id, text, base_revision=None, author=who, confirm=True)


def out(db, document, **choices):
    return exporting.export(db, document.id, Choices(**choices)).data.decode()


def test_an_unedited_document_kept_whole_is_the_file(db, document):
    assert out(db, document, left_out="keep") == ARTICLE


def test_what_is_left_out_takes_its_blank_line_with_it(db, document):
    assert out(db, document) == (
        "Afghanistan: attack\n\nAt least 29 people were killed. Some also hired themselves.\n\n"
        "1. First thing here.\n2. Second thing here.\n"
    )


@pytest.mark.parametrize(
    ("unconfirmed", "wanted"),
    [
        ("keep", "At least 29 people died. Some also hired themselves."),
        ("drop", "At least 29 people died."),
        ("mark", "At least 29 people died. [[Some also hired themselves.]]"),
    ],
)
def test_unconfirmed_sentences_are_kept_dropped_or_marked(db, document, mira, unconfirmed, wanted):
    confirm(db, document, 3, "At least 29 people died.", mira)
    lines = out(db, document, unconfirmed=unconfirmed).splitlines()
    assert wanted in lines


def test_a_cut_sentence_stays_cut_and_leaves_no_stray_space(db, document, mira):
    structuring.cut(db, segment_of(db, document, 4).id, base_revision=None, author=mira)
    for left_out in ("drop", "keep"):
        lines = out(db, document, left_out=left_out).splitlines()
        assert "At least 29 people were killed." in lines
    structuring.put_back(db, segment_of(db, document, 4).id, author=mira)
    assert out(db, document, left_out="keep") == ARTICLE


def test_splitting_and_joining_do_not_change_what_goes_out(db, document, mira):
    structuring.split(db, segment_of(db, document, 3).id, 12, base_revision=None, author=mira)
    assert out(db, document, left_out="keep") == ARTICLE
    structuring.join(db, segment_of(db, document, 4).id, base_revision=None, author=mira)
    assert out(db, document, left_out="keep") == ARTICLE


@pytest.mark.parametrize(
    ("lang", "texts", "added", "wanted"),
    [
        ("en", ("One.", "Two."), "New.", "One. New. Two.\n"),
        ("ja", ("犬が走る。", "猫は寝る。"), "鳥が飛ぶ。", "犬が走る。鳥が飛ぶ。猫は寝る。\n"),
        ("ar", ("واحد.", "اثنان."), "جديد.", "واحد. جديد. اثنان.\n"),
        ("hi", ("एक है।", "दो हैं।"), "नया है।", "एक है। नया है। दो हैं।\n"),
        ("th", ("สวัสดีครับ", "ขอบคุณครับ"), "ใหม่", "สวัสดีครับใหม่ขอบคุณครับ\n"),
    ],
)
def test_an_added_sentence_is_joined_as_its_language_does(db, mira, lang, texts, added, wanted):
    document = make_document(db, texts, lang=lang)
    structuring.add(db, segment_of(db, document, 1).id, added, author=mira)
    assert out(db, document) == wanted


@pytest.mark.parametrize("format", exporting.formats.WRITERS)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_every_format_goes_out_of_every_other_and_always_the_same(db, mira, format, name):
    text = "source,machine\nEins.,=One & <two>.\n" if name == "a.csv" else "# T\n\n=One & <two>.\n"
    document = bring(db, mira, text, name)
    first = exporting.export(db, document.id, Choices(format=format))
    assert exporting.export(db, document.id, Choices(format=format)) == first
    assert b"two" in first.data
    assert first.file_name == f"Article-en.{format}"


def test_the_title_of_a_plain_text_is_one_in_markdown_too(db, document):
    shown = out(db, document, format="md")

    assert shown.startswith("# Afghanistan: attack\n\nAt least 29")
    assert out(db, document, format="txt").startswith("Afghanistan: attack\n\nAt least 29")


def test_a_markdown_file_keeps_its_own_marks(db, mira):
    text = "# Attack\n\nOne.\n\nAftermath\n---------\n\nTwo.\n"

    assert out(db, bring(db, mira, text, name="a.md"), format="md") == text


def test_no_spreadsheet_runs_a_cell_and_exact_cells_are_exact(db, mira):
    document = make_document(db, ["=1+1", "@import", "-5", "+x", "plain"])
    safe = list(csv.DictReader(io.StringIO(out(db, document, format="csv"))))
    assert [one["text"] for one in safe] == ["'=1+1", "'@import", "'-5", "'+x", "plain"]
    exact = list(csv.DictReader(io.StringIO(out(db, document, format="csv", cells="exact"))))
    assert [one["text"] for one in exact] == ["=1+1", "@import", "-5", "+x", "plain"]


def test_json_lines_have_the_keys_of_segments(db, document):
    first = json.loads(out(db, document, format="jsonl").splitlines()[0])
    assert list(first)[:6] == ["id", "position", "paragraph", "kind", "state", "left_out"]


@pytest.mark.parametrize(
    ("given", "name", "bom"),
    [("utf-8", "utf-8", b""), ("utf-8-sig", "utf-8", b"\xef\xbb\xbf"), ("utf-16", "utf-16-le", b"\xff\xfe")],
)
def test_another_encoding_can_be_chosen(db, document, given, name, bom):
    found = exporting.export(db, document.id, Choices(encoding=given, left_out="keep"))
    assert found.data == bom + ARTICLE.encode(name)
    assert "charset=utf-" in found.content_type


def test_a_choice_that_stet_does_not_know_is_refused(db, document):
    with pytest.raises(Invalid, match="does not write"):
        exporting.export(db, document.id, Choices(format="docx"))
    with pytest.raises(Invalid, match="rot13"):
        exporting.export(db, document.id, Choices(encoding="rot13"))
    with pytest.raises(NotFound):
        exporting.export(db, 99)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("../../etc/passwd", "etc-passwd-en.txt"),
        ("Überblick: 日本", "Überblick-日本-en.txt"),
        ("CON", "CON-en.txt"),
        ('a"b\r\nSet-Cookie: x', "a-b Set-Cookie-x-en.txt"),
    ],
)
def test_file_names_are_safe_everywhere(db, document, name, wanted):
    db.table("documents").update(document.id, {"name": name})
    assert exporting.export(db, document.id).file_name == wanted


# The preview and the counts


def test_the_preview_is_the_beginning_of_the_export(db, mira):
    text = "".join(f"Line {at} is here.\n" for at in range(5000))
    document = bring(db, mira, text)
    for format in exporting.formats.WRITERS:
        shown = exporting.preview(db, document.id, Choices(format=format))
        whole = out(db, document, format=format)
        assert whole.startswith(shown.text)
        assert shown.text.count("\n") == exporting.PREVIEW_LINES
        assert not shown.is_whole


def test_a_short_preview_is_the_whole(db, document):
    shown = exporting.preview(db, document.id)
    assert (shown.text, shown.is_whole) == (out(db, document), True)


def test_the_summary_counts_what_the_export_does(db, document, mira):
    confirm(db, document, 3, "At least 29 people died.", mira)
    segment = segment_of(db, document, 4)
    revising.save_revision(db, segment.id, "Some turned.", base_revision=None, author=mira)
    asking.ask(db, segment.id, "Hired?", author=mira)
    found = exporting.summary(db, document.id)
    assert (found.segments, found.confirmed, found.edited, found.original, found.left_out) == (7, 1, 1, 3, 2)
    assert found.open_questions == 1


def test_an_export_is_of_one_moment(db, db_path, mira):
    """While a person replaces all sentences one after the other, no export shows a text that never was."""
    document = make_document(db, ["0 a.", "0 b.", "0 c."])
    ids = [segment_of(db, document, at).id for at in (1, 2, 3)]
    stop = threading.Event()

    def edit():
        other = open_database(db_path)
        number = 0
        while not stop.is_set():
            number += 1
            for segment_id in ids:
                revising.save_revision(other, segment_id, f"{number} x.", base_revision=None, author=mira)
        other.close()

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(30):
            numbers = [int(one.split()[0]) for one in out(db, document).strip().split(". ")]
            assert numbers == sorted(numbers, reverse=True)
            assert numbers[0] - numbers[-1] <= 1
    finally:
        stop.set()
        editor.join()
