"""How far raters agree beyond chance: Krippendorff's alpha, Cohen's and Fleiss' kappa.

1 is full agreement, 0 what chance gives. A rater may have left units out. Where all values are equal chance alone
would agree fully, so that nothing can be said: the number is None.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import frexp, ldexp
from typing import NamedTuple, TypeVar

from app.domain.scoring.human_signatures import signature

Value = float | str
T = TypeVar("T")


class Rated(NamedTuple):
    """What a rater said about a unit."""

    unit: str
    rater: str
    value: Value


@dataclass(frozen=True, slots=True)
class Agreement:
    """Each number is None where it says nothing; `notes` say why, in sentences."""

    alpha_nominal: float | None
    alpha_ordinal: float | None
    alpha_interval: float | None
    alpha_ratio: float | None
    kappa: float | None
    units: int
    raters: int
    notes: tuple[str, ...]
    signature: str


def of_ratings(rated: Iterable[Rated]) -> Agreement:
    """Every coefficient of one table of ratings; units with a single value count for none of them."""
    table = _by_unit(rated)
    raters = sorted({rater for values in table.values() for rater in values})
    shared = [list(values.values()) for values in table.values() if len(values) > 1]
    numbers = [[value for value in values if isinstance(value, float)] for values in shared]
    are_numbers = all(len(values) == len(all_) for values, all_ in zip(numbers, shared, strict=True))
    notes = _notes(shared, are_numbers)
    return Agreement(
        alpha_nominal=alpha_nominal(shared),
        alpha_ordinal=alpha_ordinal(numbers) if are_numbers else None,
        alpha_interval=alpha_interval(numbers) if are_numbers else None,
        alpha_ratio=alpha_ratio(numbers) if are_numbers else None,
        kappa=_kappa(table, raters),
        units=len(table),
        raters=len(raters),
        notes=notes,
        signature=signature(
            agreement="krippendorff",
            kappa="cohen" if len(raters) == 2 else "fleiss",
            missing="skipped",
            units=len(table),
            shared=len(shared),
            raters=len(raters),
        ),
    )


def alpha_nominal(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha where values are names: two are equal or not."""
    units = _pairable(units)
    total = Counter(value for values in units for value in values)
    n = total.total()
    observed = sum(
        sum(count * (len(values) - count) for count in Counter(values).values()) / (len(values) - 1)
        for values in units
    )
    expected = sum(count * (n - count) for count in total.values())
    return 1 - (n - 1) * observed / expected if expected else None


def alpha_interval(units: Sequence[Sequence[float]]) -> float | None:
    """Krippendorff's alpha where differences of values count, squared."""
    units = _scaled(_pairable(units))
    values = [value for unit in units for value in unit]
    if len(set(values)) < 2:
        return None
    # The squared differences of all pairs in closed form; centred, so that large numbers lose no digits.
    middle = sum(values) / len(values)
    observed = sum(_squares([value - middle for value in unit]) / (len(unit) - 1) for unit in units)
    expected = _squares([value - middle for value in values]) / (len(values) - 1)
    return 1 - observed / expected if expected > 0 else None


def alpha_ordinal(units: Sequence[Sequence[float]]) -> float | None:
    """Krippendorff's alpha where only the order counts: the interval alpha of middle ranks."""
    units = _pairable(units)
    below = 0
    ranks: dict[float, float] = {}
    for value, count in sorted(Counter(value for unit in units for value in unit).items()):
        ranks[value] = below + count / 2
        below += count
    return alpha_interval([[ranks[value] for value in unit] for unit in units])


def alpha_ratio(units: Sequence[Sequence[float]]) -> float | None:
    """Krippendorff's alpha where a difference counts by the size of the values; None with values below 0."""
    units = _scaled(_pairable(units))
    total = Counter(value for unit in units for value in unit)
    if any(value < 0 for value in total) or len(total) < 2:
        return None
    observed = sum(_ratios(Counter(unit)) / (len(unit) - 1) for unit in units)
    return 1 - observed * (total.total() - 1) / _ratios(total)


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters on the units that both rated."""
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    observed = sum(one == two for one, two in pairs) / n
    expected = sum(count * second[value] for value, count in first.items()) / n**2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def fleiss(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Fleiss' kappa of several raters, as many in each unit."""
    if not units or len({len(values) for values in units}) != 1 or len(units[0]) < 2:
        return None
    raters, n = len(units[0]), len(units)
    observed = sum(
        sum(count * (count - 1) for count in Counter(values).values()) / (raters * (raters - 1))
        for values in units
    )
    total = Counter(value for values in units for value in values)
    expected = sum((count / (n * raters)) ** 2 for count in total.values())
    return (observed / n - expected) / (1 - expected) if expected < 1 else None


def _by_unit(rated: Iterable[Rated]) -> dict[str, dict[str, Value]]:
    table: dict[str, dict[str, Value]] = defaultdict(dict)
    for unit, rater, value in rated:
        table[unit][rater] = value
    return table


def _kappa(table: Mapping[str, Mapping[str, Value]], raters: Sequence[str]) -> float | None:
    complete = [values for values in table.values() if len(values) == len(raters)]
    if len(raters) == 2:
        return cohen([(values[raters[0]], values[raters[1]]) for values in complete])
    if len(complete) < len(table):
        return None
    return fleiss([list(values.values()) for values in complete])


def _notes(shared: Sequence[Sequence[Value]], are_numbers: bool) -> tuple[str, ...]:
    if not shared:
        return (
            "No unit has values of two raters: there is nothing to compare. Let two people rate the same units.",
        )
    if len({value for values in shared for value in values}) == 1:
        return ("All values are equal: agreement beyond chance cannot be told from them.",)
    if not are_numbers:
        return ("Not all values are numbers: only the nominal alpha and kappa can be computed.",)
    return ()


def _pairable(units: Sequence[Sequence[T]]) -> list[Sequence[T]]:
    return [values for values in units if len(values) > 1]


def _scaled(units: Sequence[Sequence[float]]) -> list[list[float]]:
    """The values divided by a power of two, which changes no digit, so that none is too large or too small to square."""
    _, power = frexp(max((abs(value) for unit in units for value in unit), default=0.0))
    return [[ldexp(value, -power) for value in unit] for unit in units]


def _squares(values: Sequence[float]) -> float:
    """The squared differences of all pairs, each pair once."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2


def _ratios(counts: Mapping[float, int]) -> float:
    return sum(
        2 * count * other_count * ((value - other) / (value + other)) ** 2
        for (value, count), (other, other_count) in combinations(counts.items(), 2)
        if value + other
    )
