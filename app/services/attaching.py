"""A source text for a document, at any time: paired with its segments, the pairs repaired by hand, all of it undoable.

Corrections do not matter here: pairs are found by the machine's text, and no character of any text changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from ..domain import alignment, detection, languages
from ..domain import text as texts
from ..domain.errors import Conflict, Invalid, StetError
from ..domain.models import Document, Person, Segment
from ..domain.sentences import spoken
from ..store import documents, segments
from ..store.batches import Batch
from ..store.database import snapshot, writing
from .changing import batching, pairing
from .changing.batching import Changed, Step
from .changing.pairing import NewSource

Action = Literal["up", "down", "insert_gap", "close_gap", "join", "split", "checked"]
SUMMARIES: dict[Action, str] = {
    "up": spoken("Moved the source of segment {} up"),
    "down": spoken("Moved the source of segment {} down"),
    "insert_gap": spoken("Moved the sources from segment {} on down"),
    "close_gap": spoken("Moved the sources after segment {} up"),
    "join": spoken("Joined the sources of segment {} and the next"),
    "split": spoken("Split the source of segment {}"),
    "checked": spoken("Looked at the pair of segment {}"),
}


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching a source did, and what a person should look at."""

    changed: Changed
    source_lang: str | None
    method: Literal["lines", "paragraphs", "lengths"]
    paired: int
    unpaired: int
    to_check: int
    leftovers: tuple[str, ...]  # furniture of the source that belongs to no segment


def attach(
    db: Database,
    document_id: int,
    data: bytes,
    *,
    file_name: str = spoken("The source"),
    source_lang: str | None = None,
    author: Person,
    op_id: str | None = None,
    max_bytes: int = texts.MAX_BYTES,
) -> Attached:
    """Pair a source text with the segments of a document that has none."""
    text = _decoded(data, file_name, max_bytes)
    lang = languages.normalise(source_lang) if source_lang else detection.detect(text).lang
    with snapshot(db):
        found = _pairable(db, _without_source(documents.get(db, document_id)))
    # Aligning a long text takes seconds, so nobody waits for the writer's lock meanwhile.
    aligned = alignment.align(_targets(found), text, lang)
    new = [
        NewSource(one.id, pair.source, not pair.is_certain)
        for one, pair in zip(found, aligned.pairs, strict=True)
    ]
    with writing(db):
        document = _without_source(documents.get(db, document_id))
        if [one.id for one in _pairable(db, document)] != [one.segment_id for one in new]:
            raise Conflict("The document's segments were changed meanwhile. Attach the source again.")
        step = Step(db, document, author, op_id)
        language = languages.name(lang)
        batch = step.batch("attach", f"Attached a source text ({language})")
        changed = pairing.set_sources(step, batch, new, has_source=True, source_lang=lang)
    paired = sum(one.source is not None for one in new)
    to_check = sum(one.needs_check for one in new)
    return Attached(changed, lang, aligned.method, paired, len(new) - paired, to_check, aligned.leftovers)


def describe(document_id: int, one: Attached) -> dict[str, Any]:
    """What `stet attach --json` prints."""
    return {
        "document": {"id": document_id, "source_lang": one.source_lang},
        "method": one.method,
        "paired": one.paired,
        "unpaired": one.unpaired,
        "to_check": one.to_check,
        "leftovers": list(one.leftovers),
        "batch": one.changed.batch.id,
    }


def _decoded(data: bytes, file_name: str, max_bytes: int) -> str:
    try:
        return texts.decode(data, max_bytes=max_bytes)[0]
    except StetError as error:
        raise type(error)(f"{file_name}: {error.message}")


def _without_source(document: Document) -> Document:
    if document.has_source:
        raise Invalid(
            f"Document {document.id} has a source already. Undo its attaching first, or repair the pairs."
        )
    return document


