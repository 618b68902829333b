"""Which of two systems is better, in a sentence that says no more than the numbers do.

The difference of the two systems on each segment that both have is averaged, and its 95 % interval (intervals.py:
whole documents drawn) decides: beyond 0 a system is better; around 0 and narrow there is no clear winner; around 0 and
wide, or with few segments, there is too little data. Where a second measure proves the opposite, it depends. It says
nothing about training either system again, nor about other kinds of text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from app.domain.scoring import intervals
from app.domain.scoring.distributions import normal_quantile
from app.domain.scoring.human_signatures import signature
from app.domain.scoring.intervals import RESAMPLES, Interval

Outcome = Literal["a_better", "b_better", "no_clear_winner", "too_little_data", "it_depends"]
Place = tuple[str | None, str]
FEWEST = 10  # segments, below which no system is called better
FEW = 30  # segments, below which nobody is called equal
POWER = 0.8  # how sure more segments should show a difference
EQUAL = 1e-9  # points: what is nearer differs by rounding only
AT_LEAST = 10  # more segments, when some are needed


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a segment; `margin` is the difference that matters, in shown points."""

    name: str
    wins: str  # what the better system does
    more: str  # how the better one differs, before and after the points
    less: str
    lower_is_better: bool
    scale: float = 1.0  # shown points for each unit
    margin: float = 1.0


MEASURES = {
    "mqm": Measure("mqm", "makes fewer errors", "has", "penalty points less a segment", True),
    "esa": Measure("esa", "is rated higher", "scores", "points higher", False),
    "da": Measure("da", "is rated higher", "scores", "points higher", False),
    "hter": Measure(
        "hter", "needs less editing", "needs", "percentage points fewer words changed", True, scale=100
    ),
    "chrf": Measure("chrf", "is closer to the reference", "scores", "points higher", False),
    "bleu": Measure("bleu", "is closer to the reference", "scores", "points higher", False),
    "ter": Measure("ter", "is closer to the reference", "needs", "points fewer edits", True),
}


class Segment(NamedTuple):
    """A segment that both systems have, with the value of each."""

    document: str | None
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of two systems. Differences are in shown points; above 0, B is better."""

    measure: Measure
    a: str
    b: str
    difference: float | None
    low: float | None
    high: float | None
    segments: int
    documents: int
    wins_a: int
    wins_b: int
    ties: int
    ahead_a: int  # of the draws
    ahead_b: int
    needed: int | None  # more segments that would show a difference of the margin
    winner: Literal["a", "b"] | None
    signature: str

    @property
    def details(self) -> str:
        """Size, interval, number of segments, wins, draws."""
        if self.difference is None:
            return f"{self.a} and {self.b} have no segment in common."
        better, worse = (self.b, self.a) if self.difference >= 0 else (self.a, self.b)
        return (
            f"{better} {self.measure.more} {_number(abs(self.difference))} {self.measure.less} on average than {worse}"
            f" ({self._limits()}{self.segments:,} segments both translated)."
            f" {self.b} wins {_share(self.wins_b, self.segments)}, {self.a} wins {_share(self.wins_a, self.segments)},"
            f" {_share(self.ties, self.segments)} are ties."
            f" {better} came out ahead in {max(self.ahead_a, self.ahead_b):,} of {RESAMPLES:,} resamples."
        )

    def _limits(self) -> str:
        if self.low is None or self.high is None or self.difference is None:
            return ""
        low, high = (self.low, self.high) if self.difference >= 0 else (-self.high, -self.low)
        return f"95 % interval {_number(low)} to {_number(high)}, "


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of the page, with the comparisons that it rests on."""

    outcome: Outcome
    sentence: str
    comparisons: tuple[Comparison, ...]


def verdict(first: Comparison, second: Comparison | None = None) -> Verdict:
    """The verdict of the first measure, unless the second one proves the opposite."""
    comparisons = (first,) if second is None else (first, second)
    if second and first.winner and second.winner and first.winner != second.winner:
        sentence = f"It depends: {_wins(first)}, {_wins(second)}."
        return Verdict("it_depends", sentence, comparisons)
    if first.winner:
        better, worse = (first.a, first.b) if first.winner == "a" else (first.b, first.a)
        outcome: Outcome = "a_better" if first.winner == "a" else "b_better"
        return Verdict(outcome, f"{_named(better)} is better than {_named(worse)}.", comparisons)
    if first.needed is None and first.low is not None and first.high is not None:
        at_most = _points(max(abs(first.low), abs(first.high)))
        return Verdict(
            "no_clear_winner",
            f"No clear winner. The difference is at most {at_most} either way.",
            comparisons,
        )
    return Verdict("too_little_data", _too_little(first), comparisons)


