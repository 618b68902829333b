"""Saving text: drafts, revisions, confirming, restoring. A save compares its base and is stored once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from .. import clock, config
from ..domain import rebase
from ..domain.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge
from ..domain.models import COUNTED_STATES, Document, Draft, Person, Revision, RevisionKind, Segment, State
from ..store import documents, drafts, revisions, segments
from ..store.database import writing
from . import scoring


@dataclass(frozen=True, slots=True)
class Saved:
    """A stored revision and the segment as it stands now; `is_new` is False where this operation was stored before."""

    revision: Revision
    segment: Segment
    document: Document
    is_new: bool


def save_revision(
    db: Database,
    segment_id: int,
    text: str,
    *,
    base_revision: int | None,
    author: Person,
    op_id: str | None = None,
    confirm: bool = False,
    draft_ops: Sequence[str] = (),
) -> Saved:
    """Store a revision on top of `base_revision` (None: whatever is newest).

    Raises Conflict where somebody saved in between; the text that was sent becomes the author's draft then.
    `draft_ops` are the sender's own drafts of this text, which end with it; a draft from another tab stays.
    The same `op_id` again stores nothing and returns the first answer; with another text it is Invalid.
    """
    segment = segments.get(db, segment_id)
    check_text(text, before=segment.text)
    document = documents.get(db, segment.document_id)
    # Statistics may take milliseconds, so they are ready before the writer's lock is taken.
    ready = scoring.statistics_of(segment.machine, text, document.target_lang) if confirm else None
    with writing(db):
        repeated = _repeated(db, segment_id, text, op_id)
        if repeated:
            return Saved(repeated, segments.get(db, segment_id), document, is_new=False)
        segment = editable(segments.get(db, segment_id))
        _check_base(segment, base_revision)
        if base_revision is not None and base_revision != segment.revision:
            conflict = _conflict(db, segment, text, base_revision, author, op_id, document.target_lang)
        else:
            conflict = None
            state, kind = _outcome(db, segment, text, confirm)
            revision = _append(db, segment, text, state, kind, author, op_id, draft_ops)
            segment = segments.get(db, segment_id)
            scoring.recount(db, document, segment, ready)
    if conflict:
        raise conflict
    return Saved(revision, segment, document, is_new=True)


def _check_base(segment: Segment, base: int | None) -> None:
    """Raises Invalid for a revision that there never was: no one can have seen it."""
    if base is not None and base > segment.revision:
        raise Invalid(
            f"Segment {segment.position} has no revision {base}; its newest is {segment.revision}. "
            "Reload the page and save again."
        )


def check_text(text: str, *, before: str = "") -> None:
    """Raises Invalid or TooLarge for what no revision may hold.

    The limit is the setting that imports have, too; a text that came in longer may be changed, but not grow.
    """
    longest = config.in_force().max_segment_characters
    if len(text) > max(longest, len(before)):
        raise TooLarge(f"This text has {len(text):,} characters; a segment may have {longest:,}. Split it.")
    for index, character in enumerate(text):
        code = ord(character)
        if 0xD800 <= code <= 0xDFFF or (code < 32 and character not in "\t\n\r") or code in (0xFFFE, 0xFFFF):
            raise Invalid(
                f"Character {index + 1} (U+{code:04X}) cannot be stored in a text. Remove it and save again."
            )


def _repeated(db: Database, segment_id: int, text: str, op_id: str | None) -> Revision | None:
    if op_id is None:
        return None
    found = revisions.find_by_operation(db, op_id)
    if found and (found.segment_id != segment_id or found.text != text):
        raise Invalid(
            f"The operation {op_id} was stored before with another text. Send a new op_id for a new change."
        )
    return found


def editable(segment: Segment) -> Segment:
    """The segment; raises NotFound for a retired and Forbidden for a locked one."""
    if not segment.is_live:
        raise NotFound(f"Segment {segment.id} was split or joined into others meanwhile. Reload the page.")
    if segment.locked:
        raise Forbidden(f"Segment {segment.position} is locked. Ask a lead to unlock it.")
    return segment


def _outcome(db: Database, segment: Segment, text: str, confirm: bool) -> tuple[State, RevisionKind]:
    """The state that this text gives: typing back to a confirmed, sent-back or the machine's text returns to its state."""
    if confirm:
        return "confirmed", "confirm"
    settled = revisions.last_settled(db, segment.id)
    if settled and is_same(settled.text, text):
        return settled.state, "edit"
    if segment.machine is not None and is_same(segment.machine, text):
        return "todo", "edit"
    return "edited", "edit"


def is_same(left: str, right: str) -> bool:
    """Equality as readers see it: in NFC. Storing never normalises."""
    return left == right or unicodedata.normalize("NFC", left) == unicodedata.normalize("NFC", right)


