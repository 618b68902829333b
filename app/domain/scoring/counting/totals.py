"""The scores of many corpora at once from their added counts, each digit as sacreBLEU computes it alone.

Arithmetic and results stay in the numbers' own precision, as sacreBLEU's do: single where it draws corpora at
random, double where it exchanges lines. Rows that need smoothing or an effective order go to sacreBLEU one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

Rows = npt.NDArray[Any]
Scores = npt.NDArray[np.floating[Any]]
ORDERS = 4


def scores(metric: Metric, rows: Rows) -> Scores:
    """The score of each row of counts."""
    if isinstance(metric, BLEU):
        return bleu(metric, rows)
    if isinstance(metric, CHRF):
        return chrf(metric, rows)
    if isinstance(metric, TER):
        return _where(metric, rows, rows[:, 1] > 0, lambda known: 100 * (known[:, 0] / known[:, 1]))
    return _one_by_one(metric, rows)


def bleu(metric: BLEU, rows: Rows) -> Scores:
    if metric.max_ngram_order != ORDERS or metric.smooth_method == "add-k":
        return _one_by_one(metric, rows)
    return _where(metric, rows, np.all(rows[:, 2:] > 0, axis=1), _plain_bleu)


def chrf(metric: CHRF, rows: Rows) -> Scores:
    if metric.eps_smoothing:
        return _one_by_one(metric, rows)
    machine, reference = rows[:, 0::3], rows[:, 1::3]
    is_plain: Rows = np.all((machine > 0) & (reference > 0), axis=1) & np.any(rows[:, 2::3] > 0, axis=1)
    return _where(metric, rows, is_plain, lambda plain: _plain_chrf(metric, plain))


def _where(metric: Metric, rows: Rows, is_plain: Rows, formula: Callable[[Rows], Scores]) -> Scores:
    plain = formula(rows[is_plain])
    if is_plain.all():
        return plain
    others = _one_by_one(metric, rows[~is_plain])
    found = np.empty(len(rows), np.result_type(plain, others))
    found[is_plain], found[~is_plain] = plain, others
    return found


def _one_by_one(metric: Metric, rows: Rows) -> Scores:
    if rows.dtype == np.float32:
        return np.array([metric._compute_score_from_stats(row.copy()).score for row in rows])
    return np.array([metric._compute_score_from_stats(row).score for row in rows.tolist()], float)


def _plain_bleu(rows: Rows) -> Scores:
    precisions = 100.0 * rows[:, 2:6] / rows[:, 6:10]
    # The library's logarithm and exponential: an array's may differ in the last digit.
    logs = [sum(list(map(math.log, row))) / ORDERS for row in precisions.tolist()]
    lengths = rows[:, :2].astype(np.int64).tolist()
    return np.array([_brevity(*pair) * math.exp(log) for pair, log in zip(lengths, logs, strict=True)])


def _brevity(machine: int, reference: int) -> float:
    return 1.0 if machine >= reference else math.exp(1 - reference / machine)


def _plain_chrf(metric: CHRF, rows: Rows) -> Scores:
    precision, recall = (rows[:, 2::3] / rows[:, side::3] for side in (0, 1))
    mean_precision, mean_recall = (_added(each) / metric.order for each in (precision, recall))
    factor = metric.beta**2
    score = (1 + factor) * mean_precision * mean_recall / (factor * mean_precision + mean_recall)
    return np.asarray(100 * score)


def _added(columns: Rows) -> Rows:
    """From left to right, as a loop adds."""
    total = columns[:, 0].copy()
    for number in range(1, columns.shape[1]):
        total += columns[:, number]
    return total
