"""Texts cut into parts for templates: what was found, and what a replacement would make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ..domain.searching import Replacement, Span

AROUND = 160  # characters of a long text that are shown on each side of a hit


class Part(NamedTuple):
    """`cut` stands for what is not shown of a long text."""

    kind: Literal["plain", "mark", "del", "ins", "cut"]
    text: str


def found(text: str, spans: Sequence[Span]) -> list[Part]:
    """The text with its hits marked; of a long text what stands around them."""
    return _shortened(_marked(text, spans))


def replaced(change: Replacement, number: int) -> list[Part]:
    """The text with one of its hits replaced; its other hits are marked only."""
    (start, end), (new_start, new_end) = change.spans[number], change.new_spans[number]
    here = [Part("del", change.text[start:end]), Part("ins", change.new_text[new_start:new_end])]
    later = [(left - end, right - end) for left, right in change.spans[number + 1 :]]
    before = _marked(change.text[:start], change.spans[:number])
    return _shortened([*before, *here, *_marked(change.text[end:], later)])


def _marked(text: str, spans: Sequence[Span]) -> list[Part]:
    parts: list[Part] = []
    last = 0
    for start, end in spans:
        parts += [Part("plain", text[last:start]), Part("mark", text[start:end])]
        last = end
    return [*parts, Part("plain", text[last:])]


def _shortened(parts: list[Part]) -> list[Part]:
    shown: list[Part] = []
    for place, part in enumerate(parts):
        is_first, is_last = place == 0, place == len(parts) - 1
        shown += _ends(part.text, is_first=is_first, is_last=is_last) if part.kind == "plain" else [part]
    return [part for part in shown if part.text]


def _ends(text: str, *, is_first: bool, is_last: bool) -> list[Part]:
    """The ends of a plain part that touch a hit."""
    if len(text) <= 2 * AROUND + 40:
        return [Part("plain", text)]
    head, tail = text[:AROUND], text[-AROUND:]
    kept = [Part("plain", head), Part("cut", "…"), Part("plain", tail)]
    return kept[1:] if is_first and not is_last else kept[:2] if is_last and not is_first else kept
