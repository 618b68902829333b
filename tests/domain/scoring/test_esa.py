"""ESA rankings of 2024 and 2025, against the same table ranked with scipy."""

import numpy as np
import pytest

from app.domain.judging.records import Judgement, Judgements
from app.domain.scoring import esa


def table():
    """Four systems on 60 segments in two domains; every third segment has two raters."""
    noise = np.random.default_rng(7)
    for system, mean in (("A", 85), ("B", 83), ("C", 74), ("D", 73.5)):
        for segment in range(60):
            of_segment = np.random.default_rng(1000 + segment).normal(0, 8)
            for rater in range(1 + (segment % 3 == 0)):
                rating = int(np.clip(round(mean + of_segment + noise.normal(0, 9)), 0, 100))
                yield said(system, segment, rating, rater, ["news", "social"][segment % 2])


def said(system, segment, rating, rater=0, domain=None, document=None):
    document = document or f"d{int(segment) // 5}"
    return Judgement(system, str(segment), f"r{rater}", document, domain, rating=float(rating))


@pytest.mark.parametrize(
    ("protocol", "scores"),
    [
        ("wmt24", [82.475, 81.0333333333, 72.225, 72.0666666667]),
        ("wmt25", [82.475, 80.8125, 72.525, 72.5125]),
    ],
)
def test_scores_rank_ranges_and_clusters(protocol, scores):
    found = esa.system_scores(list(table()), protocol)
    assert [system.score for system in found] == pytest.approx(scores)
    assert [(s.name, s.rank_low, s.rank_high, s.cluster) for s in found] == [
        ("A", 1, 2, 1),
        ("B", 1, 2, 1),
        ("C", 3, 4, 2),
        ("D", 3, 4, 2),
    ]
    assert all(
        system.segments == 60 and system.interval.low < system.score < system.interval.high
        for system in found
    )


def test_domains_weigh_alike_in_2024_and_ratings_in_2025():
    judgements = [
        said("A", 1, 90, domain="news"),
        said("A", 2, 30, domain="news"),
        said("A", 3, 80, domain="speech"),
    ]
    assert esa.system_scores(judgements, "wmt24")[0].score == pytest.approx(70)  # (60 + 80) / 2
    assert esa.system_scores(judgements, "wmt25")[0].score == pytest.approx(200 / 3)


def test_two_raters_of_a_segment_are_one_value_in_2024_and_two_in_2025():
    judgements = [said("A", 1, 100), said("A", 1, 50, rater=1), said("A", 2, 90)]
    assert esa.system_scores(judgements, "wmt24")[0].score == pytest.approx(82.5)
    assert esa.system_scores(judgements, "wmt25")[0].score == pytest.approx(80)


@pytest.mark.parametrize("protocol", ["wmt24", "wmt25"])
def test_equal_scores_share_all_ranks(protocol):
    judgements = [said(system, segment, 70) for system in "ABC" for segment in range(30)]
    found = esa.system_scores(judgements, protocol)
    assert {(s.score, s.rank_low, s.rank_high, s.cluster) for s in found} == {(70, 1, 3, 1)}
    assert found[0].interval.limits == (70, 70)


@pytest.mark.parametrize("protocol", ["wmt24", "wmt25"])
def test_systems_without_a_common_segment_are_not_ranked_apart(protocol):
    judgements = [said("A", segment, 90) for segment in range(30)]
    judgements += [said("B", segment + 100, 10) for segment in range(30)]
    assert [(s.rank_low, s.rank_high) for s in esa.system_scores(judgements, protocol)] == [(1, 2), (1, 2)]


def test_intervals_stay_on_the_scale():
    judgements = [said("A", segment, 100 if segment else 0) for segment in range(12)]
    low, high = esa.system_scores(judgements, "wmt24")[0].interval.limits
    assert (low >= 0, high) == (True, 100)


def test_the_signature_names_protocol_test_and_numbers():
    judgements = list(table())
    line = esa.scores_signature(
        Judgements(tuple(judgements), ("bad",)), "wmt24", esa.system_scores(judgements, "wmt24")
    )
    assert line == (
        "esa:wmt24|agg:mean.raters-mean.segments-mean.domains|domains:2|raters:2|drop:bad"
        "|test:wilcoxon-2sided.stouffer|alpha:0.05|n:60|docs:12|ci:bt-1000-by-document|seed:12345|version:stet-0.1.0"
    )
