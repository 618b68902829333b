"""Numbers to the geometry of small pictures; the templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 440, 150
TOP, BASE = 20, 122


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a picture, with the words above and below it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    value: int
    label: str


def columns(values: Sequence[int], labels: Sequence[str]) -> list[Column]:
    """Columns side by side; one that holds anything is at least two units high."""
    step = WIDTH / max(len(values), 1)
    highest = max([*values, 1])
    made = []
    for index, (value, label) in enumerate(zip(values, labels, strict=True)):
        height = max(2.0, (BASE - TOP) * value / highest) if value else 0.0
        x = index * step + 3
        made.append(
            Column(
                round(x, 1),
                round(BASE - height, 1),
                round(step - 6, 1),
                round(height, 1),
                round(x + step / 2 - 3, 1),
                value,
                label,
            )
        )
    return made
