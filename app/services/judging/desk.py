"""What a person who marks errors has before them: texts in order, what they said so far, what an edit did to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ...domain.errors import Invalid
from ...domain.judging.offering import Offer, offers
from ...domain.models import Document, Person, Project, Segment
from ...store import documents, projects, segments
from ...store.judging import judged, tasks
from ...store.judging.judged import ToJudge
from ...store.judging.tasks import Task
from . import blinding, marking, scheme, standing, tasking, texts, wording
from .marking import Said, checked_task
from .scheme import Scheme
from .standing import Standing

STAGES = ("machine", "corrected")


@dataclass(frozen=True, slots=True)
class Text:
    """One text under a source: `key` stands for its system in what the page sends, `label` is None while hidden."""

    system: str
    key: str
    label: str | None
    revision: int
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A segment on the desk with its texts in the order in which this task shows them."""

    segment: Segment
    texts: list[Text]
    said: dict[str, Any]
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class Desk:
    project: Project
    document: Document
    scheme: Scheme
    task: Task | None
    tasks: list[Task]
    stage: str
    is_hidden: bool
    rows: list[Judged]
    number: int
    pages: int
    left: list[dict[str, int]]
    standing: Standing | None  # only once the person has finished: a number must not steer

    @property
    def kind(self) -> str:
        return self.task.kind if self.task else "mqm"


def of_document(
    db: Database,
    document_id: int,
    *,
    person: Person,
    task_id: int | None = None,
    stage: str = "machine",
    number: int = 1,
    size: int = 200,
) -> Desk:
    """The desk of a person for a document; `left` are the segments that this person has not finished, on all pages."""
    if stage not in STAGES:
        raise Invalid(f"There is no stage {stage!r}. Choose machine or corrected.")
    document = documents.get(db, document_id)
    checked = checked_task(db, document, task_id)
    task = None if checked is None else tasks.get(db, checked)
    found = _to_judge(db, document, task, stage, person)
    left = [{"id": one.id, "position": one.position} for one in found if one.finished < one.texts]
    revealed = task is None or tasks.has_revealed(db, document.id, task_id=task.id, author=person.name)
    is_hidden = task is not None and task.is_blind and not revealed
    pages = max(1, -(-len(found) // size))
    number = min(max(number, 1), pages)
    shown = segments.of_ids(db, [one.id for one in found[(number - 1) * size : number * size]])
    shown = [one for one in shown if _texts(one, document, task, stage)]
    return Desk(
        project=projects.get(db, document.project_id),
        document=document,
        scheme=scheme.of_project(db, document.project_id),
        task=task,
        tasks=tasks.of_document(db, document.project_id, document.id),
        stage=stage,
        is_hidden=is_hidden,
        rows=rows(
            db,
            shown,
            {document.id: document},
            task,
            stage,
            person,
            is_hidden=is_hidden or (task is None and blinding.hides(db, document.id, person=person)),
        ),
        number=number,
        pages=pages,
        left=left,
        standing=None if left else standing.of_document(db, document.id),
    )


def _to_judge(
    db: Database, document: Document, task: Task | None, stage: str, person: Person
) -> list[ToJudge]:
    if stage == "corrected":
        return judged.corrections_to_judge(db, document.id, author=person.name)
    systems = (task.systems if task else ()) or (document.system,)
    return judged.to_judge(db, document.id, systems=systems, author=person.name)


def _texts(segment: Segment, document: Document, task: Task | None, stage: str) -> list[tuple[str, int]]:
    """(system, revision) of the texts to judge here, in the task's order."""
    if stage == "corrected":
        is_there = segment.revision > 0 and not segment.cut
        return [(document.system, segment.revision)] if is_there else []
    there = {one.system for one in segment.candidates}
    if segment.machine is not None:
        there.add(document.system)
    wanted = [one for one in (task.systems if task else ()) or (document.system,) if one in there]
    return [(system, 0) for system in (tasking.ordered(task, segment.id, wanted) if task else wanted)]


def rows(
    db: Database,
    shown: Sequence[Segment],
    papers: Mapping[int, Document],
    task: Task | None,
    stage: str,
    person: Person,
    *,
    is_hidden: bool,
) -> list[Judged]:
    """Segments with their texts and what the person said of them; `papers` are their documents."""
    said = marking.said(db, [one.id for one in shown], person=person)
    of_segment: dict[int, Said] = defaultdict(lambda: Said([], [], []))
    for mark in said.marks:
        if mark.author == person.name:
            of_segment[mark.segment_id].marks.append(mark)
    for rating in said.ratings:
        if rating.author == person.name:
            of_segment[rating.segment_id].ratings.append(rating)
    for finish in said.finished:
        if finish.author == person.name:
            of_segment[finish.segment_id].finished.append(finish)
    return [
        _row(db, one, papers[one.document_id], task, stage, of_segment[one.id], is_hidden=is_hidden)
        for one in shown
    ]


def _row(
    db: Database,
    segment: Segment,
    document: Document,
    task: Task | None,
    stage: str,
    said: Said,
    *,
    is_hidden: bool,
) -> Judged:
    on_desk = []
    for system, revision in _texts(segment, document, task, stage):
        key = (
            system if not is_hidden else tasking.hidden(task, segment.id, system) if task else tasking.HIDDEN
        )
        text = texts.text_of(db, segment, document, system, revision)
        on_desk.append(Text(system, key, None if is_hidden else system, revision, text))
    keys = {(one.system, one.revision): one.key for one in on_desk}
    return Judged(
        segment, on_desk, _said(db, segment, document, said, keys), _offers(segment, document, on_desk)
    )


def _said(
    db: Database, segment: Segment, document: Document, said: Said, keys: dict[tuple[str, int], str]
) -> dict[str, Any]:
    """What the person said of the texts on the desk, the systems by the keys of the page."""
    here = [one for one in said.marks if (one.system, one.revision) in keys]
    held = standing.held(db, segment, document, here)
    marks = [
        {
            **wording.mark(one.mark),
            "system": keys[one.mark.system, one.mark.revision],
            "fate": one.anchored.fate,
        }
        for one in held
    ]
    ratings = [
        {**wording.rating(one), "system": keys[one.system, one.revision]}
        for one in said.ratings
        if (one.system, one.revision) in keys
    ]
    finished = {(one.system, one.revision) for one in said.finished}
    return {"marks": marks, "ratings": ratings, "finished": bool(keys) and set(keys) <= finished}


def _offers(segment: Segment, document: Document, on_desk: Sequence[Text]) -> list[Offer]:
    """The changed phrases of a correction, where the machine text that it corrects stands alone on the desk."""
    if (
        len(on_desk) != 1
        or on_desk[0].system != document.system
        or on_desk[0].revision
        or not segment.revision
    ):
        return []
    return offers(on_desk[0].text, "" if segment.cut else segment.text, document.target_lang)
