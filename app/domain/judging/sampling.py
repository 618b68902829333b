"""Drawing segments at random, by a rule that anybody can repeat from the seed and the numbers of the segments.

Each segment gets the SHA-256 of "seed:number", and those with the smallest ones are drawn: every set of so many segments
is as likely as every other, and no program's random generator is needed to draw them again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ..errors import Invalid

RULE = "sha256-smallest"


def drawn(ids: Iterable[int], size: int, seed: int) -> list[int]:
    """`size` of these ids, all of them where there are fewer, in the order in which they are drawn."""
    return sorted(set(ids), key=lambda one: (digest(seed, one), one))[: max(size, 0)]


def digest(seed: int, segment_id: int) -> str:
    return hashlib.sha256(f"{seed}:{segment_id}".encode()).hexdigest()


def ranges(ids: Iterable[int]) -> str:
    """Ids in few words: 1-9,12."""
    found: list[list[int]] = []
    for one in sorted(set(ids)):
        if found and one == found[-1][1] + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in found)


def of_ranges(text: str) -> list[int]:
    """The ids of `ranges`; raises Invalid for anything else."""
    ids: list[int] = []
    for part in text.split(",") if text else ():
        ends = part.split("-")
        if not all(end.isascii() and end.isdigit() for end in ends) or len(ends) > 2:
            raise Invalid(f"“{part}” is no range of segments. Write ranges like 1-9,12.")
        ids.extend(range(int(ends[0]), int(ends[-1]) + 1))
    return ids
