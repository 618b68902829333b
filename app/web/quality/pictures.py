"""Numbers to the geometry of the pictures on pages about quality; the templates draw them as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.quality.trend import Point
from ...domain.scoring.verdicts import Comparison

WIDTH = 440
SIDE = 70  # room for a number beside each end
TREND_WIDTH, TREND_TOP, TREND_BASE = 440, 34, 150
TEN = 10.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One interval against a line of no difference; places from the left."""

    zero: float
    low: float
    middle: float
    high: float


def difference(one: Comparison) -> Difference | None:
    """None where there is no interval to draw."""
    if one.difference is None or one.low is None or one.high is None:
        return None
    reach = max(abs(one.low), abs(one.high), one.measure.margin) * 1.05
    low, middle, high, zero = (_across(each, reach) for each in (one.low, one.difference, one.high, 0.0))
    return Difference(zero, low, middle, high)


def _across(value: float, reach: float) -> float:
    return round(SIDE + (value + reach) / (2 * reach) * (WIDTH - 2 * SIDE), 1)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a trend with its interval; `high` is nearer to the top of the picture."""

    x: float
    y: float
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    dots: list[Dot]
    top: float  # the value at the highest line of the picture
    bottom: float

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def trend(points: Sequence[Point], labels: Sequence[str]) -> Line:
    """Points from left to right; the axis begins at 0."""
    highest = max((_high(one) for one in points), default=0.0)
    return _line(points, labels, 0.0, _round_up(highest))


def trend_of_scores(points: Sequence[Point], labels: Sequence[str]) -> Line:
    """Scores up to 100, which may fall below 0: the axis goes by tens around what there is, and says so."""
    lowest = min((_low(one) for one in points), default=0.0)
    highest = max((_high(one) for one in points), default=100.0)
    bottom, top = math.floor(lowest / TEN) * TEN, math.ceil(highest / TEN) * TEN
    if bottom == top:
        bottom, top = (top - TEN, top) if top > 0 else (bottom, bottom + TEN)
    return _line(points, labels, bottom, top)


def _high(one: Point) -> float:
    return one.measured.value if one.measured.high is None else one.measured.high


def _low(one: Point) -> float:
    return one.measured.value if one.measured.low is None else one.measured.low


def _line(points: Sequence[Point], labels: Sequence[str], bottom: float, top: float) -> Line:
    step = TREND_WIDTH / max(len(points), 1)
    dots = []
    for place, (one, label) in enumerate(zip(points, labels, strict=True)):
        x = round(step * (place + 0.5), 1)
        y, low, high = (_up(each, bottom, top) for each in (one.measured.value, _low(one), _high(one)))
        dots.append(Dot(x, y, low, high, label))
    return Line(dots, top, bottom)


def _up(value: float, bottom: float, top: float) -> float:
    share = (min(max(value, bottom), top) - bottom) / (top - bottom)
    return round(TREND_BASE - (TREND_BASE - TREND_TOP) * share, 1)


def _round_up(number: float) -> float:
    """The next of 1, 2 or 5 times a power of ten."""
    if number <= 0:
        return 1.0
    power = float(10.0 ** math.floor(math.log10(number)))
    return next(power * times for times in (1, 2, 5, 10) if number <= power * times * (1 + 1e-9))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a type of error: the filled part is serious, the outlined one minor, in a hundred units."""

    serious: float
    minor: float


def bar(serious: int, minor: int, most: int) -> Bar:
    unit = 98 / max(most, 1)
    return Bar(round(serious * unit, 1), round(minor * unit, 1))
