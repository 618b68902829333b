"""Samples of segments that people judge: what could be drawn, what was, who has which sample, and how far they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from ..records import insert, one, record
from .tasks import Task, as_task


@dataclass(frozen=True, slots=True)
class Sample:
    """`population` holds the ids that could be drawn as ranges; without systems each document's base system is meant."""

    id: int
    project_id: int
    lang: str
    systems: tuple[str, ...]
    size: int
    seed: int
    population: str
    could_be_drawn: int
    already_judged: int
    author: str
    made_at: str


class Place(NamedTuple):
    """A segment of a sample for one person. `is_there` is False once it was left out, retired or hidden."""

    place: int
    segment_id: int
    document_id: int
    position: int
    is_there: bool
    texts: int
    finished: int

    @property
    def is_done(self) -> bool:
        return self.is_there and self.finished >= self.texts


class Spoken(NamedTuple):
    """A segment that somebody finished as part of a sample."""

    sample_id: int
    segment_id: int
    system: str
    author: str


# The texts of these systems; of the document's base system where none is named.
_OF_SYSTEMS = """
    (system IN (SELECT value FROM json_each(:systems)) OR (:systems = '[]' AND system = documents.system))
"""


def population(db: Database, project_id: int, lang: str, systems: Sequence[str]) -> list[int]:
    """Segments in order of the text that all of these systems translated and that nobody left out or locked."""
    sql = f"""
        SELECT segments.id FROM segments JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :project_id AND documents.is_published AND documents.deleted_at IS NULL
            AND coalesce(documents.target_lang, '') = :lang
            AND segments.is_live = 1 AND NOT segments.left_out AND NOT segments.locked
            AND (SELECT count(DISTINCT system) FROM candidates WHERE segment_id = segments.id AND {_OF_SYSTEMS})
                >= max(json_array_length(:systems), 1)
        ORDER BY documents.id, segments.position
    """
    parameters = {"project_id": project_id, "lang": lang, "systems": _json(systems)}
    return [row["id"] for row in db.query(sql, parameters)]


def judged_by(db: Database, project_id: int, person: str) -> set[int]:
    """The segments of which a person has judged any text."""
    sql = """
        SELECT said.segment_id AS id FROM (
            SELECT segment_id FROM finishes WHERE author = :person AND withdrawn_at IS NULL
            UNION SELECT segment_id FROM ratings WHERE author = :person AND withdrawn_at IS NULL
            UNION SELECT segment_id FROM marks WHERE author = :person AND withdrawn_at IS NULL
        ) AS said
        JOIN segments ON segments.id = said.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE documents.project_id = :project_id
    """
    return {row["id"] for row in db.query(sql, {"project_id": project_id, "person": person})}


def add(
    db: Database,
    project_id: int,
    segment_ids: Sequence[int],
    *,
    lang: str,
    systems: Sequence[str],
    seed: int,
    population: str,
    could_be_drawn: int,
    already_judged: int,
    author: str,
    now: str,
) -> Sample:
    """Keep a sample; the ids are in the order in which they are judged."""
    row = {
        "project_id": project_id,
        "lang": lang,
        "systems": _json(systems),
        "size": len(segment_ids),
        "seed": seed,
        "population": population,
        "could_be_drawn": could_be_drawn,
        "already_judged": already_judged,
        "author": author,
        "made_at": now,
    }
    sample_id = insert(db, "samples", row)
    db.conn.executemany(
        "INSERT INTO sample_segments (sample_id, place, segment_id) VALUES (?, ?, ?)",
        [(sample_id, place, segment_id) for place, segment_id in enumerate(segment_ids, start=1)],
    )
    return get(db, sample_id)


def get(db: Database, sample_id: int) -> Sample:
    """A sample of a project that is shown; raises NotFound."""
    sql = """
        SELECT samples.* FROM samples JOIN projects ON projects.id = samples.project_id
        WHERE samples.id = :id AND projects.deleted_at IS NULL
    """
    return _sample(one(db, "sample", sql, {"id": sample_id}))


