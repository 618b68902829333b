"""A difference in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain import tokens
from app.domain.models import Piece

LISTED = 5
QUOTED = 60  # code points of a text that are read out
BLANKS = {
    " ": "a space",
    "\u00a0": "a no-break space",
    "\u202f": "a no-break space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\r\n": "a line break",
    "\u2028": "a line break",
    "\u2029": "a paragraph break",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u061c": "an Arabic letter mark",
    "\u00ad": "a soft hyphen",
    "\ufeff": "a byte order mark",
}


def summarise(pieces: Sequence[Piece]) -> str:
    """Each change named once, five of them in full."""
    changes = list(_changes(_without_gaps_of_moves(pieces)))
    if not changes:
        return "No changes."
    more = [f"and {len(changes) - LISTED} more"] if len(changes) > LISTED else []
    noun = "change" if len(changes) == 1 else "changes"
    return f"{len(changes)} {noun}: {', '.join([*changes[:LISTED], *more])}."


def _changes(pieces: Sequence[Piece]) -> Iterator[str]:
    deleted = ""
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        if piece.op == "move_from":
            yield f"{_named(piece.text)} moved"
        elif piece.op == "delete" and following and following.op == "insert":
            deleted = piece.text
        elif piece.op == "delete":
            yield f"{_named(piece.text)} deleted"
        elif piece.op == "insert" and deleted:
            yield _replaced(deleted, piece.text)
            deleted = ""
        elif piece.op == "insert":
            yield f"{_named(piece.text)} inserted"


def _without_gaps_of_moves(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the space that a moved phrase takes with it: nobody wants to hear of it."""
    return [
        piece
        for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False)
        if not tokens.is_blank(piece.text) or not any(beside and beside.move for beside in (before, after))
    ]


def _replaced(old: str, new: str) -> str:
    if tokens.comparable(_named(old)) == tokens.comparable(_named(new)):
        return f"{_named(old)} replaced by the same in other characters"
    return f"{_named(old)} replaced by {_named(new)}"


def _named(text: str) -> str:
    shown = tokens.strip(text)
    if text in BLANKS:
        return BLANKS[text]
    if not shown:
        return "white space"
    return f"'{shown}'" if len(shown) <= QUOTED else f"'{_shortened(shown)}…'"


def _shortened(text: str) -> str:
    """Cut at a space where there is one, so that no letter loses its marks."""
    head, space, _ = text[: QUOTED + 1].rpartition(" ")
    return head if space else text[:QUOTED]
