"""Gathering what a report carries from the database: texts, judgements without names, weights, and what does not count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from ...domain import text as texts
from ...domain.effort import stages
from ...domain.effort.stages import Step
from ...domain.errors import Invalid
from ...domain.judging.records import Judgement
from ...domain.models import COUNTED_STATES, Document, Project, Segment, SegmentStatistics
from ...domain.reports import building, logos
from ...domain.reports.building import Head
from ...domain.reports.material import Json, Material, Paper, Piece, Said, Sample
from ...domain.sentences import spoken
from ...store import documents, projects, scores
from ...store.effort import logs
from ...store.judging import samples, tasks
from ...store.listings import lists, references
from ..judging import collecting

LONGEST_TITLE = 200
TITLE_TOO_LONG = spoken("The title has at most 200 visible characters. Shorten it.")
CLIENT_TOO_LONG = spoken("The client’s name has at most 200 visible characters. Shorten it.")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of a report; days are written 2026-01-31."""

    title: str | None = None
    client: str | None = None
    logo: tuple[bytes, str] | None = None  # the picture and the name of its file
    start: str | None = None
    end: str | None = None


def report(db: Database, project_ids: Sequence[int], wanted: Wanted) -> dict[str, Json]:
    """The report of these projects. Raises Invalid for a day, a name or a picture that is none."""
    if not project_ids:
        raise Invalid("Choose at least one project.")
    found = [projects.get(db, one) for one in dict.fromkeys(project_ids)]
    head = _head(found, wanted)
    gathered = _Gathered(db, head)
    for project in found:
        gathered.take(project)
    return building.build(head, gathered.material(found), known=gathered.known)


def named(db: Database, names: Sequence[str]) -> list[int]:
    """Ids of the projects with these names or numbers; raises Invalid where there is none."""
    found = []
    for name in names:
        project = projects.find(db, name.strip())
        if project is None and name.isascii() and name.isdigit() and len(name) < 16:
            project = projects.get(db, int(name))
        if project is None:
            there = ", ".join(one.name for one in projects.list_after(db, 0, 20)) or "none yet"
            raise Invalid(f"There is no project called {name}. There are: {there}.")
        found.append(project.id)
    return found


def _head(found: Sequence[Project], wanted: Wanted) -> Head:
    start, end = _day(wanted.start), _day(wanted.end)
    if start and end and start > end:
        raise Invalid(f"The period ends ({end}) before it begins ({start}). Exchange the two days.")
    return Head(
        title=_name(wanted.title, TITLE_TOO_LONG) or ", ".join(one.name for one in found),
        client=_name(wanted.client, CLIENT_TOO_LONG),
        logo=logos.data_uri(*wanted.logo) if wanted.logo else None,
        start=start,
        end=end,
    )


def _day(given: str | None) -> str | None:
    if not given:
        return None
    try:
        if DAY.fullmatch(given):
            return date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise Invalid(f"The day {given} is none. Write it like 2026-01-31.")


def _name(given: str | None, refusal: str) -> str | None:
    name = (given or "").strip()
    if not name:
        return None
    if len(name) > LONGEST_TITLE or not texts.is_clean_name(name):
        raise Invalid(refusal)
    return name


