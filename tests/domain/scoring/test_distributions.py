"""Student's and the normal distribution against scipy 1.17."""

import math

import pytest

from app.domain.scoring import distributions


@pytest.mark.parametrize(
    ("p", "freedom", "t"),
    [
        (0.975, 1, 12.706204736174694),
        (0.975, 4, 2.7764451051977934),
        (0.975, 11, 2.200985160091639),
        (0.95, 30, 1.697260886593957),
        (0.025, 7, -2.3646242515927844),
        (0.999, 2, 22.327124770119866),
        (0.975, 5000, 1.9604385517065073),
    ],
)
def test_students_quantiles(p, freedom, t):
    assert distributions.student_quantile(p, freedom) == pytest.approx(t, rel=1e-9)


def test_normal_quantiles_reach_to_infinity():
    assert distributions.normal_quantile(0.975) == pytest.approx(1.959963984540054)
    assert (distributions.normal_quantile(0), distributions.normal_quantile(1)) == (-math.inf, math.inf)
