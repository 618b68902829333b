"""Texts that come beside a machine translation: its source and a reference, told to the right segments.

A reference has a line for each segment or for each paragraph. A source is aligned, unless the files are parallel line
by line, as test sets are: then every line is kept with its counterpart, whole where their sentences differ in number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ...domain import alignment, detection, splitting
from ...domain import text as texts
from ...domain.errors import Invalid, StetError
from ...domain.models import Detection, ImportedDocument, ImportedSegment, ImportWarning
from ...domain.sentences import spoken

MOST_TIMES = 2  # as many sentences as the text; beyond it a source covers another part, or more
PARALLEL_SENTENCES = 1.5  # a paragraph: test sets have about one sentence a line, articles more

Paragraphs = list[list[ImportedSegment]]


@dataclass(frozen=True, slots=True)
class Companions:
    """The document with sources and references; `checks` are the segments whose source was guessed.

    `doubt` says why the source may be another text's or cover a part only, None where nothing speaks for it.
    """

    document: ImportedDocument
    checks: tuple[int, ...] = ()
    detection: Detection | None = None
    notes: tuple[ImportWarning, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Companion:
    """A text beside the translation and its language."""

    text: str
    lang: str | None

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line, _ in texts.lines(self.text) if line.strip()]


def add(document: ImportedDocument, source: Companion | None, reference: Companion | None) -> Companions:
    """Give each segment its reference and its source."""
    is_parallel = source is not None and _is_parallel(document, source)
    if reference is not None and len(reference.lines) == len(document.segments):
        # A line a segment: from here on no segment may become part of another.
        is_parallel = is_parallel and _has_a_line_each(document, reference)
    elif reference is not None:
        _check_lines(document, reference)
        document = _whole_where_different(document, reference)
        is_parallel = _has_a_line_each(document, source)
    if source is not None and is_parallel:
        document = _whole_where_different(document, source)
    if reference is not None:
        document = _told(document, reference, "reference")
    if source is None:
        return Companions(document)
    if is_parallel:
        return Companions(_told(document, source, "source"), detection=_language(source))
    return pair(document, source)


def decoded(data: bytes, what: str, encoding: str | None, max_bytes: int) -> str:
    """The text of a companion: UTF-8 or marked UTF-16, else in the encoding of the translation."""
    try:
        return texts.decode(data, max_bytes=max_bytes)[0]
    except StetError as error:
        if encoding is not None:
            return texts.decode(data, encoding, max_bytes=max_bytes)[0]
        raise type(error)(f"The {what} cannot be read: {error.message}") from None


def pair(document: ImportedDocument, source: Companion) -> Companions:
    """Align a source with the segments as they are."""
    guess = _language(source)
    targets = [
        [alignment.Target(one.machine, one.left_out) for one in part]
        for part in paragraphs(document.segments)
    ]
    found = alignment.align(targets, source.text, guess.lang)
    segments = tuple(
        replace(one, source=each.source) for one, each in zip(document.segments, found.pairs, strict=True)
    )
    checks = tuple(at for at, each in enumerate(found.pairs) if not each.is_certain)
    doubt = _doubt(document, source, guess)
    notes = _notes(doubt, len(checks), len(found.leftovers))
    return Companions(replace(document, segments=segments), checks, guess, notes, doubt)


def _language(source: Companion) -> Detection:
    return Detection(source.lang, 1.0, "sure") if source.lang else detection.detect(source.text)


def _doubt(document: ImportedDocument, source: Companion, guess: Detection) -> str | None:
    """Lengths alone spread a source that covers a part over the whole text: people have to know before they trust it."""
    own = sum(not one.left_out for one in document.segments)
    given = sum(len(splitting.split_sentences(line, guess.lang)) for line in source.lines)
    if min(own, given) * MOST_TIMES >= max(own, given):
        return None
    return spoken(
        f"The source has {given:,} sentences, the text {own:,}: they may not cover the same. Look at the pairs."
    )


def _notes(doubt: str | None, checks: int, leftovers: int) -> tuple[ImportWarning, ...]:
    found = [ImportWarning(None, doubt)] if doubt else []
    if checks:
        pairs = "1 pair" if checks == 1 else f"{checks:,} pairs"
        found.append(ImportWarning(None, f"The source was paired by length; {pairs} should be looked at."))
    if leftovers:
        lines = "1 line" if leftovers == 1 else f"{leftovers:,} lines"
        found.append(
            ImportWarning(None, f"{lines} of the source belong to no segment (share links and the like).")
        )
    return tuple(found)


def paragraphs(segments: Sequence[ImportedSegment]) -> Paragraphs:
    """Segments by paragraph, in order."""
    found: Paragraphs = []
    for segment in segments:
        if found and found[-1][-1].paragraph == segment.paragraph:
            found[-1].append(segment)
        else:
            found.append([segment])
    return found


# Line by line


def _is_parallel(document: ImportedDocument, source: Companion) -> bool:
    """A line each, about a sentence a line, no blank lines: nobody writes articles so, test sets are all like that."""
    count = len(paragraphs(document.segments))
    return (
        1 < count == len(source.lines)
        and len(document.segments) <= PARALLEL_SENTENCES * count
        and not any("\n\n" in one.before.replace("\r\n", "\n") for one in document.segments)
    )


def _has_a_line_each(document: ImportedDocument, source: Companion | None) -> bool:
    return source is not None and len(source.lines) == len(paragraphs(document.segments))


def _check_lines(document: ImportedDocument, reference: Companion) -> None:
    lines, parts = len(reference.lines), len(paragraphs(document.segments))
    if lines != parts:
        raise Invalid(
            f"The reference has {lines:,} lines, the text {parts:,} paragraphs in "
            f"{len(document.segments):,} segments. Give a line for each."
        )


def _whole_where_different(document: ImportedDocument, other: Companion) -> ImportedDocument:
    """Paragraphs stay one segment where the other text's line has another number of sentences."""
    found: list[ImportedSegment] = []
    for part, line in zip(paragraphs(document.segments), other.lines, strict=True):
        same = len(part) == 1 or len(splitting.split_sentences(line, other.lang)) == len(part)
        found += part if same else [_whole(part)]
    return replace(document, segments=tuple(found))


def _whole(part: list[ImportedSegment]) -> ImportedSegment:
    """The segments of a paragraph as one; not a character between them is lost."""
    text = part[0].machine
    for previous, one in pairwise(part):
        text += previous.trail + one.before + one.lead + one.machine
    return replace(part[0], machine=text, trail=part[-1].trail)


def _told(
    document: ImportedDocument, other: Companion, field: Literal["source", "reference"]
) -> ImportedDocument:
    """Give each segment its line, or its sentence of the paragraph's line."""
    lines = other.lines
    if len(lines) != len(document.segments):
        parts = zip(paragraphs(document.segments), lines, strict=True)
        lines = [sentence for part, line in parts for sentence in _sentences(line, len(part), other.lang)]
    pairs = zip(document.segments, lines, strict=True)
    if field == "source":
        return replace(document, segments=tuple(replace(one, source=line) for one, line in pairs))
    return replace(document, segments=tuple(replace(one, reference=line) for one, line in pairs))


def _sentences(line: str, count: int, lang: str | None) -> list[str]:
    if count == 1:
        return [line]
    return [line[start:end] for start, end in splitting.split_sentences(line, lang)]
