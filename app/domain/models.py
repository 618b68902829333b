"""The records that travel between the layers, in the field's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SegmentKind = Literal["title", "heading", "sentence", "item", "cell", "code"]
State = Literal["todo", "edited", "confirmed", "approved", "sent_back"]
RevisionKind = Literal[
    "edit", "confirm", "restore", "replace", "split", "join", "undo", "approve", "send_back", "cut", "add"
]
Certainty = Literal["sure", "probably", "guess", "unknown"]
Role = Literal["owner", "lead", "reviewer", "editor", "viewer"]

COUNTED_STATES: frozenset[State] = frozenset({"confirmed", "approved"})


# Import: what a file says, before anything is stored


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system's text of a segment."""

    system: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportWarning:
    """Something a person should look at; `line` counts from 1, None where it concerns the whole file."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text: encoding them again gives the same bytes."""

    name: str  # "utf-8", "utf-16-le", "utf-16-be", "latin-1", …
    bom: bool = False


@dataclass(frozen=True, slots=True)
class ImportedSegment:
    """A segment as a file gives it.

    For plain text and Markdown, `before + lead + machine + trail` of all segments in order, then the
    document's `tail`, is the decoded file exactly. `before` separates a segment from the one before it (for
    the first one: whatever precedes it); `lead` and `trail` are its own markup ("- ", "## ", "**").
    """

    machine: str
    paragraph: int = 1
    kind: SegmentKind = "sentence"
    before: str = ""
    lead: str = ""
    trail: str = ""
    source: str | None = None
    reference: str | None = None
    reference_origin: str = "independent"  # or corrected:SYSTEM, see scoring/origins.py
    text: str | None = None  # the correction that a file brings, where it is another than `machine`
    system: str | None = None
    candidates: tuple[Candidate, ...] = ()  # other systems' texts, the base system's is `machine`
    left_out: bool = False
    flag: str | None = None  # id of the furniture rule that applies, left out or not
    flag_reason: str | None = None  # the same as a sentence for people
    locked: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A file as it was read: segments in order, and all that is needed to write it again."""

    name: str
    format: str
    segments: tuple[ImportedSegment, ...]
    units: int
    tail: str = ""
    newline: str = "\n"
    encoding: Encoding = Encoding("utf-8")
    warnings: tuple[ImportWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    lang: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Detection:
    """A language with its certainty; `lang` is a BCP 47 tag, None when it cannot be known."""

    lang: str | None
    confidence: float
    certainty: Certainty
    alternatives: tuple[LanguageGuess, ...] = ()


# Stored things


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    role: Role
    is_active: bool = True
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    id: int
    name: str
    source_lang: str | None
    target_lang: str | None
    is_demo: bool
    created_at: str


@dataclass(frozen=True, slots=True)
class Document:
    id: int
    project_id: int
    name: str
    format: str
    system: str  # the base system, whose text is edited
    source_lang: str | None
    target_lang: str | None
    encoding: str
    bom: bool
    newline: str
    tail: str
    units: int
    has_source: bool
    created_at: str
    created_by: str
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as it stands now; `position` and `paragraph` count from 1 among the live segments."""

    id: int
    document_id: int
    position: int
    paragraph: int
    kind: SegmentKind
    before: str
    lead: str
    trail: str
    source: str | None
    source_check: bool  # this pair was guessed and waits for a look
    machine: str | None  # None for a sentence that a person added
    text: str
    reference: str | None
    state: State
    left_out: bool
    flag: str | None
    flag_reason: str | None
    locked: bool
    editorial: bool
    cut: bool
    revision: int
    author: str | None  # of the newest revision
    changed_at: str | None
    is_live: bool = True  # False once it was split or joined into others
    flagged: bool = False  # somebody wants to look at it again
    direction: Literal["ltr", "rtl"] | None = None  # where it does not run as its language does
    locked_by: str | None = None  # None where nobody locked it by hand: code and the like
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One row of the append-only log: what a segment's text and state became, by whom, when and how."""

    id: int
    segment_id: int
    number: int
    text: str
    state: State
    kind: RevisionKind
    author: str
    made_at: str
    base_number: int
    batch_id: int | None
    op_id: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Draft:
    person_id: int
    segment_id: int
    text: str
    base_revision: int
    op_id: str | None
    saved_at: str


# Scores


@dataclass(frozen=True, slots=True)
class Score:
    """A number that can be recomputed. `score` is None where there is nothing to score, with the reason."""

    score: float | None
    signature: str
    n: int
    interval: tuple[float, float] | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentStatistics:
    """Sufficient statistics of one machine text against its correction; sums of them give corpus scores.

    `ter` is (edits, reference words), None past TER's budget, with `ter_reason`.
    """

    bleu: tuple[int, ...]
    chrf: tuple[int, ...]
    ter: tuple[float, float] | None
    ter_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ScoreSums:
    """Statistics of many segments added up: `n` segments, of which `ter_n` have a TER."""

    n: int
    bleu: tuple[int, ...]
    chrf: tuple[int, ...]
    ter_n: int
    ter: tuple[float, float]


# Differences


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a difference: equal+delete+move_from rebuild the old text, the others the new."""

    op: Literal["equal", "delete", "insert", "move_from", "move_to"]
    text: str
    move: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    pieces: tuple[Piece, ...]
    summary: str  # a sentence for screen readers and for people in a hurry
    deleted_words: int = 0
    inserted_words: int = 0
