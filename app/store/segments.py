"""Segments: sentences, headings and lines in order, with the head of their history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from ..domain.models import Candidate, ImportedSegment, Revision, Segment
from ..domain.scoring.origins import INDEPENDENT
from .listings import hits
from .records import first, insert, one, record, records

SEGMENT = """
    id, document_id, position, paragraph, kind, before, lead, trail, source, source_check, machine, text,
    (SELECT r.text FROM segment_references r WHERE r.segment_id = segments.id ORDER BY r.id LIMIT 1) AS reference,
    state, left_out, flag, flag_reason, locked, editorial, cut, revision, author, changed_at, is_live, flagged,
    direction, locked_by
"""
IMPORT_COLUMNS = (
    "document_id",
    "position",
    "paragraph",
    "kind",
    "before",
    "lead",
    "trail",
    "source",
    "machine",
    "text",
    "left_out",
    "flag",
    "flag_reason",
    "locked",
    "editorial",
)

# What a filter of the workbench shows, as a condition on a live segment.
FILTERS = {
    "all": "1",
    "todo": "state = 'todo' AND left_out = 0",
    "edited": "state = 'edited' AND left_out = 0",
    "confirmed": "state = 'confirmed' AND left_out = 0",
    "approved": "state = 'approved' AND left_out = 0",
    "sent_back": "state = 'sent_back' AND left_out = 0",
    "left_out": "left_out = 1",
    "editorial": "editorial = 1",
    "flagged": "flagged = 1",
    "questions": "id IN (SELECT segment_id FROM questions WHERE resolved_at IS NULL AND kind = 'question')",
    "pairs": "source_check = 1",
}


def add_imported(
    db: Database, document_id: int, segments: Sequence[ImportedSegment], *, system: str, first_position: int
) -> range:
    """Insert segments of a file in order, their candidates and references with them; returns their ids."""
    first_id = _next_id(db)
    rows, candidates, references = [], [], []
    for offset, segment in enumerate(segments):
        segment_id = first_id + offset
        rows.append((segment_id, *_import_row(document_id, first_position + offset, segment)))
        own = () if _is_added(segment) else (Candidate(system, segment.machine),)
        for candidate in (*own, *segment.candidates):
            candidates.append((segment_id, candidate.system, candidate.text))
        if segment.reference is not None:
            references.append((segment_id, segment.reference_origin, segment.reference))
    marks = ", ".join("?" for _ in range(len(IMPORT_COLUMNS) + 1))
    db.conn.executemany(f"INSERT INTO segments (id, {', '.join(IMPORT_COLUMNS)}) VALUES ({marks})", rows)
    db.conn.executemany("INSERT INTO candidates (segment_id, system, text) VALUES (?, ?, ?)", candidates)
    db.conn.executemany(
        "INSERT INTO segment_references (segment_id, origin, text) VALUES (?, ?, ?)", references
    )
    hits.add(
        db, ((first_id + offset, (one.machine, one.text, one.source)) for offset, one in enumerate(segments))
    )
    return range(first_id, first_id + len(segments))


def _is_added(segment: ImportedSegment) -> bool:
    """A sentence that a person had added, in a file that we wrote: it has a text but no machine text."""
    return not segment.machine and segment.text is not None


def _import_row(document_id: int, position: int, segment: ImportedSegment) -> tuple[Any, ...]:
    return (
        document_id,
        position,
        segment.paragraph,
        segment.kind,
        segment.before,
        segment.lead,
        segment.trail,
        segment.source,
        None if _is_added(segment) else segment.machine,
        segment.machine,
        int(segment.left_out),
        segment.flag,
        segment.flag_reason,
        int(segment.locked),
        int(_is_added(segment)),
    )


def _next_id(db: Database) -> int:
    return int(next(iter(db.query("SELECT coalesce(max(id), 0) + 1 AS id FROM segments")))["id"])


def add_made(db: Database, segment: Segment, *, parents: Sequence[int], system: str) -> int:
    """Insert a segment that a person made by splitting, joining or adding, with its candidates; returns its id."""
    segment_id = insert(
        db,
        "segments",
        {
            "document_id": segment.document_id,
            "position": segment.position,
            "paragraph": segment.paragraph,
            "kind": segment.kind,
            "before": segment.before,
            "lead": segment.lead,
            "trail": segment.trail,
            "source": segment.source,
            "source_check": segment.source_check,
            "machine": segment.machine,
            "text": segment.text,
            "editorial": segment.editorial,
            "flagged": segment.flagged,
            "direction": segment.direction,
            "flag": segment.flag,
            "flag_reason": segment.flag_reason,
            "left_out": segment.left_out,
            "cut": segment.cut,
        },
    )
    links = ((segment_id, parent) for parent in parents)
    db.conn.executemany("INSERT INTO parents (segment_id, parent_id) VALUES (?, ?)", links)
    own = () if segment.machine is None else (Candidate(system, segment.machine),)
    add_candidates(db, ((segment_id, one.system, one.text) for one in (*own, *segment.candidates)))
    if segment.reference is not None:
        add_references(db, [(segment_id, _origin_of_first(db, parents), segment.reference)])
    hits.add(db, [(segment_id, (segment.machine, segment.text, segment.source))])
    return segment_id


def _origin_of_first(db: Database, segment_ids: Sequence[int]) -> str:
    """The origin of the reference that a split or a join takes over from its first segment."""
    sql = "SELECT origin FROM segment_references WHERE segment_id = :id ORDER BY id LIMIT 1"
    found = first(db, sql, {"id": segment_ids[0]}) if segment_ids else None
    return str(found["origin"]) if found else INDEPENDENT


def get(db: Database, segment_id: int) -> Segment:
    """The segment, live or retired, with every system's candidate."""
    sql = f"""
        SELECT {SEGMENT} FROM segments WHERE id = :id
        AND document_id IN (SELECT id FROM documents WHERE is_published AND deleted_at IS NULL)
    """
    return with_candidates(db, [record(Segment, one(db, "segment", sql, {"id": segment_id}))])[0]


