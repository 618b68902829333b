"""Taking back what one person did in a period."""

import pytest

from app import clock
from app.domain.errors import Conflict, Invalid
from app.services import revising, scoring, structuring
from app.services.changing import undoing
from app.services.recalling import reverting
from app.services.recalling.reverting import Period
from tests.factories import ARTICLE, make_document, make_person, segment_of


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def jonas(db):
    return make_person(db, "Jonas")


@pytest.fixture
def lena(db):
    return make_person(db, "Lena", "lead")


@pytest.fixture
def document(db):
    return make_document(db)


def correct(db, document, author, position, text, confirm=True):
    segment = segment_of(db, document, position)
    return revising.save_revision(
        db, segment.id, text, base_revision=segment.revision, author=author, confirm=confirm
    )


def previewed(db, document, **period):
    return reverting.preview(db, document.id, Period("Jonas", **period)).rows


def pairs(rows):
    return [(one.segment.id, one.segment.revision) for one in rows]


def test_what_stood_there_before_comes_back_with_its_state_and_score(db, document, mira, jonas, lena):
    correct(db, document, mira, 1, "Hundreds escaped.")
    before = scoring.stored(db, document.id)
    correct(db, document, jonas, 1, "bad", confirm=False)
    correct(db, document, jonas, 1, "worse", confirm=False)
    correct(db, document, jonas, 2, "bad too")

    done = reverting.revert(db, document.id, Period("Jonas"), pairs(previewed(db, document)), who=lena)

    assert [(one.text, one.state) for one in done.segments] == [
        ("Hundreds escaped.", "confirmed"),
        (ARTICLE[1], "todo"),
    ]
    assert scoring.stored(db, document.id) == before == scoring.recomputed(db, document.id)
    assert done.batch.summary == "Took back changes by Jonas in 2 segments"


def test_taking_back_is_itself_undone(db, document, jonas, lena):
    correct(db, document, jonas, 2, "bad")
    done = reverting.revert(db, document.id, Period("Jonas"), pairs(previewed(db, document)), who=lena)
    undoing.undo(db, done.batch.id, author=lena)

    segment = segment_of(db, document, 2)
    assert (segment.text, segment.state, segment.revision) == ("bad", "confirmed", 3)


def test_only_the_period_goes_back(db, document, jonas):
    correct(db, document, jonas, 1, "early", confirm=False)
    since = clock.now()
    correct(db, document, jonas, 1, "late", confirm=False)
    until = clock.now()
    correct(db, document, jonas, 2, "later", confirm=False)

    rows = previewed(db, document, since=since, until=until)
    assert [(one.segment.position, one.touched.text) for one in rows] == [(1, "early")]


def test_where_somebody_else_went_on_it_is_not_ticked(db, document, mira, jonas):
    correct(db, document, jonas, 1, "bad")
    correct(db, document, mira, 1, "bad, but better")
    correct(db, document, jonas, 2, "bad")

    rows = previewed(db, document)
    assert [(one.is_certain, one.touched.later_by) for one in rows] == [(False, "Mira"), (True, None)]


def test_what_is_as_before_already_is_not_listed(db, document, jonas):
    correct(db, document, jonas, 1, "bad", confirm=False)
    correct(db, document, jonas, 1, ARTICLE[0], confirm=False)

    assert previewed(db, document) == []


def test_structure_is_counted_and_left_alone(db, document, jonas):
    structuring.split(db, segment_of(db, document, 1).id, 8, base_revision=None, author=jonas)
    page = reverting.preview(db, document.id, Period("Jonas"))

    assert (page.rows, page.structural) == ([], 1)


def test_what_changed_since_the_preview_is_skipped(db, document, mira, jonas, lena):
    correct(db, document, jonas, 1, "bad")
    seen = pairs(previewed(db, document))
    correct(db, document, mira, 1, "better")

    with pytest.raises(Conflict):
        reverting.revert(db, document.id, Period("Jonas"), seen, who=lena)


@pytest.mark.parametrize("chosen", [[], [(99, 1)]])
def test_nothing_ticked_is_refused_in_words(db, document, jonas, lena, chosen):
    correct(db, document, jonas, 1, "bad")
    with pytest.raises(Invalid, match="Tick"):
        reverting.revert(db, document.id, Period("Jonas"), chosen, who=lena)


def test_without_a_period_the_page_offers_who_changed_something(db, document, mira, jonas):
    correct(db, document, mira, 1, "One.")
    correct(db, document, jonas, 2, "Two.")

    page = reverting.preview(db, document.id, None)
    assert (page.authors, page.rows) == (["Jonas", "Mira"], [])
