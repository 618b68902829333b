"""Review of an editor's work: approve, or send back with a reason, several at once, all undoable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from .. import clock
from ..domain import diff
from ..domain.errors import Invalid
from ..domain.models import Difference, Document, Person, Project, Segment, State
from ..store import documents, projects, reviews, segments, verdicts
from ..store.database import writing
from ..store.reviews import Revised
from ..store.verdicts import Verdict
from . import revising
from .changing import rewriting
from .changing.batching import Changed
from .changing.rewriting import NewText

LONGEST_REASON = 100
MOST_REASONS = 30


@dataclass(frozen=True, slots=True)
class SentBack:
    """A text that waits for its editor, with what the reviewer said."""

    segment: Segment
    document: Document
    verdict: Verdict
    suggestion: Difference | None


def approve(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    *,
    document_id: int,
    author: Person,
    op_id: str | None = None,
) -> Changed:
    """Approve (segment id, revision seen) pairs; those that changed meanwhile are skipped and named."""
    return _judge(db, chosen, document_id, "approved", author, op_id)


def send_back(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    *,
    document_id: int,
    reason: str,
    author: Person,
    note: str | None = None,
    suggestion: str | None = None,
    op_id: str | None = None,
) -> Changed:
    """Send texts back to their editors with one of the project's reasons; a suggestion goes with one text only."""
    if note is not None:
        revising.check_text(note)
    if suggestion is not None:
        if len(chosen) != 1:
            raise Invalid("A suggestion goes with one segment. Send the others back without it.")
        revising.check_text(suggestion, before=segments.get(db, chosen[0][0]).text)
    return _judge(db, chosen, document_id, "sent_back", author, op_id, reason, note, suggestion)


def _judge(
    db: Database,
    chosen: Sequence[tuple[int, int]],
    document_id: int,
    state: State,
    author: Person,
    op_id: str | None,
    reason: str | None = None,
    note: str | None = None,
    suggestion: str | None = None,
) -> Changed:
    found = [segments.get(db, segment_id) for segment_id, _ in chosen]
    document = documents.get(db, document_id)
    if not found or {one.document_id for one in found} != {document_id}:
        raise Invalid("Choose at least one segment, all of this document.")
    if state == "sent_back" and reason not in verdicts.reasons(db, document.project_id):
        offered = ", ".join(verdicts.reasons(db, document.project_id))
        raise Invalid(f"Choose one of the project's reasons: {offered}.")
    texts = [NewText(one.id, seen, one.text, state) for one, (_, seen) in zip(found, chosen, strict=True)]
    kind: Literal["approve", "send_back"] = "approve" if state == "approved" else "send_back"
    count = "1 segment" if len(texts) == 1 else f"{len(texts)} segments"
    editors = reviews.editors_of(db, [one.id for one in found])

    def note_verdicts(changed: Changed) -> None:
        for one in changed.segments:
            verdicts.add(
                db,
                one.id,
                revision=one.revision,
                author=author.name,
                editor=editors.get(one.id),
                verdict=kind,
                now=clock.now(),
                reason=reason,
                note=note,
                suggestion=suggestion,
            )

    return rewriting.revise_many(
        db,
        document.project_id,
        document.id,
        texts,
        kind=kind,
        batch_kind=kind,
        summary=f"{'Approved' if kind == 'approve' else 'Sent back'} {count}",
        author=author,
        op_id=op_id,
        also=note_verdicts,
    )


def waiting_for_editor(db: Database, person: Person) -> list[SentBack]:
    """What was sent back to this person, newest first."""
    found = []
    for verdict in verdicts.sent_back_to(db, person.name):
        segment = segments.get(db, verdict.segment_id)
        document = documents.get(db, segment.document_id)
        found.append(SentBack(segment, document, verdict, suggested(segment, verdict, document.target_lang)))
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


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A changed segment as a reviewer sees it: the difference goes from what was approved last, else the machine text."""

    segment: Segment
    difference: Difference
    is_since_approval: bool
    editor: str | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What a reviewer has before them, with the counts of each filter and whose texts there are."""

    project: Project
    document: Document
    rows: list[ReviewRow]
    state: str
    editor: str | None
    number: int
    pages: int
    total: int
    counts: dict[str, int]
    editors: list[str]
    reasons: list[str]