def document_of(db: Database, segment_id: int) -> int | None:
    """The document of a segment, live or retired."""
    found = first(db, "SELECT document_id FROM segments WHERE id = :id", {"id": segment_id})
    return int(found["document_id"]) if found else None


def live(db: Database, document_id: int) -> list[Segment]:
    """All live segments in order, without their candidates."""
    return list(stream(db, document_id))


def stream(
    db: Database, document_id: int, *, state: str = "all", author: str | None = None
) -> Iterator[Segment]:
    """The same one by one; those in a state, and those that a person changed last."""
    sql = f"""
        SELECT {SEGMENT} FROM segments
        WHERE document_id = :id AND is_live = 1 AND {FILTERS[state]} AND (:author IS NULL OR author = :author)
        ORDER BY position
    """
    for row in db.query(sql, {"id": document_id, "author": author}):
        yield record(Segment, row)


def by_ids(db: Database, segment_ids: Iterable[int]) -> dict[int, Segment]:
    """Segments by id, live or retired, without their candidates."""
    sql = f"SELECT {SEGMENT} FROM segments WHERE id IN (SELECT value FROM json_each(:ids))"
    found = records(Segment, db.query(sql, {"ids": json.dumps(list(segment_ids))}))
    return {one.id: one for one in found}


def of_ids(db: Database, segment_ids: list[int]) -> list[Segment]:
    """These segments, live and retired, in order."""
    sql = f"SELECT {SEGMENT} FROM segments WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY position"
    return with_candidates(db, records(Segment, db.query(sql, {"ids": json.dumps(segment_ids)})))


def at_position(db: Database, document_id: int, position: int) -> Segment | None:
    """The live segment that stands there."""
    sql = f"SELECT {SEGMENT} FROM segments WHERE document_id = :id AND is_live = 1 AND position = :position"
    row = first(db, sql, {"id": document_id, "position": position})
    return with_candidates(db, [record(Segment, row)])[0] if row else None


def with_candidates(db: Database, segments: list[Segment]) -> list[Segment]:
    ids = json.dumps([segment.id for segment in segments])
    sql = """
        SELECT segment_id, system, text FROM candidates
        WHERE segment_id IN (SELECT value FROM json_each(:ids)) ORDER BY segment_id, system
    """
    found: dict[int, list[Candidate]] = {}
    for row in db.query(sql, {"ids": ids}):
        found.setdefault(row["segment_id"], []).append(Candidate(row["system"], row["text"]))
    return [replace(segment, candidates=tuple(found.get(segment.id, ()))) for segment in segments]


