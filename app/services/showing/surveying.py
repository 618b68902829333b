"""What the home and project pages show: where to go on, how far each document is, what was deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.models import Document, Person, Project, Segment
from ...store import documents, projects, questions, revisions, segments
from ...store.listings import lists
from .. import scoring


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as a row of a table. `words_changed` is a share, None where nothing is measured."""

    document: Document
    counts: dict[str, int]
    words_changed: float | None
    scored: int
    open_questions: int
    edited_at: str | None
    edited_by: str | None


@dataclass(frozen=True, slots=True)
class ProjectLines:
    """A project with its documents, those that people worked on last first."""

    project: Project
    documents: list[DocumentLine]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person goes on working."""

    project: Project
    document: Document
    segment: Segment
    counts: dict[str, int]
    is_started: bool


@dataclass(frozen=True, slots=True)
class Home:
    place: Place | None
    projects: list[ProjectLines]
    hidden: list[Project]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    lines: ProjectLines
    scores: dict[str, scoring.DocumentScores]
    hidden: list[Document]


def home(db: Database, person: Person) -> Home:
    asked = questions.open_by_document(db)
    found = [_lines(db, one, asked) for one in projects.list_after(db, 0, 1000)]
    return Home(_place(db, person, found), found, projects.list_hidden(db))


def project(db: Database, project_id: int) -> ProjectPage:
    lines = _lines(db, projects.get(db, project_id), questions.open_by_document(db))
    return ProjectPage(lines, scoring.of_project(db, project_id), documents.list_hidden(db, project_id))


def _lines(db: Database, one: Project, asked: dict[int, int]) -> ProjectLines:
    found = (_line(db, each, asked.get(each.id, 0)) for each in documents.list_of_project(db, one.id))
    # The demo is a course: its order is the one in which a newcomer meets it.
    return ProjectLines(one, list(found) if one.is_demo else sorted(found, key=_activity, reverse=True))


def _activity(one: DocumentLine) -> tuple[str, int]:
    return max(one.edited_at or "", one.document.created_at), one.document.id


def _line(db: Database, document: Document, open_questions: int) -> DocumentLine:
    score = scoring.of_document(db, document.id).scores["hter"]
    edit = documents.last_edit(db, document.id) or {}
    return DocumentLine(
        document=document,
        counts=documents.counts(db, document.id),
        words_changed=score.score,
        scored=score.n,
        open_questions=open_questions,
        edited_at=edit.get("changed_at"),
        edited_by=edit.get("author"),
    )


def _place(db: Database, person: Person, found: list[ProjectLines]) -> Place | None:
    """The document this person changed last, else the first one with something to do."""
    newest = revisions.newest_of_author(db, person.name)
    if newest is not None:
        worked = segments.get(db, newest.segment_id)
        document = documents.get(db, worked.document_id)
        return _place_in(db, document, lists.first_todo(db, document.id) or worked, is_started=True)
    for line in sorted((each for one in found for each in one.documents), key=lambda each: each.document.id):
        segment = lists.first_todo(db, line.document.id)
        if segment is not None:
            return _place_in(db, line.document, segment, is_started=False)
    return None


def _place_in(db: Database, document: Document, segment: Segment, *, is_started: bool) -> Place:
    return Place(
        project=projects.get(db, document.project_id),
        document=document,
        segment=segment,
        counts=documents.counts(db, document.id),
        is_started=is_started,
    )
