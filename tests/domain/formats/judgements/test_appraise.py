"""Appraise's CSV: what counts, spans, bad lines, and that nothing is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise
from app.domain.judging.records import Judgement, Mark, Span

SPANS = '[{""start_i"":0,""end_i"":2,""severity"":""major"",""error_type"":null},{""start_i"":""missing"",""end_i"":""missing"",""severity"":""minor"",""error_type"":null}]'
ROW = f'anna,A,7,TGT,eng,jpn,80,news_1,False,"{SPANS}",10.5,12.5\n'
CELL = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=10)


def said(text):
    return appraise.judgements(appraise.read(text, "f.csv"), "f.csv")


def test_a_row_is_a_rating_with_its_spans_made_half_open():
    [one] = said(ROW).found
    assert (one.rater, one.system, one.segment, one.document, one.rating) == ("anna", "A", "7", "news_1", 80)
    assert one.marks == (Mark("major", None, (Span("target", 0, 3),)), Mark("minor", "Accuracy/Omission"))


@pytest.mark.parametrize(
    "other",
    [
        ROW.replace("TGT", "BAD"),
        ROW.replace("news_1", "news_1#bad"),
        ROW.replace("news_1", "news_1#A#bad2"),
        ROW.replace("news_1", "news_1#duplicate1"),
        ROW.replace("news_1", "news_1#incomplete"),
        ROW.replace("A,7", "en-tutorial1,7"),
        ROW.replace("False", "True"),
    ],
)
def test_rows_that_never_count_are_dropped_and_mentioned(other):
    found = said(ROW + other.replace(",80,", ",5,"))
    assert [one.rating for one in found.found] == [80]
    assert found.warnings[0].message.endswith("incomplete documents: 1 of the rows.")


def test_a_system_may_stand_after_the_document():
    assert said(ROW.replace("news_1", "news_1#badger-mt")).found[0].document == "news_1"


def test_the_later_of_two_ratings_of_one_person_counts():
    found = said(ROW.replace(",80,", ",60,").replace("12.5", "99.5") + ROW)
    assert [one.rating for one in found.found] == [60]
    assert "the latest counts" in found.warnings[0].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b,c\n", "f.csv, line 1: there are 3 cells; a row of Appraise has 12"),
        (ROW + "\n", "f.csv, line 2: there are 0 cells"),
        (ROW + 'x,"y', "f.csv, line 2"),
        (ROW.replace(",80,", ",101,"), "the score '101' is not a number from 0 to 100"),
        (ROW.replace(",80,", ",,"), "the score '' is not"),
        (ROW.replace(",80,", ",nan,"), "the score 'nan' is not"),
        (ROW.replace("anna", ""), "the rater is missing"),
        (ROW.replace(SPANS, "[{"), "the spans are not JSON"),
        (ROW.replace(SPANS, "{}"), "the spans are not a list of objects"),
        (ROW.replace('""end_i"":2', '""end_i"":-1'), "a span from 0 to -1 is no place"),
        (ROW.replace('""severity"":""major""', '""severity"":null'), "a span has no severity"),
    ],
)
def test_bad_lines_are_named(text, words):
    with pytest.raises(Invalid) as refusal:
        said(text)
    assert words in refusal.value.message


@settings(max_examples=50)
@given(st.lists(st.lists(CELL, min_size=12, max_size=12).map(tuple), max_size=4))
def test_rows_written_and_read_are_the_same_rows(rows):
    sheet = appraise.Sheet(tuple(rows))
    assert appraise.read(appraise.write(sheet), "f").rows == sheet.rows


def test_a_file_of_appraise_comes_back_byte_for_byte():
    assert appraise.write(appraise.read(ROW, "f")) == ROW


@settings(max_examples=50)
@given(
    st.floats(0, 100),
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(1, 9), st.sampled_from(["minor", "major"])), max_size=3
    ),
)
def test_judgements_written_and_read_are_the_same_judgements(rating, spans):
    marks = tuple(
        Mark(severity, None, (Span("target", start, start + size),)) for start, size, severity in spans
    )
    one = Judgement(
        "系统", "1", "Ólafur", "d", marks=(*marks, Mark("minor", "Accuracy/Omission")), rating=rating, line=1
    )
    assert said(appraise.write(appraise.of_judgements([one], "deu", "eng"))).found == (one,)


def test_spans_are_written_as_appraise_has_them():
    one = Judgement("A", "1", "r", "d", marks=(Mark("major", None, (Span("target", 0, 3),)),), rating=1.0)
    [row] = appraise.of_judgements([one], "deu", "eng").rows
    assert json.loads(row[9]) == [{"start_i": 0, "end_i": 2, "severity": "major", "error_type": None}]
