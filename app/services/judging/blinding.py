"""Whose texts a person must not know: the names of systems, hidden from whoever judges blind until they have finished.

A task hides names from editors and reviewers whom it asks, in its documents, where their project has texts of more than
one system; not from leads, nor from whoever pressed *Show system names*, nor from those who have judged all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from ...domain.errors import Forbidden
from ...domain.models import Candidate, Document, Person, Segment
from ...domain.permissions import may
from ...store import documents, segments
from ...store.judging import blinds
from ...store.judging.tasks import Task
from . import tasking
from .tasking import HIDDEN


@dataclass(frozen=True, slots=True)
class Veil:
    """The tasks that hide names from one person, by the documents in which they do."""

    tasks: Mapping[int, Task]
    bases: Mapping[int, str]  # the base systems of these documents

    def hides(self, document_id: int | None) -> bool:
        return document_id in self.tasks

    def name(self, document_id: int, segment_id: int, system: str) -> str:
        """What stands for a name in an answer: the base system's says that it is, others' are new in each segment."""
        if system == self.bases[document_id]:
            return HIDDEN
        return tasking.hidden(self.tasks[document_id], segment_id, system)

    def segment(self, one: Segment) -> Segment:
        """The same segment, its candidates in an order that says nothing."""
        found = [
            Candidate(self.name(one.document_id, one.id, each.system), each.text) for each in one.candidates
        ]
        return replace(one, candidates=tuple(sorted(found, key=lambda each: each.system)))

    def over(self, answer: Any, document_of: Callable[[int], int | None]) -> Any:
        """An answer of the API without the names that are hidden; `document_of` says which document a segment is in."""
        if isinstance(answer, list | tuple):
            return [self.over(one, document_of) for one in answer]
        if not isinstance(answer, dict):
            return answer
        found = {key: self.over(value, document_of) for key, value in answer.items()}
        return self._over_one(found, document_of)

    def _over_one(self, found: dict[str, Any], document_of: Callable[[int], int | None]) -> dict[str, Any]:
        document_id, segment_id = found.get("document_id"), found.get("segment_id")
        if "candidates" in found:
            document_id = document_id or document_of(found["id"])
            if not self.hides(document_id):
                return found
            return {**found, "candidates": self._candidates(document_id, found["id"], found["candidates"])}
        if not isinstance(found.get("system"), str):
            return found
        if segment_id is None:
            is_document = "project_id" in found and self.hides(found.get("id"))
            return {**found, "system": HIDDEN} if is_document else found
        own = document_of(segment_id)
        if own is None or not self.hides(own):
            return found
        return {**found, "system": tasking.hidden(self.tasks[own], segment_id, found["system"])}

    def _candidates(self, document_id: Any, segment_id: int, found: list[dict[str, Any]]) -> list[Any]:
        named = [{**one, "system": self.name(document_id, segment_id, one["system"])} for one in found]
        return sorted(named, key=lambda one: str(one["system"]))


def veil(db: Database, person: Person) -> Veil | None:
    """What is hidden from a person now; None where nothing is."""
    if may(person.role, "lead") or not may(person.role, "edit"):
        return None
    found: dict[int, Task] = {}
    bases: dict[int, str] = {}
    for task in blinds.asking(db, person.name):
        if len(tasking.systems_of(db, task.project_id)) < 2:
            continue
        for document_id in blinds.unfinished(db, task, person.name):
            found.setdefault(document_id, task)
            bases.setdefault(document_id, documents.get(db, document_id).system)
    return Veil(found, bases) if found else None


def hiding(db: Database, project_id: int, *, person: Person) -> list[tuple[Document, Task]]:
    """The documents of a project in which names are hidden from a person, with the task that does it."""
    over = veil(db, person)
    if over is None:
        return []
    own = documents.list_of_project(db, project_id)
    return [(one, over.tasks[one.id]) for one in own if over.hides(one.id)]


def refuse(db: Database, project_id: int, *, person: Person) -> None:
    """Raises Forbidden where an answer would say which system is better to somebody who judges blind."""
    if hiding(db, project_id, person=person):
        raise Forbidden(
            "You are judging texts of this project with hidden names, and this names the systems. Finish first, or show"
            " the names on the page where you judge."
        )


def hides(db: Database, document_id: int, *, person: Person) -> bool:
    over = veil(db, person)
    return over is not None and over.hides(document_id)


def document_of(db: Database, segment_id: int) -> int | None:
    return segments.document_of(db, segment_id)
