"""ESA's JSON lines: both shapes, both ways of counting, bad lines, and that nothing is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import esa_lines
from app.domain.judging.records import Judgement, Mark, Span

FLAT = {
    "system": "A",
    "doc_id": "d",
    "line_id": 3,
    "src": "Er kam.",
    "tgt": "He came.",
    "annotator": "r1",
    "esa_score": "90",
    "domain": "news",
}


def flat(*spans, **fields):
    found = [{"start_i": start, "end_i": end, "severity": "minor"} for start, end in spans]
    return json.dumps({**FLAT, "esa_spans": found, **fields}, ensure_ascii=False) + "\n"


def said(text):
    return esa_lines.judgements(esa_lines.read(text, "f.jsonl"), "f.jsonl")


def test_an_object_is_a_rating_of_a_text():
    [one] = said(flat()).found
    assert (one.system, one.document, one.segment, one.rater, one.domain) == ("A", "d", "3", "r1", "news")
    assert (one.source, one.target, one.rating, one.marks) == ("Er kam.", "He came.", 90, ())


@pytest.mark.parametrize(
    ("spans", "found", "words"),
    [
        ([(0, 1), (3, 3)], [(0, 2), (3, 4)], "line 1 has a span that starts where it ends"),  # of before
        ([(0, 2), (3, 8)], [(0, 2), (3, 8)], "line 1 has a span that ends at the text's length"),  # of after
        ([(0, 2)], [(0, 2)], "nothing says whether the last character of a span counts"),
    ],
)
def test_how_a_file_counts_is_found_out_and_said(spans, found, words):
    read = said(flat(*spans))
    assert [mark.spans for mark in read.found[0].marks] == [(Span("target", *span),) for span in found]
    assert words in read.warnings[0].message


def test_a_file_that_counts_both_ways_is_refused():
    with pytest.raises(Invalid, match=r"line 1 has a span that starts where it ends.* line 2 one that ends"):
        said(flat((2, 2)) + flat((0, 8)))


def test_missing_words_are_an_omission():
    [one] = said(flat(("missing", "missing"))).found
    assert one.marks == (Mark("minor", "Accuracy/Omission"),)


def test_an_object_may_hold_all_systems_of_a_segment():
    text = json.dumps(
        {
            "doc_id": "cs-de_#_news_#_doc1_#_4",
            "src_text": "他来了。",
            "tgt_text": {"A": "Er kam.", "B": "Sie kam."},
            "scores": {
                "A": [{"score": 70, "annotator": "x", "errors": []}, {"score": 80, "annotator": "y"}],
                "B": {"human1": 60, "human2": None},
            },
        }
    )
    found = said(text).found
    assert [(one.system, one.rater, one.rating) for one in found] == [
        ("A", "x", 70),
        ("A", "y", 80),
        ("B", "rating1", 60),
    ]
    assert {(one.document, one.segment, one.domain) for one in found} == {
        ("cs-de_#_news_#_doc1", "4", "news")
    }
    assert found[2].target == "Sie kam."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{\n", "f.jsonl, line 1: this is not JSON"),
        ("[1]\n", "f.jsonl, line 1: this is not a JSON object"),
        (flat(esa_score=101), "f.jsonl, line 1: the score 101 is not a number from 0 to 100"),
        (flat(esa_score="good"), "the score 'good' is not"),
        (flat((0, 99)), "a span from 0 to 99 lies outside the target; the text has 8 characters"),
        (flat((5, 2)), "a span from 5 to 2 lies outside"),
        (flat(("a", 2)), "a span from 'a' to 2 is no place"),
        (flat(esa_spans=[{"start_i": 0, "end_i": 1}]), "a span has no severity"),
        (flat(tgt=""), "the translation that was rated has no text"),
        (flat() + "\n" + flat(esa_score=-1), "f.jsonl, line 3"),
    ],
)
def test_bad_lines_are_named(text, words):
    with pytest.raises(Invalid) as refusal:
        said(text)
    assert words in refusal.value.message


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50)
@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=4), max_size=3))
def test_objects_written_and_read_are_the_same_objects(objects):
    made = esa_lines.Objects(tuple(objects), tuple(range(1, len(objects) + 1)))
    assert esa_lines.read(esa_lines.write(made), "f") == made


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=15), st.data())
def test_judgements_written_and_read_are_the_same_judgements(target, data):
    start = data.draw(st.integers(0, len(target)))
    span = Span("target", start, data.draw(st.integers(start, len(target))))
    marks = (
        Mark("critical", "Style", (span,), "why"),
        Mark("minor", None),
        Mark("major", "Other", (Span("source", 0, 2),)),
    )
    one = Judgement(
        "A", "1", "r", "d", "news", "他来了", target, marks, data.draw(st.none() | st.floats(0, 100)), 1
    )
    read = said(esa_lines.write(esa_lines.of_judgements([one])))
    assert (read.found, read.warnings) == ((one,), ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"foo": 1}', "line 1: neither a score (esa_score, score, rating) nor spans"),
        (flat(esa_spans="x"), "the spans are not a list of objects"),
        (flat(esa_spans=[1]), "the spans are not a list of objects"),
        (flat((True, 4)), "is no place in a text"),
        (r'{"esa_score": 4, "tgt": "\ud800"}', "half of a character"),
    ],
)
def test_what_says_nothing_is_never_a_text_without_errors(line, words):
    with pytest.raises(Invalid) as refusal:
        said(line + "\n")
    assert words in refusal.value.message


def test_a_score_without_spans_says_nothing_about_errors():
    [rated] = said('{"esa_score": 70, "tgt": "x"}\n').found
    [marked] = said('{"esa_score": 70, "tgt": "x", "esa_spans": []}\n').found
    assert (rated.is_rated_only, marked.is_rated_only) == (True, False)


def test_the_last_of_one_persons_judgements_counts():
    found = said(flat() + flat(esa_score=40))
    assert [one.rating for one in found.found] == [40]
    assert "earlier ones: 1" in found.warnings[0].message
    assert len(said(flat(annotator=None) * 2).found) == 2