def _pairable(db: Database, document: Document) -> list[Segment]:
    """All but the sentences that people added: nothing in the source corresponds to them."""
    return [one for one in segments.live(db, document.id) if one.machine is not None]


def _targets(found: Sequence[Segment]) -> list[list[alignment.Target]]:
    paragraphs: list[list[alignment.Target]] = []
    before = None
    for one in found:
        if one.paragraph != before:
            paragraphs.append([])
        before = one.paragraph
        paragraphs[-1].append(alignment.Target(one.machine or "", _is_furniture(one)))
    return paragraphs


def _is_furniture(segment: Segment) -> bool:
    """A sentence that a person cut or left out has its source; a share link has none."""
    return segment.left_out and not segment.cut and segment.flag is not None


# Repairing pairs


def pairs(db: Database, document_id: int) -> list[Segment]:
    """The rows of the pairs page: what takes a source, in order."""
    with snapshot(db):
        return _rows(db, documents.get(db, document_id))


def repair(
    db: Database,
    segment_id: int,
    action: Action,
    *,
    offset: int | None = None,
    author: Person,
    op_id: str | None = None,
) -> Changed:
    """Move, join or split a segment's source among the rows, or mark its pair as looked at."""
    if action not in SUMMARIES:
        raise Invalid(f"There is no action {action}. Choose one of: {', '.join(SUMMARIES)}.")

    def act(step: Step, segment: Segment) -> Changed:
        rows = _rows(db, step.document)
        index = next((at for at, one in enumerate(rows) if one.id == segment.id), None)
        if index is None:
            raise Invalid(f"Segment {segment.position} takes no source. Choose a line of the text.")
        new = _repaired(rows, index, action, offset, step.document.source_lang)
        batch = step.batch("pairs", SUMMARIES[action].format(segment.position))
        return _set(step, batch, new)

    return batching.run(db, segment_id, author, op_id, None, act)


def mark_all_checked(db: Database, document_id: int, *, author: Person, op_id: str | None = None) -> Changed:
    """Say that all pairs were looked at."""
    with writing(db):
        done = batching.repeated(db, op_id)
        if done:
            return done
        step = Step(db, documents.get(db, document_id), author, op_id)
        new = [NewSource(one.id, one.source, False) for one in _rows(db, step.document) if one.source_check]
        if not new:
            raise Invalid("Every pair was looked at already.")
        return _set(step, step.batch("pairs", f"Looked at {len(new)} pairs"), new)


def _rows(db: Database, document: Document) -> list[Segment]:
    return [one for one in _pairable(db, document) if one.source is not None or not _is_furniture(one)]


def _set(step: Step, batch: Batch, new: Sequence[NewSource]) -> Changed:
    document = step.document
    return pairing.set_sources(
        step, batch, new, has_source=document.has_source, source_lang=document.source_lang
    )


def _repaired(
    rows: Sequence[Segment], index: int, action: Action, offset: int | None, lang: str | None
) -> list[NewSource]:
    """The rows whose source becomes another one."""
    if action == "checked":
        return [NewSource(rows[index].id, rows[index].source, False)]
    before = [one.source for one in rows]
    after = _moved(before, index, action, offset, languages.joiner(lang))
    found = [
        NewSource(one.id, source, one.source_check and source is not None)
        for one, source in zip(rows, after, strict=True)
        if (one.source or None) != source
    ]
    if not found:
        raise Invalid("There is nothing to change that way. Choose another line or another action.")
    return found


def _moved(
    before: list[str | None], index: int, action: Action, offset: int | None, joiner: str
) -> list[str | None]:
    if action == "split":
        return alignment.split_at(before, index, -1 if offset is None else offset, joiner)
    if action == "close_gap":
        return alignment.close_gap(before, index)
    by_action = {
        "up": alignment.move_up,
        "down": alignment.move_down,
        "insert_gap": alignment.insert_gap,
        "join": alignment.join_with_next,
    }
    return by_action[action](before, index, joiner)
