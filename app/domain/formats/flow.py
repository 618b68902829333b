"""Running text out (txt and md): what stays of a document, with the white space that belongs between it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from app.domain.formats.records import ExportOptions, ExportSegment
from app.domain.models import COUNTED_STATES
from app.domain.text import line_breaks

_MARKS = {"title": "# ", "heading": "## ", "item": "- "}


def is_kept(segment: ExportSegment, options: ExportOptions) -> bool:
    """Say whether a segment goes out; locked ones (code) wait for nobody's confirmation."""
    if segment.cut or (segment.left_out and options.left_out == "drop"):
        return False
    return options.unconfirmed != "drop" or not is_unconfirmed(segment)


def is_unconfirmed(segment: ExportSegment) -> bool:
    return segment.state not in COUNTED_STATES and not segment.locked


def shown_text(segment: ExportSegment, options: ExportOptions) -> str:
    """Return the text, in double brackets where unconfirmed ones are to be marked."""
    if options.unconfirmed == "mark" and is_unconfirmed(segment) and segment.text:
        return f"[[{segment.text}]]"
    return segment.text


def write_text(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    """Yield plain text; a document that was read from text keeps every character between its segments."""
    if options.has_glue:
        return _with_glue(segments, options)
    return _composed(segments, options, has_marks=False)


def write_markdown(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    if options.has_glue:
        return _with_glue(segments, options)
    return _composed(segments, options, has_marks=True)


# A document with its own glue


def _with_glue(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    gap: list[str] = []  # the separators since the last text that went out
    bounds: list[bool] = []  # whether each of them parts two paragraphs
    previous: ExportSegment | None = None
    went_out = False
    for segment in _with_moved_marks(segments, options):
        gap.append(_separator(previous, segment, options))
        bounds.append(previous is not None and previous.paragraph != segment.paragraph)
        previous = segment
        if segment.kind == "cell" and not _goes_out(segment, options):
            # A cell that is left out stays as an empty cell, or the table would lose a column.
            segment = _emptied(segment)
        elif not _goes_out(segment, options):
            continue
        yield _closed(gap, bounds, is_head=not went_out)
        yield f"{segment.lead}{shown_text(segment, options)}{segment.trail}"
        went_out = True
        gap, bounds = [], []
    if gap and not went_out:
        yield gap[0]
    elif gap:
        yield "".join(_content(separator).rstrip() for separator in gap)
    yield options.tail


def _separator(previous: ExportSegment | None, segment: ExportSegment, options: ExportOptions) -> str:
    """Return what stands before a segment; one that a person added may bring nothing of its own."""
    if segment.before or previous is None or segment.machine is not None:
        return segment.before
    return options.joiner if previous.paragraph == segment.paragraph else options.newline * 2


def _closed(gap: list[str], bounds: list[bool], *, is_head: bool) -> str:
    """Return the separator that stays: the head, else the first of the widest, between paragraphs if any is."""
    if len(gap) == 1:
        return gap[0]
    chosen = (
        0 if is_head else max(range(len(gap)), key=lambda index: (bounds[index], _blank_lines(gap[index])))
    )
    before = "".join(_content(separator).rstrip() for separator in gap[:chosen])
    after = "".join(_content(separator).lstrip() for separator in gap[chosen + 1 :])
    return before + gap[chosen] + after


def _blank_lines(separator: str) -> int:
    """Return 1 where a blank line parts, however many there are, else 0."""
    return min(line_breaks(separator), 2) // 2


def _content(separator: str) -> str:
    """Return a separator if it says something (a rule, a link's address), nothing if it is white space."""
    return separator if separator.strip() else ""


def _goes_out(segment: ExportSegment, options: ExportOptions) -> bool:
    return is_kept(segment, options) and (bool(segment.text) or segment.kind == "cell")


def _with_moved_marks(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[ExportSegment]:
    """Give the mark of a list item or heading to the next sentence of its paragraph where its own goes."""
    for _, grouped in groupby(segments, key=lambda segment: segment.paragraph):
        paragraph = list(grouped)
        kept = [index for index, segment in enumerate(paragraph) if _goes_out(segment, options)]
        if kept and len(kept) < len(paragraph) and paragraph[0].kind != "cell":
            first, last = kept[0], kept[-1]
            lead = paragraph[first].lead or (paragraph[0].lead if first else "")
            paragraph[first] = _marked(paragraph[first], lead=lead)
            trail = paragraph[last].trail or _content(
                paragraph[-1].trail if last < len(paragraph) - 1 else ""
            )
            paragraph[last] = _marked(paragraph[last], trail=trail)
        yield from paragraph


def _marked(segment: ExportSegment, *, lead: str | None = None, trail: str | None = None) -> ExportSegment:
    return replace(
        segment,
        lead=segment.lead if lead is None else lead,
        trail=segment.trail if trail is None else trail,
    )


def _emptied(segment: ExportSegment) -> ExportSegment:
    return replace(segment, text="")


# A document without glue: rows of a table, pasted segments


def paragraphs(segments: Iterable[ExportSegment], options: ExportOptions) -> Iterator[list[ExportSegment]]:
    """Yield the paragraphs of what goes out, none of them empty."""
    kept = (segment for segment in segments if is_kept(segment, options) and segment.text.strip())
    for _, grouped in groupby(kept, key=lambda segment: segment.paragraph):
        yield list(grouped)


def _composed(segments: Sequence[ExportSegment], options: ExportOptions, *, has_marks: bool) -> Iterator[str]:
    """Yield a line for each row, or, where paragraphs hold several sentences, blank lines between them."""
    is_line_by_line = not has_marks and all(
        first.paragraph != second.paragraph for first, second in pairwise(segments)
    )
    between = options.newline * (1 if is_line_by_line else 2)
    written = False
    for paragraph in paragraphs(segments, options):
        mark = _MARKS.get(paragraph[0].kind, "") if has_marks else ""
        sentences = options.joiner.join(_trimmed(shown_text(segment, options)) for segment in paragraph)
        yield f"{between if written else ''}{mark}{sentences}"
        written = True
    yield options.newline


def _trimmed(sentence: str) -> str:
    return sentence.strip(" \t\r\n")
