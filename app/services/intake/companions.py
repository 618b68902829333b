"""Texts that come beside a machine translation: its source and a reference, told to the right segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...domain import alignment, detection, splitting
from ...domain import text as texts
from ...domain.errors import Invalid
from ...domain.models import Detection, ImportedDocument, ImportedSegment, ImportWarning


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
    if source is None:
        return Companions(document)
    return _with_sources(document, _decoded(source, "source"), source_lang)


def _decoded(data: bytes, what: str) -> str:
    try:
        return texts.decode(data)[0]
    except Invalid as error:
        raise Invalid(f"The {what} cannot be read: {error.message}") from None


def _filled_lines(text: str) -> list[str]:
    return [line.strip() for line, _ in texts.lines(text) if line.strip()]


# Sources


def _with_sources(document: ImportedDocument, text: str, lang: str | None) -> Companions:
    guess = Detection(lang, 1.0, "sure") if lang else detection.detect(text)
    targets = [
        [alignment.Target(one.machine, one.left_out) for one in part]
        for part in paragraphs(document.segments)
    ]
    found = alignment.align(targets, text, guess.lang)
    segments = tuple(
        replace(one, source=pair.source) for one, pair in zip(document.segments, found.pairs, strict=True)
    )
    checks = tuple(at for at, pair in enumerate(found.pairs) if not pair.is_certain)
    noted = (*document.warnings, *_notes(len(checks), len(found.leftovers)))
    return Companions(replace(document, segments=segments, warnings=noted), checks, guess)


def _notes(checks: int, leftovers: int) -> list[ImportWarning]:
    found = []
    if checks:
        pairs = "1 pair" if checks == 1 else f"{checks:,} pairs"
        found.append(ImportWarning(None, f"The source was paired by length; {pairs} should be looked at."))
    if leftovers:
        lines = "1 line" if leftovers == 1 else f"{leftovers:,} lines"
        found.append(
            ImportWarning(None, f"{lines} of the source belong to no segment (share links and the like).")
        )
    return found


# References: a line for each unit


def _with_references(document: ImportedDocument, text: str, lang: str | None) -> ImportedDocument:
    """A reference a segment, or a line a paragraph; a paragraph whose sentences cannot be told apart stays whole."""
    lines = _filled_lines(text)
    if len(lines) == len(document.segments):
        pairs = zip(document.segments, lines, strict=True)
        return replace(document, segments=tuple(replace(one, reference=line) for one, line in pairs))
    parts = paragraphs(document.segments)
    if len(lines) != len(parts):
        raise Invalid(
            f"The reference has {len(lines):,} lines, the text {len(parts):,} paragraphs in "
            f"{len(document.segments):,} segments. Give a line for each."
        )
    found = [one for part, line in zip(parts, lines, strict=True) for one in _referenced(part, line, lang)]
    return replace(document, segments=tuple(found))


def paragraphs(segments: Sequence[ImportedSegment]) -> list[list[ImportedSegment]]:
    """Segments by paragraph, in order."""
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
