"""Labels of quality estimation: numbers and tags a line, and where tags come from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import qe


@pytest.mark.parametrize(
    ("machine", "corrected", "tags"),
    [
        ("he came", "he came", "OK OK OK OK OK"),
        ("he came", "he went", "OK OK OK BAD OK"),
        ("he came", "he never came", "OK OK BAD OK OK"),
        ("he really came", "he came", "OK OK OK BAD OK OK OK"),
        ("He came", "he came", "OK BAD OK OK OK"),  # upper and lower case differ
        ("came", "came here", "OK OK BAD"),
        ("", "", "OK"),
        ("", "came", "BAD"),
        ("他 来了", "他们 来了", "OK BAD OK OK OK"),
    ],
)
def test_tags_of_gaps_and_words(machine, corrected, tags):
    assert qe.write_tags([qe.tags(machine.split(), corrected.split())]) == tags + "\n"


@settings(max_examples=50)
@given(st.lists(st.floats(0, 10)))
def test_numbers_written_and_read_are_the_same(numbers):
    assert qe.read_hter(qe.write_hter(numbers), "f") == numbers


@settings(max_examples=50)
@given(
    st.lists(
        st.integers(0, 4).flatmap(
            lambda n: st.lists(st.booleans(), min_size=2 * n + 1, max_size=2 * n + 1).map(tuple)
        )
    )
)
def test_tags_written_and_read_are_the_same(tags):
    assert qe.read_tags(qe.write_tags(tags), "f") == tags


def test_published_labels_come_back_byte_for_byte(shared_data):
    text = (shared_data / "postedits/en-de/test20.hter").read_text()
    assert qe.write_hter(qe.read_hter(text, "f"), digits=6) == text


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (qe.read_hter, "0.5\nx\n", "f, line 2: 'x' is not a number"),
        (qe.read_hter, "nan\n", "f, line 1: 'nan' is not a number"),
        (qe.read_hter, "-1\n", "f, line 1"),
        (qe.read_tags, "OK OK\n", "f, line 1: there are 2 tags"),
        (qe.read_tags, "OK ok OK\n", "'ok' is neither"),
    ],
)
def test_bad_lines_are_named(read, text, words):
    with pytest.raises(Invalid, match=words):
        read(text, "f")
