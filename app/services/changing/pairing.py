"""Batches of sources: which source belongs to which segment, and its way back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...domain.errors import Conflict
from ...store import batches, documents, segments
from ...store.batches import Batch
from .batching import Changed, Step

SHOWN_SOURCES = 1000  # a shift may change any number; the pages show so many at once


@dataclass(frozen=True, slots=True)
class NewSource:
    """The source that a segment gets, and whether a person should look at the pair."""

    segment_id: int
    source: str | None
    needs_check: bool


def set_sources(
    step: Step, batch: Batch, new: Sequence[NewSource], *, has_source: bool, source_lang: str | None
) -> Changed:
    """Tell segments their sources. No text, state or score changes; what stood there is kept for the undo."""
    ids = [one.segment_id for one in new]
    before = segments.sources(step.db, ids)
    segments.set_sources(step.db, ((one.source, one.needs_check, one.segment_id) for one in new))
    documents.set_source(step.db, step.document.id, has_source=has_source, source_lang=source_lang)
    detail = {
        "sources": {
            "rows": before,
            "digest": _digest(segments.sources(step.db, ids)),
            "document": [step.document.has_source, step.document.source_lang],
        },
        "heads": {"ids": [], "revisions": []},
    }
    batches.set_detail(step.db, batch.id, detail)
    found = [segments.get(step.db, segment_id) for segment_id in ids[:SHOWN_SOURCES]]
    document = documents.get(step.db, step.document.id)
    return Changed(batches.get(step.db, batch.id), found, [], document, [])


def _digest(rows: list[tuple[int, str | None, bool]]) -> str:
    pairs = [(segment_id, source) for segment_id, source, _ in rows]
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def put_back(step: Step, batch: Batch, detail: dict[str, Any]) -> Changed:
    rows = [NewSource(*row) for row in detail["rows"]]
    now = segments.sources(step.db, [one.segment_id for one in rows])
    if _digest(now) != detail["digest"]:
        raise Conflict("These pairs were changed since. Undo that change first; nothing was undone.")
    has_source, source_lang = detail["document"]
    return set_sources(step, batch, rows, has_source=has_source, source_lang=source_lang)
