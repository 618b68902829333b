"""Changing where sentences begin and end: split, join, cut, add, paragraphs, leaving out; all of it undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from sqlite_utils import Database

from ..domain import languages, rebase, splitting
from ..domain.errors import Invalid
from ..domain.models import Candidate, Document, Person, Segment
from ..domain.sentences import spoken
from ..store import segments
from . import revising
from .changing import batching, restructuring
from .changing.batching import Changed, Step


def split(
    db: Database,
    segment_id: int,
    offset: int,
    *,
    base_revision: int | None,
    author: Person,
    op_id: str | None = None,
) -> Changed:
    """Make two segments of one, at a code-point offset of its text; the white space there goes between them."""

    def act(step: Step, segment: Segment) -> Changed:
        parts = _halves(segment.text, offset)
        joiner = segment.text[len(parts[0]) : len(segment.text) - len(parts[1])]
        batch = step.batch("split", f"Split segment {segment.position}")
        first, second = _split_parts(segment, parts, joiner, step.document)
        return restructuring.replace_run(step, batch, "split", [segment], [first, second])

    return batching.run(db, segment_id, author, op_id, base_revision, act)


def _halves(text: str, offset: int) -> tuple[str, str]:
    left, right = text[: max(offset, 0)].rstrip(), text[max(offset, 0) :].lstrip()
    if not left or not right:
        raise Invalid("A segment is split inside its text. Put the caret where the second sentence begins.")
    return left, right


def _split_parts(
    segment: Segment, parts: tuple[str, str], joiner: str, document: Document
) -> tuple[Segment, Segment]:
    at = len(parts[0]) + len(joiner)
    machine = _split_like(segment.text, segment.machine, at, document.target_lang)
    reference = _split_like(segment.text, segment.reference, at, document.target_lang)
    sources = _split_source(segment.source, at / max(len(segment.text), 1), document.source_lang)
    halves = []
    for index in (0, 1):
        candidates = tuple(
            Candidate(one.system, _split_like(segment.text, one.text, at, document.target_lang)[index] or "")
            for one in segment.candidates
            if one.system != document.system
        )
        halves.append(
            replace(
                segment,
                text=parts[index],
                machine=machine[index],
                reference=reference[index],
                source=sources[index],
                source_check=segment.source is not None and sources[1] is None,
                candidates=candidates,
            )
        )
    return replace(halves[0], trail=""), replace(
        halves[1], before=joiner, lead="", flag=None, flag_reason=None
    )


def _split_like(text: str, other: str | None, offset: int, lang: str | None) -> tuple[str | None, str | None]:
    """Another version of the text, split at the corresponding place."""
    if other is None:
        return None, None
    at = rebase.map_offset(text, other, offset, lang)
    return other[:at].rstrip(), other[at:].lstrip()


def _split_source(source: str | None, share: float, lang: str | None) -> tuple[str | None, str | None]:
    """A source of several sentences is split at the boundary nearest to the same share; a single one stays whole."""
    spans = splitting.split_sentences(source, lang) if source else []
    if source is None or len(spans) < 2:
        return source, None
    start = min((span[0] for span in spans[1:]), key=lambda each: abs(each / len(source) - share))
    return source[:start].rstrip(), source[start:]


def join(
    db: Database, segment_id: int, *, base_revision: int | None, author: Person, op_id: str | None = None
) -> Changed:
    """Make one segment of this and the next one of its paragraph."""

    def act(step: Step, segment: Segment) -> Changed:
        following = segments.at_position(db, segment.document_id, segment.position + 1)
        if following is None:
            raise Invalid("This is the last segment; there is nothing to join it with.")
        if following.paragraph != segment.paragraph:
            raise Invalid(
                "The next segment begins a new paragraph. Join the paragraphs first, then the sentences."
            )
        if following.left_out != segment.left_out or following.locked:
            raise Invalid("One of the two segments is left out or locked. Put it back first.")
        batch = step.batch("join", f"Joined segments {segment.position} and {following.position}")
        joined = _joined(segment, following, step.document)
        revising.check_text(joined.text)
        return restructuring.replace_run(step, batch, "join", [segment, following], [joined])

    return batching.run(db, segment_id, author, op_id, base_revision, act)


def _joined(first: Segment, second: Segment, document: Document) -> Segment:
    joiner = first.trail + second.before + second.lead
    others = {one.system: one.text for one in second.candidates}
    return replace(
        first,
        text=first.text + joiner + second.text,
        machine=_join(first.machine, second.machine, joiner),
        reference=_join(first.reference, second.reference, joiner),
        source=_join(first.source, second.source, languages.joiner(document.source_lang)),
        source_check=first.source_check or second.source_check,
        candidates=tuple(
            Candidate(one.system, f"{one.text}{joiner}{others.get(one.system, '')}".rstrip())
            for one in first.candidates
            if one.system != document.system
        ),
        trail=second.trail,
        state=first.state if first.state == second.state else "edited",
        editorial=first.editorial or second.editorial,
        flagged=first.flagged or second.flagged,
    )


def _join(left: str | None, right: str | None, joiner: str) -> str | None:
    if left is None or right is None:
        return left if right is None else right
    return f"{left}{joiner}{right}" if left and right else left + right


def add(db: Database, segment_id: int, text: str, *, author: Person, op_id: str | None = None) -> Changed:
    """Add a sentence of a person's own after this one; it has no machine text and is an editorial change."""
    text = text.strip()
    if not text:
        raise Invalid("Write the sentence that is to be added.")
    revising.check_text(text)

    def act(step: Step, segment: Segment) -> Changed:
        made = replace(
            segment,
            kind="sentence" if segment.kind in ("title", "heading", "code") else segment.kind,
            before=segment.trail + languages.joiner(step.document.target_lang),
            lead="",
            trail="",
            text=text,
            machine=None,
            source=None,
            source_check=False,
            reference=None,
            candidates=(),
            state="edited",
            left_out=False,
            editorial=True,
            flagged=False,
            flag=None,
            flag_reason=None,
        )
        batch = step.batch("add", f"Added a sentence after segment {segment.position}")
        return restructuring.replace_run(step, batch, "add", [], [made], at=segment.position + 1)

    return batching.run(db, segment_id, author, op_id, None, act)


