"""The five verdicts on two systems, word for word."""

import numpy as np
import pytest

from app.domain.scoring import intervals, verdicts
from app.domain.scoring.verdicts import MEASURES, compare, ranking, verdict


def systems(differences, per_document=10, base=70.0):
    """Segments whose B is so much higher than A."""
    of_a = {(f"d{number // per_document}", str(number)): base for number in range(len(differences))}
    return of_a, {place: base + float(value) for place, value in zip(of_a, differences, strict=True)}


def drawn(mean, spread, n, seed=1):
    """Differences whose mean is exactly this."""
    values = np.random.default_rng(seed).normal(0, spread, n)
    return values - values.mean() + mean


def judged(differences, measure="esa"):
    return compare(MEASURES[measure], "A", "B", *systems(differences))


@pytest.mark.parametrize(
    ("differences", "outcome", "sentence"),
    [
        (drawn(1.9, 8, 412), "b_better", "System B is better than System A."),
        (drawn(-1.9, 8, 412), "a_better", "System A is better than System B."),
        (drawn(0, 9, 150), "no_clear_winner", "No clear winner. The difference is at most 0.9 points either way."),
        (drawn(0.3, 10, 120), "too_little_data", "Too little data to tell. About 260 more segments would show a difference of 1 point."),
        (drawn(0, 0.1, 12), "too_little_data", "Too little data to tell. About 18 more segments would show a difference of 1 point."),
        ([5.0] * 9, "too_little_data", "Too little data to tell. About 21 more segments would show a difference of 1 point."),
        ([0.0] * 50, "no_clear_winner", "No clear winner. The difference is at most 0.0 points either way."),
        ([1.0], "too_little_data", "Too little data to tell. About 30 more segments would show a difference of 1 point."),
        ([], "too_little_data", "Too little data to tell. About 30 more segments would show a difference of 1 point."),
    ],
)  # fmt: skip
def test_the_sentence_says_no_more_than_the_numbers(differences, outcome, sentence):
    found = verdict(judged(differences))
    assert (found.outcome, found.sentence) == (outcome, sentence)


def test_where_measures_prove_the_opposite_it_depends():
    errors = compare(MEASURES["mqm"], "A", "B", *systems(drawn(-2, 3, 300)))  # B has fewer
    editing = compare(
        MEASURES["hter"], "A", "B", *systems(drawn(0.1, 0.2, 300), base=0.2)
    )  # B is edited more
    found = verdict(errors, editing)
    assert (found.outcome, found.sentence) == (
        "it_depends",
        "It depends: B makes fewer errors, A needs less editing.",
    )
    assert len(found.comparisons) == 2


def test_a_second_measure_that_proves_nothing_changes_nothing():
    found = verdict(judged(drawn(2, 5, 300)), judged(drawn(0, 9, 300)))
    assert found.sentence == "System B is better than System A."


def test_lower_is_better_where_errors_are_counted():
    assert judged(drawn(2, 5, 300), "mqm").winner == "a"


def test_details_name_size_interval_number_wins_and_draws():
    found = judged([3.0] * 60 + [-1.0] * 30 + [0.0] * 10)
    assert found.details.startswith("B scores 1.5 points higher on average than A (95 % interval ")
    assert ", 100 segments both translated). B wins 60 %, A wins 30 %, 10 % are ties." in found.details
    assert found.details.endswith(f"B came out ahead in {found.ahead_b:,} of 1,000 resamples.")


def test_the_details_of_a_loss_are_told_from_the_winner():
    found = judged([-3.0, 1.0, -3.0, 1.0, -3.0] * 20)
    assert found.details.startswith("A scores 1.4 points higher on average than B (95 % interval ")
    assert "-" not in found.details


def test_segments_of_one_system_only_are_not_compared():
    of_a, of_b = systems(drawn(2, 5, 40))
    assert compare(MEASURES["esa"], "A", "B", {**of_a, ("d9", "x"): 0.0}, of_b).segments == 40


def test_few_documents_make_a_wider_interval_than_many():
    differences = drawn(0.5, 5, 200) + np.repeat(drawn(0, 3, 8, seed=2), 25)
    few = compare(MEASURES["esa"], "A", "B", *systems(differences, per_document=25))
    many = compare(MEASURES["esa"], "A", "B", *systems(differences, per_document=1))
    assert few.high - few.low > 1.5 * (many.high - many.low)


def test_systems_that_cannot_be_told_apart_are_one_group():
    places = [(f"d{number // 10}", str(number)) for number in range(200)]
    means = {"A": 70, "B": 70.2, "C": 80, "D": 60}
    of_systems = {
        name: dict(zip(places, drawn(mean, 5, 200, seed).tolist(), strict=True))
        for seed, (name, mean) in enumerate(means.items())
    }
    found = ranking(MEASURES["esa"], of_systems)
    assert [(rank, sorted(name for name, _ in systems)) for rank, systems in found] == [
        (1, ["C"]),
        (2, ["A", "B"]),
        (4, ["D"]),
    ]


def test_the_signature_names_pairing_and_interval():
    assert judged(drawn(2, 5, 100)).signature == (
        "compare:esa|paired:yes|n:100|docs:10|ci:bt-1000-by-document|margin:1|power:0.8|seed:12345|version:stet-0.1.0"
    )
    assert verdicts.FEWEST < verdicts.FEW


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (drawn(80, 5, 400), "Known to ±0.4 (400 segments)."),
        (drawn(80, 12, 60), "Too little data: the score may be off by 4.0. About 920 more segments would bring it to 1."),
        ([80.0] * 12, "Too little data: 12 segments. At least 18 more are needed."),
        ([80.0], "Too little data: 1 segment. At least 29 more are needed."),
    ],
)  # fmt: skip
def test_a_score_says_how_many_segments_it_still_needs(values, sentence):
    interval = intervals.of_mean(list(values), [number // 10 for number in range(len(values))])
    assert verdicts.sureness(interval, 1).sentence == sentence
