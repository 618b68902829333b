"""Several segments at once: one batch, one undo, nothing overwritten that a colleague changed meanwhile."""

import pytest

from app.domain.errors import Conflict, Invalid
from app.services import choosing, revising, scoring
from app.services.changing import undoing
from app.store import segments
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def document(db):
    return make_document(db)


def pairs(db, document, *numbers):
    return [(one.id, one.revision) for one in (segment_of(db, document, number) for number in numbers)]


def states(db, document):
    return [one.state for one in segments.live(db, document.id)]


def test_chosen_segments_are_confirmed_and_counted_as_one_batch(db, document, mira):
    changed = choosing.confirm(db, pairs(db, document, 1, 3), document_id=document.id, author=mira)

    assert states(db, document) == ["confirmed", "todo", "confirmed"]
    assert changed.batch.summary == "Confirmed 2 segments"
    assert scoring.of_document(db, document.id).sentence != ""


def test_undoing_the_batch_reopens_all_of_them_and_undoing_that_confirms_them_again(db, document, mira):
    changed = choosing.confirm(db, pairs(db, document, 1, 2, 3), document_id=document.id, author=mira)
    undone = undoing.undo(db, changed.batch.id, author=mira)
    assert states(db, document) == ["todo", "todo", "todo"]
    undoing.undo(db, undone.batch.id, author=mira)
    assert states(db, document) == ["confirmed", "confirmed", "confirmed"]


def test_what_a_colleague_changed_is_skipped_and_named(db, document, mira, owner):
    seen = pairs(db, document, 1, 2)
    revising.save_revision(db, seen[1][0], "Theirs.", base_revision=0, author=owner)
    changed = choosing.confirm(db, seen, document_id=document.id, author=mira)

    assert states(db, document) == ["confirmed", "edited", "todo"]
    assert changed.skipped == ["Segment 2 was changed meanwhile or is locked."]


def test_segments_that_are_done_already_are_refused_in_a_sentence(db, document, mira):
    seen = pairs(db, document, 1)
    choosing.confirm(db, seen, document_id=document.id, author=mira)
    with pytest.raises(Invalid, match="Nothing was changed"):
        choosing.confirm(db, pairs(db, document, 1), document_id=document.id, author=mira)


def test_the_same_operation_twice_is_stored_once(db, document, mira):
    seen = pairs(db, document, 1, 2)
    first = choosing.confirm(db, seen, document_id=document.id, author=mira, op_id="one")
    second = choosing.confirm(db, seen, document_id=document.id, author=mira, op_id="one")
    assert second.batch.id == first.batch.id
    assert [one.revision for one in segments.live(db, document.id)] == [1, 1, 0]


def test_segments_of_another_document_are_refused(db, document, mira):
    other = make_document(db, project="Other")
    seen = [*pairs(db, document, 1), *pairs(db, other, 1)]
    with pytest.raises(Invalid, match="all of this document"):
        choosing.confirm(db, seen, document_id=document.id, author=mira)
    with pytest.raises(Invalid, match="all of this document"):
        choosing.leave_out(db, seen, left_out=True, document_id=document.id, author=mira)


def test_chosen_segments_are_left_out_and_come_back_by_one_undo(db, document, mira):
    changed = choosing.leave_out(
        db, pairs(db, document, 1, 2), left_out=True, document_id=document.id, author=mira
    )
    assert [one.left_out for one in segments.live(db, document.id)] == [True, True, False]
    undone = undoing.undo(db, changed.batch.id, author=mira)
    assert [one.left_out for one in segments.live(db, document.id)] == [False, False, False]
    undoing.undo(db, undone.batch.id, author=mira)
    assert [one.left_out for one in segments.live(db, document.id)] == [True, True, False]


def test_leaving_out_what_is_left_out_changes_nothing(db, document, mira):
    choosing.leave_out(db, pairs(db, document, 1), left_out=True, document_id=document.id, author=mira)
    with pytest.raises(Conflict):
        choosing.leave_out(db, pairs(db, document, 1), left_out=True, document_id=document.id, author=mira)
