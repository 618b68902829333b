"""Phrases that a difference shows as moved instead of deleted here and inserted there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain import tokens

WORDS = 3  # shorter runs recur by chance
SEED_TOKENS = 12  # the three words stand within so many tokens
CANDIDATES = 8  # so many places of the same three words are compared; keeps the search linear

Place = tuple[int, int]  # (change, token)


@dataclass(frozen=True, slots=True)
class Move:
    number: int
    old_change: int
    old_start: int
    new_change: int
    new_start: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old_start + self.length


def find_moves(changes: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[Move]:
    """Moves between the deleted tokens of one change and the inserted ones of another, in reading order.

    A phrase has at least three words, equal but for case, and goes as far as the tokens agree. Each deleted
    phrase takes the place where it is longest, the first of equals; a token moves once.
    A move within one change would be a replacement: both ends stand side by side.
    """
    if len(changes) < 2:
        return []
    old = [[_folded(token) for token in before] for before, _ in changes]
    new = [[_folded(token) for token in after] for _, after in changes]
    places = _index(new)
    taken: set[Place] = set()
    moves: list[Move] = []
    for change, run in enumerate(old):
        end = 0
        for start, seed in _seeds(run):
            if start < end:
                continue
            found = _longest(run, start, [p for p in places.get(seed, ()) if p[0] != change], new, taken)
            if found is None or found[1] < len(seed):
                continue
            place, length = found
            end = start + length
            taken.update((place[0], place[1] + k) for k in range(length))
            moves.append(Move(len(moves) + 1, change, start, *place, length))
    return moves


def _folded(token: str) -> str:
    return tokens.comparable(token).lower()


def _index(runs: Sequence[Sequence[str]]) -> dict[tuple[str, ...], list[Place]]:
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for change, run in enumerate(runs):
        for start, seed in _seeds(run):
            if len(places[seed]) < CANDIDATES:
                places[seed].append((change, start))
    return places


def _seeds(run: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    words = [k for k, token in enumerate(run) if tokens.is_word(token)]
    for first, last in zip(words, words[WORDS - 1 :], strict=False):
        if last - first < SEED_TOKENS:
            yield first, tuple(run[first : last + 1])


def _longest(
    run: Sequence[str],
    start: int,
    places: Sequence[Place],
    new: Sequence[Sequence[str]],
    taken: set[Place],
) -> tuple[Place, int] | None:
    """The first of the places where most tokens agree, and how many."""
    lengths = [_agreement(run, start, new[place[0]], place, taken) for place in places]
    if not lengths:
        return None
    best = lengths.index(max(lengths))
    return places[best], lengths[best]


def _agreement(run: Sequence[str], start: int, other: Sequence[str], place: Place, taken: set[Place]) -> int:
    """How many tokens agree from here, white space at the end not counted."""
    change, other_start = place
    limit = min(len(run) - start, len(other) - other_start)
    length = 0
    while (
        length < limit
        and run[start + length] == other[other_start + length]
        and (change, other_start + length) not in taken
    ):
        length += 1
    while length and tokens.is_blank(run[start + length - 1]):
        length -= 1
    return length
