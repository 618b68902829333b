"""What a page shows: documents, segments with their differences and drafts, counts, places."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from sqlite_utils import Database

from ..domain import diff
from ..domain.errors import Invalid, NotFound
from ..domain.models import Difference, Document, Draft, Person, Project, Segment
from ..store import changes, documents, drafts, people, projects, questions, segments
from ..store.database import snapshot
from ..store.listings import lists
from ..store.questions import Question
from . import reviewing, scoring
from .reviewing import Said


@dataclass(frozen=True, slots=True)
class Row:
    """A segment as the workbench shows it."""

    segment: Segment
    difference: Difference | None  # machine text to correction, None for a sentence that a person added
    draft: Draft | None
    questions: int
    comments: int
    sent_back: Said | None = None  # what a reviewer said, while it waits for an answer


@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """A page of the workbench: rows, counts, and where it is in the document."""

    project: Project
    document: Document
    rows: list[Row]
    state: str
    query: str
    order: str
    number: int
    pages: int
    total: int  # segments that match the filter
    counts: dict[str, int]
    score_sentence: str
    first_todo: int | None  # id of the first segment to do on this page
    seen: int  # every change up to this number is in the rows
    people: int  # how many can sign in
    helper: str | None  # who can give more rights, for somebody who may only read


def workbench(
    db: Database,
    document_id: int,
    *,
    person: Person,
    state: str = "all",
    query: str = "",
    page: int | None = None,
    segment_id: int | None = None,
    order: str = "document",
    size: int = 200,
) -> WorkbenchPage:
    """The page asked for; without a number the one with `segment_id`, else the one where work is to be done."""
    if state not in segments.FILTERS:
        raise Invalid(f"There is no filter {state}. Choose one of: {', '.join(segments.FILTERS)}.")
    _check_order(order)
    seen = changes.newest(db)
    document = documents.get(db, document_id)
    counted = counts(db, document_id)
    total = lists.count(db, document_id, state=state, query=query) if query else counted[state]
    pages = max(1, -(-total // size))
    number = page or _page_of(db, document_id, segment_id, state, query, order, size)
    number = min(max(number, 1), pages)
    found = _rows_of_page(db, document_id, state, query, order, (number - 1) * size, size)
    todo = (one.id for one in found if one.state == "todo" and not one.left_out and not one.locked)
    return WorkbenchPage(
        project=projects.get(db, document.project_id),
        document=document,
        rows=rows(db, found, document, person),
        state=state,
        query=query,
        order=order,
        number=number,
        pages=pages,
        total=total,
        counts=counted,
        score_sentence=scoring.of_document(db, document_id).sentence,
        first_todo=next(todo, None),
        seen=seen,
        people=people.count_able_to_sign_in(db),
        helper=people.first_lead(db) if person.role == "viewer" else None,
    )


def _rows_of_page(
    db: Database, document_id: int, state: str, query: str, order: str, offset: int, size: int
) -> list[Segment]:
    if (
        state == "all" and not query and order == "document"
    ):  # positions have no gaps, so the last of 500 pages is found as fast as the first
        return lists.page(db, document_id, after=offset, limit=size)
    return lists.numbered_page(
        db, document_id, state=state, query=query, offset=offset, limit=size, order=order
    )


def _page_of(
    db: Database, document_id: int, segment_id: int | None, state: str, query: str, order: str, size: int
) -> int:
    if order != "document" and not segment_id:
        return 1
    place = segments.get(db, segment_id) if segment_id else lists.first_todo(db, document_id)
    if place is None:
        return 1
    if place.document_id != document_id or not place.is_live:
        raise NotFound(f"Segment {place.id} is not in this document any more.")
    if order != "document":
        ids = lists.ids_in_order(db, document_id, state=state, query=query, order=order)
        return ids.index(place.id) // size + 1 if place.id in ids else 1
    before = lists.count(db, document_id, state=state, query=query, before_position=place.position)
    return before // size + 1


def rows(db: Database, found: list[Segment], document: Document, person: Person) -> list[Row]:
    own = drafts.of_segments(db, person.id, [one.id for one in found])
    ids = [one.id for one in found]
    verdicts = reviewing.open_verdicts(db, found, document)
    asked, said = (questions.open_counts(db, ids, kind=kind) for kind in ("question", "comment"))
    return [
        Row(
            one,
            difference(one, document.target_lang),
            own.get(one.id),
            asked.get(one.id, 0),
            said.get(one.id, 0),
            verdicts.get(one.id),
        )
        for one in found
    ]


def difference(one: Segment, lang: str | None) -> Difference | None:
    """Machine text to correction; None for a sentence that a person added."""
    return None if one.machine is None else diff.difference(one.machine, one.text, lang)


def counts(db: Database, document_id: int) -> dict[str, int]:
    """Segments by state, and how many have open questions or pairs to look at."""
    return {**documents.counts(db, document_id), **lists.waiting(db, document_id)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a document on its map: the state that most of its segments have, and the number of the first."""

    position: int
    state: str


