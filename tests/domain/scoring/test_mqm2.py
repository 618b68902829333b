"""MQM 2.0: raw, calibrated and non-linear scores, zones, critical errors."""

import pytest

from app.domain.errors import Invalid
from app.domain.judging.records import Judgement, Mark
from app.domain.scoring import mqm2
from app.domain.scoring.mqm2 import Scheme


def said(minor=0, major=0, critical=0, neutral=0, segments=10, rater="r"):
    """Marks spread over segments of two documents."""
    severities = ["minor"] * minor + ["major"] * major + ["critical"] * critical + ["neutral"] * neutral
    return [
        Judgement(
            "A", str(i), rater, f"d{i % 2}", marks=tuple(Mark(s, "Style") for s in severities[i::segments])
        )
        for i in range(segments)
    ]


def words(each, segments=10):
    return {(f"d{i % 2}", str(i)): each for i in range(segments)}


def test_ten_minor_errors_in_a_thousand_words_just_pass():
    card = mqm2.scorecard(said(minor=10), words(100), Scheme())
    assert (card.penalty, card.words, card.per_thousand) == (10, 1000, 10)
    assert (card.raw, card.calibrated) == (pytest.approx(99), pytest.approx(90))
    assert (card.zone, card.score, card.passes) == ("medium", card.calibrated, True)


@pytest.mark.parametrize(
    ("marks", "penalty", "calibrated", "passes"),
    [
        ({}, 0, 100, True),
        ({"minor": 11}, 11, 89, False),
        ({"major": 2}, 10, 90, True),
        ({"critical": 1}, 25, 75, False),
        ({"neutral": 40}, 0, 100, True),
        ({"major": 30}, 150, -50, False),  # not cut off at 0: how far it is off is worth knowing
    ],
)
def test_penalties_and_scores(marks, penalty, calibrated, passes):
    card = mqm2.scorecard(said(**marks), words(100), Scheme())
    assert (card.penalty, card.calibrated, card.passes) == (penalty, pytest.approx(calibrated), passes)


def test_a_critical_error_fails_whatever_the_score_is():
    card = mqm2.scorecard(said(critical=1), words(490), Scheme(acceptable=100))
    assert card.score > 90
    assert (card.critical, card.passes) == (1, False)


def test_a_small_sample_has_no_score_and_says_how_many_words_are_missing():
    card = mqm2.scorecard(said(minor=1), words(20), Scheme())
    assert (card.zone, card.score, card.passes, card.words_needed) == ("small", None, None, 100)
    assert mqm2.scorecard(said(critical=1), words(20), Scheme()).passes is False


def test_a_large_sample_counts_by_the_curve_of_tolerance():
    scheme = Scheme(tolerance=mqm2.tolerance((500, 5), (10_000, 60)))
    card = mqm2.scorecard(said(minor=60), words(1000), scheme)
    assert (card.zone, card.score, card.passes) == ("large", pytest.approx(90), True)
    assert card.calibrated == pytest.approx(94)  # APP would have tolerated 100
    assert mqm2.scorecard(said(minor=60), words(1000), Scheme()).score == pytest.approx(94)


def test_the_curve_goes_through_both_points():
    curve = mqm2.tolerance((500, 5), (2000, 12))
    assert (curve.points(500), curve.points(2000)) == (pytest.approx(5), pytest.approx(12))
    assert curve.points(0) == 0


@pytest.mark.parametrize(
    "points",
    [
        ((500, 5), (1000, 10)),
        ((500, 5), (1000, 4)),
        ((500, 5), (500, 6)),
        ((0, 1), (5, 2)),
        ((500, 5), (1000, 5)),
    ],
)
def test_points_that_make_no_curve_are_refused(points):
    with pytest.raises(Invalid, match="do not make a curve"):
        mqm2.tolerance(*points)


def test_two_raters_of_a_segment_are_averaged():
    card = mqm2.scorecard(said(minor=10) + said(minor=0, rater="q"), words(100), Scheme())
    assert card.penalty == 5


def test_the_interval_is_of_the_points_a_thousand_words():
    card = mqm2.scorecard(said(minor=13), words(100), Scheme())
    assert card.interval.mean == pytest.approx(card.per_thousand)
    assert card.interval.low < 13 < card.interval.high


@pytest.mark.parametrize(
    ("judgements", "known", "sentence"),
    [
        (said(), words(0), "no words"),
        (said(), words(10, segments=3), "The words of segment 3 of d1 are not known"),
        ([*said(), Judgement("B", "1", "r", "d1")], words(10), "about one system"),
    ],
)
def test_what_cannot_be_scored_is_a_sentence(judgements, known, sentence):
    with pytest.raises(Invalid, match=sentence):
        mqm2.scorecard(judgements, known, Scheme())


def test_the_signature_names_model_weights_and_basis():
    card = mqm2.scorecard(said(minor=1), words(100), Scheme(basis="target"))
    assert card.signature == (
        "mqm:2.0|model:calibrated|weights:mqm2|words:target|pt:90|app:10|zones:300-5000|zone:medium"
        "|agg:mean.raters-sum.segments|raters:1|n:10|docs:2|ci:t-1-by-document|seed:12345|version:stet-0.1.0"
    )
