"""Labels for quality estimation of files of machine translations and their corrections."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines, qe
from app.services import measuring
from app.services.judging import converting

T = TypeVar("T")
DIGITS = 6  # of a share in a file
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Compared:
    """How many lines of a file of labels are what comes out here, and the first that is not."""

    lines: int
    equal: int
    first_other: int | None


def write(
    machine: Path, corrected: Path, *, hter: Path | None, tags: Path | None, lang: str | None = None
) -> dict[Path, int]:
    """Write the labels that are wanted; answers the lines of each file. Raises Invalid where lines do not pair."""
    made = {}
    if hter is not None:
        shares = measuring.hter(machine, corrected, lang).segments
        made[hter] = qe.write_hter(shares, digits=DIGITS)
    if tags is not None:
        made[tags] = qe.write_tags(_tags(machine, corrected))
    for path, text in made.items():
        converting.save({"": text}, path)
    return {path: text.count("\n") for path, text in made.items()}


def compare(
    machine: Path, corrected: Path, *, hter: Path | None, tags: Path | None, lang: str | None = None
) -> dict[Path, Compared]:
    """Files of labels against those that are computed here. Raises Invalid for a line that is no label."""
    found = {}
    if hter is not None:
        stated = qe.read_hter(measuring.text_of(hter), str(hter))
        made = list(measuring.hter(machine, corrected, lang).segments)
        found[hter] = _compared(hter, machine, stated, made, lambda one, two: abs(one - two) <= CLOSE)
    if tags is not None:
        known = qe.read_tags(measuring.text_of(tags), str(tags))
        found[tags] = _compared(tags, machine, known, _tags(machine, corrected), operator.eq)
    return found


def _compared(
    path: Path, machine: Path, stated: Sequence[T], made: Sequence[T], is_same: Callable[[T, T], bool]
) -> Compared:
    if len(stated) != len(made):
        raise Invalid(
            f"{path} has {len(stated):,} lines and {machine} has {len(made):,}: line by line they belong together."
        )
    others = [
        number
        for number, (one, two) in enumerate(zip(stated, made, strict=True), start=1)
        if not is_same(one, two)
    ]
    return Compared(len(made), len(made) - len(others), others[0] if others else None)


def _tags(machine: Path, corrected: Path) -> list[qe.Tags]:
    return [qe.tags(mt, pe) for mt, pe in _tokens(machine, corrected)]


def _tokens(machine: Path, corrected: Path) -> list[tuple[list[str], list[str]]]:
    left, right = (lines.split(measuring.text_of(path))[0] for path in (machine, corrected))
    if len(left) != len(right):
        raise Invalid(
            f"{machine} has {len(left):,} lines and {corrected} has {len(right):,}: line by line they belong together."
        )
    return [(mt.split(), pe.split()) for mt, pe in zip(left, right, strict=True)]
