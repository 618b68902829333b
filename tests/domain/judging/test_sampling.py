"""Drawing segments at random by a rule that can be repeated."""

from collections import Counter

import pytest

from app.domain.errors import Invalid
from app.domain.judging import sampling


def test_the_same_seed_draws_the_same_segments_and_another_seed_others():
    ids = range(1, 1001)
    assert sampling.drawn(ids, 50, 7) == sampling.drawn(reversed(ids), 50, 7)
    assert sampling.drawn(ids, 50, 7) != sampling.drawn(ids, 50, 8)
    assert len(set(sampling.drawn(ids, 50, 7))) == 50


def test_the_rule_is_the_one_that_the_docs_state():
    assert sampling.drawn(range(1, 11), 3, 12345) == [3, 5, 7]


@pytest.mark.parametrize(("size", "n"), [(0, 0), (-3, 0), (2, 2), (3, 3), (9, 3)])
def test_no_more_is_drawn_than_there_is(size, n):
    assert len(sampling.drawn([5, 6, 9], size, 1)) == n


def test_every_segment_is_equally_likely():
    """Chi-square over 2,000 seeds with 19 degrees of freedom; 43.8 is its 99.9 % quantile. Draws are without replacement,
    which makes the statistic smaller, so the limit is generous."""
    counts = Counter(one for seed in range(2000) for one in sampling.drawn(range(1, 21), 5, seed))
    expected = 2000 * 5 / 20
    assert sum((counts[one] - expected) ** 2 / expected for one in range(1, 21)) < 43.8


@pytest.mark.parametrize(
    ("ids", "text"),
    [([], ""), ([4], "4"), ([1, 2, 3, 7, 9, 10], "1-3,7,9-10"), ([3, 1, 2, 2], "1-3"), ([10, 9], "9-10")],
)
def test_ids_are_kept_as_ranges(ids, text):
    assert sampling.ranges(ids) == text
    assert sampling.of_ranges(text) == sorted(set(ids))


@pytest.mark.parametrize("text", ["a", "1-2-3", "1,,2", "-1", "１"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(Invalid, match="is no range"):
        sampling.of_ranges(text)
