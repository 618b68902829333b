"""What became of a document's marks when its text was edited, and what that did to the penalty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.judging import anchoring
from ...domain.judging.anchoring import STANDS, Anchored, Edit
from ...domain.judging.records import Judgement
from ...domain.models import Document, Segment
from ...domain.scoring import mqm
from ...domain.scoring.weights import Weights
from ...store import documents
from ...store.judging import judged, marks
from ...store.judging.marks import StoredMark
from ...store.listings import lists
from . import scheme, texts
from .collecting import as_mark


@dataclass(frozen=True, slots=True)
class Held:
    """A mark held against the text as it is now, as a whole and piece by piece."""

    mark: StoredMark
    anchored: Anchored
    pieces: tuple[Anchored, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Penalties of the machine's text, and of what is left of its errors; a segment's is the mean over its raters.

    None where nobody has judged it. `orphaned` marks count in the first only: somebody has to look at them again.
    """

    before: float | None
    after: float | None
    segments: int
    fates: dict[str, int]

    @property
    def orphaned(self) -> int:
        return self.fates.get("orphaned", 0)


def held(db: Database, segment: Segment, document: Document, found: Sequence[StoredMark]) -> list[Held]:
    """Marks of a segment against its current text; those of other systems' texts stand where they are."""
    edits: dict[int, Edit] = {}
    answers = []
    for mark in found:
        if mark.system != document.system:
            answers.append(_unchanged(mark))
            continue
        if mark.revision not in edits:
            old = texts.text_of(db, segment, document, mark.system, mark.revision)
            new = "" if segment.cut else segment.text
            edits[mark.revision] = Edit.of(old, new, document.target_lang)
        found_now = anchoring.of_pieces(mark.pieces, edits[mark.revision], segment.source)
        answers.append(Held(mark, found_now.whole, found_now.pieces))
    return answers


def _unchanged(mark: StoredMark) -> Held:
    pieces = tuple(Anchored("kept", one.start, one.end) for one in mark.pieces)
    return Held(mark, Anchored("kept", mark.start, mark.end), pieces)


def of_document(db: Database, document_id: int) -> Standing:
    """The penalty before and after editing, over the machine's segments that somebody judged."""
    document = documents.get(db, document_id)
    weights = scheme.of_project(db, document.project_id).weights
    before = after = 0.0
    count, fates = 0, Counter[str]()
    for chunk in lists.in_chunks(db, document_id):
        stored = _by_segment(marks.of_segments(db, [one.id for one in chunk]), document)
        done = defaultdict(set)
        for finish in judged.finishes_of(db, [one.id for one in chunk]):
            if finish.system == document.system and finish.revision == 0:
                done[finish.segment_id].add(finish.author)
        for segment in chunk:
            found = held(db, segment, document, stored[segment.id])
            raters = len({one.mark.author for one in found} | done[segment.id])
            fates.update(one.anchored.fate for one in found)
            if raters:
                count += 1
                before += penalty(found, weights) / raters
                after += penalty([one for one in found if one.anchored.fate in STANDS], weights) / raters
    return Standing(before if count else None, after if count else None, count, dict(fates))


def _by_segment(found: Sequence[StoredMark], document: Document) -> dict[int, list[StoredMark]]:
    answer: dict[int, list[StoredMark]] = defaultdict(list)
    for mark in found:
        if mark.system == document.system and mark.revision == 0:
            answer[mark.segment_id].append(mark)
    return answer


def penalty(found: Sequence[Held], weights: Weights) -> float:
    """What these marks cost together."""
    said = Judgement("", "", "", marks=tuple(as_mark(one.mark) for one in found))
    return mqm.penalty(said, weights)


def of_segment(db: Database, segment_id: int, found: Sequence[StoredMark]) -> list[Held]:
    """Marks of a live segment against its text as it is now."""
    segment, document = texts.judged(db, segment_id)
    return held(db, segment, document, found)
