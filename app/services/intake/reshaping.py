"""Splitting and joining segments of a text that is not stored yet; not a character of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...domain.errors import Invalid
from ...domain.models import ImportedSegment

Segments = tuple[ImportedSegment, ...]


def check_place(segments: Sequence[ImportedSegment], index: int) -> None:
    if not 0 <= index < len(segments):
        raise Invalid(f"There is no line {index + 1}; the text has {len(segments)}. Reload the page.")


def split(segments: Segments, index: int, offset: int) -> Segments:
    """Two segments of one at an offset; the white space there stands between them."""
    check_place(segments, index)
    one = segments[index]
    left, right = one.machine[: max(offset, 0)].rstrip(), one.machine[max(offset, 0) :].lstrip()
    if not left or not right:
        raise Invalid("A sentence is split inside its text. Put the caret where the second one begins.")
    between = one.machine[len(left) : len(one.machine) - len(right)]
    first = replace(one, machine=left, trail="", flag=None, flag_reason=None)
    second = replace(first, machine=right, before=between, lead="", trail=one.trail)
    return (*segments[:index], first, second, *segments[index + 1 :])


def join(segments: Segments, index: int, longest: int) -> Segments:
    """This segment and the next as one; a paragraph's end between them goes, its white space stays inside."""
    check_place(segments, index)
    if index + 1 == len(segments):
        raise Invalid("This is the last line; there is nothing to join it with.")
    first, second = segments[index : index + 2]
    text = first.machine + first.trail + second.before + second.lead + second.machine
    if len(text) > longest:
        raise Invalid(f"Together they have {len(text):,} characters; a segment may have {longest:,}.")
    left_out = first.left_out and second.left_out
    joined = replace(first, machine=text, trail=second.trail, left_out=left_out, flag=None, flag_reason=None)
    shift = second.paragraph - first.paragraph
    rest = segments[index + 2 :]
    moved = tuple(replace(one, paragraph=one.paragraph - shift) for one in rest) if shift else rest
    return (*segments[:index], joined, *moved)
