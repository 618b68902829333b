"""How sure a score, and a difference between two systems, can be: sacreBLEU's bootstrap and randomisation.

Bootstrap (Koehn 2004): 1,000 corpora drawn from the lines with replacement; the interval leaves out 2.5 % at each
end. Approximate randomisation (Riezler and Maxwell 2005): 10,000 times the lines of two systems are swapped at
random. p = (1 + trials with a larger difference) / (1 + trials). The same seed draws the same lines as
sacreBLEU, and sums are rounded as it rounds them, so that the digits agree; what differs is that lines are
drawn once for all metrics and systems, and counts are multiplied out instead of copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.base import Score
from sacrebleu.significance import _compute_p_value, estimate_ci

from app.domain.scoring.measures import Measure

SEED = 12345
BOOTSTRAP = 1000
RANDOMISATION = 10_000
EXACT = 2.0**24  # integers below are exact in float32, in which sacreBLEU adds
WORD = 64  # random bits in a word of the generator; as many trials always fill whole words
CELLS = 1 << 21  # trials times lines at a time
ONE_LINE = "There is one line only: an interval or a test needs two or more."
Paired = Literal["bs", "ar"]
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Sureness:
    mean: float | None = None
    ci: float | None = None  # half of the 95 % interval's width
    p: float | None = None
    reason: str | None = None  # why there is none


class Case(NamedTuple):
    """A metric with each system's counts (lines × numbers) and score, the baseline first."""

    measure: Measure
    systems: Sequence[Numbers]
    scores: Sequence[float]


def sureness(
    cases: Sequence[Case], *, confidence: bool = False, paired: Paired | None = None
) -> list[list[Sureness]]:
    """For each case each system's mean, half interval and, against the first system, p.

    Randomisation gives no intervals unless asked for, as sacreBLEU has it.
    """
    if len(cases[0].systems[0]) == 1:
        return [[Sureness(reason=ONE_LINE) for _ in case.systems] for case in cases]
    if paired == "bs":
        return _paired_bootstrap(cases)
    if paired == "ar":
        return _paired_randomisation(cases, confidence)
    return [[_alone(scores) for scores in of_case] for of_case in _bootstrap(cases, _generator())]


def _alone(scores: Numbers) -> Sureness:
    """As `sacrebleu --confidence` has it."""
    score = Score("", 0.0)
    score.estimate_ci([Score("", value) for value in scores])
    return Sureness(mean=float(score._mean), ci=float(score._ci))


def _beside_others(scores: Numbers) -> Sureness:
    mean, ci = estimate_ci(scores)
    return Sureness(float(mean), float(ci))


def _paired_bootstrap(cases: Sequence[Case]) -> list[list[Sureness]]:
    found = []
    for case, of_case in zip(cases, _bootstrap(cases, _generator()), strict=True):
        baseline = of_case[0]
        found.append([_beside_others(baseline)])
        for scores, real in zip(of_case[1:], case.scores[1:], strict=True):
            differences = np.abs(scores - baseline)
            p = _compute_p_value(differences - differences.mean(), abs(case.scores[0] - real))
            found[-1].append(replace(_beside_others(scores), p=p))
    return found


def _paired_randomisation(cases: Sequence[Case], confidence: bool) -> list[list[Sureness]]:
    lines = len(cases[0].systems[0])
    p_values = _randomised(cases)
    if not confidence:
        return [[Sureness(), *(Sureness(p=p) for p in of_case)] for of_case in p_values]
    # sacreBLEU draws the baseline's corpora first of all, the others' after the exchanges.
    first = _bootstrap([case._replace(systems=case.systems[:1]) for case in cases], _generator())
    others = [case._replace(systems=case.systems[1:]) for case in cases]
    after = _bootstrap(others, _generator(bits=RANDOMISATION * lines))
    return [
        [
            _beside_others(baseline),
            *(replace(_beside_others(scores), p=p) for scores, p in zip(rest, of_case, strict=True)),
        ]
        for [baseline], rest, of_case in zip(first, after, p_values, strict=True)
    ]


