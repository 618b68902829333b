"""What goes out: the same bytes where nothing changed, and no stray blank where something went."""

import csv
import io
import json
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import formats
from app.domain.formats import ExportOptions, ExportSegment, ReadOptions
from app.domain.formats.cells import escaped, guarded, unescaped, unguarded
from app.domain.models import Candidate
from app.domain.splitting import split_sentences


def segments_of(text, format="txt", left_out=(), states=None, lang="en"):
    """Read a text and return its segments as they stand before an export, some of them left out."""
    document = formats.read(text, "x", format, ReadOptions(lang=lang, split=split_sentences))
    segments = [
        ExportSegment(
            position=position,
            paragraph=s.paragraph,
            kind=s.kind,
            text=s.machine,
            machine=s.machine,
            before=s.before,
            lead=s.lead,
            trail=s.trail,
            locked=s.locked,
            state=(states or {}).get(position, "todo"),
            left_out=position in left_out,
        )
        for position, s in enumerate(document.segments, start=1)
    ]
    return segments, document.tail


def exported(text, format="txt", left_out=(), states=None, lang="en", **options):
    segments, tail = segments_of(text, format, left_out, states, lang)
    return "".join(formats.export(segments, format, ExportOptions(tail=tail, has_glue=True, **options)))


def rows(texts, **fields):
    return [
        ExportSegment(position=n, paragraph=n, kind="sentence", text=text, machine=text, **fields)
        for n, text in enumerate(texts, start=1)
    ]


TEXT = "Title\n\nOne. Two. Three.\n\n- Item one. More.\n- Item two.\n\nEnd.\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("format", ["txt", "md"])
def test_an_unedited_document_goes_out_as_it_came(format, newline):
    text = TEXT.replace("\n", newline)
    assert exported(text, format) == text


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ([1], "One. Two. Three.\n\n- Item one. More.\n- Item two.\n\nEnd.\n"),
        ([2], "Title\n\nTwo. Three.\n\n- Item one. More.\n- Item two.\n\nEnd.\n"),
        ([3], "Title\n\nOne. Three.\n\n- Item one. More.\n- Item two.\n\nEnd.\n"),
        ([4], "Title\n\nOne. Two.\n\n- Item one. More.\n- Item two.\n\nEnd.\n"),
        ([3, 4], "Title\n\nOne.\n\n- Item one. More.\n- Item two.\n\nEnd.\n"),
        ([2, 3, 4], "Title\n\n- Item one. More.\n- Item two.\n\nEnd.\n"),
        ([5], "Title\n\nOne. Two. Three.\n\n- More.\n- Item two.\n\nEnd.\n"),
        ([6], "Title\n\nOne. Two. Three.\n\n- Item one.\n- Item two.\n\nEnd.\n"),
        ([5, 6], "Title\n\nOne. Two. Three.\n\n- Item two.\n\nEnd.\n"),
        ([7], "Title\n\nOne. Two. Three.\n\n- Item one. More.\n\nEnd.\n"),
        ([8], "Title\n\nOne. Two. Three.\n\n- Item one. More.\n- Item two.\n"),
        ([4, 5], "Title\n\nOne. Two.\n\n- More.\n- Item two.\n\nEnd.\n"),
        ([5, 6, 7, 8], "Title\n\nOne. Two. Three.\n"),
    ],
)
def test_what_is_left_out_takes_its_white_space_along(left_out, expected):
    assert exported(TEXT, left_out=left_out) == expected


def test_left_out_segments_may_be_kept():
    segments, tail = segments_of(TEXT, left_out=[1, 4])
    options = ExportOptions(tail=tail, has_glue=True, left_out="keep")
    assert "".join(formats.export(segments, "txt", options)) == TEXT


def test_a_text_without_spaces_closes_up():
    assert exported("今日は雨。家にいる。寝る。\n", left_out=[2], lang="ja") == "今日は雨。寝る。\n"


