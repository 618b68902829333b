"""The longest common subsequence of two sequences, with one fixed way of breaking ties.

Where several exist, the one is taken that a walk from the start finds in the table
`length[p][q]` = LCS of the last p elements of a and the last q of b: equal elements are matched at once,
else a's is dropped if that costs no match, else b's. Rows are bit vectors, a bit for each step up in q
(Hyyrö 2004: V' = (V + (V & M)) | (V & ~M), V the places without a step); every k-th is kept and the ones
between are computed again on the way, so that memory grows with n·√n bits instead of n².
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from math import isqrt


def matches(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The pairs (i, j) with a[i] == b[j] of the chosen longest common subsequence, in order."""
    # The walk always matches a common prefix; a common suffix it may not, so the suffix is left alone.
    start = _common_prefix(a, b)
    pairs = [(i, i) for i in range(start)]
    pairs.extend((start + i, start + j) for i, j in _walk(a[start:], b[start:]))
    return pairs


def _common_prefix(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    limit = min(len(a), len(b))
    for i in range(limit):
        if a[i] != b[i]:
            return i
    return limit


def _walk(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    rows = _Rows(a, b)
    p, q = len(a), len(b)
    length, without_a = rows.length(p, q), rows.length(p - 1, q)
    while p and q and length:
        if a[-p] == b[-q]:
            yield len(a) - p, len(b) - q
            p, q, length = p - 1, q - 1, length - 1
            without_a = rows.length(p - 1, q)
        elif length > without_a:
            without_a -= rows.step_up(p - 1, q)
            q -= 1
        else:
            p, length = p - 1, without_a
            without_a = rows.length(p - 1, q)


class _Rows:
    """The table's rows, for callers that ask for ever smaller p."""

    def __init__(self, a: Sequence[Hashable], b: Sequence[Hashable]) -> None:
        self._a = a
        self._all = (1 << len(b)) - 1
        self._places: dict[Hashable, int] = {}
        for place, item in enumerate(reversed(b)):
            self._places[item] = self._places.get(item, 0) | 1 << place
        self._block_size = isqrt(len(a)) + 1
        self._kept = list(self._every_kth())
        self._block_start = len(a) + 1
        self._block: list[int] = []

    def length(self, p: int, q: int) -> int:
        return q - (self._row(p) & ((1 << q) - 1)).bit_count() if p > 0 else 0

    def step_up(self, p: int, q: int) -> int:
        """length(p, q) - length(p, q - 1)."""
        return 1 - (self._row(p) >> (q - 1) & 1) if p > 0 else 0

    def _row(self, p: int) -> int:
        if p < self._block_start:
            self._load_block(p // self._block_size)
        return self._block[p - self._block_start]

    def _load_block(self, number: int) -> None:
        self._block_start = number * self._block_size
        self._block = [self._kept[number]]
        for p in range(self._block_start + 1, min(self._block_start + self._block_size, len(self._a) + 1)):
            self._block.append(self._next(self._block[-1], p))

    def _every_kth(self) -> Iterator[int]:
        row = self._all
        yield row
        for p in range(1, len(self._a) + 1):
            row = self._next(row, p)
            if p % self._block_size == 0:
                yield row

    def _next(self, row: int, p: int) -> int:
        hits = row & self._places.get(self._a[-p], 0)
        return ((row + hits) | (row - hits)) & self._all
