"""Thresholds, spreads, trends, intervals of corpus scores, disagreement: tables with their edges."""

import numpy as np
import pytest

from app.domain.errors import Invalid
from app.domain.judging.records import Judgement, Mark
from app.domain.quality import disagreement, jackknife, marked, rating, spread, trend
from app.domain.quality.rating import DEFAULT, Rules
from app.domain.scoring import intervals
from app.web.quality import pictures

GIVEN = {"good": "90", "fair": "80", "acceptable": "10", "work_penalty": "5", "work_rating": "66"}


@pytest.mark.parametrize(
    ("score", "critical", "level"),
    [(100, 0, "good"), (90, 0, "good"), (89.99, 0, "fair"), (80, 0, "fair"), (79.9, 0, "poor"), (99, 1, "poor"), (-5, 0, "poor")],
)  # fmt: skip
def test_a_score_is_called_by_the_projects_thresholds(score, critical, level):
    assert rating.level(score, DEFAULT, critical=critical) == level


def test_thresholds_of_a_form_are_numbers():
    assert rating.rules_of(rating.checked({**GIVEN, "good": "95,5"})) == Rules(good=95.5)
    assert rating.rules_of({}) == DEFAULT


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"good": "much"}, "is not a number"),
        ({"good": ""}, "is not a number"),
        ({"good": "nan"}, "is not a number"),
        ({"good": "101"}, "is not a number"),
        ({"fair": "95"}, "Fair begins below good"),
        ({"acceptable": "0"}, "above 0"),
        ({"good": "100"}, "above 0"),
    ],
)
def test_thresholds_out_of_order_are_refused_in_a_sentence(wrong, sentence):
    with pytest.raises(Invalid, match=sentence):
        rating.checked({**GIVEN, **wrong})


def test_ratings_fall_into_tens_and_penalties_into_steps():
    assert [one.n for one in spread.of_scores([0, 9.9, 10, 99, 100])] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert [one.n for one in spread.of_penalties([0, 0.5, 1, 5, 25, 300])] == [
        2,
        1,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        2,
    ]
    assert sum(one.n for one in spread.of_scores([])) == 0


def point(value, error, name="x", n=10):
    return trend.Measured(name, name, value, None, None, error, n)


def test_a_change_within_noise_is_no_clear_change():
    found = trend.points([point(0.2, 0.05), point(0.25, 0.05), point(0.6, 0.05), point(0.6, None)])
    assert [one.is_clear for one in found] == [None, False, True, None]
    assert found[0].change is None
    assert trend.points([]) == []


def test_two_segments_show_no_clear_change_where_many_would():
    few = trend.points([point(0.52, 0.05, n=200), point(0.19, 0.05, n=2)])
    many = trend.points([point(0.52, 0.05, n=200), point(0.19, 0.05, n=200)])
    assert (few[1].is_clear, many[1].is_clear) == (False, True)
    assert trend.points([point(0.2, 0.05), point(0.9, 0.05, n=1)])[1].is_clear is None


def ratio(total):
    return 100 * total[0] / total[1]


def test_the_interval_of_a_ratio_is_near_the_bootstraps():
    generator = np.random.default_rng(4)
    words = generator.integers(5, 30, 400).astype(float)
    edits = generator.binomial(words.astype(int), 0.2).astype(float)
    documents = [number // 10 for number in range(400)]
    found = jackknife.interval(np.column_stack([edits, words]), documents, ratio)
    bootstrap = intervals.of_ratio((100 * edits).tolist(), words.tolist(), documents)
    assert found.method == "jk-40-by-document"
    assert found.low == pytest.approx(bootstrap.low, abs=0.4)
    assert found.high == pytest.approx(bootstrap.high, abs=0.4)


def test_one_document_is_cut_into_stretches_and_one_segment_has_no_interval():
    counts = np.ones((500, 2))
    assert jackknife.interval(counts, ["x"] * 500, ratio).method == "jk-200-by-segment"
    assert jackknife.interval(counts[:1], ["x"], ratio) == jackknife.Limits(None, None, "jk-1-by-segment")
    assert jackknife.interval(counts[:0], [], ratio).low is None


def test_equal_segments_are_certain_and_nothing_leaves_the_scale():
    found = jackknife.interval(np.ones((50, 2)), list(range(50)), ratio)
    assert (found.low, found.high) == (100, 100)


def judged(segment, rater, value, *marks):
    return Judgement("A", segment, rater, "1", marks=marks, rating=value)


def test_the_most_disputed_come_first():
    said = [
        judged("1", "Ann", 10.0),
        judged("1", "Bo", 90.0),
        judged("2", "Ann", 50.0),
        judged("2", "Bo", 60.0),
    ]
    said += [
        judged("3", "Ann", 5.0),
        judged("4", "Ann", 7.0),
        judged("4", "Bo", 7.0),
        judged("2", "Cy", 99.0),
    ]
    found = disagreement.most_disputed(said, lambda one: one.rating)
    assert [(one.place[1], one.apart) for one in found] == [("1", 80.0), ("2", 49.0)]
    of_two = disagreement.most_disputed(said, lambda one: one.rating, frozenset({"Ann", "Bo"}))
    assert [(one.place[1], one.apart) for one in of_two] == [("1", 80.0), ("2", 10.0)]


def test_errors_are_counted_by_their_most_exact_name():
    marks = (
        Mark("major", "Accuracy/Mistranslation"),
        Mark("Minor", "Accuracy/Mistranslation"),
        Mark("critical", "Terminology"),
        Mark("neutral", "Style"),
        Mark("minor"),
    )
    found = marked.types([judged("1", "Ann", None, *marks)])
    assert [(one.name, one.critical, one.major, one.minor) for one in found] == [
        ("Terminology", 1, 0, 0),
        ("Mistranslation", 0, 1, 1),
        ("other", 0, 0, 1),
    ]


@pytest.mark.parametrize(
    ("values", "bottom", "top"),
    [
        ([(82.6, 60.0, 99.2), (91.3, 80.0, 95.0)], 60.0, 100.0),
        ([(-12.5, -31.0, 6.0), (40.0, 30.0, 50.0)], -40.0, 50.0),
        ([(100.0, 100.0, 100.0), (100.0, None, None)], 90.0, 100.0),
        ([(0.0, 0.0, 0.0), (0.0, 0.0, 0.0)], 0.0, 10.0),
    ],
)
def test_the_axis_of_a_trend_of_scores_goes_by_tens_around_them(values, bottom, top):
    points = trend.points(
        [
            trend.Measured(str(n), str(n), value, low, high, 1.0, 5)
            for n, (value, low, high) in enumerate(values)
        ]
    )
    line = pictures.trend_of_scores(points, ["a", "b"])
    assert (line.bottom, line.top) == (bottom, top)
    for dot in line.dots:
        assert pictures.TREND_TOP <= dot.high <= dot.y <= dot.low <= pictures.TREND_BASE


def test_a_trend_of_shares_begins_at_nothing():
    points = trend.points(
        [trend.Measured("1", "1", 0.0, None, None, None, 1), trend.Measured("2", "2", 0.4, 0.2, 0.6, 0.1, 9)]
    )
    line = pictures.trend(points, ["a", "b"])
    assert (line.bottom, line.top) == (0.0, 1.0)
