"""CSV, TSV and JSON lines are read by their names, and a bad row is named by its line."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import formats
from app.domain.errors import Invalid, TooLarge, Unsupported
from app.domain.formats import Limits, ReadOptions

SHARED = Path(os.environ.get("STET_SHARED", Path(__file__).parents[3].parent / "shared"))


def read(text, format="csv", **options):
    return formats.read(text, f"table.{format}", format, ReadOptions(**options))


def pairs(document):
    return [(segment.source, segment.machine) for segment in document.segments]


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("source,target\neins,one\nzwei,two\n", "csv"),
        ("SRC;MT\neins;one\nzwei;two\n", "csv"),
        ("Src\tHypothesis\neins\tone\nzwei\ttwo", "csv"),
        ("mt|src\none|eins\ntwo|zwei\n", "csv"),
        ("source,target\reins,one\rzwei,two\r", "csv"),
        ('"source","target"\r\n"eins","one"\r\n\r\n"zwei","two"\r\n', "csv"),
        ("source\ttranslation\neins\tone\nzwei\ttwo\n", "tsv"),
        ('"source"\t"mt"\n"eins"\t"one"\n"zwei"\t"two"\n', "tsv"),
        ('{"src": "eins", "mt": "one"}\n\n{"src": "zwei", "mt": "two"}\n', "jsonl"),
    ],
)
def test_known_names_speak_for_themselves(text, format):
    document = read(text, format)
    assert pairs(document) == [("eins", "one"), ("zwei", "two")]
    assert (document.units, document.warnings) == (2, ())


@pytest.mark.parametrize(
    "mapping", [{"machine": "b", "source": "a"}, {"machine": "2", "source": "1"}, {"machine": "B"}]
)
def test_columns_are_mapped_by_name_or_number(mapping):
    assert [s.machine for s in read("a,b\neins,one\n", mapping=mapping).segments] == ["one"]


def test_the_column_with_the_longest_text_is_taken_with_a_warning():
    document = read("id,words,page\n1,A longer text.,7\n")
    assert [s.machine for s in document.segments] == ["A longer text."]
    assert "“words” was taken" in document.warnings[0].message


def test_several_columns_may_each_be_a_system():
    document = read("s,a,b\neins,one,won\n", mapping={"source": "s", "machine:A": "a", "machine:B": "b"})
    (segment,) = document.segments
    assert (segment.system, segment.machine) == ("A", "one")
    assert [(c.system, c.text) for c in segment.candidates] == [("B", "won")]


def test_rows_of_several_systems_join_where_their_sources_are_equal():
    document = read("system,source,mt\nA,eins,one\nB,eins,won\nA,zwei,two\nB,zwei,too\n")
    assert [(s.machine, s.candidates[0].text) for s in document.segments] == [("one", "won"), ("two", "too")]
    assert (document.units, document.segments[0].system) == (4, "A")


def test_systems_with_other_sources_are_refused():
    with pytest.raises(
        Invalid, match="“A” and “B” do not translate the same sources in the same order: line 3"
    ):
        read("system,source,mt\nA,eins,one\nB,zwei,won\n")
    with pytest.raises(Invalid, match="have 2 and 1 rows"):
        read("system,mt\nA,one\nA,two\nB,won\n")


def test_paragraphs_are_counted_without_gaps():
    document = read("mt,paragraph\na,3\nb,3\nc,7\nd,\n")
    assert [s.paragraph for s in document.segments] == [1, 1, 2, 3]


def test_a_file_without_a_header_is_read_from_its_first_row():
    document = read(
        "Dies ist ein Satz.\tThis is a sentence.\nNoch einer.\tOne more.\n", "tsv", mapping={"machine": "2"}
    )
    assert [s.machine for s in document.segments] == ["This is a sentence.", "One more."]


def test_quotes_in_a_tsv_are_characters():
    document = read('source\tmt\n"eins\t"one" two\n', "tsv")
    assert pairs(document) == [('"eins', '"one" two')]


def test_a_backslash_of_another_programs_tsv_is_kept():
    assert [s.machine for s in read("mt\nC:\\new\\table\n", "tsv").segments] == ["C:\\new\\table"]


@pytest.mark.parametrize("text", ["text\nHello, world\nOne; two\n", "mt\nHello\nWorld, too, and more\n"])
def test_a_single_column_may_hold_commas(text):
    assert len(read(text).segments) == 2


def test_a_long_cell_is_no_error_of_the_csv_library():
    document = read("mt\n" + "x" * 200_000, limits=Limits(characters=300_000))
    assert len(document.segments[0].machine) == 200_000


@pytest.mark.parametrize(
    ("text", "format", "message"),
    [
        ("source,mt\n1,2\n3\n", "csv", "Line 3 has 1 column, expected 2"),
        ("source,mt\n1,2\n3,4,5\n", "csv", "Line 3 has 3 columns, expected 2"),
        ('source,mt\n"a\nb",c\nd\n', "csv", "Line 4 has 1 column, expected 2"),
        ('source,mt\na,b\nc,"d\ne\nf\n', "csv", "Line 3 opens a quote that nothing closes"),
        ('source,mt\n"a\nb","c\nd', "csv", "Line 3 opens a quote"),
        ('source,mt\na,"b"c\n', "csv", "Line 2 has a quote inside a quoted cell"),
        ("mt,mt\na,b\n", "csv", "Line 1 names two columns “mt”"),
        ("mt,\na,b\n", "csv", "Column 2 has no name"),
        ("source,mt\n", "csv", "no segments"),
        ("source,mt\n,\n", "csv", "Line 2 has no text"),
        ("mt,paragraph\na,x\n", "csv", "Line 2 has “x” as its paragraph"),
        ("mt,paragraph\na,0\n", "csv", "Line 2 has “0” as its paragraph"),
        ('{"mt": "a"}\n{"mt": 1}\n', "jsonl", "Line 2 has a number in “mt” where a text is expected"),
        ('{"mt": ["a"]}\n', "jsonl", "Line 1 has a list in “mt”"),
        ('{"mt": "a"}\n{"source": "b"}\n', "jsonl", "Line 2 has no “mt”"),
        ('{"mt": "a", "mt": "b"}\n', "jsonl", "Line 1 has the key “mt” twice"),
        ('{"mt": "a", "x": NaN}\n', "jsonl", "Line 1 has NaN"),
        ('{"mt": "a", "x": 1e999}\n', "jsonl", "Line 1 has a number that is too large"),
        ('{"mt": "a", "x": ' + "9" * 5000 + "}\n", "jsonl", "Line 1 has a number of 5,000 digits"),
        ('{"mt": "a"}\n' + "[" * 100_000, "jsonl", "Line 2 is nested too deep"),
        ('{"mt": "a"}\n{"mt": "b"\n', "jsonl", "Line 2 is not JSON at character"),
        ("[1]\n", "jsonl", "Line 1 is no object"),
        ('{"mt": "\\ud800"}\n', "jsonl", "Line 1 has half a character"),
        ('{"mt": "a\\u0000b"}\n', "jsonl", "Line 1 has the control character U\\+0000"),
    ],
)
def test_a_bad_row_refuses_the_file_with_its_line(text, format, message):
    with pytest.raises(Invalid, match=message):
        read(text, format)


@pytest.mark.parametrize(
    ("text", "format", "lines"),
    [
        ("source,mt\n1,2\n3\n4,5\n", "csv", [3]),
        ('source,mt\n1,2\na,"b"c\n4,5\n', "csv", [3]),
        ('{"mt": "a"}\n{"mt"\n{"mt": 3}\n{"mt": "b"}\n', "jsonl", [2, 3]),
    ],
)
def test_bad_rows_may_be_listed_and_skipped(text, format, lines):
    document = read(text, format, skip_bad=True)
    assert [warning.line for warning in document.warnings] == lines
    assert len(document.segments) == 2


@pytest.mark.parametrize("mapping", [{"machine": "zz"}, {"machine": "9"}, {"colour": "a"}, {"source:X": "a"}])
def test_a_mapping_to_nothing_is_refused(mapping):
    with pytest.raises(Invalid, match=r"no column|not a role"):
        read("a,b\n1,2\n", mapping=mapping)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (",".join(f"c{n}" for n in range(200_000)) + "\n", "csv"),
        ("".join(f'{{"k{n}": "x"}}\n' for n in range(20_000)), "jsonl"),
    ],
)
def test_a_table_wider_than_any_is_refused_at_once(text, format):
    with pytest.raises(Invalid, match="columns; Stet reads up to 1,000"):
        read(text, format)


def test_text_is_the_correction_in_our_own_tables_only():
    assert read("text,mt\nthe source,the machine\n").segments[0].text is None
    assert read("source,text\neins,one\n").segments[0].machine == "one"
    own = read("position,paragraph,kind,state,mt,text\n1,1,item,edited,one,won\n").segments[0]
    assert (own.machine, own.text, own.kind) == ("one", "won", "item")
    assert read('{"mt": "a", "kind": ["x"]}\n', "jsonl").segments[0].kind == "sentence"


def test_limits_name_the_line():
    with pytest.raises(TooLarge, match="Line 3 has a segment of 4 characters; the limit is 3"):
        read("mt\nabc\nabcd\n", limits=Limits(characters=3))
    with pytest.raises(TooLarge, match="Line 3 begins segment 2; the limit is 1"):
        read("mt\na\nb\n", limits=Limits(segments=1), skip_bad=True)


def test_the_preview_shows_columns_rows_and_a_guess():
    preview = formats.columns("src;mt;x\n" + "a;b;c\n" * 9, "csv", ReadOptions())
    assert (preview.columns, len(preview.rows), preview.delimiter) == (("src", "mt", "x"), 5, ";")
    assert preview.mapping == {"source": "src", "machine": "mt"}
    assert formats.columns('{"a": "longer", "b": 1}', "jsonl", ReadOptions()).rows == (("longer", "1"),)


def test_segments_of_the_api_go_through_the_same_door():
    rows = [(1, {"source": "eins", "machine": "one", "system": None, "paragraph": 1})]
    assert pairs(formats.from_rows(rows, name="n", format="jsonl", what="Segment")) == [("eins", "one")]
    with pytest.raises(Invalid, match="Segment 1 has a number in “machine” where a text is expected"):
        formats.from_rows([(1, {"machine": 5})], name="n", format="jsonl", what="Segment")


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.txt", "x", "txt"),
        ("a.MD", "x", "md"),
        ("a.csv", "x", "csv"),
        ("a.tab", "x", "tsv"),
        ("a.ndjson", "{}", "jsonl"),
        ("-", '{"a": 1}\n', "jsonl"),
        ("-", "x", "txt"),
        ("test20.mt", "x", "txt"),
    ],
)
def test_the_format_is_known_by_name_or_text(name, text, format):
    assert formats.guess_format(name, text) == format


@pytest.mark.parametrize(
    ("name", "text"), [("a.docx", "x"), ("a.pdf", "x"), ("a.csv", "<?xml version='1.0'?>")]
)
def test_a_file_of_another_kind_is_refused(name, text):
    with pytest.raises(Unsupported):
        formats.guess_format(name, text)


@given(
    st.text(alphabet="a,;\t|\"\n\r\\'= é今{}:[]", max_size=60),
    st.sampled_from(["csv", "tsv", "jsonl"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_no_table_makes_a_traceback(text, format, skip_bad):
    with suppress(Invalid):
        assert read(text, format, skip_bad=skip_bad).segments


def test_tables_of_other_programs_have_the_stated_rows():
    folder = SHARED / "data/formats/csv"
    if not folder.exists():
        pytest.skip("../shared/data/formats is not there")
    units = {path.name: read(path.read_bytes().decode()).units for path in folder.iterdir()}
    assert sorted(units.values()) == [1, 2, 2, 2]
