"""Translation edit rate: insertions, deletions, substitutions and shifts of words (Snover et al. 2006).

The numbers are those of sacreBLEU 2.6 (`metrics/lib_ter.py`, after Tercom): a greedy search for the shift
that lowers the edit distance most, limits included. What differs is how distances are found: bit vectors and
rapidfuzz instead of a table of tuples. sacreBLEU searches distances in a band of 25 around the diagonal. A
path of d edits never leaves the diagonal by more than d, so that the plain distance is the band's wherever it
is at most 24, or the reference has at most 24 words, or the path stays in the band. Elsewhere the plain
distance is a lower bound, and only candidates that could still win are measured in the band itself.

The search can take minutes on a few hundred repeated words. With a budget it ends, at the same point on every
machine, with None.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics.lib_ter import (
    _BEAM_WIDTH,
    _FLIP_OPS,
    _MAX_SHIFT_CANDIDATES,
    _MAX_SHIFT_DIST,
    _MAX_SHIFT_SIZE,
    BeamEditDistance,
)

EXACT = 24  # distances and reference lengths up to which the band makes no difference
BUDGET = 4_000_000  # steps of about 0.1 µs
PAIR_STEPS = 3
CANDIDATE_STEPS = 15
CELL_STEPS = 8
WORD_STEPS = 15
REASON = (
    "TER was not computed: the two texts repeat so many words that its search for moved words has no end."
)


class _OverBudget(Exception):
    """The search has taken all its steps."""


def edits(machine: Sequence[str], reference: Sequence[str], budget: int | None = BUDGET) -> int | None:
    """The number of edits that make the reference of the machine's words, None where the budget ends.

    An empty reference costs an edit for each word of the machine's.
    """
    if not reference or not machine or machine == reference:
        return abs(len(machine) - len(reference))
    letters: dict[str, str] = defaultdict(lambda: chr(len(letters) + 1))
    search = _Search("".join(letters[word] for word in reference), budget)
    try:
        return search.edits("".join(letters[word] for word in machine))
    except _OverBudget:
        return None


@dataclass(frozen=True, slots=True)
class _Alignment:
    """For each word whether it is wrong, and where each reference word stands in the machine's text."""

    distance: int
    positions: list[int]
    wrong_reference: list[bool]
    wrong_machine: list[bool]