def cut(
    db: Database, segment_id: int, *, base_revision: int | None, author: Person, op_id: str | None = None
) -> Changed:
    """Take a sentence out of the text. It stays in the list, struck, and comes back by one action."""

    def act(step: Step, segment: Segment) -> Changed:
        batch = step.batch("cut", f"Cut segment {segment.position}")
        return restructuring.set_flags(
            step, batch, segment, {"left_out": True, "editorial": True, "cut": True}
        )

    return batching.run(db, segment_id, author, op_id, base_revision, act)


def put_back(db: Database, segment_id: int, *, author: Person, op_id: str | None = None) -> Changed:
    """Bring a cut or left-out segment back into the text."""

    def act(step: Step, segment: Segment) -> Changed:
        batch = step.batch("put_back", f"Put segment {segment.position} back")
        editorial = segment.editorial and not segment.cut
        return restructuring.set_flags(
            step, batch, segment, {"left_out": False, "cut": False, "editorial": editorial}
        )

    return batching.run(db, segment_id, author, op_id, None, act)


def leave_out(
    db: Database, segment_id: int, *, left_out: bool, author: Person, op_id: str | None = None
) -> Changed:
    """Leave a line out of the clean text, or put it back."""
    if not left_out:
        return put_back(db, segment_id, author=author, op_id=op_id)

    def act(step: Step, segment: Segment) -> Changed:
        batch = step.batch("leave_out", f"Left out segment {segment.position}")
        return restructuring.set_flags(step, batch, segment, {"left_out": True})

    return batching.run(db, segment_id, author, op_id, None, act)


