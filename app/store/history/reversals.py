"""What one person did to the segments of a document in a period, and what came before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.models import State
from ..records import records

STRUCTURAL = "('split', 'join', 'add', 'cut')"


@dataclass(frozen=True, slots=True)
class Touched:
    """A segment with the revision before the person's first change; `later_by` is who else changed it since."""

    segment_id: int
    n: int
    text: str
    state: State
    later_by: str | None


def touched(db: Database, document_id: int, *, author: str, since: str, until: str) -> list[Touched]:
    """In order of the text. Splits, joins, additions and cuts are undone one by one, so they are not among them."""
    sql = f"""
        WITH theirs AS (
            SELECT segments.id, segments.position, segments.machine, min(made.number) AS number, count(*) AS n
            FROM segments JOIN revisions AS made ON made.segment_id = segments.id
            WHERE segments.document_id = :id AND segments.is_live = 1 AND made.author = :author
                AND made.made_at >= :since AND made.made_at < :until AND made.kind NOT IN {STRUCTURAL}
            GROUP BY segments.id
        )
        SELECT theirs.id AS segment_id, theirs.n,
            coalesce(earlier.text, theirs.machine, '') AS text, coalesce(earlier.state, 'todo') AS state,
            (SELECT later.author FROM revisions AS later
             WHERE later.segment_id = theirs.id AND later.number > theirs.number AND later.author <> :author
             ORDER BY later.number DESC LIMIT 1) AS later_by
        FROM theirs LEFT JOIN revisions AS earlier
            ON earlier.segment_id = theirs.id AND earlier.number = theirs.number - 1
        ORDER BY theirs.position
    """
    parameters = {"id": document_id, "author": author, "since": since, "until": until}
    return records(Touched, db.query(sql, parameters))


def structural(db: Database, document_id: int, *, author: str, since: str, until: str) -> int:
    """How many batches of structure the person made in that time and nobody undid."""
    sql = """
        SELECT count(*) AS n FROM batches WHERE document_id = :id AND author = :author
            AND made_at >= :since AND made_at < :until AND undoes IS NULL
            AND json_extract(detail, '$.is_text') IS NULL
            AND NOT EXISTS (SELECT 1 FROM batches AS later WHERE later.undoes = batches.id)
    """
    parameters = {"id": document_id, "author": author, "since": since, "until": until}
    return int(next(iter(db.query(sql, parameters)))["n"])