class _Search:
    """The search for shifts; words are single characters here."""

    def __init__(self, reference: str, budget: int | None) -> None:
        self._reference = reference
        self._places: dict[str, list[int]] = defaultdict(list)
        self._bits: dict[str, int] = defaultdict(int)
        for place, word in enumerate(reference):
            self._places[word].append(place)
            self._bits[word] |= 1 << place
        self._band = BeamEditDistance(list(reference))
        self._steps_left = budget
        self._checked = 0

    def edits(self, machine: str) -> int:
        shifts = 0
        while True:
            alignment = self._align(machine)
            gain, shifted = self._best_shift(machine, alignment)
            if self._checked >= _MAX_SHIFT_CANDIDATES or gain <= 0:
                return shifts + alignment.distance
            shifts += 1
            machine = shifted

    def _best_shift(self, machine: str, alignment: _Alignment) -> tuple[int, str]:
        """The shift that lowers the distance most; of equals the longest, then the earliest."""
        best: tuple[int, int, int, int] | None = None
        best_text = machine
        for start, place, length in self._shared_phrases(machine, alignment):
            for target in _targets(place, length, alignment.positions):
                shifted = _shifted(machine, start, length, target)
                self._checked += 1
                bound = self._lower_bound(shifted)
                if best is not None and (alignment.distance - bound, length, -start, -target) <= best:
                    continue
                rank = (alignment.distance - self._distance(shifted, bound), length, -start, -target)
                if best is None or rank > best:
                    best, best_text = rank, shifted
            if self._checked >= _MAX_SHIFT_CANDIDATES:
                break
        return (best[0] if best else 0), best_text

    def _shared_phrases(self, machine: str, alignment: _Alignment) -> Iterator[tuple[int, int, int]]:
        """(start, place in the reference, length) of each phrase that is wrong on both sides."""
        wrong_machine, wrong_reference = alignment.wrong_machine, alignment.wrong_reference
        for start, word in enumerate(machine):
            for place in self._places.get(word, ()):
                if abs(place - start) > _MAX_SHIFT_DIST:
                    continue
                standing = alignment.positions[place]
                is_wrong_here = is_wrong_there = False
                for length in range(1, self._agreement(machine, start, place) + 1):
                    self._take(PAIR_STEPS)
                    is_wrong_here = is_wrong_here or wrong_machine[start + length - 1]
                    is_wrong_there = is_wrong_there or wrong_reference[place + length - 1]
                    if is_wrong_here and is_wrong_there and not start <= standing < start + length:
                        yield start, place, length

    def _agreement(self, machine: str, start: int, place: int) -> int:
        limit = min(len(machine) - start, len(self._reference) - place, _MAX_SHIFT_SIZE)
        length = 1
        while length < limit and machine[start + length] == self._reference[place + length]:
            length += 1
        return length

    def _lower_bound(self, machine: str) -> int:
        self._take(CANDIDATE_STEPS + len(machine) * (len(self._reference) // 64 + 1) // 64)
        return Levenshtein.distance(machine, self._reference)

    def _distance(self, machine: str, bound: int) -> int:
        return bound if self._is_exact(bound) else self._align(machine).distance

    def _is_exact(self, distance: int) -> bool:
        return distance <= EXACT or len(self._reference) <= EXACT

    def _align(self, machine: str) -> _Alignment:
        self._take(WORD_STEPS * (len(machine) + len(self._reference)))
        operations = _operations(machine, self._reference, self._bits)
        if not self._stays_in_band(operations, len(machine)):
            self._take(CELL_STEPS * len(machine) * min(2 * _BEAM_WIDTH, len(self._reference)))
            operations = self._band(list(machine))[1].translate(_FLIP_OPS)
        return _alignment(operations)

    def _stays_in_band(self, operations: str, machine_words: int) -> bool:
        """Whether sacreBLEU's band holds the whole path; then its search finds the same path.

        Distances in the band are never below the plain ones and equal them along a path that it holds, so that
        each step of the path is preferred there, too.
        """
        ratio = len(self._reference) / machine_words
        width = max(_BEAM_WIDTH, math.ceil(ratio / 2 + _BEAM_WIDTH) if ratio / 2 > _BEAM_WIDTH else 0)
        i = j = 0
        for operation in operations:
            i += operation != "d"
            j += operation != "i"
            middle = math.floor(i * ratio)
            if i and (j < middle - width or (j >= middle + width and i < machine_words)):
                return False
        return True

    def _take(self, steps: int) -> None:
        if self._steps_left is None:
            return
        self._steps_left -= steps
        if self._steps_left < 0:
            raise _OverBudget


def _targets(place: int, length: int, positions: Sequence[int]) -> Iterator[int]:
    """Where in the machine's text a phrase may go: beside each word that stands for one of the phrase."""
    previous = -1
    for offset in range(-1, length):
        if place + offset == -1:
            target = 0
        elif place + offset < len(positions):
            target = positions[place + offset] + 1
        else:
            return
        if target != previous:
            yield target
        previous = target


def _shifted(machine: str, start: int, length: int, target: int) -> str:
    """The text with a phrase put before the target; a target within the phrase counts from its start."""
    phrase, rest = machine[start : start + length], machine[:start] + machine[start + length :]
    place = target - length if target > start + length else target
    return rest[:place] + phrase + rest[place:]


def _operations(machine: str, reference: str, bits: dict[str, int]) -> str:
    """The edits from the reference to the machine's text: ' ' same, 's' other word, 'd' dropped, 'i' added.

    Of equally short paths the one that, from the end, prefers same and other, then added, then dropped. The
    columns are bit vectors (Hyyrö 2003): bit j of `diagonal` is set where D[i][j] = D[i-1][j-1], of `rising`
    where D[i][j] = D[i-1][j] + 1.
    """
    everything = (1 << len(reference)) - 1
    positive, negative = everything, 0
    columns: list[tuple[int, int]] = []
    for word in machine:
        equal = bits.get(word, 0)
        diagonal = ((((equal & positive) + positive) ^ positive) | equal | negative) & everything
        rising = negative | (everything & ~(diagonal | positive))
        columns.append((diagonal, rising))
        falling, shifted = (diagonal & positive) << 1, rising << 1 | 1
        positive = (falling | ~(diagonal | shifted)) & everything
        negative = shifted & diagonal
    operations: list[str] = []
    i, j = len(machine), len(reference)
    while i or j:
        if not j or (i and _is_added(machine[i - 1], reference[j - 1], columns[i - 1], j - 1)):
            operations.append("i")
            i -= 1
        elif i and (machine[i - 1] == reference[j - 1] or not columns[i - 1][0] >> (j - 1) & 1):
            operations.append(" " if machine[i - 1] == reference[j - 1] else "s")
            i, j = i - 1, j - 1
        else:
            operations.append("d")
            j -= 1
    return "".join(reversed(operations))


def _is_added(word: str, other: str, column: tuple[int, int], bit: int) -> bool:
    diagonal, rising = column
    return word != other and bool(diagonal >> bit & 1) and bool(rising >> bit & 1)


def _alignment(operations: str) -> _Alignment:
    positions: list[int] = []
    wrong_reference: list[bool] = []
    wrong_machine: list[bool] = []
    for operation in operations:
        is_wrong = operation != " "
        if operation != "d":
            wrong_machine.append(is_wrong)
        if operation != "i":
            positions.append(len(wrong_machine) - 1)
            wrong_reference.append(is_wrong)
    return _Alignment(len(operations) - operations.count(" "), positions, wrong_reference, wrong_machine)
