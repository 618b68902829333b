"""Which segments may hold a text, from an index of its three-letter pieces; whoever asks reads their texts to be sure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice

from sqlite_utils import Database

from ...domain.searching import GRAM, index_form
from ..database import writing
from ..records import first

MOST = 20_000  # more rows than these are no help: the first hits are found as fast by reading
MOST_GRAMS = 40
MOST_TERMS = 200
LAST = "\U0010ffff" * GRAM
END = "\n" * (GRAM - 1)  # a text ends with these, so that its last letters begin a gram, too


def add(db: Database, rows: Iterable[tuple[int, Iterable[str | None]]]) -> None:
    """Index (segment id, some of its texts), inside the caller's transaction."""
    found = first(db, "SELECT coalesce(max(id), 0) AS id FROM search_rows", {})
    folded = [
        (segment_id, END.join([*dict.fromkeys(index_form(text) for text in texts if text), ""]))
        for segment_id, texts in rows
    ]
    numbered = list(enumerate(folded, start=int(found["id"]) + 1 if found else 1))
    db.conn.executemany(
        "INSERT INTO search_rows (id, segment_id) VALUES (?, ?)",
        [(number, segment_id) for number, (segment_id, _) in numbered],
    )
    db.conn.executemany(
        "INSERT INTO search_grams (rowid, folded) VALUES (?, ?)",
        [(number, text) for number, (_, text) in numbered],
    )


def holding(db: Database, pieces: Sequence[str]) -> dict[int, list[int]] | None:
    """Segments that may hold all of these folded pieces, by document; None where all of them may, or very many."""
    match = _match(db, pieces)
    if match is None:
        return None
    sql = f"SELECT rowid FROM search_grams WHERE search_grams MATCH :match LIMIT {MOST + 1}"
    rows = [row[0] for row in db.execute(sql, {"match": match})] if match else []
    if len(rows) > MOST:
        return None
    wanted = """
        SELECT DISTINCT segments.document_id, segments.id FROM json_each(:ids)
        CROSS JOIN search_rows ON search_rows.id = json_each.value
        CROSS JOIN segments ON segments.id = search_rows.segment_id
    """
    found: dict[int, list[int]] = {}
    for document_id, segment_id in db.execute(wanted, {"ids": json.dumps(rows)}):
        found.setdefault(document_id, []).append(segment_id)
    return found


def _match(db: Database, pieces: Sequence[str]) -> str | None:
    """An FTS5 expression; None where the pieces say nothing, "" where nothing can hold them."""
    grams = {one[at : at + GRAM]: None for one in pieces for at in range(len(one) - GRAM + 1)}
    if grams:
        return " AND ".join(_quoted(one) for one in islice(grams, MOST_GRAMS))
    longest = max(pieces, key=len, default="")
    if not longest:
        return None
    sql = f"SELECT term FROM search_terms WHERE term >= :piece AND term < :last LIMIT {MOST_TERMS + 1}"
    terms = [row[0] for row in db.execute(sql, {"piece": longest, "last": longest + LAST})]
    return None if len(terms) > MOST_TERMS else " OR ".join(_quoted(one) for one in terms)


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def indexed_documents(db: Database, project_id: int) -> set[int]:
    sql = "SELECT id FROM documents WHERE project_id = :id AND is_indexed"
    return {row["id"] for row in db.query(sql, {"id": project_id})}


def complete(db: Database) -> None:
    """Index the documents that are not yet, each in a transaction of its own."""
    for row in list(db.query("SELECT id FROM documents WHERE NOT is_indexed")):
        with writing(db):
            _index_document(db, row["id"])


def forget(db: Database) -> None:
    """Empty the index, inside the transaction that erases texts: a row cannot be taken out by itself.

    Searches read every text until `complete` has run.
    """
    db.execute("INSERT INTO search_grams (search_grams) VALUES ('delete-all')")
    db.execute("DELETE FROM search_rows")
    db.execute("UPDATE documents SET is_indexed = 0")


def _index_document(db: Database, document_id: int) -> None:
    sql = "SELECT id, machine, text, source FROM segments WHERE document_id = :id ORDER BY id"
    add(db, ((row[0], row[1:]) for row in db.execute(sql, {"id": document_id}).fetchall()))
    db.execute("UPDATE documents SET is_indexed = 1 WHERE id = :id", {"id": document_id})
