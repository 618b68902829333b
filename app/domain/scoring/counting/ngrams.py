"""How many n-grams several texts of a line have in common, for many lines at once.

A position of a text becomes one whole number: the line, the units of the longest n-gram that begins there, and
whose text it is, packed into 64 bits. One sort brings equal n-grams of every order together, because shorter
ones are the beginnings of longer ones; nothing is hashed and no n-gram is ever an object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.uint32]
Integers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
BITS = 64


class Texts(NamedTuple):
    """The texts of some lines as numbers from 1, line by line and in each line side by side.

    `units` has `gap` zeros after each text; `lengths` has a row for each line and a column for each side.
    """

    units: Units
    lengths: Integers
    gap: int


class Groups(NamedTuple):
    """The different n-grams of one order: the line of each, and how often each side has it (sides × n-grams)."""

    lines: Integers
    counts: Integers


def totals(lengths: Integers, order: int) -> Integers:
    """How many n-grams of an order texts of these lengths have."""
    return np.maximum(lengths - (order - 1), 0)


def groups(texts: Texts, longest: int) -> Iterator[tuple[int, Groups]]:
    """The different n-grams of each order, the longest order first; needs a gap of at least longest - 1."""
    lines, sides = texts.lengths.shape
    room = BITS - _width(sides - 1) - _width(lines - 1)
    for smaller in (None, _numbered_by_line):
        units = smaller(texts) if smaller else texts.units
        width = _width(int(units.max(initial=0)))
        if longest * width <= room:
            return _groups_by_sorting(units, texts, longest, width)
    return _groups_by_rank(texts, longest)


def common(lines: int, found: Groups, one: int, others: Sequence[int]) -> Integers:
    """For each line how many n-grams of a side the others have, each as often as one of them has it at most."""
    most = found.counts[others[0]]
    for other in others[1:]:
        most = np.maximum(most, found.counts[other])
    matched = np.minimum(found.counts[one], most)
    return np.bincount(found.lines, weights=matched, minlength=lines).astype(np.int64)


def _groups_by_sorting(units: Units, texts: Texts, longest: int, width: int) -> Iterator[tuple[int, Groups]]:
    sides = texts.lengths.shape[1]
    side_bits = _width(sides - 1)
    keys = _keys(units, texts, longest, width, side_bits)
    keys.sort()
    side = keys & np.uint64((1 << side_bits) - 1)
    running = np.zeros((sides, len(keys) + 1), np.int32)
    for number in range(sides):
        np.cumsum(side == number, out=running[number, 1:])
    keys >>= np.uint64(side_bits)
    starts = np.arange(len(keys))
    for order in range(longest, 0, -1):
        new = np.ones(len(keys), bool)
        np.not_equal(keys[1:], keys[:-1], out=new[1:])
        keys, starts = keys[new], starts[new]
        is_whole = (keys & np.uint64((1 << width) - 1)) != 0  # does not reach beyond its text
        counts = np.diff(running[:, np.append(starts, running.shape[1] - 1)], axis=1)
        line = (keys >> np.uint64(width * order)).astype(np.int64)
        yield order, Groups(line[is_whole], counts[:, is_whole])
        keys = keys >> np.uint64(width)


def _keys(units: Units, texts: Texts, longest: int, width: int, side_bits: int) -> Keys:
    lines, sides = texts.lengths.shape
    spans = (texts.lengths + texts.gap).ravel()
    keys = np.repeat(np.arange(lines * sides, dtype=np.uint64) // np.uint64(sides), spans)
    beyond = np.concatenate([units, np.zeros(longest, units.dtype)])
    for offset in range(longest):
        keys <<= np.uint64(width)
        keys |= beyond[offset : offset + len(units)]
    keys <<= np.uint64(side_bits)
    keys |= np.repeat(np.tile(np.arange(sides, dtype=np.uint64), lines), spans)
    return keys[units != 0]


def _numbered_by_line(texts: Texts) -> Units:
    """The same units, numbered from 1 in each line, so that they are small."""
    spans = (texts.lengths + texts.gap).sum(1)
    line = np.repeat(np.arange(len(spans), dtype=np.uint64), spans)
    pairs = (line << np.uint64(32)) | texts.units
    different, back = np.unique(pairs, return_inverse=True)
    # Each line has at least one gap, whose zero is its smallest unit.
    first = np.searchsorted(different, np.arange(len(spans), dtype=np.uint64) << np.uint64(32))
    return (back - np.repeat(first, spans)).astype(np.uint32)


def _groups_by_rank(texts: Texts, longest: int) -> Iterator[tuple[int, Groups]]:
    """For a line with more different units than fit: each order's n-grams are numbered, then made longer."""
    lines, sides = texts.lengths.shape
    spans = (texts.lengths + texts.gap).ravel()
    line = np.repeat(np.arange(lines * sides, dtype=np.int64) // sides, spans)
    side = np.repeat(np.tile(np.arange(sides), lines), spans)
    beyond = np.concatenate([texts.units, np.zeros(longest, texts.units.dtype)]).astype(np.uint64)
    rank = line.astype(np.uint64)
    found = []
    for order in range(1, longest + 1):
        unit = beyond[order - 1 : order - 1 + len(line)]
        _, rank = np.unique((rank.astype(np.uint64) << np.uint64(32)) | unit, return_inverse=True)
        full = (unit != 0) & (texts.units != 0)
        _, first, number = np.unique(rank[full], return_index=True, return_inverse=True)
        counts = np.stack(
            [np.bincount(number[side[full] == which], minlength=len(first)) for which in range(sides)]
        )
        found.append((order, Groups(line[full][first], counts)))
    yield from reversed(found)


def _width(largest: int) -> int:
    return int(largest).bit_length()
