"""Who wrote each word: every word of a text goes back to the version in which it first stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import tokens
from .diff import align


@dataclass(frozen=True, slots=True)
class Origin:
    """A word, or a run of them, that came in with one version; `instead` is what that version took away for it."""

    text: str
    version: int
    instead: str = ""


def blame(versions: Sequence[str], lang: str | None) -> list[Origin]:
    """The last version as runs in order; joined they are that version. Versions count from 0, the machine text.

    A word keeps its origin through every later version that still has it, along the longest common subsequence
    of words; one that was taken out and typed again belongs to whoever typed it again.
    """
    if not versions:
        return []
    words = begin(versions[0], 0, lang)
    for version, text in enumerate(versions[1:], start=1):
        words = carry(words, text, version, lang)
    return runs(words)


def begin(text: str, version: int, lang: str | None) -> list[Origin]:
    """Every word of a text that has no earlier version."""
    return [Origin(word, version) for word in tokens.split(text, lang)]


def carry(words: Sequence[Origin], text: str, version: int, lang: str | None) -> list[Origin]:
    """Every word of the next version of a text, of which `words` were all the words."""
    carried: list[Origin] = []
    place = 0
    for run in align([word.text for word in words], tokens.split(text, lang)):
        if run.is_equal:
            carried += words[place : place + len(run.old)]
        else:
            instead = "".join(run.old)
            carried += [Origin(word, version, instead) for word in run.new]
        place += len(run.old)
    return carried


def part(words: Sequence[Origin], start: int, end: int) -> list[Origin]:
    """The words that stand between two places of the text, counted in code points; one that lies across is cut."""
    found: list[Origin] = []
    place = 0
    for word in words:
        left, right = max(start - place, 0), min(end - place, len(word.text))
        if left < right:
            found.append(replace(word, text=word.text[left:right]))
        place += len(word.text)
    return found


def runs(words: Sequence[Origin]) -> list[Origin]:
    """Neighbours of one origin as one; a space belongs to the word before it."""
    found: list[Origin] = []
    for word in words:
        last = found[-1] if found else None
        if last and (
            (last.version, last.instead) == (word.version, word.instead) or tokens.is_blank(word.text)
        ):
            found[-1] = replace(last, text=last.text + word.text)
        else:
            found.append(word)
    return found
