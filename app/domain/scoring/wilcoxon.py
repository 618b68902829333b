"""Wilcoxon's signed-rank test of paired scores, as WMT's rankings use it.

Differences of 0 are dropped. Up to 50 differences of which no two are equally large have the exact p-value; otherwise
it is the normal approximation, corrected for ties and not for continuity. Without any difference p is 1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from app.domain.scoring.distributions import normal_cdf

Alternative = Literal["two-sided", "greater"]
MOST_EXACT = 50
DIGITS = 9


def p_value(differences: Sequence[float], alternative: Alternative) -> float:
    """How likely differences so far from 0, or above it, are between equal systems."""
    # Means of several raters differ in their last digits where they are equal.
    left = [rounded for difference in differences if (rounded := round(difference, DIGITS))]
    if not left:
        return 1.0
    sizes = Counter(abs(difference) for difference in left)
    ranks = _middle_ranks(sizes)
    above = sum(ranks[abs(difference)] for difference in left if difference > 0)
    is_exact = len(left) == len(differences) <= MOST_EXACT and len(sizes) == len(left)
    greater, less = _exact(int(above), len(left)) if is_exact else _approximate(above, sizes)
    return greater if alternative == "greater" else min(1.0, 2 * min(greater, less))


def _middle_ranks(sizes: Counter[float]) -> dict[float, float]:
    below = 0
    ranks: dict[float, float] = {}
    for size, count in sorted(sizes.items()):
        ranks[size] = below + (count + 1) / 2
        below += count
    return ranks


def _exact(above: int, n: int) -> tuple[float, float]:
    """How likely at least, and at most, this sum of ranks is when every sign is a coin's."""
    most = n * (n + 1) // 2
    ways = [1] + [0] * most
    for rank in range(1, n + 1):
        for total in range(most, rank - 1, -1):
            ways[total] += ways[total - rank]
    return sum(ways[above:]) / 2**n, sum(ways[: above + 1]) / 2**n


def _approximate(above: float, sizes: Counter[float]) -> tuple[float, float]:
    n = sizes.total()
    ties = sum(count**3 - count for count in sizes.values())
    spread = math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24)
    z = (above - n * (n + 1) / 4) / spread
    return normal_cdf(-z), normal_cdf(z)