@pytest.mark.parametrize(
    ("unconfirmed", "expected"),
    [
        ("keep", "# T\n\nOne. Two.\n\n```\ncode\n```\n"),
        ("drop", "Two.\n\n```\ncode\n```\n"),
        ("mark", "# [[T]]\n\n[[One.]] Two.\n\n```\ncode\n```\n"),
    ],
)
def test_unconfirmed_texts_are_kept_dropped_or_marked(unconfirmed, expected):
    text = "# T\n\nOne. Two.\n\n```\ncode\n```\n"
    assert exported(text, "md", states={3: "confirmed"}, unconfirmed=unconfirmed) == expected


def test_markup_between_segments_stays_when_its_neighbours_go():
    text = "One.\n\n***\n\nTwo.\n\n[link]: http://x.y\n\nThree.\n"
    assert exported(text, "md", left_out=[2]) == "One.\n\n***\n\n[link]: http://x.y\n\nThree.\n"
    assert exported(text, "md", left_out=[2, 3]) == "One.\n\n***\n\n[link]: http://x.y\n"


def test_a_left_out_cell_leaves_an_empty_one():
    table = "| a | b |\n|---|---|\n| c | d |\n"
    assert exported(table, "md", left_out=[3]) == "| a | b |\n|---|---|\n|  | d |\n"


def test_an_added_sentence_is_joined_as_its_language_joins():
    segments, tail = segments_of("One.\n\nTwo.\n")
    added = ExportSegment(position=2, paragraph=1, kind="sentence", text="New.", machine=None)
    options = ExportOptions(tail=tail, has_glue=True)
    assert "".join(formats.export([segments[0], added, segments[1]], "txt", options)) == "One. New.\n\nTwo.\n"


def test_a_cut_sentence_never_goes_out():
    segments = [
        *rows(["One."]),
        ExportSegment(position=2, paragraph=1, kind="sentence", text="Gone.", cut=True),
    ]
    for format in formats.WRITERS:
        assert "Gone" not in "".join(formats.export(segments, format, ExportOptions(left_out="keep")))


@given(
    st.lists(
        st.sampled_from(["One. Two. Three.", "Title", "- a. b. c", "", "今日は。明日。", "x  "]), min_size=1
    ),
    st.sets(st.integers(1, 12)),
)
@settings(max_examples=200, deadline=None)
def test_dropping_leaves_no_double_blanks_and_no_lost_paragraphs(lines, left_out):
    text = "\n".join([*lines, "Last one."])
    segments, _ = segments_of(text, left_out=left_out)
    out = exported(text, left_out=left_out)
    kept = [segment for segment in segments if not segment.left_out]
    assert not [line for line in out.split("\n") if "  " in line and line != "x  "]
    place = 0
    for segment in kept:
        place = out.index(segment.text, place) + len(segment.text)
    paragraphs = [line for line in out.split("\n") if line.strip()]
    assert len(paragraphs) == len({segment.paragraph for segment in kept})


# Documents without glue


def test_rows_become_lines():
    segments = rows(["One.", "Two."])
    assert "".join(formats.export(segments, "txt", ExportOptions())) == "One.\nTwo.\n"


def test_rows_of_one_paragraph_are_joined():
    segments = [ExportSegment(position=n, paragraph=p, kind="sentence", text=t) for n, p, t in [(1, 1, "A。"), (2, 1, "B。"), (3, 2, "C。")]]  # fmt: skip
    assert "".join(formats.export(segments, "txt", ExportOptions(joiner=""))) == "A。B。\n\nC。\n"
    assert "".join(formats.export(segments, "txt", ExportOptions(newline="\r\n"))) == "A。 B。\r\n\r\nC。\r\n"


class Outline(HTMLParser):
    """The tags and texts of a page; tags that are open at the end are a fault."""

    def __init__(self):
        super().__init__()
        self.open, self.found, self.attributes = [], [], {}

    def handle_starttag(self, tag, attrs):
        if tag != "meta":
            self.open.append(tag)
        self.attributes.setdefault(tag, dict(attrs))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.found.append((self.open[-1], data))


