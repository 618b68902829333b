"""Named points, and what changed between two of them."""

import pytest

from app.domain.errors import Forbidden, Invalid, NotFound
from app.services import revising, structuring
from app.services.changing import undoing
from app.services.recalling import comparing
from tests.factories import ARTICLE, make_document, make_person, segment_of


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def document(db):
    return make_document(db)


def correct(db, document, author, position, text):
    segment = segment_of(db, document, position)
    return revising.save_revision(
        db, segment.id, text, base_revision=segment.revision, author=author, confirm=True
    )


def between(db, document, older="original", newer="now"):
    """(position, old text, new text) of each changed segment."""
    found = comparing.compare(db, document.id, older, newer)
    return [(one.position, rebuilt(one, "insert"), rebuilt(one, "delete")) for one in found.rows]


def rebuilt(row, without):
    skipped = {"insert": ("insert", "move_to"), "delete": ("delete", "move_from")}[without]
    return "".join(one.text for one in row.difference.pieces if one.op not in skipped)


def test_original_and_now_differ_where_people_changed_texts(db, document, mira):
    assert between(db, document) == []
    correct(db, document, mira, 2, "Some surrendered.")

    assert between(db, document) == [(2, ARTICLE[1], "Some surrendered.")]
    assert comparing.compare(db, document.id, "original", "now").rows[0].author == "Mira"


def test_a_named_point_keeps_what_stood_there(db, document, mira):
    correct(db, document, mira, 1, "Hundreds escaped.")
    point = comparing.add_point(db, document.id, "Sent to client, 12 Sep", author=mira)
    correct(db, document, mira, 1, "Many escaped.")

    assert between(db, document, f"p{point.id}", "now") == [(1, "Hundreds escaped.", "Many escaped.")]
    assert between(db, document, "original", f"p{point.id}") == [(1, ARTICLE[0], "Hundreds escaped.")]
    assert between(db, document, "now", f"p{point.id}") == [(1, "Many escaped.", "Hundreds escaped.")]


def test_any_revision_is_a_point(db, document, mira):
    first = correct(db, document, mira, 1, "One.").revision
    correct(db, document, mira, 2, "Two.")

    assert between(db, document, f"r{first.id}", "now") == [(2, ARTICLE[1], "Two.")]


def test_a_text_that_came_back_is_no_change(db, document, mira):
    correct(db, document, mira, 1, "Other.")
    correct(db, document, mira, 1, ARTICLE[0])

    assert between(db, document) == []


def test_a_split_alone_changes_no_text(db, document, mira):
    structuring.split(db, segment_of(db, document, 1).id, 8, base_revision=None, author=mira)

    assert between(db, document) == []


def test_sentences_that_were_split_since_are_compared_together(db, document, mira):
    point = comparing.add_point(db, document.id, "Before", author=mira)
    structuring.split(db, segment_of(db, document, 1).id, 8, base_revision=None, author=mira)
    correct(db, document, mira, 1, "Many")

    found = between(db, document, f"p{point.id}", "now")
    assert found == [(1, ARTICLE[0], "Many" + ARTICLE[0][7:])]
    assert between(db, document, "now", f"p{point.id}") == [(1, found[0][2], found[0][1])]


def test_a_join_that_was_undone_is_no_change(db, document, mira):
    done = structuring.join(db, segment_of(db, document, 1).id, base_revision=None, author=mira)
    undoing.undo(db, done.batch.id, author=mira)

    assert between(db, document) == []


def test_an_added_sentence_is_all_new(db, document, mira):
    point = comparing.add_point(db, document.id, "Before", author=mira)
    structuring.add(db, segment_of(db, document, 3).id, "私は書いた。", author=mira)

    assert between(db, document, f"p{point.id}", "now") == [(4, "", "私は書いた。")]


def test_an_addition_that_was_undone_leaves_nothing(db, document, mira):
    done = structuring.add(db, segment_of(db, document, 3).id, "New.", author=mira)
    point = comparing.add_point(db, document.id, "With it", author=mira)
    undoing.undo(db, done.batch.id, author=mira)

    assert between(db, document) == []
    assert between(db, document, f"p{point.id}", "now") == [(4, "New.", "")]


def test_changes_come_in_pages(db, document, mira):
    for position in (1, 2, 3):
        correct(db, document, mira, position, f"Text {position}.")
    second = comparing.compare(db, document.id, "original", "now", number=2, size=2)

    assert ([one.position for one in second.rows], second.pages, second.total) == ([3], 2, 3)


@pytest.mark.parametrize("key", ["", "x", "p", "p1x", "r-1", "p９", "yesterday"])
def test_an_unknown_point_is_refused_in_words(db, document, key):
    with pytest.raises(Invalid):
        comparing.compare(db, document.id, key, "now")


def test_points_and_revisions_of_another_document_are_not_found(db, document, mira):
    other = make_document(db)
    point = comparing.add_point(db, other.id, "There", author=mira)
    revision = correct(db, other, mira, 1, "One.").revision

    for key in (f"p{point.id}", f"r{revision.id}", "p99", "r99"):
        with pytest.raises(NotFound):
            comparing.compare(db, document.id, key, "now")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\u0000b"])
def test_a_point_needs_a_name(db, document, mira, name):
    with pytest.raises(Invalid):
        comparing.add_point(db, document.id, name, author=mira)


def test_names_of_points_are_not_given_twice(db, document, mira):
    comparing.add_point(db, document.id, "版本一", author=mira)
    with pytest.raises(Invalid, match="版本一"):
        comparing.add_point(db, document.id, " 版本一 ", author=mira)
    comparing.add_point(db, make_document(db).id, "版本一", author=mira)


def test_a_point_is_deleted_by_who_named_it_or_a_lead(db, document, mira):
    lead, jonas = make_person(db, "Lena", "lead"), make_person(db, "Jonas")
    for who in (mira, lead):
        point = comparing.add_point(db, document.id, "Sent", author=mira)
        with pytest.raises(Forbidden):
            comparing.delete_point(db, document.id, point.id, who=jonas)
        comparing.delete_point(db, document.id, point.id, who=who)
        assert comparing.list_points(db, document.id) == []
