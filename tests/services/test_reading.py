"""What pages list: orders, places in them, and the map of a document."""

import pytest

from app.domain.errors import Invalid
from app.services import reading, revising
from tests.factories import make_document, segment_of

TEXTS = (
    "ראשון.",
    "二つ目のとても長い文です。",
    "Third 👩🏽‍🚀 sentence, the longest of all of them.",
    "",
    "Fifth.",
)


@pytest.fixture
def document(db, owner):
    made = make_document(db, TEXTS)
    for number, text in ((2, "二つ目のとても長い文だ。"), (5, "Another thing entirely.")):
        one = segment_of(db, made, number)
        revising.save_revision(db, one.id, text, base_revision=0, author=owner)
    return made


@pytest.mark.parametrize(
    ("order", "numbers"),
    [("document", [1, 2, 3, 4, 5]), ("changed", [5, 2, 1, 3, 4]), ("longest", [3, 5, 2, 1, 4])],
)
def test_a_page_lists_segments_in_the_order_asked_for(order, numbers, db, document, owner):
    page = reading.workbench(db, document.id, person=owner, order=order)
    assert [row.segment.position for row in page.rows] == numbers
    assert page.order == order


def test_the_page_of_a_segment_is_found_in_every_order(db, document, owner):
    first = segment_of(db, document, 1)
    page = reading.workbench(db, document.id, person=owner, order="longest", segment_id=first.id, size=2)
    assert page.number == 2
    assert first.id in [row.segment.id for row in page.rows]


@pytest.mark.parametrize(
    ("order", "behind", "numbers"),
    [("changed", 0, [5, 2, 1, 3, 4]), ("changed", 2, [1, 3, 4]), ("longest", 5, [2, 1, 4])],
)
def test_a_list_goes_on_behind_a_segment_in_every_order(order, behind, numbers, db, document):
    after = segment_of(db, document, behind).id if behind else 0
    found = reading.segment_list(db, document.id, state="all", query="", after=after, limit=10, order=order)
    assert [one.position for one in found] == numbers


def test_the_next_to_do_behind_a_segment_is_the_next_of_the_order(db, document):
    longest = segment_of(db, document, 5)
    found = reading.segment_list(
        db, document.id, state="todo", query="", after=longest.id, limit=1, order="longest"
    )
    assert [one.position for one in found] == [1]


def test_an_unknown_order_is_refused_with_those_there_are(db, document, owner):
    with pytest.raises(Invalid, match="document, changed, longest"):
        reading.workbench(db, document.id, person=owner, order="newest")


def test_the_map_has_a_mark_for_each_segment_of_a_short_document(db, document):
    marks = reading.document_map(db, document.id)
    assert [one.position for one in marks] == [1, 2, 3, 4, 5]
    assert [one.state for one in marks] == ["todo", "edited", "todo", "todo", "edited"]


def test_the_map_of_a_long_document_has_as_many_marks_as_fit_and_each_says_where_it_begins(db):
    document = make_document(db, [f"Sentence {n}." for n in range(1, 24)])
    marks = reading.document_map(db, document.id, most=5)
    assert [one.position for one in marks] == [1, 6, 11, 15, 20]


def test_a_document_without_segments_has_an_empty_map(db):
    assert reading.document_map(db, make_document(db, []).id) == []