def _append(
    db: Database,
    segment: Segment,
    text: str,
    state: State,
    kind: RevisionKind,
    author: Person,
    op_id: str | None,
    draft_ops: Sequence[str] = (),
) -> Revision:
    revision = revisions.add(
        db, segment, text=text, state=state, kind=kind, author=author.name, made_at=clock.now(), op_id=op_id
    )
    drafts.settle(db, author.id, segment.id, text=text, operations=draft_ops)
    return revision


def _conflict(
    db: Database, segment: Segment, text: str, base: int, author: Person, op_id: str | None, lang: str | None
) -> Conflict:
    drafts.save(db, Draft(author.id, segment.id, text, base, op_id, clock.now()))
    current = newest(db, segment)
    before = text_at(db, segment, base)
    merged = None if before is None else rebase.merge(before, text, segment.text, lang)
    return Conflict(
        f"{current.author} changed this segment meanwhile. Your text is kept as a draft; choose which one stays.",
        current=current,
        merged=merged,
    )


def newest(db: Database, segment: Segment) -> Revision:
    found = revisions.find(db, segment.id, segment.revision)
    if found is None:
        raise NotFound(f"Segment {segment.id} has no revision {segment.revision}.")
    return found


def text_at(db: Database, segment: Segment, number: int) -> str | None:
    """The text of a revision; number 0 is the machine text; None where there is no such revision."""
    if number == 0:
        return segment.machine if segment.machine is not None else ""
    found = revisions.find(db, segment.id, number)
    return found.text if found else None


def restore(
    db: Database,
    segment_id: int,
    number: int,
    *,
    base_revision: int | None,
    author: Person,
    op_id: str | None = None,
) -> Saved:
    """Store an old revision's text (0: the machine text) as a new one, to be confirmed again."""
    with writing(db):
        segment = editable(segments.get(db, segment_id))
        document = documents.get(db, segment.document_id)
        text = text_at(db, segment, number)
        if text is None:
            raise NotFound(f"Segment {segment.position} has no revision {number}.")
        repeated = _repeated(db, segment_id, text, op_id)
        if repeated:
            return Saved(repeated, segment, document, is_new=False)
        if base_revision is not None and base_revision != segment.revision:
            raise Conflict(
                "This segment changed meanwhile. Look at its history again.", current=newest(db, segment)
            )
        is_machine = segment.machine is not None and is_same(segment.machine, text)
        revision = _append(db, segment, text, "todo" if is_machine else "edited", "restore", author, op_id)
        segment = segments.get(db, segment_id)
        scoring.recount(db, document, segment)
    return Saved(revision, segment, document, is_new=True)


def reopen(
    db: Database, segment_id: int, *, base_revision: int | None, author: Person, op_id: str | None = None
) -> Saved:
    """Take a confirmation or an approval back: the same text, to be confirmed again. Raises Invalid where there is none."""
    with writing(db):
        segment = editable(segments.get(db, segment_id))
        document = documents.get(db, segment.document_id)
        repeated = _repeated(db, segment_id, segment.text, op_id)
        if repeated:
            return Saved(repeated, segment, document, is_new=False)
        if base_revision is not None and base_revision != segment.revision:
            raise Conflict("This segment changed meanwhile. Look at it again.", current=newest(db, segment))
        if segment.state not in COUNTED_STATES:
            raise Invalid(f"Segment {segment.position} is not confirmed, so there is nothing to reopen.")
        is_machine = segment.machine is not None and is_same(segment.machine, segment.text)
        state: State = "todo" if is_machine else "edited"
        revision = _append(db, segment, segment.text, state, "edit", author, op_id)
        segment = segments.get(db, segment_id)
        scoring.recount(db, document, segment)
    return Saved(revision, segment, document, is_new=True)


def save_draft(
    db: Database, segment_id: int, text: str, *, base_revision: int, author: Person, op_id: str | None = None
) -> Draft:
    """Keep unfinished text of one person; the newest replaces the one before it."""
    check_text(text, before=segments.get(db, segment_id).text)
    draft = Draft(author.id, segment_id, text, base_revision, op_id, clock.now())
    with writing(db):
        segments.get(db, segment_id)
        drafts.save(db, draft)
    return draft


def drop_draft(db: Database, segment_id: int, *, author: Person) -> None:
    with writing(db):
        drafts.delete(db, author.id, segment_id)


def history(db: Database, segment_id: int, *, after: int = 0, limit: int = 100_000) -> list[Revision]:
    """Revisions of a segment, oldest first; the machine text, revision 0, is not among them."""
    segments.get(db, segment_id)
    return revisions.list_of_segment(db, segment_id, after=after, limit=limit)
