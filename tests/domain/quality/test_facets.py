"""Filters with counts: what each choice would leave."""

import pytest

from app.domain.quality import facets
from app.domain.quality.rows import Row


def row(
    number=1, *, state="confirmed", edits=0.0, words=10.0, at="2026-11-18T10:00:00.000000Z", left_out=False
):
    return Row(number, 1, number, state, left_out, False, "Ann", at, 50, "[]", "[]", edits, words)


ROWS = [row(1), row(2, edits=5), row(3, state="approved", edits=0.5), row(4, state="todo", left_out=True)]
VALUES = {
    "state": lambda one: (one.shown_state,),
    "changed": lambda one: tuple(filter(None, [facets.band(one)])),
}


def counts(found):
    return {facet.name: {choice.value: choice.n for choice in facet.choices} for facet in found}


def test_every_choice_says_how_many_segments_it_would_leave():
    assert counts(facets.facets(ROWS, {}, VALUES)) == {
        "state": {"confirmed": 2, "approved": 1, "left_out": 1},
        "changed": {"same": 2, "little": 1, "much": 1},
    }


def test_the_others_count_within_what_is_chosen():
    found = counts(facets.facets(ROWS, {"state": "confirmed"}, VALUES))
    assert found == {
        "state": {"confirmed": 2, "approved": 1, "left_out": 1},
        "changed": {"same": 1, "much": 1},
    }
    assert [one.id for one in facets.chosen(ROWS, {"state": "confirmed", "changed": "much"}, VALUES)] == [2]


def test_a_choice_that_leaves_nothing_can_be_taken_back():
    found = facets.facets(ROWS, {"state": "sent_back"}, VALUES)
    assert counts(found)["state"]["sent_back"] == 0
    assert found[0].chosen == "sent_back"


def test_one_value_is_no_choice():
    assert facets.facets(ROWS[:1], {}, VALUES) == []
    assert facets.facets([], {}, VALUES) == []


@pytest.mark.parametrize(
    ("edits", "words", "band"),
    [(0, 10, "same"), (0.9, 10, "little"), (1, 10, "some"), (3, 10, "much"), (1, 0, "much"), (0, 0, "same")],
)
def test_bands_of_words_changed(edits, words, band):
    assert facets.band(row(edits=edits, words=words)) == band


def test_an_unmeasured_segment_has_no_band_and_no_share():
    assert facets.band(row(edits=None, words=None)) is None


@pytest.mark.parametrize(("characters", "name"), [(0, "short"), (39, "short"), (40, "middle"), (120, "long")])
def test_bands_of_length(characters, name):
    assert facets.length(characters) == name


def test_a_week_is_named_after_its_monday():
    assert row(at="2026-11-22T23:59:00.000000Z").week == "2026-11-16"
    assert row(at="2026-11-23T00:00:00.000000Z").week == "2026-11-23"
    assert row(at=None).week is None


@pytest.mark.parametrize(
    ("changed_at", "days"),
    [
        (None, ()),
        ("2026-11-22T23:59:59.9Z", ("7", "30", "90")),
        ("2026-11-16T00:00:00Z", ("7", "30", "90")),
        ("2026-11-15T23:59:59Z", ("30", "90")),
        ("2026-08-25T00:00:00Z", ("90",)),
        ("2026-08-24T23:59:59Z", ()),
    ],
)
def test_how_long_ago_a_segment_was_changed(changed_at, days):
    assert facets.recent(changed_at, facets.first_days("2026-11-22")) == days
