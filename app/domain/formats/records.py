"""What readers and writers of files are asked for, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.models import Candidate, ImportWarning, SegmentKind, State

Splitter = Callable[[str, str | None], list[tuple[int, int]]]


def one_sentence(text: str, lang: str | None) -> list[tuple[int, int]]:
    """A splitter that leaves every line whole."""
    return [(0, len(text))] if text else []


@dataclass(frozen=True, slots=True)
class Limits:
    segments: int = 100_000
    characters: int = 10_000  # of one segment


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is read; texts use `lang` and `split`, tables the rest."""

    lang: str | None = None
    split: Splitter = one_sentence
    mapping: Mapping[str, str] = field(default_factory=dict)  # role → column, by name or number from 1
    has_header: bool | None = None
    delimiter: str | None = None
    skip_bad: bool = False
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page that maps columns shows: names, the first rows, and a guess at their roles."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: dict[str, str]
    delimiter: str | None = None
    has_header: bool = True
    warnings: tuple[ImportWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportSegment:
    """A segment as it goes out. `machine` is None for a sentence that a person added."""

    position: int
    paragraph: int
    kind: SegmentKind
    text: str
    id: int | None = None
    state: State = "todo"
    left_out: bool = False
    editorial: bool = False
    locked: bool = False
    cut: bool = False
    before: str = ""
    lead: str = ""
    trail: str = ""
    source: str | None = None
    machine: str | None = None
    reference: str | None = None
    system: str | None = None
    candidates: tuple[Candidate, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a document is written. `has_glue`: its segments carry the text between them (txt and md)."""

    unconfirmed: Literal["keep", "drop", "mark"] = "keep"
    left_out: Literal["drop", "keep"] = "drop"
    cells: Literal["safe", "exact"] = "safe"
    newline: str = "\n"
    title: str = ""
    lang: str | None = None
    direction: Literal["ltr", "rtl"] = "ltr"
    joiner: str = " "  # between sentences that no file joined; "" for scripts without spaces
    tail: str = ""
    has_glue: bool = False