def outline(page):
    parser = Outline()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def test_html_has_headings_paragraphs_lists_and_language():
    segments, tail = segments_of("# T\n\n### H\n\nOne. Two.\n\n- a\n- b\n\n1. c\n\n```\nx < y\n```\n", "md")
    options = ExportOptions(tail=tail, has_glue=True, lang="ar", direction="rtl")
    page = "".join(formats.export(segments, "html", options))
    parser = outline(page)
    assert parser.found == [
        ("title", "T"),
        ("h1", "T"),
        ("h3", "H"),
        ("p", "One. Two."),
        ("li", "a"),
        ("li", "b"),
        ("li", "c"),
        ("code", "```\nx < y\n```"),
    ]
    assert parser.attributes["html"] == {"lang": "ar", "dir": "rtl"}
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.count("<ul>") == page.count("<ol>") == 1


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_text_escapes_into_html(text):
    segments = rows([text, "</script><img src=x onerror=alert(1)>"])
    page = "".join(formats.export(segments, "html", ExportOptions(title=text, lang='"><script>')))
    assert outline(page).found[-1] == ("p", "</script><img src=x onerror=alert(1)>")
    assert "<script" not in page
    assert "<img" not in page


# Tables

CELLS = st.text(alphabet="=+-@\t\r\n'\",;|\\ =＋－＠é今a", max_size=12)
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(
    texts=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    cells=st.sampled_from(["safe", "exact"]),
)
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl"])
def test_our_own_tables_come_back_equal(format, cells, texts):
    segments = [
        ExportSegment(
            position=n,
            paragraph=n,
            kind="item",
            text=text,
            machine=f"{machine}x",
            source=f"{source}y",
            system="A",
            candidates=(Candidate("B", text),),
        )
        for n, (source, machine, text) in enumerate(texts, start=1)
    ]
    out = "".join(formats.export(segments, format, ExportOptions(cells=cells)))
    document = formats.read(out, "x", format, ReadOptions())
    assert [(s.source, s.machine, s.text, s.kind, s.candidates) for s in document.segments] == [
        (s.source, s.machine, s.text if s.text != s.machine else None, s.kind, s.candidates) for s in segments
    ]


@given(st.lists(CELLS, min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_no_spreadsheet_runs_a_safe_cell(texts):
    out = "".join(formats.export(rows(texts, source="=1+1", reference="@x"), "csv", ExportOptions()))
    table = list(csv.reader(io.StringIO(out, newline=""), strict=True))
    assert not [cell for row in table for cell in row if cell.startswith(TRIGGERS)]
    assert [row[9] for row in table[1:]] == [guarded(text) for text in texts]


@given(CELLS)
@settings(max_examples=300, deadline=None)
def test_guards_and_escapes_are_undone_exactly(cell):
    assert unguarded(guarded(cell)) == cell
    assert unescaped(escaped(cell)) == cell


def test_a_formula_of_another_programs_csv_is_a_text():
    document = formats.read("mt\n'=1\n=cmd|' /C calc'!A0\n", "x", "csv", ReadOptions())
    assert [s.machine for s in document.segments] == ["'=1", "=cmd|' /C calc'!A0"]


def test_json_lines_have_the_keys_of_the_command_line():
    text = "".join(formats.export(rows(["a"]), "jsonl", ExportOptions()))
    keys = "id position paragraph kind state left_out locked editorial source machine text reference revision candidates"
    assert list(json.loads(text)) == keys.split()


def test_a_hundred_thousand_segments_are_written_in_seconds():
    segments = rows([f"Sentence {n}." for n in range(100_000)], before="\n")
    for format in formats.WRITERS:
        started = time.process_time()
        assert (
            sum(map(len, formats.export(segments, format, ExportOptions(has_glue=format == "txt")))) > 10**6
        )
        assert time.process_time() - started < 30, format
