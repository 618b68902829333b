"""Where quotations and brackets begin and end, so that a full stop inside them ends no sentence."""

from __future__ import annotations

import re

# A longer "quotation" is more likely a forgotten mark than one sentence.
LONGEST = 1500
DEEPEST = 8

CLOSERS = "\"'”’»›)]}」』）］】》〉〕〗｣“‘«"
_CLOSED_BY = {
    "“": "”“",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "”": "”",
    '"': '"',
    "'": "'",
    "(": ")",
    "[": "]",
    "{": "}",
    "「": "」",
    "『": "』",
    "（": "）",
    "［": "］",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "〖": "〗",
    "｢": "｣",
}
_ALL_CLOSERS = frozenset("".join(_CLOSED_BY.values()))
_SINGLE = frozenset("'’‘")
_MARKS = re.compile("[" + re.escape("".join(set(_CLOSED_BY) | _ALL_CLOSERS)) + "]")


def find_enclosed(text: str) -> list[tuple[int, int]]:
    """Return the outermost quoted or bracketed spans, marks included; unpaired marks enclose nothing."""
    pairs: list[tuple[int, int]] = []
    open_marks: list[int] = []
    for match in _MARKS.finditer(text):
        at = match.start()
        opener = _opener_for(text, at, open_marks)
        if opener is not None:
            start = open_marks[opener]
            del open_marks[opener:]
            if at - start <= LONGEST:
                pairs.append((start, at + 1))
        elif _can_open(text, at):
            open_marks.append(at)
            del open_marks[:-DEEPEST]
    return _outermost(pairs)


def _opener_for(text: str, at: int, open_marks: list[int]) -> int | None:
    mark = text[at]
    if mark not in _ALL_CLOSERS or not _can_close(text, at):
        return None
    for index in range(len(open_marks) - 1, -1, -1):
        if mark in _CLOSED_BY[text[open_marks[index]]]:
            return index
    return None


def _can_open(text: str, at: int) -> bool:
    mark = text[at]
    if mark not in _CLOSED_BY:
        return False
    if mark in "\"'”»›‹«":
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return (not before or not before.isalnum()) and bool(after) and (mark == "«" or not after.isspace())
    return True


def _can_close(text: str, at: int) -> bool:
    mark = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _SINGLE:
        return before in ".,!?…;:-–—" and not after.isalnum()
    if mark in '"”“':
        return not (before.isspace() and after and not after.isspace() and after not in ".,;:!?)")
    return True


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found
