"""Direct assessment: z-scores of raters, means of segments and systems."""

import pytest

from app.domain.judging.records import Judgement, Judgements
from app.domain.scoring import da


def said(system, segment, rater, rating):
    return Judgement(system, segment, rater, "d", rating=rating)


TABLE = [
    said("A", "1", "strict", 40.0),
    said("A", "2", "strict", 60.0),
    said("B", "1", "kind", 80.0),
    said("B", "2", "kind", 90.0),
    said("A", "1", "kind", 100.0),
]


def test_z_scores_are_by_the_raters_own_mean_and_spread():
    assert da.z_scores(TABLE, ddof=0) == pytest.approx([-1, 1, -1.2247449, 0, 1.2247449])
    assert da.z_scores(TABLE, ddof=1) == pytest.approx([-0.7071068, 0.7071068, -1, 0, 1])


def test_a_system_is_the_mean_of_segments_and_a_segment_of_raters():
    first, second = da.system_scores(TABLE, ddof=1)
    assert (first.name, first.z, first.mean) == (
        "A",
        pytest.approx(((1 - 0.7071068) / 2 + 0.7071068) / 2),
        65,
    )
    assert (second.name, second.z, second.segments) == ("B", -0.5, 2)


@pytest.mark.parametrize("ratings", [[70.0, 70.0, 70.0], [70.0]])
@pytest.mark.parametrize("ddof", [0, 1])
def test_a_rater_without_spread_says_nothing(ratings, ddof):
    judgements = [said("A", str(number), "r", rating) for number, rating in enumerate(ratings)]
    assert da.z_scores(judgements, ddof) == [0] * len(ratings)


def test_the_signature_says_how_the_spread_was_computed():
    line = da.scores_signature(Judgements(tuple(TABLE), ("bad",)), 0, da.system_scores(TABLE, 0))
    assert line.startswith(
        "da:z|ddof:0|qc:excluded|agg:mean.raters-mean.segments|raters:2|drop:bad|n:2|docs:1|"
    )
