"""Samples: drawing segments at random to be judged, giving the same ones to others, and how far everybody is."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Forbidden, Invalid
from ...domain.judging import sampling
from ...domain.models import Person, Project
from ...domain.permissions import may
from ...store import documents, people, projects
from ...store.database import writing
from ...store.judging import samples, tasks
from ...store.judging.samples import Place, Sample
from ...store.judging.tasks import Task
from . import tasking

MOST = 1000
USUAL = 50
HIGHEST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to be drawn. Without systems each document's base system; without a seed a new one."""

    size: int = USUAL
    lang: str = ""
    systems: tuple[str, ...] = ()
    kind: str = "mqm"
    is_blind: bool = True
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part in a sample: `done` of `of` segments; `gone` can no longer be judged."""

    task: Task
    done: int
    of: int
    gone: int

    @property
    def is_finished(self) -> bool:
        return self.done >= self.of


@dataclass(frozen=True, slots=True)
class Shared:
    """A sample with everybody who judges it."""

    sample: Sample
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class SamplesPage:
    """What a person sees of a project's samples: leads see all, others those that they were given."""

    project: Project
    languages: list[str]
    systems: list[str]
    people: list[Person]  # who could be given one; only for leads
    found: list[Shared]
    unfinished: Share | None  # the newest one that this person has begun or was given


def draw(db: Database, project_id: int, wanted: Wanted, *, judge: str | None, who: Person) -> Task:
    """Draw a sample for a person and give it to them: uniformly at random over what they have not judged yet.

    Raises Invalid where nothing can be drawn, Forbidden where somebody who does not lead gives it to another.
    """
    systems = _checked(db, project_id, wanted)
    person = _judge(db, judge, who)
    seed = secrets.randbelow(HIGHEST_SEED) if wanted.seed is None else wanted.seed
    with writing(db):
        projects.get(db, project_id)
        there = samples.population(db, project_id, wanted.lang, systems)
        judged = samples.judged_by(db, project_id, person)
        free = [one for one in there if one not in judged]
        if not free:
            raise _nothing(there, systems, person)
        drawn = set(sampling.drawn(free, wanted.size, seed))
        sample = samples.add(
            db,
            project_id,
            [one for one in there if one in drawn],
            lang=wanted.lang,
            systems=systems,
            seed=seed,
            population=sampling.ranges(free),
            could_be_drawn=len(free),
            already_judged=len(there) - len(free),
            author=who.name,
            now=clock.now(),
        )
        return _give(db, sample, person, kind=wanted.kind, is_blind=wanted.is_blind, who=who)


def _checked(db: Database, project_id: int, wanted: Wanted) -> tuple[str, ...]:
    if not 1 <= wanted.size <= MOST:
        raise Invalid(f"A sample has 1 to {MOST:,} segments. Write such a number.")
    if wanted.seed is not None and not 0 <= wanted.seed <= HIGHEST_SEED:
        raise Invalid(f"A seed is a whole number from 0 to {HIGHEST_SEED}.")
    if wanted.kind not in tasking.KINDS:
        raise Invalid(f"There is no kind {wanted.kind}. Choose one of: {', '.join(tasking.KINDS)}.")
    systems = tuple(dict.fromkeys(wanted.systems))
    if len(systems) > tasking.MOST_SYSTEMS:
        raise Invalid(f"At most {tasking.MOST_SYSTEMS} systems stand side by side. Make two tasks.")
    known = tasking.systems_of(db, project_id)
    if set(systems) - set(known):
        raise Invalid(f"Choose systems of this project: {', '.join(known)}.")
    return systems


def _judge(db: Database, name: str | None, who: Person) -> str:
    """Who judges: the person who asks, or somebody whom a lead names."""
    if not name or name == who.name:
        return who.name
    if not may(who.role, "lead"):
        raise Forbidden("Only leads give samples to others. Draw one for yourself.")
    found = people.get(db, name)
    if not found.is_active or not may(found.role, "edit"):
        raise Invalid(f"{found.name} cannot judge here. Choose an editor, a reviewer or a lead.")
    return found.name


def _nothing(there: Sequence[int], systems: Sequence[str], person: str) -> Invalid:
    if there:
        return Invalid(
            f"{person} has judged every segment that could be drawn. Add text, or ask another person."
        )
    if len(systems) > 1:
        return Invalid(f"No segment has a text of each of these systems: {', '.join(systems)}. Choose fewer.")
    return Invalid("There is no machine text to draw from in this language. Add text first.")


