"""Tables of unit, rater and value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import ratings
from app.domain.scoring.agreement import Rated

NAME = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "unit,rater,value\n1,A,5\n1,B,x\n",
        "1,A,5\n1,B,x",
        "1\tA\t5.0\r\n1\tB\tx\r\n\r\n",
        'Unit;Rater;Value\n1;A;5\n"1";B;x\n',
    ],
)
def test_a_head_is_optional_and_the_separator_is_found(text):
    assert ratings.read(text, "f.csv") == [Rated("1", "A", 5.0), Rated("1", "B", "x")]


@pytest.mark.parametrize("value", ["", "NA", "null", "*", ".", "NaN"])
def test_missing_values_are_left_out(value):
    assert ratings.read(f"1,A,{value}\n1,B,2\n", "f") == [Rated("1", "B", 2.0)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "f.csv is empty"),
        ("unit,rater,value\n", "f.csv has no rating"),
        ("1,A,5\n1,A\n", "f.csv, line 2: there are 2 values instead of three"),
        ("1,A,5\n1,A,6\n", "f.csv, line 2: A rated 1 twice"),
        (",A,5\n", "f.csv, line 1: the unit is missing"),
    ],
)
def test_bad_lines_are_named(text, words):
    with pytest.raises(Invalid, match=words):
        ratings.read(text, "f.csv")


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.tuples(NAME, NAME), st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5
    )
)
def test_a_table_written_and_read_is_the_same_table(cells):
    table = [Rated(unit, rater, value) for (unit, rater), value in cells.items()]
    assert ratings.read(ratings.write(table), "f") == table
