"""Intervals by document: how often they hold the truth, and what they do with little data."""

import numpy as np
import pytest

from app.domain.scoring import intervals


def reviews(documents, count, seed=4):
    """Skewed values in documents that differ; their true mean is 1."""
    generator = np.random.default_rng(seed)
    for _ in range(count):
        level = np.exp(generator.normal(0, 0.5, documents) - 0.125)
        yield (
            generator.exponential(np.repeat(level, 10)).tolist(),
            np.repeat(np.arange(documents), 10).tolist(),
        )


@pytest.mark.parametrize("documents", [5, 10, 30])
def test_95_percent_intervals_hold_the_truth_about_as_often(documents):
    found = [intervals.of_mean(*review).limits for review in reviews(documents, 300)]
    assert 0.90 < np.mean([low <= 1 <= high for low, high in found]) < 0.99


def test_documents_and_not_segments_are_drawn():
    values, documents = [0.0] * 50 + [10.0] * 50, [0] * 50 + [1] * 50
    by_document = intervals.of_mean(values, documents)
    by_segment = intervals.of_mean(values, range(100))
    assert (by_document.clusters, by_document.method) == (2, "t-1-by-document")
    assert (by_segment.clusters, by_segment.method) == (100, "bt-1000-by-document")
    assert by_document.high - by_document.low > 10 * (by_segment.high - by_segment.low)


@pytest.mark.parametrize(
    ("values", "documents", "limits", "method"),
    [
        ([3.0], ["a"], None, "t-0-by-segment"),
        ([3.0, 3.0], ["a", "a"], (3, 3), "t-1-by-segment"),
        ([0.0] * 20, ["a"] * 10 + ["b"] * 10, (0, 0), "t-1-by-document"),
        ([1.0, 3.0], ["a", "b"], (2 - 12.706204736, 2 + 12.706204736), "t-1-by-document"),
    ],
)
def test_little_data(values, documents, limits, method):
    found = intervals.of_mean(values, documents)
    assert (found.limits, found.method) == (limits if limits is None else pytest.approx(limits), method)


def test_a_ratio_weighs_segments_by_their_words():
    found = intervals.of_ratio([1, 0, 4], [10, 20, 10], ["a", "b", "c"])
    assert found.mean == pytest.approx(5 / 40)


def test_limits_stay_on_the_scale():
    found = intervals.of_mean([0.0, 0.0, 0.0, 9.0], list("abcd"), floor=0)
    assert (found.low, found.high > 9) == (0, True)


def test_draws_above_and_below_zero_are_counted():
    found = intervals.of_mean([1.0, -1.0] * 30, range(60))
    assert 0 < found.above < 1000
    assert 0 < found.below < 1000
    assert found.above + found.below <= 1000


def test_the_same_seed_gives_the_same_interval_and_another_one_nearly():
    [review] = reviews(12, 1)
    assert intervals.of_mean(*review) == intervals.of_mean(*review)
    first, second = intervals.of_mean(*review), intervals.of_mean(*review, seed=1)
    assert first.high != second.high
    assert first.high == pytest.approx(second.high, rel=0.1)


def test_very_many_segments_are_drawn_in_blocks():
    values = np.random.default_rng(1).normal(5, 1, 20_000).tolist()
    found = intervals.of_mean(values, range(20_000))
    assert found.high - found.low == pytest.approx(2 * 1.96 / 20_000**0.5, rel=0.15)
