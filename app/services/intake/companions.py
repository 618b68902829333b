"""Texts that come beside a machine translation: its source and a reference, told to the right segments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ...domain import splitting
from ...domain import text as texts
from ...domain.errors import Invalid
from ...domain.models import Candidate, Detection, ImportedDocument, ImportedSegment

__all__ = ["Candidate", "Companions", "add"]


@dataclass(frozen=True, slots=True)
class Companions:
    """The document with sources and references; `checks` are the segments whose source was guessed."""

    document: ImportedDocument
    checks: tuple[int, ...] = ()
    detection: Detection | None = None


def add(
    document: ImportedDocument,
    source: bytes | None,
    reference: bytes | None,
    target_lang: str | None,
    source_lang: str | None,
) -> Companions:
    """Give each segment its reference and its source."""
    if reference is not None:
        document = _with_references(document, _decoded(reference, "reference"), target_lang)
    return Companions(document)


def _decoded(data: bytes, what: str) -> str:
    try:
        return texts.decode(data)[0]
    except Invalid as error:
        raise Invalid(f"The {what} cannot be read: {error.message}") from None


def _filled_lines(text: str) -> list[str]:
    return [line.strip() for line, _ in texts.lines(text) if line.strip()]


# References: a line for each unit


def _with_references(document: ImportedDocument, text: str, lang: str | None) -> ImportedDocument:
    """A reference a segment, or a line a paragraph; a paragraph whose sentences cannot be told apart stays whole."""
    lines = _filled_lines(text)
    if len(lines) == len(document.segments):
        pairs = zip(document.segments, lines, strict=True)
        return replace(document, segments=tuple(replace(one, reference=line) for one, line in pairs))
    paragraphs = _paragraphs(document.segments)
    if len(lines) != len(paragraphs):
        raise Invalid(
            f"The reference has {len(lines):,} lines, the text {len(paragraphs):,} paragraphs in "
            f"{len(document.segments):,} segments. Give a line for each."
        )
    found = [
        one for part, line in zip(paragraphs, lines, strict=True) for one in _referenced(part, line, lang)
    ]
    return replace(document, segments=tuple(found))


def _paragraphs(segments: tuple[ImportedSegment, ...]) -> list[list[ImportedSegment]]:
    found: list[list[ImportedSegment]] = []
    for segment in segments:
        if found and found[-1][-1].paragraph == segment.paragraph:
            found[-1].append(segment)
        else:
            found.append([segment])
    return found


def _referenced(part: list[ImportedSegment], line: str, lang: str | None) -> list[ImportedSegment]:
    spans = splitting.split_sentences(line, lang)
    if len(spans) == len(part) > 1:
        pairs = zip(part, spans, strict=True)
        return [replace(one, reference=line[start:end]) for one, (start, end) in pairs]
    return [replace(_whole(part), reference=line)]


def _whole(part: list[ImportedSegment]) -> ImportedSegment:
    """The segments of a paragraph as one; not a character between them is lost."""
    text = part[0].machine
    for previous, one in pairwise(part):
        text += previous.trail + one.before + one.lead + one.machine
    return replace(part[0], machine=text, trail=part[-1].trail)
