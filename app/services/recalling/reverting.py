"""Taking back what one person did to a document in a period: seen first, one batch, itself undoable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain import diff
from ...domain.errors import Invalid
from ...domain.models import Difference, Document, Person, Project, Segment
from ...store import documents, projects, revisions, segments
from ...store.history import reversals
from ...store.history.reversals import Touched
from ..changing import rewriting
from ..changing.batching import Changed
from ..changing.rewriting import NewText

LATEST = "9999"
MOST_SHOWN = 1000  # the rest is taken back after these


@dataclass(frozen=True, slots=True)
class Period:
    """Whose changes, from a moment (and with it) to another (without it)."""

    author: str
    since: str = ""
    until: str = LATEST


@dataclass(frozen=True, slots=True)
class Reversal:
    """A segment that would go back; `is_certain` where nobody else changed it since, so that it is ticked at first."""

    segment: Segment
    difference: Difference  # from the text as it is now to the one that comes back
    touched: Touched
    is_certain: bool


@dataclass(frozen=True, slots=True)
class ReversalPage:
    project: Project
    document: Document
    authors: list[str]
    rows: list[Reversal]
    today: str
    structural: int  # splits, joins and the like, which are undone one by one in the history


def preview(db: Database, document_id: int, period: Period | None) -> ReversalPage:
    """What taking back would do, segment by segment; without a period only whose changes there are."""
    document = documents.get(db, document_id)
    return ReversalPage(
        project=projects.get(db, document.project_id),
        document=document,
        authors=revisions.authors_of_document(db, document_id),
        rows=_rows(db, document, period) if period else [],
        today=clock.today(),
        structural=_structural(db, document_id, period) if period else 0,
    )


def _structural(db: Database, document_id: int, period: Period) -> int:
    return reversals.structural(db, document_id, author=period.author, since=period.since, until=period.until)


def _rows(db: Database, document: Document, period: Period) -> list[Reversal]:
    found = reversals.touched(db, document.id, author=period.author, since=period.since, until=period.until)
    read = segments.by_ids(db, {one.segment_id for one in found[:MOST_SHOWN]})
    rows = []
    for one in found[:MOST_SHOWN]:
        segment = read[one.segment_id]
        if (segment.text, segment.state) != (one.text, one.state) and not segment.locked:
            change = diff.difference(segment.text, one.text, document.target_lang)
            rows.append(Reversal(segment, change, one, is_certain=one.later_by is None))
    return rows


def revert(
    db: Database,
    document_id: int,
    period: Period,
    chosen: Sequence[tuple[int, int]],
    *,
    who: Person,
    op_id: str | None = None,
) -> Changed:
    """Take back the period's changes in the chosen (segment id, revision seen) pairs, as one batch.

    Segments that somebody changed since the preview are skipped and named.
    """
    document = documents.get(db, document_id)
    found = reversals.touched(db, document_id, author=period.author, since=period.since, until=period.until)
    before = {one.segment_id: one for one in found}
    texts = [
        NewText(segment_id, seen, before[segment_id].text, before[segment_id].state)
        for segment_id, seen in chosen
        if segment_id in before
    ]
    if not texts:
        raise Invalid("Tick at least one segment that is to go back.")
    count = "1 segment" if len(texts) == 1 else f"{len(texts)} segments"
    return rewriting.revise_many(
        db,
        document.project_id,
        document_id,
        texts,
        kind="undo",
        batch_kind="revert",
        summary=f"Took back changes by {period.author} in {count}",
        author=who,
        op_id=op_id,
    )
