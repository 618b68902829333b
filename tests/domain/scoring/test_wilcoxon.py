"""Wilcoxon's signed-rank test against p-values of scipy 1.17."""

import pytest

from app.domain.scoring import wilcoxon

FORTY = [
    -0.709618, 0.090824, 0.140775, 0.840846, 0.514659, 0.655373, -0.353829, 0.170386, 1.083975, 1.793431,
    -0.959066, 1.813924, 1.645875, 1.081311, 0.564456, -0.013923, 1.758021, 2.260258, 2.101635, 1.615104,
    0.65738, -0.908319, 0.295546, 0.956475, -0.988361, 0.695122, 0.729864, 0.996043, -0.884118, -0.361703,
    -0.136435, -0.869802, 2.039368, -0.195911, 0.62897, 0.041427, 1.883473, 1.620361, 0.933353, -1.90351,
]  # fmt: skip


@pytest.mark.parametrize(
    ("differences", "two_sided", "greater"),
    [
        ([1.5, -2, 3, 4.5, -5.5, 6, 7, 8.25], 0.1484375, 0.07421875),  # exact
        (FORTY, 0.003867510851705447, 0.0019337554258527234),  # exact
        ([15, -7, 5, 20, 0, -9, 17, -12, 5, -10], 0.5936305914425295, 0.29681529572126475),  # ties and a zero
        (
            [0, 0, 0, 1, 2, 3, -1, 0, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13],
            0.001359195205804541,
            0.0006795976029022705,
        ),
        ([1], 1.0, 0.5),
        ([], 1.0, 1.0),
        ([0, 0], 1.0, 1.0),
    ],
)
def test_p_values(differences, two_sided, greater):
    assert wilcoxon.p_value(differences, "two-sided") == pytest.approx(two_sided, rel=1e-9)
    assert wilcoxon.p_value(differences, "greater") == pytest.approx(greater, rel=1e-9)


def test_opposite_differences_have_the_same_two_sided_p():
    assert wilcoxon.p_value(FORTY, "two-sided") == pytest.approx(
        wilcoxon.p_value([-difference for difference in FORTY], "two-sided")
    )


def test_means_that_differ_by_rounding_are_equal():
    noisy = [0.1 + 0.2 - 0.3, 1.0, 2.0, 3.0, 4.0]
    assert wilcoxon.p_value(noisy, "greater") == wilcoxon.p_value([0.0, 1.0, 2.0, 3.0, 4.0], "greater")
