"""Labels for quality estimation: `.hter` with a number a line, `.tags` with OK or BAD for each gap and word.

A line of tags has 2n + 1 of them for n words: gap, word, gap, …, gap. They come from plain Levenshtein without
shifts between the given tokens, upper and lower case apart: a word is BAD that was replaced or removed, a gap where
words were added.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines
from app.domain.formats.judgements.faults import Faults

OK, BAD = "OK", "BAD"
Tags = tuple[bool, ...]  # True is OK


def read_hter(text: str, name: str) -> list[float]:
    """The number of each line, or one sentence about the lines that have none."""
    found, _ = lines.split(text)
    faults = Faults(name)
    numbers = []
    for number, line in enumerate(found, start=1):
        value = _number(line)
        if not value >= 0:
            faults.add(number, f"{line!r} is not a number from 0 up.")
        numbers.append(value)
    faults.refuse_if_any()
    return numbers


def write_hter(numbers: Sequence[float], *, digits: int | None = None) -> str:
    """A number a line: WMT writes six digits; without `digits` none is lost."""
    if digits is None:
        return "".join(f"{number!r}\n" for number in numbers)
    return "".join(f"{number:.{digits}f}\n" for number in numbers)


def read_tags(text: str, name: str) -> list[Tags]:
    """The tags of each line, or one sentence about the lines that have others."""
    found, _ = lines.split(text)
    faults = Faults(name)
    tags = []
    for number, line in enumerate(found, start=1):
        words = line.split()
        if len(words) % 2 == 0:
            faults.add(number, f"there are {len(words)} tags; n words and their gaps have 2n + 1.")
        elif set(words) - {OK, BAD}:
            faults.add(number, f"the tags are {OK} and {BAD}; {min(set(words) - {OK, BAD})!r} is neither.")
        tags.append(tuple(word == OK for word in words))
    faults.refuse_if_any()
    return tags


def write_tags(tags: Sequence[Tags]) -> str:
    for number, line in enumerate(tags, start=1):
        if len(line) % 2 == 0:
            raise Invalid(f"Line {number} has {len(line)} tags; n words and their gaps have 2n + 1.")
    return "".join(" ".join(OK if tag else BAD for tag in line) + "\n" for line in tags)


def tags(machine: Sequence[str], corrected: Sequence[str]) -> Tags:
    """The tags of a machine text's tokens against those of its correction."""
    found = [True] * (2 * len(machine) + 1)
    for step in Levenshtein.opcodes(machine, corrected):
        if step.tag == "insert":
            found[2 * step.src_start] = False
        elif step.tag != "equal":
            for word in range(step.src_start, step.src_end):
                found[2 * word + 1] = False
    return tuple(found)


def _number(line: str) -> float:
    try:
        return float(line)
    except ValueError:
        return math.nan
