"""A difference in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.domain import tokens
from app.domain.models import Piece
from app.domain.sentences import spoken


class Say(Protocol):
    """Says an English sentence, with its values, in the reader's language."""

    def __call__(self, text: str, /, **values: object) -> str: ...


LISTED = 5
QUOTED = 60  # code points of a text that are read out
BLANKS = {
    " ": spoken("a space"),
    "\u00a0": spoken("a no-break space"),
    "\u202f": spoken("a no-break space"),
    "\t": spoken("a tab"),
    "\n": spoken("a line break"),
    "\r": spoken("a line break"),
    "\r\n": spoken("a line break"),
    "\u2028": spoken("a line break"),
    "\u2029": spoken("a paragraph break"),
    "\u200b": spoken("a zero-width space"),
    "\u200c": spoken("a zero-width non-joiner"),
    "\u200d": spoken("a zero-width joiner"),
    "\u200e": spoken("a left-to-right mark"),
    "\u200f": spoken("a right-to-left mark"),
    "\u061c": spoken("an Arabic letter mark"),
    "\u00ad": spoken("a soft hyphen"),
    "\ufeff": spoken("a byte order mark"),
}


def english(text: str, /, **values: object) -> str:
    return text.format(**values)


def summarise(pieces: Sequence[Piece], say: Say = english) -> str:
    """Each change named once, five of them in full."""
    changes = list(_changes(_without_gaps_of_moves(pieces), say))
    if not changes:
        return say("No changes.")
    listed = changes[:LISTED]
    if len(changes) > LISTED:
        listed.append(say("and {count} more", count=len(changes) - LISTED))
    values = {"count": len(changes), "list": say(", ").join(listed)}
    return (
        say("1 change: {list}.", **values) if len(changes) == 1 else say("{count} changes: {list}.", **values)
    )


def _changes(pieces: Sequence[Piece], say: Say) -> Iterator[str]:
    deleted = ""
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        if piece.op == "move_from":
            yield say("{text} moved", text=_named(piece.text, say))
        elif piece.op == "delete" and following and following.op == "insert":
            deleted = piece.text
        elif piece.op == "delete":
            yield say("{text} deleted", text=_named(piece.text, say))
        elif piece.op == "insert" and deleted:
            yield _replaced(_named(deleted, say), _named(piece.text, say), say)
            deleted = ""
        elif piece.op == "insert":
            yield say("{text} inserted", text=_named(piece.text, say))


def _without_gaps_of_moves(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the space that a moved phrase takes with it: nobody wants to hear of it."""
    return [
        piece
        for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False)
        if not tokens.is_blank(piece.text) or not any(beside and beside.move for beside in (before, after))
    ]


def _replaced(old: str, new: str, say: Say) -> str:
    if tokens.comparable(old) == tokens.comparable(new):
        return say("{text} replaced by the same in other characters", text=old)
    return say("{old} replaced by {new}", old=old, new=new)


def _named(text: str, say: Say) -> str:
    shown = tokens.strip(text)
    if text in BLANKS:
        return say(BLANKS[text])
    if not shown:
        return say("white space")
    return f"'{shown}'" if len(shown) <= QUOTED else f"'{_shortened(shown)}…'"


def _shortened(text: str) -> str:
    """Cut at a space where there is one, so that no letter loses its marks."""
    head, space, _ = text[: QUOTED + 1].rpartition(" ")
    return head if space else text[:QUOTED]
