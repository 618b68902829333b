"""Finding in a project, and replacing what a person ticked in the preview: one batch, one undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ..domain import searching
from ..domain.errors import Invalid
from ..domain.models import Document, Person, Segment
from ..domain.searching import Query, Replacement, Span
from ..store import documents, projects, segments
from . import batching, revising
from .batching import Changed, NewText

Field = Literal["text", "machine", "source"]
FIELDS: tuple[Field, ...] = ("text", "machine", "source")
SHOWN = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: which of the three texts, in which document, state, or by which person's last change."""

    field: Field = "text"
    document_id: int | None = None
    state: str = "all"
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    segment: Segment
    document: Document
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The first hits, and how many places in how many segments and documents there are in all."""

    hits: list[Hit]
    places: int
    segments: int
    documents: int


@dataclass(frozen=True, slots=True)
class Change:
    """A hit with what replacing would make of it; `is_certain` where it is ticked from the start."""

    segment: Segment
    document: Document
    replacement: Replacement
    is_certain: bool


def find(db: Database, project_id: int, query: Query, scope: Scope, *, limit: int = SHOWN) -> Hits:
    """Every hit of a project in document order; raises Invalid for a broken pattern or an unknown filter."""
    finder = searching.finder(query)
    hits: list[Hit] = []
    places, found, inside = 0, 0, set()
    for segment, document in _segments(db, project_id, scope):
        spans = finder(getattr(segment, scope.field) or "")
        if spans:
            places, found = places + len(spans), found + 1
            inside.add(document.id)
            if len(hits) < limit:
                hits.append(Hit(segment, document, tuple(spans)))
    return Hits(hits, places, found, len(inside))


def preview(
    db: Database, project_id: int, query: Query, new: str, scope: Scope, *, keep_capitals: bool = True
) -> list[Change]:
    """What replacing would do, segment by segment; confirmed texts are shown and not ticked."""
    if scope.field != "text":
        raise Invalid("Only corrections can be replaced; source and machine text stay as they were imported.")
    revising.check_text(new)
    changes = []
    for segment, document in _segments(db, project_id, scope):
        done = searching.replace(query, segment.text, new, keep_capitals=keep_capitals)
        if done and done.new_text != segment.text and not segment.locked:
            changes.append(Change(segment, document, done, segment.state not in ("confirmed", "approved")))
    return changes


def replace(
    db: Database,
    project_id: int,
    query: Query,
    new: str,
    chosen: Sequence[tuple[int, int]],
    *,
    author: Person,
    keep_capitals: bool = True,
    op_id: str | None = None,
) -> Changed:
    """Replace in the chosen (segment id, revision that was previewed) pairs, as one batch.

    Segments that somebody changed since the preview are skipped and named.
    """
    texts = []
    for segment_id, revision in chosen:
        segment = segments.get(db, segment_id)
        if documents.get(db, segment.document_id).project_id != project_id:
            raise Invalid(f"Segment {segment_id} is not in this project.")
        done = searching.replace(query, segment.text, new, keep_capitals=keep_capitals)
        if done:
            revising.check_text(done.new_text)
            texts.append(NewText(segment_id, revision, done.new_text, "edited"))
    if not texts:
        raise Invalid("Tick at least one place that is to be replaced.")
    count = "1 segment" if len(texts) == 1 else f"{len(texts)} segments"
    return batching.revise_many(
        db,
        project_id,
        None,
        texts,
        kind="replace",
        batch_kind="replace",
        summary=f"Replaced “{query.text}” with “{new}” in {count}",
        author=author,
        op_id=op_id,
    )


def _segments(db: Database, project_id: int, scope: Scope) -> Iterator[tuple[Segment, Document]]:
    projects.get(db, project_id)
    if scope.field not in FIELDS or scope.state not in segments.FILTERS:
        raise Invalid("Choose where to look: text, machine or source, and one of the states.")
    for document in documents.list_of_project(db, project_id):
        if scope.document_id in (None, document.id):
            for segment in segments.stream(db, document.id, state=scope.state, author=scope.author):
                yield segment, document