def page(
    db: Database,
    document_id: int,
    *,
    state: str = "waiting",
    editor: str | None = None,
    number: int = 1,
    size: int = 200,
) -> ReviewPage:
    """The changed segments of a document in order; raises Invalid for an unknown filter."""
    if state not in reviews.FILTERS:
        raise Invalid(f"There is no filter {state}. Choose one of: {', '.join(reviews.FILTERS)}.")
    document = documents.get(db, document_id)
    counts = reviews.counts(db, document_id, editor=editor)
    pages = max(1, -(-counts[state] // size))
    number = min(max(number, 1), pages)
    found = reviews.page(db, document_id, state=state, editor=editor, offset=(number - 1) * size, limit=size)
    said = verdicts.open_of(db, [one.segment.id for one in found])
    return ReviewPage(
        project=projects.get(db, document.project_id),
        document=document,
        rows=[_row(one, document.target_lang, said.get(one.segment.id)) for one in found],
        state=state,
        editor=editor,
        number=number,
        pages=pages,
        total=counts[state],
        counts=counts,
        editors=reviews.editors(db, document_id),
        reasons=verdicts.reasons(db, document.project_id),
    )


def _row(one: Revised, lang: str | None, verdict: Verdict | None) -> ReviewRow:
    text = "" if one.segment.cut else one.segment.text
    return ReviewRow(
        segment=one.segment,
        difference=diff.difference(one.base, text, lang),
        is_since_approval=one.base != (one.segment.machine or ""),
        editor=one.editor,
        verdict=verdict,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict as its editor reads it; the suggestion is a difference from the text as it is now."""

    verdict: Verdict
    is_open: bool
    suggestion: Difference | None


def verdicts_of(db: Database, segment_id: int) -> list[Said]:
    """What reviewers said of a segment, newest first; an open one waits for its editor."""
    segment = segments.get(db, segment_id)
    lang = documents.get(db, segment.document_id).target_lang
    waiting = verdicts.open_of(db, [segment_id]).get(segment_id)
    return [
        Said(one, one == waiting, suggested(segment, one, lang))
        for one in reversed(verdicts.of_segment(db, segment_id))
    ]


def open_verdicts(db: Database, found: Sequence[Segment], document: Document) -> dict[int, Said]:
    """Of these segments of a document, those that wait for their editor, with what the reviewer said."""
    by_id = {one.id: one for one in found}
    waiting = verdicts.open_of(db, list(by_id))
    return {
        segment_id: Said(one, True, suggested(by_id[segment_id], one, document.target_lang))
        for segment_id, one in waiting.items()
    }


def suggested(segment: Segment, verdict: Verdict, lang: str | None) -> Difference | None:
    """The reviewer's wording as a difference from the text as it is now."""
    if verdict.suggestion is None:
        return None
    return diff.difference(segment.text, verdict.suggestion, lang)


@dataclass(frozen=True, slots=True)
class WhyPage:
    """What the form that asks for a reason shows: the segments that would be sent back."""

    project: Project
    document: Document
    segments: list[Segment]
    reasons: list[str]


def asking_why(db: Database, document_id: int, chosen: Sequence[tuple[int, int]]) -> WhyPage:
    document = documents.get(db, document_id)
    return WhyPage(
        project=projects.get(db, document.project_id),
        document=document,
        segments=[segments.get(db, segment_id) for segment_id, _ in chosen],
        reasons=verdicts.reasons(db, document.project_id),
    )


def text_of(db: Database, segment_id: int) -> str:
    return segments.get(db, segment_id).text