def of_project(db: Database, project_id: int) -> list[Sample]:
    """Newest first."""
    sql = "SELECT * FROM samples WHERE project_id = :id ORDER BY id DESC"
    return [_sample(row) for row in db.query(sql, {"id": project_id})]


def _sample(row: dict[str, object]) -> Sample:
    return record(Sample, {**row, "systems": tuple(json.loads(str(row["systems"])))})


def tasks_of(db: Database, project_id: int) -> list[Task]:
    """Who has which sample of a project, in order; closed tasks are not among them."""
    sql = """
        SELECT * FROM judging_tasks
        WHERE project_id = :id AND sample_id IS NOT NULL AND closed_at IS NULL ORDER BY id
    """
    return [as_task(row) for row in db.query(sql, {"id": project_id})]


def places(db: Database, sample: Sample, *, person: str) -> list[Place]:
    """The segments of a sample in order, with how many of their texts a person has finished."""
    sql = f"""
        SELECT place, segments.id AS segment_id, segments.document_id, segments.position,
            (segments.is_live AND NOT segments.left_out AND documents.is_published
                AND documents.deleted_at IS NULL) AS is_there,
            (SELECT count(DISTINCT system) FROM candidates WHERE segment_id = segments.id AND {_OF_SYSTEMS}) AS texts,
            (SELECT count(DISTINCT system) FROM finishes WHERE segment_id = segments.id AND author = :person
                AND revision = 0 AND withdrawn_at IS NULL AND {_OF_SYSTEMS}) AS finished
        FROM sample_segments
        JOIN segments ON segments.id = sample_segments.segment_id
        JOIN documents ON documents.id = segments.document_id
        WHERE sample_id = :id ORDER BY place
    """
    parameters = {"id": sample.id, "person": person, "systems": _json(sample.systems)}
    return [Place(**{**row, "is_there": bool(row["is_there"])}) for row in db.query(sql, parameters)]


def where(db: Database, segment_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """The document's name and the position of each of these segments."""
    sql = """
        SELECT segments.id, documents.name, segments.position
        FROM segments JOIN documents ON documents.id = segments.document_id
        WHERE segments.id IN (SELECT value FROM json_each(:ids)) AND documents.deleted_at IS NULL
    """
    rows = db.query(sql, {"ids": json.dumps(list(segment_ids))})
    return {row["id"]: (row["name"], row["position"]) for row in rows}


def neighbours(db: Database, segment_ids: Sequence[int]) -> dict[int, tuple[int | None, int | None]]:
    """The live segments before and after each of these in its document."""
    sql = """
        SELECT segments.id,
            (SELECT id FROM segments AS other WHERE other.document_id = segments.document_id AND other.is_live = 1
                AND NOT other.left_out AND other.position < segments.position ORDER BY position DESC LIMIT 1) AS before,
            (SELECT id FROM segments AS other WHERE other.document_id = segments.document_id AND other.is_live = 1
                AND NOT other.left_out AND other.position > segments.position ORDER BY position LIMIT 1) AS after
        FROM segments WHERE segments.id IN (SELECT value FROM json_each(:ids))
    """
    rows = db.query(sql, {"ids": json.dumps(list(segment_ids))})
    return {row["id"]: (row["before"], row["after"]) for row in rows}


def finished_in_samples(db: Database, project_id: int) -> list[Spoken]:
    """What people finished as part of a sample of a project, each text of a person once."""
    sql = """
        SELECT DISTINCT judging_tasks.sample_id, finishes.segment_id, finishes.system, finishes.author
        FROM judging_tasks
        JOIN finishes ON finishes.task_id = judging_tasks.id
        JOIN sample_segments ON sample_segments.sample_id = judging_tasks.sample_id
            AND sample_segments.segment_id = finishes.segment_id
        WHERE judging_tasks.project_id = :id AND judging_tasks.sample_id IS NOT NULL
            AND finishes.withdrawn_at IS NULL AND finishes.revision = 0
    """
    return [Spoken(**row) for row in db.query(sql, {"id": project_id})]


def _json(systems: Sequence[str]) -> str:
    return json.dumps(list(systems), ensure_ascii=False)
