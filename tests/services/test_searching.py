"""Find and replace in a project: preview, one batch, one undo, nothing overwritten."""

import pytest

from app.domain.errors import Conflict, Invalid
from app.domain.searching import Query
from app.services import revising, scoring, searching
from app.services.changing import undoing
from app.services.searching import Scope
from app.store import batches, segments
from tests.factories import ARTICLE, make_document, make_person, segment_of

FEAST = Query("festival of victims")


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def documents(db):
    return [make_document(db), make_document(db, ["The Festival of Victims began.", "It ended."])]


def chosen(changes):
    return [(one.segment.id, one.segment.revision) for one in changes]


def test_hits_are_counted_over_all_documents(db, documents):
    hits = searching.find(db, documents[0].project_id, FEAST, Scope())

    assert (hits.places, hits.segments, hits.documents) == (2, 2, 2)


def test_source_and_machine_text_are_searched_but_not_replaced(db, mira):
    document = make_document(db, sources=["Eins.", "Zwei.", "Das Opferfest."])

    assert searching.find(db, document.project_id, Query("opferfest"), Scope(field="source")).places == 1
    with pytest.raises(Invalid):
        searching.preview(db, document.project_id, Query("opferfest"), "x", Scope(field="source"))


def test_replacing_is_one_batch_and_one_undo(db, documents, mira):
    project_id = documents[0].project_id
    changes = searching.preview(db, project_id, FEAST, "Feast of Sacrifice", Scope())
    done = searching.replace(db, project_id, FEAST, "Feast of Sacrifice", chosen(changes), author=mira)

    assert {one.text for one in done.segments} == {
        "The ceasefire was declared for the Islamic Feast of Sacrifice.",
        "The Feast of Sacrifice began.",
    }
    assert batches.list_of_document(db, documents[1].id)[0].id == done.batch.id

    undone = undoing.undo(db, done.batch.id, author=mira)
    assert {(one.text, one.state) for one in undone.segments} == {
        (ARTICLE[2], "todo"),
        ("The Festival of Victims began.", "todo"),
    }


def test_undo_brings_a_confirmed_text_and_its_score_back(db, documents, mira):
    segment = segment_of(db, documents[1])
    revising.save_revision(
        db, segment.id, "The Festival of Victims starts.", base_revision=0, author=mira, confirm=True
    )
    before = scoring.stored(db, documents[1].id)
    done = searching.replace(db, documents[1].project_id, FEAST, "Feast", [(segment.id, 1)], author=mira)
    assert scoring.stored(db, documents[1].id).n == 0

    undoing.undo(db, done.batch.id, author=mira)

    assert segments.get(db, segment.id).state == "confirmed"
    assert scoring.stored(db, documents[1].id) == before == scoring.recomputed(db, documents[1].id)


def test_what_changed_since_the_preview_is_skipped_and_named(db, documents, mira):
    project_id = documents[0].project_id
    changes = searching.preview(db, project_id, FEAST, "Feast", Scope())
    changed = changes[0].segment
    revising.save_revision(db, changed.id, "Another Festival of Victims.", base_revision=0, author=mira)

    done = searching.replace(db, project_id, FEAST, "Feast", chosen(changes), author=mira)

    assert len(done.segments) == 1
    assert len(done.skipped) == 1
    assert segments.get(db, changed.id).text == "Another Festival of Victims."


def test_a_later_correction_survives_the_undo_of_a_batch(db, documents, mira):
    project_id = documents[0].project_id
    changes = searching.preview(db, project_id, FEAST, "Feast", Scope())
    done = searching.replace(db, project_id, FEAST, "Feast", chosen(changes), author=mira)
    first = done.segments[0]
    revising.save_revision(db, first.id, "Mine.", base_revision=first.revision, author=mira)

    undone = undoing.undo(db, done.batch.id, author=mira)

    assert segments.get(db, first.id).text == "Mine."
    assert len(undone.skipped) == 1


def test_confirmed_texts_are_shown_and_not_ticked(db, documents, mira):
    segment = segment_of(db, documents[1])
    revising.save_revision(db, segment.id, segment.text, base_revision=0, author=mira, confirm=True)

    changes = searching.preview(db, documents[0].project_id, FEAST, "Feast", Scope())

    assert [one.is_certain for one in changes] == [True, False]


def test_a_batch_that_could_change_nothing_is_not_made(db, documents, mira):
    segment = segment_of(db, documents[1])

    with pytest.raises(Conflict):
        searching.replace(db, documents[1].project_id, FEAST, "Feast", [(segment.id, 7)], author=mira)

    assert batches.list_of_document(db, documents[1].id) == []


def test_some_of_the_places_in_a_text_are_replaced(db, mira):
    document = make_document(db, ["One cat, two cats, three cats."])
    segment = segment_of(db, document)

    done = searching.replace(
        db,
        document.project_id,
        Query("cat"),
        "dog",
        [(segment.id, 0)],
        author=mira,
        places={segment.id: [0, 2]},
    )

    assert done.segments[0].text == "One dog, two cats, three dogs."


def test_facets_count_what_another_choice_would_leave(db, documents, mira):
    segment = segment_of(db, documents[1])
    revising.save_revision(db, segment.id, segment.text, base_revision=0, author=mira, confirm=True)
    project_id = documents[0].project_id

    page = searching.page(db, project_id, FEAST, Scope(state="todo"))

    assert [hit.document.id for hit in page.hits.hits] == [documents[0].id]
    assert page.facets.states == {"todo": 1, "confirmed": 1}
    assert page.facets.authors == {}
    assert page.facets.documents == {documents[0].id: 1}


def test_hits_come_in_pages(db, documents):
    page = searching.page(db, documents[0].project_id, FEAST, Scope(), number=2, size=1)

    assert (page.number, page.pages, page.hits.segments) == (2, 2, 2)
    assert [hit.document.id for hit in page.hits.hits] == [documents[1].id]


def test_no_query_finds_nothing_and_says_nothing_wrong(db, documents):
    assert searching.page(db, documents[0].project_id, None, Scope()).hits.places == 0
