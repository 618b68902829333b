"""Watching: each change is told once, whoever made it, and a stream holds nothing while it waits."""

import threading
import time

import pytest

from app.domain.errors import Busy, Invalid
from app.services import asking, revising, structuring, watching
from app.services.watching import Watch
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db)


@pytest.fixture
def watch(db_path):
    return Watch(str(db_path), streams=2)


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


def save(db, segment, person, text="Another text.", **options):
    return revising.save_revision(db, segment.id, text, base_revision=None, author=person, **options)


def ids(news):
    return [one.segment.id for each in news.documents for one in each.segments]


def test_an_imported_document_has_no_news(db, watch, document, owner):
    assert watch.news(db, [document.id], 0, viewer=owner).documents == []


def test_a_saved_segment_is_told_once_with_counts_and_the_score_sentence(db, watch, document, owner, mira):
    before = watching.newest(db)
    segment = segment_of(db, document, 2)
    save(db, segment, mira, confirm=True)

    news = watch.news(db, [document.id], before, viewer=owner)

    assert ids(news) == [segment.id]
    assert news.documents[0].segments[0].segment.author == "Mira"
    assert news.documents[0].counts["confirmed"] == 1
    assert "words" in news.documents[0].score_sentence
    assert watch.news(db, [document.id], news.number, viewer=owner).documents == []


def test_a_segment_that_changed_twice_is_told_once_as_it_is_now(db, watch, document, owner, mira):
    segment = segment_of(db, document, 1)
    save(db, segment, mira, "One.")
    save(db, segment, mira, "Two.")

    [seen] = watch.news(db, [document.id], 0, viewer=owner).documents[0].segments

    assert seen.segment.text == "Two."


def test_split_segments_come_and_the_old_one_goes(db, watch, document, owner, mira):
    segment = segment_of(db, document, 2)
    changed = structuring.split(db, segment.id, 10, base_revision=None, author=mira)

    [news] = watch.news(db, [document.id], 0, viewer=owner).documents

    assert news.removed == [segment.id]
    assert {one.segment.id for one in news.segments} == {one.id for one in changed.segments}


@pytest.mark.parametrize("act", ["leave_out", "editorial", "paragraph", "ask", "resolve"])
def test_what_makes_no_revision_is_told_too(db, watch, document, owner, mira, act):
    segment = segment_of(db, document, 2)
    question = asking.ask(db, segment.id, "Which prison?", author=mira) if act == "resolve" else None
    before = watching.newest(db)
    if act == "leave_out":
        structuring.leave_out(db, segment.id, left_out=True, author=mira)
    elif act == "editorial":
        structuring.set_editorial(db, segment.id, editorial=True, author=mira)
    elif act == "paragraph":
        structuring.break_paragraph(db, segment.id, breaks=True, author=mira)
    elif act == "ask":
        asking.ask(db, segment.id, "Which prison?", author=mira)
    else:
        asking.resolve(db, question.id, who=mira)

    news = watch.news(db, [document.id], before, viewer=owner)

    assert ids(news) == [segment.id]
    assert news.documents[0].segments[0].questions == (1 if act == "ask" else 0)


def test_another_document_is_no_news(db, watch, document, owner, mira):
    other = make_document(db, ["Elsewhere."])
    save(db, segment_of(db, other, 1), mira)

    assert watch.news(db, [document.id], 0, viewer=owner).documents == []
    assert len(watch.news(db, [document.id, other.id], 0, viewer=owner).documents) == 1


def test_after_very_many_changes_the_rows_are_read_again(db, watch, owner, mira, monkeypatch):
    monkeypatch.setattr(watching, "MOST_CHANGES", 2)
    document = make_document(db)
    for position in (1, 2, 3):
        save(db, segment_of(db, document, position), mira)

    [news] = watch.news(db, [document.id], 0, viewer=owner).documents

    assert news.is_too_much
    assert news.segments == []


def test_a_number_from_a_newer_copy_of_the_database_reads_everything_again(db, watch, document, owner):
    news = watch.news(db, [document.id], 1000, viewer=owner)

    assert news.documents[0].is_too_much
    assert news.number == 0


def test_too_many_documents_are_refused(db, watch, owner):
    with pytest.raises(Invalid, match="20 documents"):
        watch.news(db, list(range(1, 40)), 0, viewer=owner)


def test_others_see_who_is_where_and_nobody_sees_themselves(db, watch, document, owner, mira):
    segment = segment_of(db, document, 2)
    watch.here(db, document.id, segment.id, person=mira)

    assert watch.news(db, [document.id], 0, viewer=owner).present[document.id][0].name == "Mira"
    assert watch.news(db, [document.id], 0, viewer=mira).present == {}


def test_presence_ends_by_leaving_and_by_silence(db, watch, document, owner, mira, monkeypatch):
    watch.here(db, document.id, 1, person=mira)
    watch.here(db, document.id, None, person=mira)
    assert watch.news(db, [document.id], 0, viewer=owner).present == {}

    watch.here(db, document.id, 1, person=mira)
    monkeypatch.setattr(watching, "PRESENT_SECONDS", 0.0)
    assert watch.news(db, [document.id], 0, viewer=owner).present == {}


def test_a_stream_is_woken_by_a_change(db, watch, document, owner, mira, monkeypatch):
    monkeypatch.setattr(watching, "CHECK_SECONDS", 60.0)
    stream = watch.stream([document.id], watching.newest(db), viewer=owner)
    assert next(stream).documents == []
    segment = segment_of(db, document, 2)
    threading.Timer(0.2, save, (db, segment, mira)).start()
    start = time.monotonic()

    news = next(stream)

    assert ids(news) == [segment.id]
    assert time.monotonic() - start < 30, "the bell rings; nobody waits for the next look"


def test_a_stream_sees_a_change_that_rang_no_bell(db, watch, document, owner, mira, monkeypatch):
    stream = watch.stream([document.id], 0, viewer=owner)
    next(stream)
    monkeypatch.setattr(watch, "_bell", type(watch._bell)())  # as if another process wrote
    save(db, segment_of(db, document, 1), mira)

    assert len(next(stream).documents) == 1


def test_a_waiting_stream_has_no_connection_open(db, watch, document, owner, db_path):
    stream = watch.stream([document.id], 0, viewer=owner)
    next(stream)

    # With a reader in the way the log could not be emptied.
    assert db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert (db_path.parent / "stet.db-wal").stat().st_size == 0


def test_a_stream_ends_by_itself_and_gives_signs_of_life(db, watch, document, owner, monkeypatch):
    monkeypatch.setattr(watching, "STREAM_SECONDS", 0.3)
    monkeypatch.setattr(watching, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(watching, "CHECK_SECONDS", 0.05)

    told = list(watch.stream([document.id], 0, viewer=owner))

    assert told[0] is not None
    assert None in told


def test_a_stream_ends_when_the_server_stops(watch, document, owner):
    watch.is_closing = lambda: True
    assert list(watch.stream([document.id], 0, viewer=owner)) == []


def test_streams_are_capped(watch):
    watch.take_seat()
    watch.take_seat()
    with pytest.raises(Busy, match="in use"):
        watch.take_seat()
    watch.leave_seat()
    watch.take_seat()