def _give(db: Database, sample: Sample, person: str, *, kind: str, is_blind: bool, who: Person) -> Task:
    return tasks.add(
        db,
        sample.project_id,
        document_id=None,
        kind=kind,
        systems=sample.systems,
        is_blind=is_blind,
        seed=secrets.randbelow(HIGHEST_SEED),
        author=who.name,
        now=clock.now(),
        sample_id=sample.id,
        person=person,
    )


def give(db: Database, sample_id: int, *, judge: str | None, who: Person) -> Task:
    """The same segments for another person, so that their agreement can be measured; twice gives the task there is."""
    person = _judge(db, judge, who)
    with writing(db):
        sample = samples.get(db, sample_id)
        given = [one for one in samples.tasks_of(db, sample.project_id) if one.sample_id == sample.id]
        there = next((one for one in given if one.person == person), None)
        if there is not None:
            return there
        kind, is_blind = (given[0].kind, given[0].is_blind) if given else ("mqm", True)
        return _give(db, sample, person, kind=kind, is_blind=is_blind, who=who)


def find_task(db: Database, task_id: int | None) -> Task | None:
    """The task, where it is one to judge a sample."""
    if task_id is None:
        return None
    task = tasks.get(db, task_id)
    return task if task.sample_id is not None else None


def close(db: Database, task_id: int, *, who: Person) -> Task:
    """Nobody is asked for it any more; what was judged stays. Whoever has it may, and leads."""
    with writing(db):
        task = tasks.get(db, task_id)
        if task.sample_id is None or not (task.person == who.name or may(who.role, "lead")):
            raise Forbidden("Only the person who has this sample and leads can put it away.")
        tasks.close(db, task.id, now=clock.now())
    return task


def again(sample: Sample) -> list[int]:
    """The segments that the sample's seed draws from what could be drawn: those of the sample, or it was changed."""
    return sampling.drawn(sampling.of_ranges(sample.population), sample.size, sample.seed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A segment that could be drawn, with what the rule orders by."""

    segment_id: int
    document: str
    position: int
    sha256: str
    is_drawn: bool


def listing(db: Database, sample_id: int) -> tuple[Sample, list[Candidate]]:
    """Every segment that could be drawn, in the order of the rule: those in front were drawn."""
    sample = samples.get(db, sample_id)
    ids = sampling.of_ranges(sample.population)
    places = samples.where(db, ids)
    ordered = sampling.drawn(ids, len(ids), sample.seed)
    return sample, [
        Candidate(one, *places[one], sampling.digest(sample.seed, one), number < sample.size)
        for number, one in enumerate(ordered)
        if one in places
    ]


def share(db: Database, sample: Sample, task: Task) -> Share:
    """How far the person of a task is."""
    return _share(task, samples.places(db, sample, person=task.person or ""))


def _share(task: Task, found: Sequence[Place]) -> Share:
    there = [one for one in found if one.is_there]
    return Share(task, sum(one.is_done for one in there), len(there), len(found) - len(there))


def page(db: Database, project_id: int, *, who: Person) -> SamplesPage:
    project = projects.get(db, project_id)
    leads = may(who.role, "lead")
    found = shared(db, project_id)
    own = [one for each in found for one in each.shares if one.task.person == who.name]
    seen = [each for each in found if leads or any(one in own for one in each.shares)]
    found_documents = documents.list_of_project(db, project_id)
    return SamplesPage(
        project=project,
        languages=list(dict.fromkeys(one.target_lang or "" for one in found_documents)),
        systems=tasking.systems_of(db, project_id),
        people=[one for one in people.list_all(db) if one.is_active and may(one.role, "edit")]
        if leads
        else [],
        found=seen,
        unfinished=next((one for one in own if not one.is_finished), None),
    )


def shared(db: Database, project_id: int) -> list[Shared]:
    """Every sample of a project that somebody has, newest first."""
    given: dict[int, list[Task]] = {}
    for task in samples.tasks_of(db, project_id):
        given.setdefault(task.sample_id or 0, []).append(task)
    return [
        Shared(sample, tuple(share(db, sample, task) for task in given[sample.id]))
        for sample in samples.of_project(db, project_id)
        if sample.id in given
    ]


def unfinished(db: Database, project_id: int, *, who: Person) -> Share | None:
    """The newest sample that a person has not finished."""
    found = {one.id: one for one in samples.of_project(db, project_id)}
    own = [one for one in samples.tasks_of(db, project_id) if one.person == who.name]
    shares = (share(db, found[task.sample_id or 0], task) for task in reversed(own))
    return next((one for one in shares if not one.is_finished), None)
