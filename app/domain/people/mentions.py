"""Who is named in a text: "@Name", for the names that there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def mentioned(text: str, names: Iterable[str]) -> list[str]:
    """The names that stand after an @ in the text, each once, in the order of the text.

    Of two names that fit, the longer one counts: "@Mira Koch" is not Mira. An address (mira@example.org) names nobody.
    """
    by_length = sorted(names, key=len, reverse=True)
    found: list[str] = []
    for place, character in enumerate(text):
        if character not in "@\uff20" or (
            place and _is_word(text[place - 1]) and not _is_wide(text[place - 1])
        ):
            continue
        name = next((name for name in by_length if _stands_at(text, place + 1, name)), None)
        if name is not None and name not in found:
            found.append(name)
    return found


def _stands_at(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    if not name or _folded(text[start:end]) != _folded(name):
        return False
    # Chinese, Japanese and Korean write on without a space: in 田中さん the name ends before さん.
    return end == len(text) or not _is_word(text[end]) or _is_wide(text[end])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
