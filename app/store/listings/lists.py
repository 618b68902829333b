"""Pages of a document's live segments in an order, those that a filter shows, and how many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from ...domain import diff
from ...domain.models import Segment
from ..records import first, record, records
from ..segments import FILTERS, SEGMENT, with_candidates

# In which order the workbench lists them.
KEYS = {"changed": "changed_share(machine, text)", "longest": "length(text)"}
ORDERS = {"document": "position"} | {name: f"{key} DESC, position" for name, key in KEYS.items()}


def page(
    db: Database, document_id: int, *, state: str = "all", query: str = "", after: int = 0, limit: int = 200
) -> list[Segment]:
    """Live segments after a position, in order, that match a filter and contain the query."""
    sql = f"""
        SELECT {SEGMENT} FROM segments
        WHERE document_id = :document_id AND is_live = 1 AND position > :after AND {FILTERS[state]} AND {_CONTAINS}
        ORDER BY position LIMIT :limit
    """
    parameters = {
        "document_id": document_id,
        "after": after,
        "limit": limit,
        "query": query,
        "like": like(query),
    }
    return with_candidates(db, records(Segment, db.query(sql, parameters)))


_CONTAINS = r"""(:query = '' OR text LIKE :like ESCAPE '\' OR machine LIKE :like ESCAPE '\' OR source LIKE :like ESCAPE '\')"""


def numbered_page(
    db: Database,
    document_id: int,
    *,
    state: str,
    query: str,
    offset: int,
    limit: int,
    order: str = "document",
) -> list[Segment]:
    """The same by offset, for numbered pages, in one of the ORDERS."""
    _know_changes(db)
    sql = f"""
        SELECT {SEGMENT} FROM segments
        WHERE document_id = :document_id AND is_live = 1 AND {FILTERS[state]} AND {_CONTAINS}
        ORDER BY {ORDERS[order]} LIMIT :limit OFFSET :offset
    """
    parameters = {
        "document_id": document_id,
        "offset": offset,
        "limit": limit,
        "query": query,
        "like": like(query),
    }
    return with_candidates(db, records(Segment, db.query(sql, parameters)))


def page_behind(
    db: Database, document_id: int, *, state: str, query: str, order: str, segment_id: int, limit: int
) -> list[Segment]:
    """What comes behind a segment in one of the KEYS' orders, whether or not it matches; from the start for 0."""
    _know_changes(db)
    sql = f"""
        SELECT {SEGMENT} FROM segments
        WHERE document_id = :document_id AND is_live = 1 AND {FILTERS[state]} AND {_CONTAINS}
            AND (:segment_id = 0 OR ({KEYS[order]}, -position) < (
                SELECT {KEYS[order]}, -position FROM segments WHERE id = :segment_id
            ))
        ORDER BY {ORDERS[order]} LIMIT :limit
    """
    parameters = {
        "document_id": document_id,
        "segment_id": segment_id,
        "limit": limit,
        "query": query,
        "like": like(query),
    }
    return with_candidates(db, records(Segment, db.query(sql, parameters)))


def ids_in_order(db: Database, document_id: int, *, state: str, query: str, order: str) -> list[int]:
    """Every live segment that matches, as its pages list them."""
    _know_changes(db)
    sql = f"""
        SELECT id FROM segments
        WHERE document_id = :document_id AND is_live = 1 AND {FILTERS[state]} AND {_CONTAINS}
        ORDER BY {ORDERS[order]}
    """
    found = db.query(sql, {"document_id": document_id, "query": query, "like": like(query)})
    return [row["id"] for row in found]


def _know_changes(db: Database) -> None:
    db.conn.create_function("changed_share", 2, diff.changed_share, deterministic=True)


def states_in_buckets(db: Database, document_id: int, *, buckets: int) -> list[tuple[int, str, int]]:
    """(bucket from 0, state or left_out, how many) of a document cut into so many equal stretches."""
    sql = """
        SELECT (position - 1) * :buckets / :total AS bucket,
            CASE WHEN left_out THEN 'left_out' ELSE state END AS shown, count(*) AS n
        FROM segments WHERE document_id = :id AND is_live = 1 GROUP BY bucket, shown ORDER BY bucket, n DESC
    """
    total = count(db, document_id)
    found = db.query(sql, {"id": document_id, "buckets": min(buckets, total), "total": max(total, 1)})
    return [(row["bucket"], row["shown"], row["n"]) for row in found]


def count(
    db: Database, document_id: int, *, state: str = "all", query: str = "", before_position: int | None = None
) -> int:
    sql = f"""
        SELECT count(*) AS n FROM segments
        WHERE document_id = :document_id AND is_live = 1 AND {FILTERS[state]} AND {_CONTAINS}
        AND (:before IS NULL OR position < :before)
    """
    parameters = {"document_id": document_id, "query": query, "like": like(query), "before": before_position}
    return int(next(iter(db.query(sql, parameters)))["n"])


def waiting(db: Database, document_id: int) -> dict[str, int]:
    """How many segments have open questions or a flag, how many pairs wait for a look: from small indexes, not from all."""
    asked = """
        SELECT count(DISTINCT segment_id) AS n FROM questions CROSS JOIN segments ON segments.id = questions.segment_id
        WHERE questions.resolved_at IS NULL AND questions.kind = 'question'
            AND segments.document_id = :id AND segments.is_live = 1
    """
    paired = """
        SELECT count(*) AS n FROM segments INDEXED BY segments_to_pair
        WHERE document_id = :id AND is_live = 1 AND source_check = 1
    """
    flagged = """
        SELECT count(*) AS n FROM segments INDEXED BY segments_flagged
        WHERE document_id = :id AND is_live = 1 AND flagged = 1
    """
    found = {"questions": asked, "pairs": paired, "flagged": flagged}
    return {name: int(next(iter(db.query(sql, {"id": document_id})))["n"]) for name, sql in found.items()}


def like(text: str) -> str:
    """A LIKE pattern in which the user's % and _ mean themselves."""
    return "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"


def stream_texts(
    db: Database,
    document_id: int,
    field: str,
    *,
    state: str = "all",
    author: str | None = None,
    among: list[int] | None = None,
) -> Iterator[tuple[int, str, str, str | None]]:
    """(id, one of its texts, state or left_out, last author) of live segments in order: all that a search looks at.

    `among` names the only segments to look at.
    """
    column = {"text": "text", "machine": "machine", "source": "source"}[field]
    among_them = "(SELECT value AS wanted FROM json_each(:among)) CROSS JOIN segments ON segments.id = wanted"
    rows = "segments" if among is None else among_them
    sql = f"""
        SELECT id, coalesce({column}, ''), CASE WHEN left_out THEN 'left_out' ELSE state END, author
        FROM {rows} WHERE document_id = :id AND is_live = 1 AND {FILTERS[state]}
            AND (:author IS NULL OR author = :author)
        ORDER BY position
    """
    parameters = {"id": document_id, "author": author} | (
        {} if among is None else {"among": json.dumps(among)}
    )
    yield from db.execute(sql, parameters)


def in_chunks(db: Database, document_id: int, size: int = 1000) -> Iterable[list[Segment]]:
    """All live segments in order with candidates, a chunk at a time, for documents of any length."""
    after = 0
    while chunk := page(db, document_id, after=after, limit=size):
        yield chunk
        after = chunk[-1].position


def first_todo(db: Database, document_id: int) -> Segment | None:
    """The first segment that waits for a person."""
    sql = f"""
        SELECT {SEGMENT} FROM segments
        WHERE document_id = :id AND is_live = 1 AND state = 'todo' AND left_out = 0 AND locked = 0
        ORDER BY position LIMIT 1
    """
    row = first(db, sql, {"id": document_id})
    return record(Segment, row) if row else None
