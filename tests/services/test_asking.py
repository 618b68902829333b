"""Questions and comments: who is named finds them waiting, and what was read is no longer new."""

import pytest

from app.domain.errors import Invalid, NotFound
from app.services import asking, reading
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def segment(db):
    return segment_of(db, make_document(db), 2)


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


def test_who_is_named_finds_it_waiting_until_it_is_resolved(db, segment, owner, mira):
    asked = asking.ask(db, segment.id, "@Mira, which prison?", author=owner)

    [mention] = asking.mentions_of(db, mira)

    assert (mention.question.id, mention.position, mention.document_name) == (asked.id, 2, "Article")
    assert asking.mentions_of(db, owner) == []
    asking.resolve(db, asked.id, who=owner)
    assert asking.mentions_of(db, mira) == []
    asking.reopen(db, asked.id)
    assert len(asking.mentions_of(db, mira)) == 1


def test_nobody_waits_for_themselves(db, segment, mira):
    asking.ask(db, segment.id, "Note to @Mira", author=mira)
    assert asking.mentions_of(db, mira) == []


def test_a_comment_is_no_open_question(db, segment, owner):
    asking.ask(db, segment.id, "Lovely.", author=owner, kind="comment")
    document, _ = reading.document(db, segment.document_id)

    assert reading.open_questions(db, document.id) == []
    assert reading.counts(db, document.id)["questions"] == 0
    [entry] = asking.of_segment(db, segment.id)
    assert entry.kind == "comment"


def test_what_others_wrote_is_new_until_it_is_read(db, segment, owner, mira):
    asking.ask(db, segment.id, "One?", author=owner)
    asking.ask(db, segment.id, "Two.", author=owner, kind="comment")

    assert asking.unread(db, segment.document_id, person=mira) == {segment.id: 2}
    assert asking.unread(db, segment.document_id, person=owner) == {}
    asking.mark_read(db, segment.id, person=mira)
    assert asking.unread(db, segment.document_id, person=mira) == {}
    asking.ask(db, segment.id, "Three?", author=owner)
    assert asking.unread(db, segment.document_id, person=mira) == {segment.id: 1}


def test_whoever_answers_has_read(db, segment, owner, mira):
    asking.ask(db, segment.id, "One?", author=owner)
    asking.ask(db, segment.id, "An answer.", author=mira, kind="comment")

    assert asking.unread(db, segment.document_id, person=mira) == {}


@pytest.mark.parametrize(
    ("text", "kind"), [("", "question"), ("  \n", "comment"), ("Hm", "shout"), ("a\x00b", "comment")]
)
def test_nothing_and_odd_things_are_refused(db, segment, owner, text, kind):
    with pytest.raises(Invalid):
        asking.ask(db, segment.id, text, author=owner, kind=kind)


def test_an_unknown_segment_has_no_discussion(db, owner):
    with pytest.raises(NotFound):
        asking.mark_read(db, 99, person=owner)
