"""Telling a text that was wrapped at a fixed width from one whose lines are paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.formats.assembly import is_final

_NARROWEST, _WIDEST = 40, 120
_NARROWEST_IDEOGRAPHIC = 18
_END_INSIDE = re.compile(r"\w[.!?…][\"”’»)]?\s+\w")
_OPENING_MARKS = "\"'“‘«„»(["


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a document's lines end; `width` is None where no width ends most of them."""

    width: int | None

    def groups(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """Return (first, past the last) of the lines that belong together."""
        if len(lines) > 1 and (self.width or len(lines) > 2) and _is_wrapped(lines):
            return [(0, len(lines))]
        if self.width is None:
            return [(index, index + 1) for index in range(len(lines))]
        starts = [0]
        starts += [
            index
            for index in range(1, len(lines))
            # A ragged right margin: words are not always moved as late as they could be.
            if not _breaks_at(lines[index - 1], lines[index], self.width - 8)
        ]
        return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def wrapping_of(blocks: Iterable[Sequence[str]]) -> Wrapping:
    """Decide for a document: most lines that have neighbours must break where a width forces it."""
    together = [block for block in blocks if len(block) > 1]
    wrapped = [block for block in together if _is_wrapped(block)]
    if not wrapped or 2 * sum(map(len, wrapped)) < sum(map(len, together)):
        return Wrapping(None)
    return Wrapping(max(len(line) for block in wrapped for line in block))


def _is_wrapped(lines: Sequence[str]) -> bool:
    width = max(map(len, lines))
    is_ideographic = any(_is_ideographic(line[0]) for line in lines if line)
    narrowest = _NARROWEST_IDEOGRAPHIC if is_ideographic else _NARROWEST
    pairs = list(pairwise(lines))
    if not narrowest <= width <= _WIDEST or not all(_breaks_at(a, b, width) for a, b in pairs):
        return False
    return _goes_on(pairs, width, is_ideographic=is_ideographic)


def _goes_on(pairs: list[tuple[str, str]], width: int, *, is_ideographic: bool) -> bool:
    """Say whether sentences run across line ends: the proof that a width, not a writer, ended them."""
    opened = [(first, second) for first, second in pairs if not is_final(first)]
    lower = sum(second.lstrip(_OPENING_MARKS)[:1].islower() for _, second in opened)
    if len(pairs) == 1:
        return bool(lower) and width >= 55
    has_case = any(character.lower() != character.upper() for character in pairs[0][0][:40])
    if has_case and not is_ideographic:
        # German wraps before nouns: there an open line above one with a sentence's end inside is the proof.
        runs_on = width >= 55 and any(_END_INSIDE.search(second) for _, second in opened)
        return 4 * lower >= len(pairs) or runs_on
    return 2 * len(opened) >= len(pairs) and min(len(first) for first, _ in pairs) >= 0.75 * width


def _breaks_at(line: str, following: str, width: int) -> bool:
    if _is_ideographic(following[:1]):
        return len(line) + 2 >= width
    return len(line) + 1 + len(following.split(None, 1)[0]) > width


def _is_ideographic(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef" or character >= "\U00020000"
