"""What changed between two texts, the way a person would say it.

Tokens are compared composed (NFC), the pieces hold the stored text: equal + delete + move_from rebuild the
old text, equal + insert + move_to the new one, code point for code point. `static/js/lib/differences.js` does
the same; `tests/domain/differences.json` holds both to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain import lcs, tokens
from app.domain.models import Difference, Piece
from app.domain.moves import Move, find_moves
from app.domain.summaries import summarise

ABSORBED_TOKENS = 3
ABSORBED_WORDS = 1
Op = Literal["equal", "delete", "insert", "move_from", "move_to"]


@dataclass(slots=True)
class Run:
    """Neighbouring tokens that are equal (the same list twice) or were replaced by each other."""

    is_equal: bool
    old: list[str]
    new: list[str]


def difference(old: str, new: str, lang: str | None) -> Difference:
    """The changes from old to new as pieces in reading order, deletions before insertions."""
    runs = absorb(list(align(tokens.split(old, lang), tokens.split(new, lang))))
    changes = [(run.old, run.new) for run in runs if not run.is_equal]
    moves = find_moves(changes)
    pieces = tuple(_pieces(runs, moves))
    moved = sum(tokens.count_words(changes[m.old_change][0][m.old_start : m.old_end]) for m in moves)
    return Difference(
        pieces=pieces,
        summary=summarise(pieces),
        deleted_words=sum(tokens.count_words(before) for before, _ in changes) - moved,
        inserted_words=sum(tokens.count_words(after) for _, after in changes) - moved,
    )


def align(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Alternating runs along the longest common subsequence of the composed tokens."""
    run: Run | None = None
    for is_equal, before, after in _steps(old, new):
        if run is None or run.is_equal != is_equal:
            if run is not None:
                yield run
            run = Run(is_equal, [], [])
        run.old.extend(before)
        run.new.extend(after)
    if run is not None:
        yield run


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    a, b = [tokens.comparable(token) for token in old], [tokens.comparable(token) for token in new]
    i = j = 0
    for next_i, next_j in [*lcs.matches(a, b), (len(a), len(b))]:
        if i < next_i or j < next_j:
            yield False, old[i:next_i], new[j:next_j]
        # The same letters in other code points are a change all the same: both texts must be rebuilt.
        if next_i < len(a):
            pair = old[next_i : next_i + 1], new[next_j : next_j + 1]
            yield pair[0] == pair[1], *pair
        i, j = next_i + 1, next_j + 1


def absorb(runs: Sequence[Run]) -> list[Run]:
    """Join changes that only a short equal run separates, so that phrases read as phrases."""
    joined: list[Run] = []
    for position, run in enumerate(runs):
        is_inner = 0 < position < len(runs) - 1
        if joined and not joined[-1].is_equal and (not run.is_equal or (is_inner and _is_short(run.old))):
            joined[-1].old.extend(run.old)
            joined[-1].new.extend(run.new)
        else:
            joined.append(run)
    return list(_trimmed(joined))


def _trimmed(runs: Sequence[Run]) -> Iterator[Run]:
    """The same runs, but tokens that a joined change has at both its ends belong to the equal run after it."""
    kept: list[str] = []
    for run in runs:
        if run.is_equal:
            run.old[:0] = kept
            run.new[:0] = kept
            kept = []
        else:
            kept = _common_end(run.old, run.new)
            del run.old[len(run.old) - len(kept) :]
            del run.new[len(run.new) - len(kept) :]
        yield run
    if kept:
        yield Run(True, kept, kept)


def _common_end(old: Sequence[str], new: Sequence[str]) -> list[str]:
    length = 0
    while length < min(len(old), len(new)) and old[-1 - length] == new[-1 - length]:
        length += 1
    return list(old[len(old) - length :])


def _is_short(equal: Sequence[str]) -> bool:
    return len(equal) <= ABSORBED_TOKENS and tokens.count_words(equal) <= ABSORBED_WORDS


def _pieces(runs: Sequence[Run], moves: Sequence[Move]) -> Iterator[Piece]:
    leaving, arriving = defaultdict(list), defaultdict(list)
    for move in moves:
        leaving[move.old_change].append((move.old_start, move))
        arriving[move.new_change].append((move.new_start, move))
    change = 0
    for run in runs:
        if run.is_equal:
            yield Piece("equal", "".join(run.old))
            continue
        yield from _cut(run.old, leaving[change], "delete", "move_from")
        yield from _cut(run.new, arriving[change], "insert", "move_to")
        change += 1


def _cut(run: Sequence[str], moves: list[tuple[int, Move]], rest: Op, moved: Op) -> Iterator[Piece]:
    """A run with its moved parts taken out."""
    done = 0
    for start, move in sorted(moves, key=lambda found: found[0]):
        if done < start:
            yield Piece(rest, "".join(run[done:start]))
        done = start + move.length
        yield Piece(moved, "".join(run[start:done]), move.number)
    if done < len(run):
        yield Piece(rest, "".join(run[done:]))


def changed_share(machine: str | None, text: str) -> float:
    """Which part of both texts' characters is in one of them only; a sentence that a person added is all new."""
    # Loaded for those who sort by it only.
    from rapidfuzz.distance import Indel

    return 1.0 if machine is None else float(Indel.normalized_distance(machine, text))
