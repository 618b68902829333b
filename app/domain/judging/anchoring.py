"""What became of an error mark when its text was edited: read from the difference, never stored.

kept: its words stand where they stood, though the text before them may have grown or shrunk; moved: they went
elsewhere with their phrase; resolved: the edit changed or removed them; orphaned: nothing in the new text says where
the place is, or whether what was missing is there now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.domain import tokens
from app.domain.diff import difference
from app.domain.judging import pieces as marked
from app.domain.models import Piece

Fate = Literal["kept", "moved", "resolved", "orphaned"]
STANDS: frozenset[Fate] = frozenset({"kept", "moved"})
_BY_WEIGHT: tuple[Fate, ...] = ("resolved", "orphaned", "moved", "kept")


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a mark is now: code points `[start, end)` of the new text, None where it is there no longer."""

    fate: Fate
    start: int | None = None
    end: int | None = None


class _Placed(NamedTuple):
    piece: Piece
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """An old and a new text with what became of each part; made once for all the marks of the old text."""

    old: str
    new: str
    placed: tuple[_Placed, ...]

    @classmethod
    def of(cls, old: str, new: str, lang: str | None) -> Edit:
        pieces = (Piece("equal", old),) if old == new else difference(old, new, lang).pieces
        return cls(old, new, tuple(_places(pieces)))

    def anchor(self, start: int, end: int) -> Anchored:
        """What became of the code points `[start, end)` of the old text, or of a gap where start = end."""
        if self.old == self.new:
            return Anchored("kept", start, end)
        found = self._gap(start) if start == end else self._span(start, end)
        if found.fate == "resolved" and not self._has_hold():
            return self._quoted(start, end)
        return found

    @property
    def adds_words(self) -> bool:
        return any(placed.piece.op == "insert" and _has_word(placed.piece.text) for placed in self.placed)

    def _span(self, start: int, end: int) -> Anchored:
        covered = [one for one in self.placed if one.old[0] < end and start < one.old[1]]
        ops = {one.piece.op for one in covered}
        if ops == {"equal"}:
            new_start = covered[0].new[0] + start - covered[0].old[0]
            new_end = covered[-1].new[0] + end - covered[-1].old[0]
            if self.new[new_start:new_end] == self.old[start:end]:
                return Anchored("kept", new_start, new_end)
        elif ops == {"move_from"} and len(covered) == 1:
            return self._followed(covered[0], start, end)
        return Anchored("resolved")

    def _followed(self, left: _Placed, start: int, end: int) -> Anchored:
        there = next(
            one for one in self.placed if one.piece.op == "move_to" and one.piece.move == left.piece.move
        )
        if len(there.piece.text) != len(left.piece.text):  # lower case may be longer: İ
            return Anchored("moved", *there.new)
        shift = there.new[0] - left.old[0]
        return Anchored("moved", start + shift, end + shift)

    def _gap(self, offset: int) -> Anchored:
        """A place where words are missing is resolved once something stands there, or once its surroundings went."""
        beside = [one for one in self.placed if one.old[0] <= offset <= one.old[1]]
        if any(one.piece.op in ("insert", "move_to") for one in beside):
            return Anchored("resolved")
        inside = [one for one in beside if one.old[0] < offset < one.old[1]]
        if any(one.piece.op != "equal" for one in inside):
            return Anchored("resolved")
        equal = next((one for one in beside if one.piece.op == "equal"), None)
        if equal is None:
            return Anchored("resolved")
        place = equal.new[0] + offset - equal.old[0]
        return Anchored("kept", place, place)

    def _has_hold(self) -> bool:
        """Whether a word of the old text stands in the new one, so that places can be told by it."""
        return any(
            one.piece.op in ("equal", "move_to") and _has_word(one.piece.text) for one in self.placed
        ) or not _has_word(self.old)

    def _quoted(self, start: int, end: int) -> Anchored:
        """Found by its words alone, if they stand once in the new text."""
        quote = self.old[start:end]
        if _has_word(quote) and self.new.count(quote) == 1:
            place = self.new.index(quote)
            return Anchored("moved", place, place + len(quote))
        return Anchored("orphaned")


def of_source(source: str | None, edit: Edit, start: int, end: int, quote: str) -> Anchored:
    """What became of words marked in the source because the text lacks them.

    Whether an edit brought them cannot be told from the source: where it added words, the mark has to be looked at.
    """
    if source is None or source[start:end] != quote or edit.adds_words:
        return Anchored("orphaned")
    return Anchored("kept", start, end)


@dataclass(frozen=True, slots=True)
class Held:
    """What became of a mark as a whole, and of each of its pieces."""

    whole: Anchored
    pieces: tuple[Anchored, ...]


def of_pieces(pieces: Sequence[marked.Piece], edit: Edit, source: str | None) -> Held:
    """What became of a mark of these pieces.

    Those in the text decide where there are any: words in the source beside them only say what was meant. One resolved
    piece resolves the mark, as one changed word does in a single piece. A mark that says no place is kept while the text
    is the same, and orphaned after.
    """
    if not pieces:
        whole = Anchored("kept", 0, len(edit.new)) if edit.old == edit.new else Anchored("orphaned")
        return Held(whole, ())
    side = marked.main_side(pieces)
    found = tuple(_of_piece(one, edit, source, is_aside=one.side != side) for one in pieces)
    return Held(_joined([one for one, piece in zip(found, pieces, strict=True) if piece.side == side]), found)


def _of_piece(piece: marked.Piece, edit: Edit, source: str | None, *, is_aside: bool) -> Anchored:
    if piece.side == "target":
        return edit.anchor(piece.start, piece.end)
    if is_aside and source is not None and source[piece.start : piece.end] == piece.quote:
        return Anchored("kept", piece.start, piece.end)
    return of_source(source, edit, piece.start, piece.end, piece.quote)


def _joined(found: Sequence[Anchored]) -> Anchored:
    fates = {one.fate for one in found}
    worst = next(fate for fate in _BY_WEIGHT if fate in fates)
    if worst not in STANDS:
        return Anchored(worst)
    starts, ends = [one.start or 0 for one in found], [one.end or 0 for one in found]
    return Anchored(worst, min(starts), max(ends))


def _places(pieces: Sequence[Piece]) -> Iterable[_Placed]:
    old = new = 0
    for piece in pieces:
        old_end = old + len(piece.text) * (piece.op in ("equal", "delete", "move_from"))
        new_end = new + len(piece.text) * (piece.op in ("equal", "insert", "move_to"))
        yield _Placed(piece, (old, old_end), (new, new_end))
        old, new = old_end, new_end


def _has_word(text: str) -> bool:
    return any(map(tokens.is_word, tokens.split(text, None)))
