"""The stretches of text that one error mark is made of: most have one, some have several, some say no place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.domain.errors import Invalid
from app.domain.judging.records import Side, Span


class Piece(NamedTuple):
    """Code points `[start, end)` of one side with the words there; start = end is a gap."""

    side: Side
    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        return Span(self.side, self.start, self.end)


def in_order(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Source first, then as they stand in the text; each once."""
    return tuple(sorted(set(pieces)))


def refuse_overlaps(pieces: Sequence[Piece]) -> None:
    """Raises Invalid where two pieces of one mark share characters: each belongs to it once."""
    for one, next_one in pairwise(in_order(pieces)):
        if one.side == next_one.side and next_one.start < one.end:
            raise Invalid(
                f"Two pieces of one mark overlap in the {one.side}: {one.start} to {one.end} and"
                f" {next_one.start} to {next_one.end}. Make them one piece."
            )


def main_side(pieces: Iterable[Span | Piece]) -> Side:
    """The side that says where the error is: the text, unless all pieces are in the source."""
    sides = {one.side for one in pieces}
    return "source" if sides == {"source"} else "target"


def covering(spans: Sequence[Span]) -> Span | None:
    """One span over all that are on the main side, for files that have a single place for each error."""
    side = main_side(spans)
    here = [one for one in spans if one.side == side]
    if not here:
        return None
    return Span(side, min(one.start for one in here), max(one.end for one in here))


def cover(pieces: Sequence[Piece], text: str) -> Piece:
    """The shortest stretch of the main side that holds its pieces; the whole text where no piece says a place.

    `text` is the text of the main side.
    """
    over = covering([one.span for one in pieces]) or Span("target", 0, len(text))
    return Piece(*over, text[over.start : over.end])
