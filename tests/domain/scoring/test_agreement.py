"""Krippendorff's alpha, Cohen's and Fleiss' kappa: published examples, missing values, nothing to say."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.scoring import agreement
from app.domain.scoring.agreement import Rated

# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), example C: four observers, twelve units.
CANONICAL = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
# Fleiss (1971): 10 subjects, 14 raters, 5 categories, as counts; kappa .210.
FLEISS = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip


def rated(table):
    return [
        Rated(f"u{number}", rater, float(value))
        for rater, values in table.items()
        for number, value in enumerate(values.split())
        if value != "."
    ]


def test_krippendorffs_canonical_example():
    found = agreement.of_ratings(rated(CANONICAL))
    assert [
        round(alpha, 3) for alpha in (found.alpha_nominal, found.alpha_ordinal, found.alpha_interval)
    ] == [
        0.743,
        0.815,
        0.849,
    ]
    assert round(found.alpha_ratio, 3) == 0.797
    assert (found.units, found.raters, found.kappa) == (12, 4, None)  # gaps: Fleiss' kappa has no answer


def test_cohens_kappa_of_two_raters():
    # The 50 grant proposals of many textbooks: 20 both yes, 15 both no, 5 and 10 apart.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement.cohen(pairs) == pytest.approx(0.4)


def test_fleiss_kappa_of_fourteen_raters():
    units = [[category for category, count in enumerate(counts) for _ in range(count)] for counts in FLEISS]
    assert agreement.fleiss(units) == pytest.approx(0.2099, abs=1e-4)


def test_two_raters_with_gaps_have_kappa_on_what_both_rated():
    found = agreement.of_ratings(rated({"A": "1 2 1 2 1", "B": "1 2 2 2 ."}))
    assert found.kappa == pytest.approx(agreement.cohen([(1, 1), (2, 2), (1, 2), (2, 2)]))
    assert (found.units, found.raters) == (5, 2)


def test_names_have_a_nominal_alpha_only():
    found = agreement.of_ratings(
        [
            Rated("1", "A", "minor"),
            Rated("1", "B", "minor"),
            Rated("2", "A", "重大"),
            Rated("2", "B", "minor"),
        ]
    )
    assert found.alpha_nominal == pytest.approx(0.0)
    assert (found.alpha_ordinal, found.alpha_interval) == (None, None)
    assert found.notes == ("Not all values are numbers: only the nominal alpha and kappa can be computed.",)


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ({"A": "5 5 5", "B": "5 5 5"}, "All values are equal"),
        ({"A": "1 2 3"}, "No unit has values of two raters"),
        ({"A": "1 .", "B": ". 2"}, "No unit has values of two raters"),
    ],
)
def test_where_nothing_can_be_said_there_is_no_number_but_a_sentence(table, note):
    found = agreement.of_ratings(rated(table))
    assert [found.alpha_nominal, found.alpha_ordinal, found.alpha_interval, found.kappa] == [None] * 4
    assert found.notes[0].startswith(note)


def test_raters_who_always_agree_on_different_values_have_1():
    found = agreement.of_ratings(rated({"A": "1 2 3", "B": "1 2 3"}))
    assert [found.alpha_nominal, found.alpha_ordinal, found.alpha_interval, found.kappa] == [1] * 4


def test_large_values_lose_no_digits():
    near = agreement.alpha_interval([[1.0, 2.0], [3.0, 3.0], [4.0, 6.0]])
    far = agreement.alpha_interval([[1e9 + 1, 1e9 + 2], [1e9 + 3, 1e9 + 3], [1e9 + 4, 1e9 + 6]])
    assert far == pytest.approx(near)


UNITS = st.lists(st.lists(st.integers(0, 4).map(float), max_size=4), min_size=1, max_size=8)


def coincidences(units, distance):
    """Alpha as Krippendorff writes it down, pair by pair."""
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    observed = sum(
        distance(one, two, values) / (len(unit) - 1)
        for unit in units
        for i, one in enumerate(unit)
        for j, two in enumerate(unit)
        if i != j
    )
    expected = sum(distance(one, two, values) for one in values for two in values) / max(1, len(values) - 1)
    return None if expected == 0 else 1 - observed / expected


def ordinal(one, two, values):
    low, high = sorted((one, two))
    ends = (values.count(one) + values.count(two)) / 2
    return (sum(low <= value <= high for value in values) - ends) ** 2 if low != high else 0


@settings(max_examples=60)
@given(UNITS)
def test_closed_forms_equal_the_definition_pair_by_pair(units):
    for found, distance in (
        (agreement.alpha_nominal(units), lambda one, two, _: one != two),
        (agreement.alpha_ordinal(units), ordinal),
        (agreement.alpha_interval(units), lambda one, two, _: (one - two) ** 2),
    ):
        expected = coincidences(units, distance)
        assert (found is None) == (expected is None)
        assert found is None or math.isclose(found, expected, abs_tol=1e-9)


@pytest.mark.parametrize("size", [1e308, 1e-320, 3.0])
def test_values_of_any_size_have_an_alpha(size):
    rows = [
        ("1", "a", size),
        ("1", "b", -size),
        ("2", "a", size),
        ("2", "b", size),
        ("3", "a", 0.0),
        ("3", "b", 0.0),
    ]
    found = agreement.of_ratings([Rated(*row) for row in rows])
    assert found.alpha_interval == pytest.approx(1 - 5 * 4 / (6 * 4 - 4))
