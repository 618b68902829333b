"""Metric trust: accuracy with tie calibration, soft pairwise accuracy, correlations, and their intervals."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.scoring import trust


def scores(table, per_document=5):
    """{"A": [1, 2]} as scores of two segments; None where a system lacks a segment."""
    return {
        system: {
            (f"d{number // per_document}", str(number)): float(value)
            for number, value in enumerate(values)
            if value is not None
        }
        for system, values in table.items()
    }


def drawn(systems, segments, noise, seed=3):
    """People's scores, and a metric that is them with noise."""
    generator = np.random.default_rng(seed)
    human = {name: generator.normal(number, 4, segments) for number, name in enumerate(systems)}
    metric = {name: values + generator.normal(0, noise, segments) for name, values in human.items()}
    return scores({name: values.tolist() for name, values in human.items()}), scores(
        {name: values.tolist() for name, values in metric.items()}
    )


def test_a_metric_that_says_what_people_say_is_trusted_fully():
    human, _ = drawn("ABC", 40, 0)
    found = trust.of_metric(human, human)
    for estimate in (
        found.segment_accuracy,
        found.segment_kendall,
        found.segment_pearson,
        found.system_accuracy,
        found.system_soft_accuracy,
        found.system_pearson,
    ):
        assert estimate == pytest.approx((1, 1, 1))
    assert (found.systems, found.segments, found.epsilon) == (3, 40, 0)


def test_a_metric_that_says_the_opposite_is_not():
    human, _ = drawn("ABC", 40, 0)
    found = trust.of_metric(human, human, metric_sign=-1)
    assert (
        found.segment_kendall.value,
        found.segment_pearson.value,
        found.system_accuracy.value,
    ) == pytest.approx((-1, -1, 0))


def test_lower_may_be_better_on_either_side():
    human, metric = drawn("ABC", 40, 3)
    turned = {name: {place: -value for place, value in values.items()} for name, values in metric.items()}
    assert trust.of_metric(human, metric) == trust.of_metric(human, turned, metric_sign=-1)


def test_ties_are_calibrated():
    # People find A and B equal in segment 0; the metric nearly so, and orders the other segments rightly.
    human = scores({"A": [5, 9, 1], "B": [5, 2, 7]})
    metric = scores({"A": [0.50, 0.9, 0.1], "B": [0.52, 0.2, 0.8]})
    found = trust.of_metric(human, metric)
    assert found.segment_accuracy.value == 1
    assert found.epsilon == pytest.approx(0.02)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_calibration_finds_the_best_of_all_thresholds(segments):
    human = scores({name: [segment[row][0] for segment in segments] for row, name in enumerate("ABC")})
    metric = scores({name: [segment[row][1] for segment in segments] for row, name in enumerate("ABC")})

    def accuracy(epsilon):
        pairs = [pair for segment in segments for pair in combinations(segment, 2)]
        return np.mean([
            (one[0] == two[0]) if abs(one[1] - two[1]) <= epsilon else np.sign(one[0] - two[0]) == np.sign(one[1] - two[1])
            for one, two in pairs
        ])  # fmt: skip

    found = trust.of_metric(human, metric)
    assert found.segment_accuracy.value == pytest.approx(max(accuracy(epsilon) for epsilon in range(6)))
    assert accuracy(found.epsilon) == pytest.approx(found.segment_accuracy.value)


def test_kendall_and_pearson_of_one_system_equal_scipys():
    human = scores({"A": [1, 2, 2, 4, 5, 6, 6, 8]})
    metric = scores({"A": [2, 1, 3, 3, 6, 5, 7, 9]})
    found = trust.of_metric(human, metric)
    assert found.segment_kendall.value == pytest.approx(0.792593923901217)  # scipy.stats.kendalltau
    assert found.segment_pearson.value == pytest.approx(0.9256413251556777)  # scipy.stats.pearsonr
    assert (found.system_accuracy.value, found.system_soft_accuracy.value) == (None, None)


def test_soft_accuracy_compares_p_values_of_both():
    # Both are sure that A is better: nearly 1. The metric is sure, people are not: about a half off.
    sure = scores({"A": [9] * 30, "B": [1] * 30})
    unsure = scores({"A": [9, 1] * 15, "B": [1, 9] * 15})
    assert trust.of_metric(sure, sure).system_soft_accuracy.value == 1
    assert trust.of_metric(unsure, sure).system_soft_accuracy.value == pytest.approx(0.45, abs=0.05)


def test_intervals_hold_the_value_and_shrink_with_noise_and_data():
    small = trust.of_metric(*drawn("ABCD", 40, 4)).segment_accuracy
    large = trust.of_metric(*drawn("ABCD", 800, 4)).segment_accuracy
    assert small.low <= small.value <= small.high
    assert large.high - large.low < (small.high - small.low) / 2


def test_a_system_that_lacks_segments_is_compared_on_what_it_has():
    human = scores({"A": [1, 2, 3, 4], "B": [2, 1, None, 5]})
    found = trust.of_metric(human, human)
    assert (found.segment_accuracy.value, found.segments) == (1, 4)
    assert "|complete:3|" in found.signature


@pytest.mark.parametrize(
    ("human", "metric"),
    [
        ({"A": [5, 5, 5], "B": [5, 5, 5]}, {"A": [1, 2, 3], "B": [3, 2, 1]}),
        ({"A": [1, 2, 3], "B": [3, 2, 1]}, {"A": [5, 5, 5], "B": [5, 5, 5]}),
        ({"A": [1]}, {"A": [1]}),
        ({"A": [1]}, {"B": [1]}),
        ({}, {}),
        ({"A": [1], "B": [2]}, {"A": [1], "B": [2]}),
    ],
)
def test_what_says_nothing_is_none_and_never_nan(human, metric):
    found = trust.of_metric(scores(human), scores(metric))
    for estimate in (
        found.segment_accuracy,
        found.segment_kendall,
        found.segment_pearson,
        found.system_accuracy,
        found.system_soft_accuracy,
        found.system_pearson,
    ):
        assert all(number is None or number == number for number in estimate)


def test_very_many_pairs_are_sampled_and_the_signature_says_so():
    human, metric = drawn("A", 800, 2)
    found = trust.of_metric(human, metric)
    assert f"|pairs:{trust.MOST_PAIRS}|" in found.signature
    assert 0.5 < found.segment_accuracy.value < 1


def test_what_differs_by_rounding_only_is_a_tie():
    human = {"A": {("d", "1"): 0.1 + 0.2, ("d", "2"): 5.0}, "B": {("d", "1"): 0.3, ("d", "2"): 1.0}}
    metric = {"A": {("d", "1"): 0.3, ("d", "2"): 0.5}, "B": {("d", "1"): 0.1 + 0.2, ("d", "2"): 0.2}}
    found = trust.of_metric(human, metric)
    assert (found.segment_accuracy.value, found.epsilon) == (1.0, 0.0)
