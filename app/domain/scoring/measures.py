"""The seam for metrics: what a metric has to offer, and where another one is registered.

A metric counts something in each line; the score of a text follows from the sums of its counts. Intervals,
paired tests, several processes and clusters then work for it as for BLEU. Register one by calling `register`,
or by an entry point of the group `stet.metrics` whose value is such a maker, so that workers find it, too.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from app.domain.errors import Invalid

if TYPE_CHECKING:
    import numpy.typing as npt

Rows = Any  # a row of counts for each line: lists of numbers, or an array where lines are many
GROUP = "stet.metrics"


class Options(NamedTuple):
    """What can be chosen; each metric takes what concerns it and names it in its signature."""

    metrics: tuple[str, ...] = ("bleu",)
    target_lang: str | None = None
    lowercase: bool = False
    bleu_tokenize: str | None = None
    smooth: str = "exp"
    smooth_value: float | None = None
    effective_order: bool = False
    checkpoint: str | None = None


class Lines(NamedTuple):
    """Systems and references of the same length, line i of each belonging together; sources where given."""

    systems: tuple[tuple[str, ...], ...]
    references: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...] | None = None


class Measure(Protocol):
    """A metric with its options."""

    def counts(self, lines: Lines) -> Sequence[Rows]:
        """For each system a row of numbers for each line, as many numbers in each."""

    def score(self, total: Sequence[float]) -> float:
        """The score of a text from the sums of its lines' counts."""

    def scores(self, totals: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The score of each row of sums, equal to what `score` gives for it."""

    def line_scores(self, rows: Rows) -> list[float]:
        """The score of each line alone."""

    def signature(self, trials: Mapping[str, object]) -> str:
        """How to compute the number again; `trials` (bs, ar, seed) belong to it."""


Maker = Callable[[Options, int], Measure]
_makers: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Make a metric known under a name; the maker gets the options and the number of references."""
    _makers[name] = maker


def names() -> list[str]:
    """Every metric that can be asked for, the built-in ones first."""
    return [*_makers, *sorted(set(_entry_points()) - set(_makers))]


def is_known(name: str) -> bool:
    """Whether there is such a metric; other packages are asked only about names that are not built in."""
    return name in _makers or name in _entry_points()


def measure(name: str, options: Options, references: int) -> Measure:
    """The metric of a name, made once in each thread and process: some tokenizers and models are not for sharing."""
    key = (os.getpid(), name, options, references)
    if key not in _made.measures:
        _made.measures[key] = _maker(name)(options, references)
    return _made.measures[key]


def _maker(name: str) -> Maker:
    if name in _makers:
        return _makers[name]
    if name in _entry_points():
        made: Maker = _entry_points()[name].load()
        return made
    raise Invalid(f"There is no metric {name!r}; choose from {', '.join(names())}.")


@cache
def _entry_points() -> dict[str, metadata.EntryPoint]:
    return {point.name: point for point in metadata.entry_points(group=GROUP)}


class _Made(threading.local):
    def __init__(self) -> None:
        self.measures: dict[tuple[int, str, Options, int], Measure] = {}


_made = _Made()