def compare(
    measure: Measure, a: str, b: str, of_a: Mapping[Place, float], of_b: Mapping[Place, float]
) -> Comparison:
    """Two systems on the segments that both have."""
    common = [Segment(place[0], value, of_b[place]) for place, value in of_a.items() if place in of_b]
    sign = -measure.scale if measure.lower_is_better else measure.scale
    differences = [sign * (segment.b - segment.a) for segment in common]
    documents = [segment.document for segment in common]
    interval = intervals.of_mean(differences, documents) if common else None
    winner = _winner(interval)
    return Comparison(
        measure=measure,
        a=a,
        b=b,
        difference=interval.mean if interval else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        segments=len(common),
        documents=len(set(documents)),
        wins_a=sum(difference < -EQUAL for difference in differences),
        wins_b=sum(difference > EQUAL for difference in differences),
        ties=sum(abs(difference) <= EQUAL for difference in differences),
        ahead_a=interval.below if interval else 0,
        ahead_b=interval.above if interval else 0,
        needed=None if winner else _needed(interval, measure.margin),
        winner=winner,
        signature=_signature(measure, interval),
    )


class Sureness(NamedTuple):
    """Whether a score is known closely enough, in a sentence; `needed` more segments would do."""

    is_enough: bool
    needed: int
    sentence: str


def sureness(interval: Interval, margin: float) -> Sureness:
    """Whether one score's interval is no wider than the margin to each side."""
    limits = interval.limits
    if limits is None or interval.n < FEW:
        needed = FEW - interval.n
        return Sureness(
            False, needed, f"Too little data: {_segments(interval.n)}. At least {needed} more are needed."
        )
    off = max(limits[1] - interval.mean, interval.mean - limits[0])
    if off <= margin:
        return Sureness(True, 0, f"Known to ±{_number(off)} ({interval.n:,} segments).")
    needed = _rounded_up(max(interval.n * ((off / margin) ** 2 - 1), AT_LEAST))
    return Sureness(
        False,
        needed,
        f"Too little data: the score may be off by {_number(off)}. About {needed:,} more segments would bring it to"
        f" {margin:g}.",
    )


def ranking(
    measure: Measure, of_systems: Mapping[str, Mapping[Place, float]]
) -> list[tuple[int, list[tuple[str, float]]]]:
    """Groups of systems, the best first, each with its rank and its systems' means.

    A group ends where each system above is better than each one below; within it they cannot be told apart.
    """
    means = {name: sum(values.values()) / len(values) for name, values in of_systems.items() if values}
    order = sorted(means, key=lambda name: means[name] if measure.lower_is_better else -means[name])

    @cache
    def is_better(above: str, below: str) -> bool:
        return compare(measure, above, below, of_systems[above], of_systems[below]).winner == "a"

    groups: list[tuple[int, list[tuple[str, float]]]] = []
    for place, name in enumerate(order):
        if place == 0 or all(is_better(above, below) for above in order[:place] for below in order[place:]):
            groups.append((place + 1, []))
        groups[-1][1].append((name, means[name]))
    return groups


def _winner(interval: Interval | None) -> Literal["a", "b"] | None:
    if interval is None or interval.low is None or interval.high is None or interval.n < FEWEST:
        return None
    if interval.low > 0:
        return "b"
    return "a" if interval.high < 0 else None


def _needed(interval: Interval | None, margin: float) -> int | None:
    """How many more segments would show the margin in four of five tries; None where no more are needed."""
    if interval is None or interval.low is None or interval.high is None:
        return FEW
    if interval.n >= FEW and max(abs(interval.low), abs(interval.high)) <= margin:
        return None
    half = (interval.high - interval.low) / 2
    sure = normal_quantile((1 + interval.level) / 2)
    by_power = (half / margin * (sure + normal_quantile(POWER)) / sure) ** 2
    off = abs(interval.mean)
    by_this = (half / max(off, margin - off)) ** 2  # if the difference stays as it is
    more = interval.n * (max(by_power, by_this) - 1)
    return _rounded_up(max(more, FEW - interval.n, AT_LEAST))


def _rounded_up(number: float) -> int:
    """Two digits that count: an estimate is no count."""
    step = 10 ** max(0, math.floor(math.log10(number)) - 1)
    return math.ceil(number / step - 1e-9) * step


def _too_little(comparison: Comparison) -> str:
    margin = comparison.measure.margin
    return (
        f"Too little data to tell. About {comparison.needed or FEW:,} more segments would show a difference of"
        f" {'1 point' if margin == 1 else f'{margin:g} points'}."
    )


def _signature(measure: Measure, interval: Interval | None) -> str:
    return signature(
        compare=measure.name,
        paired="yes",
        n=interval.n if interval else 0,
        docs=interval.clusters if interval and interval.cluster == "document" else 1,
        ci=interval.method if interval else None,
        margin=measure.margin,
        power=POWER,
        seed=intervals.SEED,
    )


def _wins(comparison: Comparison) -> str:
    return f"{comparison.a if comparison.winner == 'a' else comparison.b} {comparison.measure.wins}"


def _named(system: str) -> str:
    return system if system.lower().startswith("system") else f"System {system}"


def _segments(count: int) -> str:
    return "1 segment" if count == 1 else f"{count:,} segments"


def _points(number: float) -> str:
    return f"{_number(number)} points"


def _number(number: float) -> str:
    return f"{number:.1f}" if abs(number) >= 0.1 or not number else f"{number:.1g}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}".replace("%", " %")
