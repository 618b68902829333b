"""Finding in a project, and replacing what a person ticked in the preview: one batch, one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from itertools import islice
from typing import Literal

from sqlite_utils import Database

from ..domain import searching
from ..domain.errors import Invalid
from ..domain.models import Document, Person, Project, Segment
from ..domain.searching import Query, Replacement, Span
from ..store import documents, projects, revisions, segments
from ..store.listings import hits, lists
from . import revising
from .changing import rewriting
from .changing.batching import Changed
from .changing.rewriting import NewText

Field = Literal["text", "machine", "source"]
FIELDS: tuple[Field, ...] = ("text", "machine", "source")
SHOWN = 500
READ_AT_ONCE = 200
MOST_COUNTED = 1000  # segments with hits: of more, pages say "more than"


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
    """Some of the hits, and how many places in how many segments and documents there are; of very many the first."""

    hits: list[Hit]
    places: int
    segments: int
    documents: int
    is_more: bool = False  # there are more than were counted


@dataclass(frozen=True, slots=True)
class Facets:
    """How many segments with hits each choice would leave, the other choices being kept; of very many the first.

    Where `is_more`, the numbers are of these only, and pages show none.
    """

    states: dict[str, int]
    authors: dict[str, int]
    documents: dict[int, int]
    is_more: bool = False  # there are more than were counted


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
    most = max(MOST_COUNTED, after + limit)
    return _shown(db, _first(_places(db, project_id, query, scope), most), most, limit, after)


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
    holding = hits.holding(db, searching.pieces(query))
    indexed = set() if holding is None else hits.indexed_documents(db, project_id)
    for document in documents.list_of_project(db, project_id):
        among = holding.get(document.id, []) if holding is not None and document.id in indexed else None
        if scope.document_id in (None, document.id) and among != []:
            texts = lists.stream_texts(
                db, document.id, scope.field, state=scope.state, author=scope.author, among=among
            )
            for segment_id, text, state, author in texts:
                spans = finder(text)
                if spans:
                    yield _Place(segment_id, document, tuple(spans), state, author)


def _first(found: Iterable[_Place], most: int) -> list[_Place]:
    """So many, and one more where there are more."""
    return list(islice(found, most + 1))


def _shown(db: Database, listed: list[_Place], most: int, limit: int, after: int) -> Hits:
    found = listed[:most]
    shown = found[after : after + limit]
    read = segments.by_ids(db, {one.segment_id for one in shown})
    return Hits(
        [Hit(read[one.segment_id], one.document, one.spans) for one in shown],
        places=sum(len(one.spans) for one in found),
        segments=len(found),
        documents=len({one.document.id for one in found}),
        is_more=len(listed) > most,
    )


def page(
    db: Database, project_id: int, query: Query | None, scope: Scope, *, number: int = 1, size: int = 100
) -> SearchPage:
    """A page of hits with what choosing a state, a person or a document would leave; no query finds nothing."""
    check(scope)
    everywhere = replace_fields(scope, document_id=None, state="all", author=None)
    found = _first(_places(db, project_id, query, everywhere), MOST_COUNTED) if query else []
    most = max(MOST_COUNTED, number * size)
    if query and len(found) > MOST_COUNTED:
        chosen = _first(_places(db, project_id, query, scope), most)
    else:
        chosen = [one for one in found if all(test(one, scope) for test in TESTS.values())]
    pages = max(1, -(-min(len(chosen), most) // size))
    number = min(max(number, 1), pages)
    return SearchPage(
        project=projects.get(db, project_id),
        documents=documents.list_of_project(db, project_id),
        hits=_shown(db, chosen, most, size, (number - 1) * size),
        facets=_with_everybody(db, project_id, _facets(found, scope)),
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
        is_more=len(found) > MOST_COUNTED,
    )


def _with_everybody(db: Database, project_id: int, facets: Facets) -> Facets:
    """Of very many hits only the first were read: whoever changed something in the project can be chosen."""
    if not facets.is_more:
        return facets
    listed = documents.list_of_project(db, project_id)
    people = {name: 0 for one in listed for name in revisions.authors_of_document(db, one.id)}
    return replace_fields(facets, authors=people | facets.authors)


def preview(
    db: Database,
    project_id: int,
    query: Query,
    new: str,
    scope: Scope,
    *,
    keep_capitals: bool = True,
    most: int | None = None,
) -> list[Change]:
    """What replacing would do, in the first so many segments; confirmed texts are shown and not ticked."""
    if scope.field != "text":
        raise Invalid("Only corrections can be replaced; source and machine text stay as they were imported.")
    revising.check_text(new)
    found = _changes(db, project_id, query, new, scope, keep_capitals)
    return list(islice(found, most))


def _changes(
    db: Database, project_id: int, query: Query, new: str, scope: Scope, keep_capitals: bool
) -> Iterator[Change]:
    found = _places(db, project_id, query, scope)
    while some := list(islice(found, READ_AT_ONCE)):
        read = segments.by_ids(db, [one.segment_id for one in some])
        for one in some:
            segment = read[one.segment_id]
            done = searching.replace(query, segment.text, new, keep_capitals=keep_capitals)
            if done and done.new_text != segment.text and not segment.locked:
                is_certain = segment.state not in ("confirmed", "approved")
                yield Change(segment, one.document, done, is_certain)


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
            revising.check_text(done.new_text, before=segment.text)
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


def check(scope: Scope) -> None:
    """Raises Invalid for a field or a state that there is not."""
    if scope.field not in FIELDS or scope.state not in segments.FILTERS:
        raise Invalid("Choose where to look: text, machine or source, and one of the states.")