def document_map(db: Database, document_id: int, *, most: int = 200) -> list[Mark]:
    """A document from its start to its end in at most so many marks."""
    documents.get(db, document_id)
    total = lists.count(db, document_id)
    buckets = min(most, total)
    found: dict[int, str] = {}
    for bucket, state, _ in lists.states_in_buckets(db, document_id, buckets=most):
        found.setdefault(bucket, state)
    return [Mark(-(-bucket * total // buckets) + 1, state) for bucket, state in sorted(found.items())]


def document(db: Database, document_id: int) -> tuple[Document, dict[str, int]]:
    return documents.get(db, document_id), documents.counts(db, document_id)


def segment(db: Database, segment_id: int) -> Segment:
    return segments.get(db, segment_id)


def segment_list(
    db: Database,
    document_id: int,
    *,
    state: str,
    query: str,
    after: int,
    limit: int,
    order: str = "document",
) -> list[Segment]:
    """Segments after a position; in another order than the document's, those behind the segment of this id."""
    if state not in segments.FILTERS:
        raise Invalid(f"There is no state {state}. Choose one of: {', '.join(segments.FILTERS)}.")
    _check_order(order)
    documents.get(db, document_id)
    if order == "document":
        return lists.page(db, document_id, state=state, query=query, after=after, limit=limit)
    return lists.page_behind(
        db, document_id, state=state, query=query, order=order, segment_id=after, limit=limit
    )


def _check_order(order: str) -> None:
    if order not in lists.ORDERS:
        raise Invalid(f"There is no order {order}. Choose one of: {', '.join(lists.ORDERS)}.")


@dataclass(frozen=True, slots=True)
class ProjectCard:
    project: Project
    documents: list[Document]
    counts: dict[int, dict[str, int]]


def project(db: Database, project_id: int) -> ProjectCard:
    found = documents.list_of_project(db, project_id)
    return ProjectCard(
        projects.get(db, project_id), found, {one.id: documents.counts(db, one.id) for one in found}
    )


def project_list(db: Database, *, after: int = 0, limit: int = 1000) -> list[ProjectCard]:
    return [project(db, one.id) for one in projects.list_after(db, after, limit)]


def open_questions(db: Database, document_id: int) -> list[tuple[Segment, Question]]:
    """Open questions of a document, in order of the text."""
    documents.get(db, document_id)
    return [(segments.get(db, one.segment_id), one) for one in questions.open_of_document(db, document_id)]


def has_colleagues(db: Database) -> bool:
    """False while one person works alone: review, mentions and presence are shown to teams only."""
    return people.count_able_to_sign_in(db) > 1


def all_segments(db: Database, document_id: int) -> Generator[Segment, None, None]:
    """Every live segment of a document in order, as of one moment."""
    with snapshot(db):
        documents.get(db, document_id)
        for chunk in lists.in_chunks(db, document_id):
            yield from chunk