def _generator(bits: int = 0) -> np.random.Generator:
    """sacreBLEU's generator, after so many bits were taken, 32 at a time."""
    generator = np.random.default_rng(SEED)
    words = -(-bits // 32)
    generator.bit_generator.advance(words // 2)  # type: ignore[attr-defined]
    if words % 2:
        generator.integers(2, size=1, dtype=bool)
    return generator


def _bootstrap(cases: Sequence[Case], generator: np.random.Generator) -> list[list[Numbers]]:
    """The scores of 1,000 corpora for each system of each case."""
    systems = [(case.measure, rows) for case in cases for rows in case.systems]
    # An array of arrays' columns: one multiplication adds the counts of all metrics and systems.
    values = np.concatenate([rows for _, rows in systems], axis=1).astype(np.float32)
    lines = len(values)
    ends = np.cumsum([rows.shape[1] for _, rows in systems])
    parts: list[list[Numbers]] = [[] for _ in systems]
    for start in range(0, BOOTSTRAP, _trials(lines)):
        size = min(_trials(lines), BOOTSTRAP - start)
        drawn = generator.choice(lines, size=(size, lines), replace=True)
        sums = np.split(_weights(drawn, lines) @ values, ends[:-1], axis=1)
        for number, (measure, rows) in enumerate(systems):
            parts[number].append(measure.scores(_as_sacrebleu_adds(sums[number], rows, drawn)))
    joined = iter([np.concatenate(part) for part in parts])
    return [[next(joined) for _ in case.systems] for case in cases]


def _weights(drawn: npt.NDArray[np.int64], lines: int) -> npt.NDArray[np.float32]:
    weights = np.empty((len(drawn), lines), np.float32)
    for row, lines_drawn in zip(weights, drawn, strict=True):
        row[:] = np.bincount(lines_drawn, minlength=lines)
    return weights


def _as_sacrebleu_adds(sums: Numbers, rows: Numbers, drawn: npt.NDArray[np.int64]) -> Numbers:
    """The sums in float32, one line after the other where the order of adding can be seen."""
    if sums.max(initial=0) < EXACT and _is_whole(rows):
        return sums
    narrow = rows.astype(np.float32)
    return np.stack([narrow[row].sum(0) for row in drawn])


def _randomised(cases: Sequence[Case]) -> list[list[float]]:
    """For each case p of each system but the first."""
    pairs = [(case, case.systems[0], other) for case in cases for other in case.systems[1:]]
    gains = np.concatenate([np.subtract(one, other, dtype=float) for _, one, other in pairs], axis=1)
    ends = np.cumsum([one.shape[1] for _, one, _ in pairs])
    differences: list[list[Numbers]] = [[] for _ in pairs]
    for kept in _exchanges(len(gains)):
        gained = np.split(_product(kept, gains), ends[:-1], axis=1)
        for number, (case, one, other) in enumerate(pairs):
            here = gained[number] + other.sum(0, dtype=float)
            there = one.sum(0, dtype=float) + other.sum(0, dtype=float) - here
            differences[number].append(np.abs(case.measure.scores(here) - case.measure.scores(there)))
    found = iter([np.concatenate(part) for part in differences])
    return [
        [_compute_p_value(next(found), abs(case.scores[0] - real)) for real in case.scores[1:]]
        for case in cases
    ]


def _exchanges(lines: int) -> Iterator[npt.NDArray[np.uint8]]:
    """For some trials at a time which lines stay, trials × lines: the generator's bits as they come."""
    bits = np.random.default_rng(SEED).bit_generator
    size = max(WORD, _trials(lines) // WORD * WORD)
    for start in range(0, RANDOMISATION, size):
        trials = min(size, RANDOMISATION - start)
        words = np.asarray(bits.random_raw(-(-trials * lines // WORD)), np.uint64)
        octets = words.astype("<u8", copy=False).view(np.uint8)
        yield np.unpackbits(octets, count=trials * lines, bitorder="little").reshape(trials, lines)


def _product(kept: npt.NDArray[np.uint8], gains: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The added rows of each trial; in single precision where nothing can be lost by it."""
    if np.abs(gains).sum(0).max(initial=0) < EXACT and _is_whole(gains):
        return (kept.astype(np.float32) @ gains.astype(np.float32)).astype(np.float64)
    return kept.astype(np.float64) @ gains


def _is_whole(rows: Numbers) -> bool:
    return rows.dtype.kind in "iu" or not (rows % 1).any()


def _trials(lines: int) -> int:
    return max(1, CELLS // lines)
