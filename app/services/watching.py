"""Seeing what others do: changes of documents since a number, who is in which segment, streams of both."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from sqlite_utils import Database

from ..domain.errors import Busy, Invalid, NotFound
from ..domain.models import Difference, Person, Segment
from ..store import changes, documents, questions, segments
from ..store.changes import Change
from ..store.database import bell, database_path, open_database
from . import reading, reviewing, scoring
from .reviewing import Said

MOST_CHANGES = 400  # past this a page reads its rows again instead
MOST_DOCUMENTS = 20
STREAM_SECONDS = 30.0
BEAT_SECONDS = 5.0
CHECK_SECONDS = 1.0  # how soon a change by another process is seen
GAP_SECONDS = 0.05  # changes that come at once are told at once
PRESENT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at work in a document; `segment_id` is None between segments."""

    person_id: int
    name: str
    segment_id: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A changed segment, how many questions and comments are open about it, what a person changed, what a reviewer said."""

    segment: Segment
    questions: int
    comments: int
    difference: Difference | None
    sent_back: Said | None


@dataclass(frozen=True, slots=True)
class DocumentNews:
    """What changed in one document; `is_too_much` where the rows had better be read again."""

    document_id: int
    segments: list[Seen]
    removed: list[int]
    is_too_much: bool
    counts: dict[str, int]
    score_sentence: str


@dataclass(frozen=True, slots=True)
class News:
    """What changed since a number, and the number to ask with next time."""

    number: int
    documents: list[DocumentNews]
    present: dict[int, list[Present]]


def newest(db: Database) -> int:
    """The number that stands for everything there is now."""
    return changes.newest(db)


class Watch:
    """Who is where, and who listens, in the one server process of a database."""

    def __init__(self, path: str, *, streams: int) -> None:
        with closing(open_database(path)) as db:
            self.path = database_path(db)
        self._bell = bell(self.path)
        self._seats = threading.BoundedSemaphore(streams) if streams else None
        self._attendance = Attendance()
        self.is_closing: Callable[[], bool] = lambda: False

    def news(self, db: Database, document_ids: list[int], number: int, *, viewer: Person) -> News:
        """What changed in these documents after `number`, and who else is in them."""
        listed = check(document_ids)
        for document_id in listed:
            documents.get(db, document_id)
        return News(*_changed(db, listed, number), self._attendance.others(listed, viewer))

    def here(self, db: Database, document_id: int, segment_id: int | None, *, person: Person) -> None:
        """Note that a person works on a segment; None: on none of them now."""
        documents.get(db, document_id)
        if self._attendance.note(document_id, segment_id, person):
            self._bell.ring()

    def take_seat(self) -> None:
        """Raises Busy where as many streams are open as may be; ask for changes from time to time then."""
        if self._seats is None or not self._seats.acquire(blocking=False):
            raise Busy("All event streams are in use. Ask /changes every few seconds instead.")

    def leave_seat(self) -> None:
        if self._seats is not None:
            self._seats.release()

    def stream(self, document_ids: list[int], number: int, *, viewer: Person) -> Iterator[News | None]:
        """News as they come, None as a sign of life; ends by itself. No connection is held between looks."""
        listed = check(document_ids)
        ends, told, shown = time.monotonic() + STREAM_SECONDS, time.monotonic(), None
        while time.monotonic() < ends and not self.is_closing():
            rings = self._bell.rings
            found = self._look(listed, number, viewer)
            if found is None:
                return
            number = found.number
            if found.documents or found.present != shown:
                told, shown = time.monotonic(), found.present
                yield found
            elif time.monotonic() - told >= BEAT_SECONDS:
                told = time.monotonic()
                yield None
            if self._bell.wait(rings, CHECK_SECONDS):
                time.sleep(GAP_SECONDS)

    def _look(self, document_ids: list[int], number: int, viewer: Person) -> News | None:
        """None once one of the documents is gone."""
        with closing(open_database(self.path)) as db:
            try:
                return self.news(db, document_ids, number, viewer=viewer)
            except NotFound:
                return None


def check(document_ids: list[int]) -> list[int]:
    listed = sorted(set(document_ids))
    if len(listed) > MOST_DOCUMENTS:
        raise Invalid(f"One stream tells of {MOST_DOCUMENTS} documents at most, not {len(listed)}.")
    return listed


def _changed(db: Database, document_ids: list[int], number: int) -> tuple[int, list[DocumentNews]]:
    last = changes.newest(db)
    if number == last:
        return last, []
    if number > last:  # an older copy of the database was put back: nothing that the page shows is certain
        return last, [_news_of(db, each, [], is_too_much=True) for each in document_ids]
    found = changes.since(db, document_ids, number, limit=MOST_CHANGES + 1)
    is_too_much = len(found) > MOST_CHANGES
    touched = sorted({one.document_id for one in found}) if not is_too_much else document_ids
    news = [_news_of(db, each, [] if is_too_much else found, is_too_much=is_too_much) for each in touched]
    return last, news


def _news_of(db: Database, document_id: int, found: list[Change], *, is_too_much: bool) -> DocumentNews:
    ids = [one.segment_id for one in found if one.document_id == document_id]
    asked, said = (questions.open_counts(db, ids, kind=kind) for kind in ("question", "comment"))
    changed = segments.of_ids(db, ids)
    document = documents.get(db, document_id)
    verdicts = reviewing.open_verdicts(db, changed, document)
    return DocumentNews(
        document_id,
        [
            Seen(
                one,
                asked.get(one.id, 0),
                said.get(one.id, 0),
                reading.difference(one, document.target_lang),
                verdicts.get(one.id),
            )
            for one in changed
            if one.is_live
        ],
        [one.id for one in changed if not one.is_live],
        is_too_much,
        reading.counts(db, document_id),
        scoring.of_document(db, document_id).sentence,
    )


@dataclass(slots=True)
class Attendance:
    """Who was last seen in which segment. Kept in memory: after a restart everybody says so again."""

    _seen: dict[tuple[int, int], tuple[Present, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, document_id: int, segment_id: int | None, person: Person) -> bool:
        """True where that is news to others."""
        key = (document_id, person.id)
        with self._lock:
            self._forget_old()
            before = self._seen.pop(key, None)
            if segment_id is None:
                return before is not None
            self._seen[key] = (Present(person.id, person.name, segment_id), time.monotonic())
            return before is None or before[0].segment_id != segment_id

    def others(self, document_ids: list[int], viewer: Person) -> dict[int, list[Present]]:
        with self._lock:
            self._forget_old()
            found: dict[int, list[Present]] = {}
            for (document_id, person_id), (present, _) in sorted(self._seen.items(), key=lambda one: one[0]):
                if document_id in document_ids and person_id != viewer.id:
                    found.setdefault(document_id, []).append(present)
            return found

    def _forget_old(self) -> None:
        oldest = time.monotonic() - PRESENT_SECONDS
        for key in [key for key, (_, at) in self._seen.items() if at < oldest]:
            del self._seen[key]
