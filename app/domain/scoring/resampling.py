"""How sure a score, and a difference between two systems, can be: sacreBLEU's bootstrap and randomisation.

Bootstrap (Koehn 2004): 1,000 corpora drawn from the lines with replacement; the interval leaves out 2.5 % at each
end. Approximate randomisation (Riezler and Maxwell 2005): 10,000 times the lines of two systems are swapped at
random. p = (1 + trials with a larger difference) / (1 + trials). The same seed draws the same lines as
sacreBLEU, and sums are rounded as it rounds them, so that the digits agree; what differs is that they are
multiplied out instead of copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.base import Metric, Score
from sacrebleu.significance import _compute_p_value, estimate_ci

from app.domain.scoring.corpora import Counts, corpus_score

SEED = 12345
BOOTSTRAP = 1000
RANDOMISATION = 10_000
EXACT = 2.0**24  # integers up to here are exact in float32, in which sacreBLEU adds
ROWS = 64  # samples at a time; 64 lines of bits are whole words of the generator
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sureness:
    mean: float | None = None
    ci: float | None = None  # half of the 95 % interval's width
    p: float | None = None


def bootstrap(metric: Metric, of_lines: Sequence[Counts]) -> Sureness:
    """Mean and half interval of one system, as `sacrebleu --confidence` has them."""
    score = Score("", 0.0)
    score.estimate_ci(_bootstrap_scores(metric, of_lines))
    return Sureness(mean=float(score._mean), ci=float(score._ci))


def paired_bootstrap(metric: Metric, systems: Sequence[Sequence[Counts]]) -> list[Sureness]:
    """Each system against the first."""
    baseline = np.array([score.score for score in _bootstrap_scores(metric, systems[0])])
    mean, ci = estimate_ci(baseline)
    found = [Sureness(float(mean), float(ci))]
    for of_lines in systems[1:]:
        scores = np.array([score.score for score in _bootstrap_scores(metric, of_lines)])
        mean, ci = estimate_ci(scores)
        differences = np.abs(scores - baseline)
        real = abs(corpus_score(metric, systems[0]) - corpus_score(metric, of_lines))
        found.append(
            Sureness(float(mean), float(ci), _compute_p_value(differences - differences.mean(), real))
        )
    return found


def paired_randomisation(
    metric: Metric, systems: Sequence[Sequence[Counts]], *, confidence: bool = False
) -> list[Sureness]:
    """Each system against the first; without intervals unless asked for, as sacreBLEU has it."""
    found = []
    for number, of_lines in enumerate(systems):
        sure = bootstrap(metric, of_lines) if confidence else Sureness()
        p = _randomised(metric, systems[0], of_lines) if number else None
        found.append(Sureness(sure.mean, sure.ci, p))
    return found


def _randomised(metric: Metric, baseline: Sequence[Counts], other: Sequence[Counts]) -> float:
    one, two = np.array(baseline), np.array(other)
    total = one.sum(0, dtype=np.float64) + two.sum(0, dtype=np.float64)
    differences: list[float] = []
    for mask in _masks(len(baseline)):
        kept = mask.astype(np.float64)
        mixed = kept @ one + (1 - kept) @ two
        rest = total - mixed
        pairs = zip(mixed.astype(one.dtype).tolist(), rest.astype(one.dtype).tolist(), strict=True)
        differences.extend(abs(_score(metric, here) - _score(metric, there)) for here, there in pairs)
    real = abs(corpus_score(metric, baseline) - corpus_score(metric, other))
    return _compute_p_value(np.array(differences), real)


def _masks(lines: int) -> Iterator[npt.NDArray[np.bool_]]:
    generator = np.random.default_rng(SEED)
    for start in range(0, RANDOMISATION, ROWS):
        rows = min(ROWS, RANDOMISATION - start)
        yield generator.integers(2, size=(rows, lines), dtype=bool)


def _bootstrap_scores(metric: Metric, of_lines: Sequence[Counts]) -> list[Score]:
    generator = np.random.default_rng(SEED)
    values = np.array(of_lines, dtype=np.float64)
    scores: list[Score] = []
    for start in range(0, BOOTSTRAP, ROWS):
        rows = min(ROWS, BOOTSTRAP - start)
        drawn = generator.choice(len(values), size=(rows, len(values)), replace=True)
        scores.extend(metric._compute_score_from_stats(row) for row in _sums(values, drawn))
    return scores


def _sums(values: Numbers, drawn: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    weights = np.stack([np.bincount(row, minlength=len(values)) for row in drawn]).astype(np.float64)
    # Not @: waking the threads of a matrix library costs more than this product.
    sums = np.einsum("rn,nk->rk", weights, values)
    if sums.max(initial=0) < EXACT and not (values % 1).any():
        return sums.astype(np.float32)
    narrow = values.astype(np.float32)
    return np.stack([narrow[row].sum(0) for row in drawn])


def _score(metric: Metric, row: list[float]) -> float:
    return float(metric._compute_score_from_stats(row).score)
