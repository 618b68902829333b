"""Finding in a project, and replacing what a person ticked in the preview: one batch, one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from typing import Literal

from sqlite_utils import Database

from ..domain import searching
from ..domain.errors import Invalid
from ..domain.models import Document, Person, Project, Segment
from ..domain.searching import Query, Replacement, Span
from ..store import documents, projects, segments
from ..store.listings import lists
from . import revising
from .changing import rewriting
from .changing.batching import Changed
from .changing.rewriting import NewText

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
    """Some of the hits, and how many places in how many segments and documents there are in all."""

    hits: list[Hit]
    places: int
    segments: int
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many segments with hits each choice would leave, the other choices being kept."""

    states: dict[str, int]
    authors: dict[str, int]
    documents: dict[int, int]


@dataclass(frozen=True, slots=True)
class SearchPage:
    project: Project
    documents: list[Document]
    hits: Hits
    facets: Facets
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Change:
    """A hit with what replacing would make of it; `is_certain` where it is ticked from the start."""

    segment: Segment
    document: Document
    replacement: Replacement
    is_certain: bool


def find(
    db: Database, project_id: int, query: Query, scope: Scope, *, limit: int = SHOWN, after: int = 0
) -> Hits:
    """Hits of a project in document order; raises Invalid for a broken pattern or an unknown filter.

    `after` leaves out so many segments with hits, for a list that goes on.
    """
    return _shown(db, list(_places(db, project_id, query, scope)), limit, after)


@dataclass(frozen=True, slots=True)
class _Place:
    """A hit before its segment is read: most are counted only."""

    segment_id: int
    document: Document
    spans: tuple[Span, ...]
    state: str
    author: str | None


def _places(db: Database, project_id: int, query: Query, scope: Scope) -> Iterator[_Place]:
    check(scope)
    projects.get(db, project_id)
    finder = searching.finder(query)
    for document in documents.list_of_project(db, project_id):
        if scope.document_id in (None, document.id):
            texts = lists.stream_texts(db, document.id, scope.field, state=scope.state, author=scope.author)
            for segment_id, text, state, author in texts:
                spans = finder(text)
                if spans:
                    yield _Place(segment_id, document, tuple(spans), state, author)


def _shown(db: Database, found: list[_Place], limit: int, after: int) -> Hits:
    shown = found[after : after + limit]
    read = segments.by_ids(db, {one.segment_id for one in shown})
    return Hits(
        [Hit(read[one.segment_id], one.document, one.spans) for one in shown],
        places=sum(len(one.spans) for one in found),
        segments=len(found),
        documents=len({one.document.id for one in found}),
    )


def page(
    db: Database, project_id: int, query: Query | None, scope: Scope, *, number: int = 1, size: int = 100
) -> SearchPage:
    """A page of hits with what choosing a state, a person or a document would leave; no query finds nothing."""
    check(scope)
    everywhere = replace_fields(scope, document_id=None, state="all", author=None)
    found = list(_places(db, project_id, query, everywhere)) if query else []
    chosen = [one for one in found if all(test(one, scope) for test in TESTS.values())]
    pages = max(1, -(-len(chosen) // size))
    number = min(max(number, 1), pages)
    return SearchPage(
        project=projects.get(db, project_id),
        documents=documents.list_of_project(db, project_id),
        hits=_shown(db, chosen, size, (number - 1) * size),
        facets=_facets(found, scope),
        number=number,
        pages=pages,
    )


TESTS: dict[str, Callable[[_Place, Scope], bool]] = {
    "state": lambda one, scope: scope.state in ("all", one.state),
    "author": lambda one, scope: scope.author in (None, one.author),
    "document": lambda one, scope: scope.document_id in (None, one.document.id),
}


def _facets(found: list[_Place], scope: Scope) -> Facets:
    def besides(name: str) -> list[_Place]:
        others = [test for each, test in TESTS.items() if each != name]
        return [one for one in found if all(test(one, scope) for test in others)]

    return Facets(
        states=Counter(one.state for one in besides("state")),
        authors=Counter(one.author for one in besides("author") if one.author),
        documents=Counter(one.document.id for one in besides("document")),
    )


def preview(
    db: Database, project_id: int, query: Query, new: str, scope: Scope, *, keep_capitals: bool = True
) -> list[Change]:
    """What replacing would do, segment by segment; confirmed texts are shown and not ticked."""
    if scope.field != "text":
        raise Invalid("Only corrections can be replaced; source and machine text stay as they were imported.")
    projects.get(db, project_id)
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
    places: Mapping[int, Collection[int]] | None = None,
) -> Changed:
    """Replace in the chosen (segment id, revision that was previewed) pairs, as one batch.

    `places` names the hits of a segment that are meant, from 0; without it all of them are.
    Segments that somebody changed since the preview are skipped and named.
    """
    texts = []
    for segment_id, revision in chosen:
        segment = segments.get(db, segment_id)
        if documents.get(db, segment.document_id).project_id != project_id:
            raise Invalid(f"Segment {segment_id} is not in this project.")
        only = None if places is None else places.get(segment_id, ())
        done = searching.replace(query, segment.text, new, keep_capitals=keep_capitals, only=only)
        if done:
            revising.check_text(done.new_text)
            texts.append(NewText(segment_id, revision, done.new_text, "edited"))
    if not texts:
        raise Invalid("Tick at least one place that is to be replaced.")
    count = "1 segment" if len(texts) == 1 else f"{len(texts)} segments"
    return rewriting.revise_many(
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
    check(scope)
    for document in documents.list_of_project(db, project_id):
        if scope.document_id in (None, document.id):
            for segment in segments.stream(db, document.id, state=scope.state, author=scope.author):
                yield segment, document


def check(scope: Scope) -> None:
    """Raises Invalid for a field or a state that there is not."""
    if scope.field not in FIELDS or scope.state not in segments.FILTERS:
        raise Invalid("Choose where to look: text, machine or source, and one of the states.")