def set_editorial(
    db: Database, segment_id: int, *, editorial: bool, author: Person, op_id: str | None = None
) -> Changed:
    """Say that a change is a person's own wish and no error of the machine: it stays out of the machine's score."""

    def act(step: Step, segment: Segment) -> Changed:
        place = segment.position
        marked = spoken(f"Marked segment {place} as an editorial change")
        counted = spoken(f"Counted segment {place} again")
        batch = step.batch("editorial", marked if editorial else counted)
        return restructuring.set_flags(step, batch, segment, {"editorial": editorial})

    return batching.run(db, segment_id, author, op_id, None, act)


def set_flagged(
    db: Database, segment_id: int, *, flagged: bool, author: Person, op_id: str | None = None
) -> Changed:
    """Put a flag on a segment that somebody should look at again, or take it off."""

    def act(step: Step, segment: Segment) -> Changed:
        place = segment.position
        put, taken = spoken(f"Flagged segment {place}"), spoken(f"Took the flag off segment {place}")
        batch = step.batch("flag", put if flagged else taken)
        return restructuring.set_flags(step, batch, segment, {"flagged": flagged})

    return batching.run(db, segment_id, author, op_id, None, act)


def set_locked(
    db: Database, segment_id: int, *, locked: bool, author: Person, op_id: str | None = None
) -> Changed:
    """Let nobody change a segment, or let everybody change it again. Only leads may; the doors see to it."""

    def act(step: Step, segment: Segment) -> Changed:
        place = segment.position
        if locked and segment.locked:
            raise Invalid(f"Segment {place} is locked already.")
        if not locked and not segment.locked:
            raise Invalid(f"Segment {place} is not locked.")
        shut, opened = spoken(f"Locked segment {place}"), spoken(f"Unlocked segment {place}")
        batch = step.batch("lock", shut if locked else opened)
        return restructuring.set_flags(
            step, batch, segment, {"locked": locked, "locked_by": author.name if locked else None}
        )

    return batching.run(db, segment_id, author, op_id, None, act, even_locked=True)


def break_paragraph(
    db: Database, segment_id: int, *, breaks: bool, author: Person, op_id: str | None = None
) -> Changed:
    """Begin a new paragraph before this segment, or join its paragraph with the one before."""

    def act(step: Step, segment: Segment) -> Changed:
        previous = segments.at_position(db, segment.document_id, segment.position - 1)
        if previous is None:
            raise Invalid("This is the first segment; there is no paragraph before it.")
        if breaks == (previous.paragraph != segment.paragraph):
            raise Invalid(
                "A paragraph begins here already."
                if breaks
                else "This segment is inside its paragraph already."
            )
        place = (
            {"before": _separator(db, step.document, segment), "lead": segment.lead}
            if breaks
            else {"before": languages.joiner(step.document.target_lang), "lead": ""}
        )
        began = spoken(f"Began a paragraph at segment {segment.position}")
        joined = spoken(f"Joined the paragraphs before segment {segment.position}")
        batch = step.batch("break" if breaks else "unbreak", began if breaks else joined)
        return restructuring.set_place(step, batch, segment, place, by=1 if breaks else -1)

    return batching.run(db, segment_id, author, op_id, None, act)


def _separator(db: Database, document: Document, segment: Segment) -> str:
    """What stands between paragraphs of this document, as its nearest earlier paragraph shows."""
    sample = segments.last_paragraph_separator(db, document.id, segment.position)
    return sample if sample and "\n" in sample.replace("\r", "\n") else document.newline * 2


def set_direction(
    db: Database,
    segment_id: int,
    *,
    direction: Literal["ltr", "rtl"] | None,
    author: Person,
    op_id: str | None = None,
) -> Changed:
    """Let a segment's text run from the left or the right, whatever its language says; None: as its language."""

    def act(step: Step, segment: Segment) -> Changed:
        place = segment.position
        summaries = {
            "ltr": spoken(f"Let segment {place} run from left to right"),
            "rtl": spoken(f"Let segment {place} run from right to left"),
            None: spoken(f"Let segment {place} run as its language does"),
        }
        batch = step.batch("direction", summaries[direction])
        return restructuring.set_flags(step, batch, segment, {"direction": direction})

    return batching.run(db, segment_id, author, op_id, None, act)
