"""Review of an editor's work: approve, or send back with a reason, several at once, all undoable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from .. import clock
from ..domain.errors import Invalid
from ..domain.models import Document, Person, Segment, State
from ..store import documents, projects, revisions, segments, verdicts
from ..store.database import writing
from ..store.verdicts import Verdict
from . import batching, revising
from .batching import Changed, NewText

LONGEST_REASON = 100
MOST_REASONS = 30


@dataclass(frozen=True, slots=True)
class SentBack:
    """A text that waits for its editor, with what the reviewer said."""

    segment: Segment
    document: Document
    verdict: Verdict


def approve(
    db: Database, chosen: Sequence[tuple[int, int]], *, author: Person, op_id: str | None = None
) -> Changed:
    """Approve (segment id, revision seen) pairs; those that changed meanwhile are skipped and named."""
    return _judge(db, chosen, "approved", author, op_id)


def send_back(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    *,
    reason: str,
    author: Person,
    note: str | None = None,
    suggestion: str | None = None,
    op_id: str | None = None,
) -> Changed:
    """Send texts back to their editors with one of the project's reasons; a suggestion goes with one text only."""
    if suggestion is not None:
        if len(chosen) != 1:
            raise Invalid("A suggestion goes with one segment. Send the others back without it.")
        revising.check_text(suggestion)
    return _judge(db, chosen, "sent_back", author, op_id, reason, note, suggestion)


def _judge(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    state: State,
    author: Person,
    op_id: str | None,
    reason: str | None = None,
    note: str | None = None,
    suggestion: str | None = None,
) -> Changed:
    found = [segments.get(db, segment_id) for segment_id, _ in chosen]
    document = _document_of(db, found)
    if state == "sent_back" and reason not in verdicts.reasons(db, document.project_id):
        raise Invalid(
            f"Choose one of the project's reasons: {', '.join(verdicts.reasons(db, document.project_id))}."
        )
    texts = [NewText(one.id, seen, one.text, state) for one, (_, seen) in zip(found, chosen, strict=True)]
    verb = "Approved" if state == "approved" else "Sent back"
    count = "1 segment" if len(texts) == 1 else f"{len(texts)} segments"
    changed = batching.revise_many(
        db,
        document.project_id,
        document.id,
        texts,
        kind="approve" if state == "approved" else "send_back",
        batch_kind="approve" if state == "approved" else "send_back",
        summary=f"{verb} {count}",
        author=author,
        op_id=op_id,
    )
    _note_verdicts(db, changed, found, author, reason, note, suggestion)
    return changed


def _document_of(db: Database, found: list[Segment]) -> Document:
    if not found or len({one.document_id for one in found}) != 1:
        raise Invalid("Choose at least one segment, all of one document.")
    return documents.get(db, found[0].document_id)


def _note_verdicts(
    db: Database,
    changed: Changed,
    before: list[Segment],
    author: Person,
    reason: str | None,
    note: str | None,
    suggestion: str | None,
) -> None:
    editors = {one.id: one.author for one in before}
    with writing(db):
        for one in changed.segments:
            known = verdicts.newest(db, one.id)
            if known is not None and known.revision == one.revision:
                continue  # the same operation again
            verdicts.add(
                db,
                one.id,
                revision=one.revision,
                author=author.name,
                editor=editors.get(one.id),
                verdict="approve" if one.state == "approved" else "send_back",
                now=clock.now(),
                reason=reason,
                note=note,
                suggestion=suggestion,
            )


def waiting_for_editor(db: Database, person: Person) -> list[SentBack]:
    """What was sent back to this person, newest first."""
    found = []
    for verdict in verdicts.sent_back_to(db, person.name):
        segment = segments.get(db, verdict.segment_id)
        found.append(SentBack(segment, documents.get(db, segment.document_id), verdict))
    return found


def reasons(db: Database, project_id: int) -> list[str]:
    projects.get(db, project_id)
    return verdicts.reasons(db, project_id)


def set_reasons(db: Database, project_id: int, found: Sequence[str]) -> list[str]:
    """The reasons from which a reviewer chooses; raises Invalid for an empty or overlong list."""
    kept = list(dict.fromkeys(one.strip() for one in found if one.strip()))
    if not 1 <= len(kept) <= MOST_REASONS or any(len(one) > LONGEST_REASON for one in kept):
        raise Invalid(f"A project has 1 to {MOST_REASONS} reasons of at most {LONGEST_REASON} characters.")
    with writing(db):
        projects.get(db, project_id)
        verdicts.save_reasons(db, project_id, kept)
    return kept


def edited_before(db: Database, segment: Segment) -> str:
    """The text that the reviewer compares with: what the machine wrote, or what was approved last."""
    for one in reversed(revisions.list_of_segment(db, segment.id)):
        if one.state == "approved" and one.number < segment.revision:
            return one.text
    return segment.machine or ""
