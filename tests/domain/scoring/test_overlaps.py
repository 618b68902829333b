"""Span agreement by characters, symmetric, with containment, and which severities meet."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.judging.records import Judgement, Mark, Span
from app.domain.scoring import overlaps


def said(rater, *marks, segment="1"):
    return Judgement("A", segment, rater, "d", marks=marks)


def mark(start, end, severity="major", category="Accuracy", side="target"):
    return Mark(severity, category, (Span(side, start, end),))


@pytest.mark.parametrize(
    ("one", "two", "f1", "containment"),
    [
        ([mark(0, 10)], [mark(0, 10)], 1, 1),
        ([mark(0, 10)], [mark(5, 10)], 10 / 15, 1),  # the short mark lies within the long one
        ([mark(0, 6)], [mark(4, 10)], 4 / 12, 2 / 6),
        ([mark(0, 3)], [mark(5, 9)], 0, 0),
        ([mark(0, 3)], [], 0, None),  # nothing to contain
        ([], [], None, None),
        ([mark(4, 4)], [mark(4, 4)], 1, 1),  # the same gap
        ([mark(0, 5), mark(2, 8)], [mark(0, 8)], 1, 1),  # overlapping marks count their characters once
        ([mark(0, 5)], [mark(0, 5, side="source")], 0, 0),
        ([Mark("major", "Other")], [mark(0, 5)], 0, None),  # without a place
    ],
)
def test_f1_and_containment(one, two, f1, containment):
    for first, second in ((one, two), (two, one)):
        found = overlaps.of_judgements([said("r1", *first), said("r2", *second)])[0]
        assert (found.f1, found.containment) == (pytest.approx(f1), pytest.approx(containment))


def test_severity_and_category_may_have_to_agree_too():
    judgements = [said("r1", mark(0, 4, "minor", "Style")), said("r2", mark(0, 4, "Minor", "Accuracy"))]
    found = overlaps.of_judgements(judgements)[0]
    assert (found.f1, found.f1_same_severity, found.f1_same_category) == (1, 1, 0)


def test_each_pair_of_raters_stands_after_all_together():
    judgements = [said(rater, mark(0, 4)) for rater in ("r3", "r1", "r2")]
    found = overlaps.of_judgements(judgements)
    assert [each.raters for each in found] == [None, ("r1", "r2"), ("r1", "r3"), ("r2", "r3")]
    assert (found[0].segments, found[1].segments) == (3, 1)


def test_texts_that_one_rater_judged_are_not_compared():
    assert overlaps.of_judgements([said("r1", mark(0, 1)), said("r2", mark(0, 1), segment="2")]) == []


def test_severities_meet_where_most_characters_are_common():
    one = said("r1", mark(0, 10, "major"), mark(20, 25, "minor"))
    two = said("r2", mark(0, 2, "minor"), mark(3, 10, "critical"), mark(40, 41, "neutral"))
    assert overlaps.severity_confusion([one, two]) == {
        ("critical", "major"): 1,
        ("minor", None): 2,
        ("neutral", None): 1,
    }


MARKS = st.lists(
    st.builds(
        lambda start, length, severity, side: mark(start, start + length, severity, side=side),
        st.integers(0, 12),
        st.integers(0, 5),
        st.sampled_from(["minor", "major"]),
        st.sampled_from(["source", "target"]),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(MARKS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_shares_are_sums_over_all_pairs_of_raters(texts):
    """Against characters that are counted one by one."""
    judged = [
        said(rater, *marks, segment=str(number))
        for number, of_text in enumerate(texts)
        for rater, marks in zip(("r1", "r2", "r3"), of_text, strict=True)
    ]

    def characters(marks):
        return {
            (span.side, at)
            for one in marks
            for span in one.spans
            for at in (range(span.start, span.end) if span.end > span.start else [f"gap {span.start}"])
        }

    common = all_ = fewer = 0
    for of_text in texts:
        for one, two in combinations([characters(marks) for marks in of_text], 2):
            common += len(one & two)
            all_ += len(one) + len(two)
            fewer += min(len(one), len(two))
    found = overlaps.of_raters(judged)
    assert (found.texts, found.raters) == (len(texts), 3)
    for kind, wanted in (
        ("f1", 2 * common / all_ if all_ else None),
        ("containment", common / fewer if fewer else None),
    ):
        share = found.shares[kind]
        assert (share.mean if share else None) == (None if wanted is None else pytest.approx(wanted))
        if share and share.low is not None:
            assert 0 <= share.low <= share.mean <= share.high <= 1
    mine = overlaps.severities_of(judged, "r1")
    assert sum(mine.values()) <= sum(overlaps.severity_confusion(judged).values())