class _Gathered:
    """What was found so far, document after document."""

    def __init__(self, db: Database, head: Head) -> None:
        self.db, self.head = db, head
        self.papers: list[Paper] = []
        self.said: list[Said] = []
        self.known: dict[tuple[int, int], SegmentStatistics] = {}
        self.samples: list[Sample] = []
        self.drawn: dict[tuple[str, str, str], int] = {}  # segment, system, rater to the number of a sample
        self.places: dict[str, tuple[int, int]] = {}  # segment id as text: document, position
        self.judged: list[tuple[Judgement, str]] = []

    def take(self, project: Project) -> None:
        for document in documents.list_of_project(self.db, project.id):
            self._document(project, document)
        self._judgements(project)

    def _document(self, project: Project, document: Document) -> None:
        number = len(self.papers)
        steps = logs.of_document(self.db, document.id)
        independent = references.independent(self.db, document.id)
        counted = scores.of_segments(self.db, document.id)
        pieces: list[Piece] = []
        out: Counter[str] = Counter()
        for segment in (one for chunk in lists.in_chunks(self.db, document.id) for one in chunk):
            self.places[str(segment.id)] = (number, segment.position)
            reason = self._reason(segment)
            reference = None if segment.left_out else independent.get(segment.id)
            if reason:
                out[reason] += 1
            elif segment.id in counted:
                self.known[number, segment.position] = counted[segment.id]
            if reason is None or reference is not None:
                pieces.append(_piece(segment, document, steps.get(segment.id, []), reason is None, reference))
        self.papers.append(
            Paper(
                project=project.name,
                name=document.name,
                source_lang=document.source_lang or project.source_lang,
                target_lang=document.target_lang,
                system=document.system,
                pieces=tuple(pieces),
                not_counted=out,
            )
        )

    def _reason(self, segment: Segment) -> str | None:
        """Why a segment does not count; None where it does."""
        if segment.left_out or segment.cut:
            return "left_out"
        if segment.machine is None:
            return "without_machine_text"
        if segment.locked:
            return "locked"
        if segment.editorial:
            return "editorial"
        if segment.state not in COUNTED_STATES:
            return "not_confirmed"
        return None if self._is_in_period(segment) else "outside_period"

    def _is_in_period(self, segment: Segment) -> bool:
        day = (segment.changed_at or "")[:10]
        return (self.head.start or "") <= day and (self.head.end is None or day <= self.head.end)

    def _draws(self, project: Project) -> None:
        """Which texts were judged as part of a sample; samples of which nothing was judged say nothing."""
        finished = samples.finished_in_samples(self.db, project.id)
        wanted = {one.sample_id for one in finished}
        numbers = {}
        for one in reversed(samples.of_project(self.db, project.id)):
            if one.id in wanted:
                numbers[one.id] = len(self.samples)
                self.samples.append(Sample(one.size, one.could_be_drawn, one.seed, one.made_at[:10]))
        for said in finished:
            self.drawn[str(said.segment_id), said.system, said.author] = numbers[said.sample_id]

    def _judgements(self, project: Project) -> None:
        self._draws(project)
        by_kind = {
            kind: collecting.collected(
                self.db, project.id, rating=kind, days=(self.head.start, self.head.end)
            ).found
            for kind in ("esa", "da")
        }
        da = {
            (one.segment, one.system, one.rater): one.rating
            for one in by_kind["da"]
            if one.rating is not None
        }
        for one in by_kind["esa"]:
            key = (one.segment, one.system, one.rater)
            self._say(one, one.rating, da.pop(key, None))
        for one in by_kind["da"]:
            if (one.segment, one.system, one.rater) in da:
                self._say(one, None, one.rating)

    def _say(self, one: Judgement, esa: float | None, da: float | None) -> None:
        place = self.places.get(one.segment)
        if place is None:
            return
        self.said.append(
            Said(
                paper=place[0],
                position=place[1],
                system=one.system,
                rater=one.rater,
                marks=None if one.is_rated_only else one.marks,
                esa=esa,
                da=da,
                sample=self.drawn.get((one.segment, one.system, one.rater)),
            )
        )

    def material(self, found: Sequence[Project]) -> Material:
        own = [tasks.settings(self.db, project.id) for project in found]
        weights = own[0].weights if own[0] else None
        if any((one.weights if one else None) != weights for one in own):
            raise Invalid(
                "The projects weigh errors differently, so their marks do not belong in one report. Make a report for each."
            )
        return Material(
            papers=tuple(self.papers),
            said=_without_names(self.said),
            samples=tuple(self.samples),
            weights_name="own" if weights is not None else "mqm2",
            weights=weights,
        )


def _piece(
    segment: Segment, document: Document, steps: Sequence[Step], counts: bool, reference: str | None
) -> Piece:
    handed = stages.handed(segment.machine, steps)
    others = tuple(
        (one.system, one.text) for one in segment.candidates if one.system != document.system and reference
    )
    return Piece(
        position=segment.position,
        source=segment.source,
        machine=segment.machine,
        text=segment.text,
        counts=counts,
        changed_on=segment.changed_at[:10] if segment.changed_at else None,
        handed=handed.text if counts and handed.is_reviewed else None,
        reference=reference,
        candidates=others,
    )


def _without_names(said: Sequence[Said]) -> tuple[Said, ...]:
    """Raters as numbers, in the order of their names: a report goes out to people who need not know them."""
    numbers = {
        name: f"rater {number}" for number, name in enumerate(sorted({one.rater for one in said}), start=1)
    }
    return tuple(replace(one, rater=numbers[one.rater]) for one in said)
