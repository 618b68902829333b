"""All that a page about quality is computed from: a project's segments in one language, its systems, what people judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlite_utils import Database

from ... import clock
from ...domain.judging.records import Judgement, Judgements
from ...domain.models import Document, Person, Project
from ...domain.quality import facets, marked, rating
from ...domain.quality.facets import Facet, Values
from ...domain.quality.rating import Rules
from ...domain.quality.rows import Row
from ...domain.scoring import mqm
from ...domain.scoring.weights import Weights
from ...store import documents, projects
from ...store.measures import rows as stored
from ...store.measures import rules
from . import judged, people

Place = tuple[str | None, str]
FACETS = ("document", "state", "band", "changed", "type", "when", "week", "person")
LEADS = ("owner", "lead")


class Used(NamedTuple):
    """What a project agreed on: what is good, and what an error costs."""

    rules: Rules
    weights: Weights


@dataclass(frozen=True)
class Material:
    """A project's texts in one language; languages are never averaged. `rows` are those that the filters leave."""

    project: Project
    lang: str | None
    languages: tuple[tuple[str, int], ...]  # every target language with its segments
    documents: Mapping[int, Document]
    systems: Mapping[int, list[str]]  # of each document, the base system first
    rows: tuple[Row, ...]
    all_rows: tuple[Row, ...]
    facets: tuple[Facet, ...]
    wanted: Mapping[str, str]  # what the address asked for
    judgements: Judgements  # of all systems, on the texts that the filters leave
    rules: Rules
    weights: Weights  # what an error costs in this project

    @cached_property
    def counted(self) -> list[Row]:
        return [row for row in self.rows if row.is_counted]

    @cached_property
    def row_of(self) -> dict[int, Row]:
        return {row.id: row for row in self.rows}

    @cached_property
    def base(self) -> list[Judgement]:
        """What people said of the texts that are being edited."""
        return [one for one in self.judgements.found if one.system == self.base_of(one)]

    def base_of(self, judgement: Judgement) -> str | None:
        document = self.documents.get(int(judgement.document or 0))
        return document.system if document else None

    @property
    def all_systems(self) -> list[str]:
        """Every system, the base systems first, in the order of their documents."""
        bases = [found[0] for found in self.systems.values()]
        others = [name for found in self.systems.values() for name in found]
        return list(dict.fromkeys((*bases, *others)))


def place_of(row: Row) -> Place:
    """The segment as judgements name it."""
    return str(row.document_id), str(row.id)


def gather(db: Database, project_id: int, wanted: Mapping[str, str], person: Person) -> Material:
    """Read a project for a person: only leads choose among people, others see themselves at most."""
    project = projects.get(db, project_id)
    found = {one.id: one for one in documents.list_of_project(db, project_id)}
    rows = stored.of_project(db, project_id)
    languages = _languages(rows, found)
    names = [name for name, _ in languages]
    lang = wanted.get("lang", "") if wanted.get("lang") in names else (names[0] if names else "")
    here = {key: one for key, one in found.items() if (one.target_lang or "") == lang}
    all_rows = tuple(row for row in rows if row.document_id in here)
    said = judged.of_project(db, project_id)
    used = Used(rating.rules_of(rules.of_project(db, project_id)), judged.weights_of(db, project_id))
    values = facet_values(said, here, used, person)
    asked = {name: wanted[name] for name in values if wanted.get(name)}
    left = facets.chosen(all_rows, asked, values)
    ids = {str(row.id) for row in left}
    kept = tuple(one for one in said.found if one.segment in ids)
    systems = {key: value for key, value in stored.systems(db, project_id).items() if key in here}
    return Material(
        project=project,
        lang=lang or None,
        languages=languages,
        documents=here,
        systems=systems,
        rows=tuple(left),
        all_rows=all_rows,
        facets=tuple(facets.facets(all_rows, asked, values)),
        wanted={**asked, **({"lang": lang} if len(names) > 1 else {})},
        judgements=Judgements(kept, said.dropped, said.warnings),
        rules=used.rules,
        weights=used.weights,
    )


def _languages(rows: list[Row], found: Mapping[int, Document]) -> tuple[tuple[str, int], ...]:
    """The target languages, the one with the most counted segments first."""
    total = Counter(found[row.document_id].target_lang or "" for row in rows if row.document_id in found)
    counted = Counter(found[row.document_id].target_lang or "" for row in rows if row.is_counted)
    return tuple(sorted(total.items(), key=lambda item: (-counted[item[0]], -item[1], item[0])))


def facet_values(
    said: Judgements, here: Mapping[int, Document], used: Used, person: Person
) -> dict[str, Values]:
    """What each facet sees in a segment."""
    types: dict[str, set[str]] = {}
    base: dict[str, list[Judgement]] = {}
    for judgement in said.found:
        document = here.get(int(judgement.document or 0))
        if document and judgement.system == document.system:
            found = {marked.type_of(mark) for mark in marked.errors(judgement)}
            types.setdefault(judgement.segment, set()).update(found)
            base.setdefault(judgement.segment, []).append(judgement)

    firsts = facets.first_days(clock.today())

    def people(row: Row) -> Collection[str]:
        is_shown = row.author and (person.role in LEADS or row.author == person.name)
        return (row.author or "",) if is_shown else ()

    return {
        "document": lambda row: (str(row.document_id),),
        "state": lambda row: (row.shown_state,),
        "band": lambda row: _some(_band(base.get(str(row.id), []), used)),
        "changed": lambda row: _some(facets.band(row)),
        "type": lambda row: types.get(str(row.id), ()),
        "when": lambda row: facets.recent(row.changed_at, firsts),
        "week": lambda row: _some(row.week),
        "person": people,
    }


def _band(said: Sequence[Judgement], used: Used) -> str | None:
    """Whether a judged segment needs work: by its penalty points where errors were marked, else by its ratings."""
    marks = people.marks_of(said)
    if marks:
        points = sum(mqm.penalty(one, used.weights) for one in marks) / len(marks)
        return "work" if points >= used.rules.work_penalty else "light" if points else "clean"
    ratings = [one.rating for one in said if one.rating is not None]
    if not ratings:
        return None
    return "work" if sum(ratings) / len(ratings) < used.rules.work_rating else "rated"


def _some(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)
