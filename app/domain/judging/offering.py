"""The errors that a correction points at: each phrase that an editor changed, offered as a mark without a category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from app.domain import tokens
from app.domain.diff import difference
from app.domain.models import Piece

Kind = Literal["replaced", "removed", "added", "moved"]


@dataclass(frozen=True, slots=True)
class Offer:
    """Code points `[start, end)` of the machine text, a gap where the editor only added; `instead` is the new wording.

    `category` is what the change itself says: added words were missing, removed ones were too many.
    """

    start: int
    end: int
    quote: str
    instead: str
    kind: Kind
    category: str | None


def offers(machine: str, text: str, lang: str | None) -> list[Offer]:
    """The changed phrases from the machine text to its correction, in order; changes of white space alone are none."""
    found: list[Offer] = []
    old = 0
    for is_equal, group in groupby(difference(machine, text, lang).pieces, lambda piece: piece.op == "equal"):
        run = list(group)
        if not is_equal:
            found.extend(_of_run(run, old))
        old += sum(len(piece.text) for piece in run if piece.op in ("equal", "delete", "move_from"))
    return found


def _of_run(run: list[Piece], old: int) -> Iterator[Offer]:
    """One change: what was deleted and inserted together, and each phrase that left for another place."""
    place = old
    start = end = None
    for piece in run:
        length = len(piece.text) * (piece.op in ("delete", "move_from"))
        if piece.op == "move_from":
            yield from _trimmed(piece.text, place, "", "moved")
        elif piece.op == "delete":
            start, end = (place if start is None else start), place + length
        place += length
    deleted = "".join(piece.text for piece in run if piece.op == "delete")
    inserted = "".join(piece.text for piece in run if piece.op == "insert").strip()
    if start is not None and end is not None and end - start == len(deleted) and deleted.strip():
        yield from _trimmed(deleted, start, inserted, "replaced" if inserted else "removed")
    elif inserted:
        yield Offer(old, old, "", inserted, "added", _category("", inserted, "added"))


def _trimmed(text: str, start: int, instead: str, kind: Kind) -> Iterator[Offer]:
    quote = text.strip()
    if quote:
        start += len(text) - len(text.lstrip())
        yield Offer(start, start + len(quote), quote, instead, kind, _category(quote, instead, kind))


def _category(quote: str, instead: str, kind: Kind) -> str | None:
    if kind == "moved":
        return None
    if not any(map(tokens.is_word, tokens.split(quote + " " + instead, None))):
        return "Linguistic conventions/Punctuation"
    if kind == "added":
        return "Accuracy/Omission"
    if kind == "removed":
        return "Accuracy/Addition"
    return "Linguistic conventions/Spelling" if quote.casefold() == instead.casefold() else None
