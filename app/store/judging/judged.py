"""Which texts a person has judged to their end, and the ratings that they gave; the newest row counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from ..records import insert, records


@dataclass(frozen=True, slots=True)
class Rating:
    segment_id: int
    system: str
    revision: int
    kind: str
    value: float
    author: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Finish:
    segment_id: int
    system: str
    revision: int
    author: str
    made_at: str


def add_rating(db: Database, rating: Rating, *, task_id: int | None = None) -> None:
    row = {name: getattr(rating, name) for name in Rating.__dataclass_fields__}
    insert(db, "ratings", {**row, "task_id": task_id})


def ratings_of(db: Database, segment_ids: Iterable[int]) -> list[Rating]:
    """The newest rating of each person, text and kind in these segments, oldest first."""
    sql = """
        SELECT segment_id, system, revision, kind, value, author, made_at FROM ratings
        WHERE id IN (
            SELECT max(id) FROM ratings
            WHERE withdrawn_at IS NULL AND segment_id IN (SELECT value FROM json_each(:ids))
            GROUP BY segment_id, system, revision, kind, author
        )
        ORDER BY id
    """
    return records(Rating, db.query(sql, {"ids": json.dumps(list(segment_ids))}))


def add_finish(db: Database, finish: Finish, *, task_id: int | None = None) -> None:
    row = {name: getattr(finish, name) for name in Finish.__dataclass_fields__}
    insert(db, "finishes", {**row, "task_id": task_id})


def finishes_of(db: Database, segment_ids: Iterable[int]) -> list[Finish]:
    """Standing ones of these segments, oldest first."""
    sql = """
        SELECT segment_id, system, revision, author, made_at FROM finishes
        WHERE withdrawn_at IS NULL AND segment_id IN (SELECT value FROM json_each(:ids)) ORDER BY id
    """
    return records(Finish, db.query(sql, {"ids": json.dumps(list(segment_ids))}))


def withdraw_finishes(
    db: Database, segment_id: int, *, systems: Iterable[str], author: str, now: str
) -> None:
    """The person takes up the segment again."""
    db.execute(
        """
        UPDATE finishes SET withdrawn_at = :now
        WHERE segment_id = :id AND author = :author AND withdrawn_at IS NULL
            AND system IN (SELECT value FROM json_each(:systems))
        """,
        {"id": segment_id, "author": author, "now": now, "systems": json.dumps(list(systems))},
    )


def add_many(db: Database, ratings: Iterable[Rating], finishes: Iterable[Finish], *, batch_id: int) -> None:
    """What one file brought."""
    db.conn.executemany(
        """
        INSERT INTO ratings (segment_id, system, revision, kind, value, author, made_at, batch_id)
        VALUES (:segment_id, :system, :revision, :kind, :value, :author, :made_at, :batch_id)
        """,
        ({**asdict(one), "batch_id": batch_id} for one in ratings),
    )
    db.conn.executemany(
        """
        INSERT INTO finishes (segment_id, system, revision, author, made_at, batch_id)
        VALUES (:segment_id, :system, :revision, :author, :made_at, :batch_id)
        """,
        ({**asdict(one), "batch_id": batch_id} for one in finishes),
    )


def withdraw_batch(db: Database, batch_id: int, *, now: str) -> None:
    """The ratings and finished texts that a file brought, as far as they stand."""
    for table in ("ratings", "finishes"):
        db.execute(
            f"UPDATE {table} SET withdrawn_at = :now WHERE batch_id = :id AND withdrawn_at IS NULL",
            {"id": batch_id, "now": now},
        )


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A segment with the number of its texts that are to be judged, and of those that a person has finished."""

    id: int
    position: int
    texts: int
    finished: int


def to_judge(db: Database, document_id: int, *, systems: Iterable[str], author: str) -> list[ToJudge]:
    """Live segments in order that have a machine text of one of these systems and are not left out."""
    sql = """
        SELECT id, position, texts, finished FROM (
            SELECT id, position,
                (SELECT count(*) FROM candidates WHERE segment_id = segments.id
                    AND system IN (SELECT value FROM json_each(:systems))) AS texts,
                (SELECT count(DISTINCT system) FROM finishes WHERE segment_id = segments.id AND author = :author
                    AND revision = 0 AND withdrawn_at IS NULL
                    AND system IN (SELECT value FROM json_each(:systems))) AS finished
            FROM segments WHERE document_id = :id AND is_live = 1 AND left_out = 0
        )
        WHERE texts > 0 ORDER BY position
    """
    parameters = {"id": document_id, "author": author, "systems": json.dumps(list(systems))}
    return records(ToJudge, db.query(sql, parameters))


def corrections_to_judge(db: Database, document_id: int, *, author: str) -> list[ToJudge]:
    """Live segments in order whose newest revision may be judged."""
    sql = """
        SELECT id, position, 1 AS texts,
            EXISTS (SELECT 1 FROM finishes WHERE segment_id = segments.id AND author = :author
                AND revision = segments.revision AND withdrawn_at IS NULL) AS finished
        FROM segments WHERE document_id = :id AND is_live = 1 AND left_out = 0 AND revision > 0 AND cut = 0
        ORDER BY position
    """
    return records(ToJudge, db.query(sql, {"id": document_id, "author": author}))


_OF_SEGMENT = """
    (EXISTS (SELECT 1 FROM marks WHERE segment_id = segments.id AND withdrawn_at IS NULL)
    OR EXISTS (SELECT 1 FROM finishes WHERE segment_id = segments.id AND withdrawn_at IS NULL)
    OR EXISTS (SELECT 1 FROM ratings WHERE segment_id = segments.id AND withdrawn_at IS NULL))
"""


def live(db: Database, document_id: int) -> list[int]:
    """Live segments in order of which somebody judged any text."""
    sql = (
        f"SELECT id FROM segments WHERE document_id = :id AND is_live = 1 AND {_OF_SEGMENT} ORDER BY position"
    )
    return [row["id"] for row in db.query(sql, {"id": document_id})]


def retired(db: Database, document_id: int) -> list[int]:
    """Segments that were split or joined after somebody judged them, unless what they became was judged again."""
    sql = f"""
        SELECT gone.id FROM segments AS gone
        WHERE gone.document_id = :id AND gone.is_live = 0
            AND EXISTS (SELECT 1 FROM segments WHERE segments.id = gone.id AND {_OF_SEGMENT})
            AND NOT EXISTS (
                SELECT 1 FROM parents JOIN segments ON segments.id = parents.segment_id
                WHERE parents.parent_id = gone.id AND {_OF_SEGMENT}
            )
        ORDER BY gone.position, gone.id
    """
    return [row["id"] for row in db.query(sql, {"id": document_id})]
