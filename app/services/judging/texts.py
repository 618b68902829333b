"""The text that a judgement is about: a system's machine text, or a correction by its revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlite_utils import Database

from ...domain.errors import Invalid, NotFound
from ...domain.models import Document, Segment
from ...store import documents, revisions, segments

CONTEXT = 24  # code points kept on each side of a quote, to find it again


def judged(db: Database, segment_id: int) -> tuple[Segment, Document]:
    """The segment with its document; raises NotFound, also for one that was split or joined since."""
    segment = segments.get(db, segment_id)
    if not segment.is_live:
        raise NotFound(f"Segment {segment_id} was split or joined since. Reload the page.")
    return segment, documents.get(db, segment.document_id)


def text_of(db: Database, segment: Segment, document: Document, system: str, revision: int) -> str:
    """What the system, or the revision of its correction, says; raises Invalid where there is no such text."""
    if revision == 0:
        return machine_text(segment, document, system)
    if system != document.system:
        raise Invalid(
            "Only the base system's text is corrected here; another system's has revision 0 and no other."
        )
    found = revisions.find(db, segment.id, revision)
    if found is None:
        raise Invalid(f"Segment {segment.id} has no revision {revision}; its newest is {segment.revision}.")
    return found.text


def machine_text(segment: Segment, document: Document, system: str) -> str:
    """What the system said; raises Invalid where it said nothing here."""
    own = [segment.machine] if system == document.system and segment.machine is not None else []
    found = [*own, *(one.text for one in segment.candidates if one.system == system)]
    if not found:
        raise Invalid(f"Segment {segment.position} has no machine text of {system!r}.")
    return found[0]


def names(found: Iterable[Document]) -> dict[int, str]:
    """A name for each document by its id: its own, with a number where an earlier one of these has the same."""
    taken: Counter[str] = Counter()
    given: dict[int, str] = {}
    for document in found:
        taken[document.name] += 1
        number = taken[document.name]
        given[document.id] = document.name if number == 1 else f"{document.name} ({number})"
    return given


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
