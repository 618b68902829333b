"""Who wrote each word: every word of a text goes back to the version in which it first stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import tokens
from .diff import align


@dataclass(frozen=True, slots=True)
class Origin:
    """A run of words that came in with the same version; `version` counts from 0, the machine text."""

    text: str
    version: int


def blame(versions: Sequence[str], lang: str | None) -> list[Origin]:
    """The last version as runs in order; joined they are that version.

    A word keeps its origin through every later version that still has it, along the longest common subsequence
    of words; one that was taken out and typed again belongs to whoever typed it again.
    """
    if not versions:
        return []
    words = tokens.split(versions[0], lang)
    origins = [0] * len(words)
    for version, text in enumerate(versions[1:], start=1):
        new = tokens.split(text, lang)
        origins = _carried(words, origins, new, version)
        words = new
    return _runs(words, origins)


def _carried(old: Sequence[str], origins: Sequence[int], new: Sequence[str], version: int) -> list[int]:
    carried: list[int] = []
    place = 0
    for run in align(old, new):
        carried += origins[place : place + len(run.old)] if run.is_equal else [version] * len(run.new)
        place += len(run.old)
    return carried


def _runs(words: Sequence[str], origins: Sequence[int]) -> list[Origin]:
    runs: list[Origin] = []
    for word, version in zip(words, origins, strict=True):
        if runs and (runs[-1].version == version or tokens.is_blank(word)):
            runs[-1] = Origin(runs[-1].text + word, runs[-1].version)
        else:
            runs.append(Origin(word, version))
    return runs