def add_candidates(db: Database, rows: Iterable[tuple[int, str, str]]) -> None:
    """(segment id, system, text) triples; a system's text is replaced by nobody: a second one is refused."""
    db.conn.executemany("INSERT INTO candidates (segment_id, system, text) VALUES (?, ?, ?)", rows)


def add_references(db: Database, rows: Iterable[tuple[int, str, str]]) -> None:
    """(segment id, origin, text) triples."""
    db.conn.executemany("INSERT INTO segment_references (segment_id, origin, text) VALUES (?, ?, ?)", rows)


def set_head(db: Database, revision: Revision) -> None:
    """Cache a new revision as the segment's head."""
    db.execute(
        """
        UPDATE segments SET text = :text, state = :state, revision = :number, head_hash = :hash,
            author = :author, changed_at = :made_at
        WHERE id = :segment_id
        """,
        {
            "text": revision.text,
            "state": revision.state,
            "number": revision.number,
            "hash": revision.hash,
            "author": revision.author,
            "made_at": revision.made_at,
            "segment_id": revision.segment_id,
        },
    )


def change(db: Database, segment_id: int, **columns: Any) -> None:
    """Set place, markup, source or flags of a segment; its text and state change by revisions only."""
    forbidden = columns.keys() & {"text", "state", "revision", "head_hash", "machine"}
    assert not forbidden, f"{forbidden} change by revisions only"
    db.table("segments").update(segment_id, columns)
    if columns.get("source"):
        hits.add(db, [(segment_id, (columns["source"],))])


def shift_positions(db: Database, document_id: int, *, after: int, by: int) -> None:
    db.execute(
        "UPDATE segments SET position = position + :by WHERE document_id = :id AND is_live = 1 AND position > :after",
        {"by": by, "id": document_id, "after": after},
    )


def shift_paragraphs(db: Database, document_id: int, *, from_position: int, by: int) -> None:
    db.execute(
        """
        UPDATE segments SET paragraph = paragraph + :by
        WHERE document_id = :id AND is_live = 1 AND position >= :from_position
        """,
        {"by": by, "id": document_id, "from_position": from_position},
    )


def last_paragraph_separator(db: Database, document_id: int, before_position: int) -> str | None:
    """What stands before the nearest paragraph that begins between the first segment and a position."""
    sql = """
        SELECT before FROM segments AS later
        WHERE document_id = :id AND is_live = 1 AND position > 1 AND position < :position AND paragraph > (
            SELECT paragraph FROM segments AS earlier
            WHERE earlier.document_id = :id AND earlier.is_live AND earlier.position = later.position - 1
        )
        ORDER BY position DESC LIMIT 1
    """
    row = first(db, sql, {"id": document_id, "position": before_position})
    return str(row["before"]) if row else None


def set_sources(db: Database, rows: Iterable[tuple[str | None, bool, int]]) -> None:
    """(source, needs a look, segment id) triples."""
    rows = list(rows)
    hits.add(db, ((segment_id, (source,)) for source, _, segment_id in rows if source))
    db.conn.executemany("UPDATE segments SET source = ?, source_check = ? WHERE id = ?", rows)


def flag_sources(db: Database, segment_ids: Iterable[int]) -> None:
    """These pairs were guessed: a person should look at them."""
    ids = [(segment_id,) for segment_id in segment_ids]
    db.conn.executemany("UPDATE segments SET source_check = 1 WHERE id = ?", ids)


def systems(db: Database, document_id: int) -> list[str]:
    """The systems that translated a document's first live segments; all translate all of them."""
    sql = """
        SELECT DISTINCT system FROM candidates WHERE segment_id IN (
            SELECT id FROM segments WHERE document_id = :id AND is_live ORDER BY position LIMIT 50
        ) ORDER BY system
    """
    return [row["system"] for row in db.query(sql, {"id": document_id})]


def sources(db: Database, segment_ids: Iterable[int]) -> list[tuple[int, str | None, bool]]:
    """(segment id, source, needs a look) of those that are live, in the order of the ids."""
    sql = """
        SELECT segments.id, source, source_check FROM json_each(:ids) AS wanted
        JOIN segments ON segments.id = wanted.value WHERE is_live ORDER BY wanted.key
    """
    rows = db.query(sql, {"ids": json.dumps(list(segment_ids))})
    return [(row["id"], row["source"], bool(row["source_check"])) for row in rows]
