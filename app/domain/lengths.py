"""Pairing two rows of texts by their lengths alone, in order (after Gale and Church), in linear time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

# (sources, targets) in one group, and how unusual that is.
_MOVES = ((1, 1, 0.0), (2, 1, 2.4), (1, 2, 2.4), (1, 0, 4.5), (0, 1, 4.5), (2, 2, 4.8))
_VARIANCE = 6.8
_MARGIN = 30  # how far from the diagonal a pairing may stray, beside the difference in number
_WIDEST = 150
_MOST_CELLS = 2_000_000  # for very long texts the band gets narrower, so that time and memory stay bounded
_NUMBERS = re.compile(r"\d+")
_SAME_NUMBERS, _OTHER_NUMBERS = -2.0, 1.5


@dataclass(frozen=True, slots=True)
class Group:
    """Sources [start, end) that belong to targets [start, end); one side may be empty."""

    sources: tuple[int, int]
    targets: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Side:
    sums: list[float]  # of the lengths before each place
    numbers: list[frozenset[str]]


def pair_by_length(sources: Sequence[str], targets: Sequence[str]) -> list[Group]:
    """Return groups that cover both rows in order, each text in exactly one group."""
    ratio = max(1, sum(map(len, targets))) / max(1, sum(map(len, sources)))
    first, second = _side(sources, ratio), _side(targets, 1.0)
    came_by = _best_moves(first, second)
    groups: list[Group] = []
    at, to = len(sources), len(targets)
    while at or to:
        low, moves = came_by[at]
        of_sources, of_targets, _ = _MOVES[moves[to - low]]
        groups.append(Group((at - of_sources, at), (to - of_targets, to)))
        at, to = at - of_sources, to - of_targets
    return groups[::-1]


def _side(texts: Sequence[str], ratio: float) -> _Side:
    sums = [0.0, *accumulate(len(text) * ratio for text in texts)]
    return _Side(sums, [frozenset(_NUMBERS.findall(text)) for text in texts])


def _best_moves(first: _Side, second: _Side) -> list[tuple[int, bytearray]]:
    """For each place among the sources, its first target and the last move of the cheapest way to each."""
    came_by: list[tuple[int, bytearray]] = []
    costs: list[dict[int, float]] = []
    for at, band in enumerate(_bands(first, second)):
        row: dict[int, float] = {}
        moves = bytearray(len(band))
        costs.append(row)
        came_by.append((band.start, moves))
        for to in band:
            cheapest = 0.0 if at == to == 0 else float("inf")
            for index, (of_sources, of_targets, unusual) in enumerate(_MOVES):
                if of_sources > at or of_targets > to:
                    continue
                before = costs[at - of_sources].get(to - of_targets)
                if before is None or before + unusual - 2.0 >= cheapest:
                    continue
                cost = before + unusual + _mismatch(first, second, at, to, of_sources, of_targets)
                if cost < cheapest:
                    cheapest, moves[to - band.start] = cost, index
            if cheapest < float("inf"):
                row[to] = cheapest
        if at >= 2:
            costs[at - 2] = {}
    return came_by


def _bands(first: _Side, second: _Side) -> Iterator[range]:
    """For each place among the sources, the targets near the place that the length read so far leads to."""
    last_at, last_to = len(first.sums) - 1, len(second.sums) - 1
    width = min(_WIDEST, _MARGIN + abs(last_at - last_to), max(2, _MOST_CELLS // (2 * last_at + 2)))
    high = 0
    for at in range(last_at + 1):
        share = first.sums[at] / (first.sums[-1] or 1.0)
        centre = bisect_left(second.sums, share * second.sums[-1])
        # One long source may lead far ahead: the bands must overlap, or no way leads through.
        low = max(0, min(centre - width, high))
        high = last_to if at == last_at else min(last_to, centre + width)
        yield range(low, high + 1)


def _mismatch(first: _Side, second: _Side, at: int, to: int, of_sources: int, of_targets: int) -> float:
    if not of_sources or not of_targets:
        return 0.0
    one = first.sums[at] - first.sums[at - of_sources]
    other = second.sums[to] - second.sums[to - of_targets]
    difference = one - other
    cost = difference * difference / (_VARIANCE * (one + other + 2.0))
    if of_sources == of_targets == 1 and (first.numbers[at - 1] or second.numbers[to - 1]):
        shared = first.numbers[at - 1] & second.numbers[to - 1]
        cost += _SAME_NUMBERS if shared else _OTHER_NUMBERS
    return cost
