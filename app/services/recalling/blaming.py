"""Who wrote each word of a segment, when, in which revision and in place of what; and which segments it was made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlite_utils import Database

from ...domain import blame
from ...domain.blame import Origin
from ...domain.models import Revision, Segment
from ...store import batches, documents, revisions, segments

MOST_GENERATIONS = 50
MOST_REVISIONS = 100_000


@dataclass(frozen=True, slots=True)
class Run:
    """Words that came in with one revision of a segment; revision 0 is its machine text, which has no author.

    The segment is another one where the text was split or joined since. `instead` is what the words replaced.
    """

    text: str
    segment_id: int
    revision: int
    author: str | None
    made_at: str | None
    instead: str


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A segment from which another one was made, with its revisions until then, oldest first."""

    segment: Segment
    how: str  # split or join
    made_segment_id: int
    revisions: list[Revision]


def runs(db: Database, segment_id: int) -> list[Run]:
    """The text as it is now, in order; joined the runs are the text."""
    segment = segments.get(db, segment_id)
    trace = _Trace(db, documents.get(db, segment.document_id).target_lang)
    words = trace.words(segment, before=None, generation=0)
    return [trace.run(origin) for origin in blame.runs(words)]


def ancestors(db: Database, segment_id: int) -> list[Ancestor]:
    """The segments that this one was split from or joined of, the nearest first, and theirs."""
    found: dict[int, Ancestor] = {}
    waiting: list[tuple[Segment, int | None]] = [(segments.get(db, segment_id), None)]
    while waiting and len(found) < MOST_GENERATIONS:
        segment, before = waiting.pop(0)
        first, parents, _ = _birth(db, _made(db, segment, before))
        for parent in parents:
            if first and parent.id not in found:
                found[parent.id] = Ancestor(parent, first.kind, segment.id, _made(db, parent, first.id))
                waiting.append((parent, first.id))
    return list(found.values())


@dataclass(slots=True)
class _Trace:
    """Numbers for (segment, revision), as the domain counts versions."""

    db: Database
    lang: str | None
    places: list[tuple[int, Revision | None]] = field(default_factory=list)
    numbers: dict[tuple[int, Revision | None], int] = field(default_factory=dict)
    known: dict[tuple[int, int | None], list[Origin]] = field(default_factory=dict)

    def run(self, origin: Origin) -> Run:
        segment_id, revision = self.places[origin.version]
        if revision is None:
            return Run(origin.text, segment_id, 0, None, None, origin.instead)
        return Run(
            origin.text, segment_id, revision.number, revision.author, revision.made_at, origin.instead
        )

    def words(self, segment: Segment, *, before: int | None, generation: int) -> list[Origin]:
        """Every word of the segment as it stood before a revision of the log, with where it comes from."""
        key = (segment.id, before)
        if key not in self.known:
            self.known[key] = self._words(segment, before, generation)
        return self.known[key]

    def _words(self, segment: Segment, before: int | None, generation: int) -> list[Origin]:
        made = _made(self.db, segment, before)
        words = self._inherited(segment, made, generation)
        if words is None:
            words = blame.begin(segment.machine or "", self._version(segment, None), self.lang)
        for revision in made:
            words = blame.carry(words, revision.text, self._version(segment, revision), self.lang)
        return words

    def _inherited(self, segment: Segment, made: list[Revision], generation: int) -> list[Origin] | None:
        """What a split or a join handed down; None where the segment came with the file or was added."""
        first, parents, made_with_it = _birth(self.db, made)
        if first is None or not parents or generation == MOST_GENERATIONS:
            return None
        words = [
            word
            for parent in parents
            for word in self.words(parent, before=first.id, generation=generation + 1)
        ]
        return self._own_part(words, segment, first, made_with_it)

    def _own_part(
        self, words: list[Origin], segment: Segment, first: Revision, made_with_it: list[int]
    ) -> list[Origin]:
        """Of several made at once each has its part, one after the other."""
        text = "".join(word.text for word in words)
        place = 0
        for sibling in made_with_it:
            one = first if sibling == segment.id else revisions.find(self.db, sibling, 1)
            start = text.find(one.text, place) if one else -1
            if one is first:
                return blame.part(words, start, start + len(first.text)) if start >= 0 else words
            place = start + len(one.text) if one and start >= 0 else place
        return words

    def _version(self, segment: Segment, revision: Revision | None) -> int:
        place = (segment.id, revision)
        if place not in self.numbers:
            self.numbers[place] = len(self.places)
            self.places.append(place)
        return self.numbers[place]


def _made(db: Database, segment: Segment, before: int | None) -> list[Revision]:
    """The segment's revisions, perhaps those only that are older than one of the log."""
    found = revisions.list_of_segment(db, segment.id, limit=MOST_REVISIONS)
    return [one for one in found if before is None or one.id < before]


def _birth(db: Database, made: list[Revision]) -> tuple[Revision | None, list[Segment], list[int]]:
    """The split or join with which a segment began: its revision, the parents in order, all that it made in order."""
    first = made[0] if made and made[0].kind in ("split", "join") else None
    if first is None or first.batch_id is None:
        return None, [], []
    detail = batches.get(db, first.batch_id).detail
    known = segments.by_ids(db, detail["retired"])
    return first, [known[one] for one in detail["retired"] if one in known], detail["made"]
