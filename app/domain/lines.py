"""Lines of a text: where they end, and which line breaks are only wrapped text."""

from __future__ import annotations

import re
from itertools import pairwise

_BREAK = re.compile(r"\r\n|\n|\r")
_ENDS = re.compile(r"[.!?…。！？．｡؟۔।॥።፧။։:：;][\"'”’»›)\]}」』）“]*$")
_ITEM = re.compile(r"\s*(?:[-*•⁃‣▪◦·–—※]\s*\S|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)）]{1,2}[\s　]|[①-⑳])")
_OPEN_END = re.compile(r"[,、，・‐-]$")
LONG_LINE = 40


def line_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines without their ends; only \\n, \\r\\n and \\r end a line."""
    spans, start = [], 0
    for match in _BREAK.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return spans


def join_wrapped(text: str, *, spaceless: bool) -> list[tuple[int, int]]:
    """Return spans of running text: lines, joined where a break only wraps. Blank lines belong to none."""
    blocks: list[tuple[int, int]] = []
    for paragraph in _paragraphs(text):
        is_wrapped = _is_hard_wrapped(text, paragraph)
        blocks.append(paragraph[0])
        for before, after in pairwise(paragraph):
            if _continues(text, before, after, is_wrapped=is_wrapped, spaceless=spaceless):
                blocks[-1] = (blocks[-1][0], after[1])
            else:
                blocks.append(after)
    return blocks


def _paragraphs(text: str) -> list[list[tuple[int, int]]]:
    paragraphs: list[list[tuple[int, int]]] = [[]]
    for start, end in line_spans(text):
        if text[start:end].strip():
            paragraphs[-1].append((start, end))
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _is_hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    if len(lines) < 3:
        return False
    lengths = [end - start for start, end in lines[:-1]]
    starts = [text[start:end].lstrip()[0] for start, end in lines[1:]]
    lower = sum(start.islower() for start in starts)
    return 45 <= max(lengths) <= 120 and min(lengths) >= 0.65 * max(lengths) and 3 * lower >= len(starts)


def _continues(
    text: str, before: tuple[int, int], after: tuple[int, int], *, is_wrapped: bool, spaceless: bool
) -> bool:
    first, second = text[before[0] : before[1]], text[after[0] : after[1]]
    if not any(char.isalnum() for char in second) and not second[0].isspace() and len(second) <= 3:
        return True
    if _ITEM.match(second) or _ENDS.search(first.rstrip()[-12:]):
        return False
    if spaceless:
        return bool(_OPEN_END.search(first.rstrip())) or first.endswith("の")
    if is_wrapped or _is_flowed(first, second) or _OPEN_END.search(first.rstrip()):
        return True
    reads_on = len(first.strip()) >= LONG_LINE or (first.strip()[0].isupper() and len(first.split()) > 3)
    return second.lstrip()[0].islower() and reads_on


def _is_flowed(first: str, second: str) -> bool:
    """One space before the break means "the line goes on", as in format=flowed mail and text out of PDF."""
    is_lower = second.lstrip()[0].islower() or second.lstrip()[0] == "("
    return not second[0].isspace() and first.endswith(" ") and (is_lower or not first.endswith("  "))
