"""The desk of a person who judges a sample: its segments in order, from whichever document, with what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Forbidden, NotFound
from ...domain.models import Document, Person, Project, Segment
from ...store import documents, projects, segments
from ...store.database import writing
from ...store.judging import samples, tasks
from ...store.judging.samples import Place, Sample
from ...store.judging.tasks import Task
from . import desk, scheme
from .desk import Judged
from .scheme import Scheme


@dataclass(frozen=True, slots=True)
class Around:
    """A neighbour of a drawn segment: its source where there is one, so that no system's words steer."""

    position: int
    text: str
    is_source: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A segment of the sample at its place, with its neighbours in the document."""

    place: int
    document: Document
    judged: Judged
    before: Around | None
    after: Around | None


@dataclass(frozen=True, slots=True)
class SampleDesk:
    """`left` are all unfinished segments, on all pages; `gone` can no longer be judged."""

    project: Project
    document: Document  # the first on this page, for the languages
    scheme: Scheme
    task: Task
    sample: Sample
    is_hidden: bool
    rows: list[Drawn]
    number: int
    pages: int
    left: list[dict[str, int]]
    of: int
    gone: int

    @property
    def kind(self) -> str:
        return self.task.kind


def get(
    db: Database, task_id: int, *, person: Person, number: int | None = None, size: int = 200
) -> SampleDesk:
    """The desk at a page, else at the page with the first unfinished segment. Raises Forbidden for another's sample."""
    task, sample = _own(db, task_id, person)
    places = samples.places(db, sample, person=person.name)
    found = [one for one in places if one.is_there]
    if not found:
        raise NotFound("Every segment of this sample was left out or deleted since. Draw another sample.")
    left = [one for one in found if not one.is_done]
    first = found.index(left[0]) // size + 1 if left else 1
    pages = -(-len(found) // size)
    at = min(max(number or first, 1), pages)
    here = found[(at - 1) * size : at * size]
    papers = {key: documents.get(db, key) for key in dict.fromkeys(one.document_id for one in here)}
    is_hidden = task.is_blind and not tasks.has_revealed(
        db, found[0].document_id, task_id=task.id, author=person.name
    )
    return SampleDesk(
        project=projects.get(db, task.project_id),
        document=papers[here[0].document_id],
        scheme=scheme.of_project(db, task.project_id),
        task=task,
        sample=sample,
        is_hidden=is_hidden,
        rows=_rows(db, here, papers, task, person, is_hidden=is_hidden),
        number=at,
        pages=pages,
        left=[{"id": one.segment_id, "position": one.place} for one in left],
        of=len(found),
        gone=len(places) - len(found),
    )


def _own(db: Database, task_id: int, person: Person) -> tuple[Task, Sample]:
    task = tasks.get(db, task_id)
    if task.sample_id is None:
        raise NotFound(f"Judging task {task_id} has no sample.")
    if task.person != person.name:
        raise Forbidden(f"This sample was given to {task.person}. A lead can give you the same one.")
    return task, samples.get(db, task.sample_id)


def _rows(
    db: Database,
    here: list[Place],
    papers: Mapping[int, Document],
    task: Task,
    person: Person,
    *,
    is_hidden: bool,
) -> list[Drawn]:
    ids = [one.segment_id for one in here]
    of_id = {one.id: one for one in segments.of_ids(db, ids)}
    judged = desk.rows(db, [of_id[one] for one in ids], papers, task, "machine", person, is_hidden=is_hidden)
    around = samples.neighbours(db, ids)
    texts = segments.by_ids(db, (one for pair in around.values() for one in pair if one is not None))
    return [
        Drawn(
            place.place,
            papers[place.document_id],
            row,
            *(_around(texts.get(one)) if one is not None else None for one in around[place.segment_id]),
        )
        for place, row in zip(here, judged, strict=True)
    ]


def _around(segment: Segment | None) -> Around | None:
    if segment is None:
        return None
    text = segment.source if segment.source is not None else segment.machine or segment.text
    return Around(segment.position, text, segment.source is not None)


def reveal(db: Database, task_id: int, *, who: Person) -> None:
    """Show this person the names of the systems from now on, and note that for every document of the sample."""
    task, sample = _own(db, task_id, who)
    found = dict.fromkeys(one.document_id for one in samples.places(db, sample, person=who.name))
    with writing(db):
        for document_id in found:
            if not tasks.has_revealed(db, document_id, task_id=task.id, author=who.name):
                tasks.add_reveal(db, document_id, task_id=task.id, author=who.name, now=clock.now())
