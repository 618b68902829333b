"""MQM Core: the tree, its attribution, and the keys for marking."""

from app.domain.judging import mqm_core
from app.domain.judging.records import Mark
from app.domain.scoring import weights


def test_the_tree_has_seven_dimensions_with_their_types():
    assert list(mqm_core.CATEGORIES) == [
        "Terminology",
        "Accuracy",
        "Linguistic conventions",
        "Style",
        "Locale conventions",
        "Audience appropriateness",
        "Design and markup",
    ]
    assert sum(map(len, mqm_core.CATEGORIES.values())) == 38


def test_the_tree_is_attributed():
    assert "CC BY 4.0" in mqm_core.ATTRIBUTION
    assert "unchanged" in mqm_core.ATTRIBUTION
    assert mqm_core.SOURCE.startswith("https://themqm.org/")


def test_every_key_gives_a_category_of_the_tree_or_other():
    assert len(mqm_core.KEYS) == 12
    for key, category in mqm_core.KEYS.items():
        top, _, below = category.partition("/")
        assert key.isalpha()
        assert top == "Other" or below in ("", *mqm_core.CATEGORIES[top])


def test_every_severity_has_a_weight():
    assert [weights.KNOWN["mqm2"].of(Mark(severity)) for severity in mqm_core.SEVERITIES] == [0, 1, 5, 25]
    assert set(mqm_core.SEVERITY_KEYS.values()) <= set(mqm_core.SEVERITIES)
