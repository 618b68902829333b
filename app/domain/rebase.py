"""What happens to a place or a change in a text when the text becomes another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from app.domain import tokens
from app.domain.diff import difference
from app.domain.models import Piece

OLD_OPS = frozenset({"equal", "delete", "move_from"})
NEW_OPS = frozenset({"equal", "insert", "move_to"})


@dataclass(frozen=True, slots=True)
class Change:
    """old[start:end] became `text`, which stands at new_start in the new text."""

    start: int
    end: int
    new_start: int
    text: str

    @property
    def new_end(self) -> int:
        return self.new_start + len(self.text)


def map_offset(old: str, new: str, offset: int, lang: str | None) -> int:
    """Where a place in the old text is in the new one; later places never come out earlier.

    A place in unchanged text stays with its neighbours, one inside a replaced text goes to the nearest token
    border at the same share of it. The ends stay the ends.
    """
    if offset >= len(old):
        return len(new)
    shift = 0
    for change in _changes(difference(old, new, lang).pieces):
        if offset <= change.start:
            break
        if offset < change.end:
            return change.new_start + _inside(change, offset, lang)
        shift = change.new_end - change.end
    return offset + shift


def merge(base: str, mine: str, theirs: str, lang: str | None) -> str | None:
    """Both people's changes of one text, None where they overlap or no unchanged word stands between them.

    The same change made by both is made once.
    """
    by_me = {(c.start, c.end, c.text) for c in _changes(difference(base, mine, lang).pieces)}
    by_them = {(c.start, c.end, c.text) for c in _changes(difference(base, theirs, lang).pieces)}
    changes = sorted(by_me | by_them)
    for one, other in pairwise(changes):
        is_one_persons = {one, other} <= by_me or {one, other} <= by_them
        if not is_one_persons and not _stand_apart(base, one[1], other[0], lang):
            return None
    return _applied(base, changes)


def _changes(pieces: Sequence[Piece]) -> Iterator[Change]:
    """Neighbouring pieces that are not equal as one change each; moves count as what they are made of."""
    old = new = 0
    for is_equal, group in groupby(pieces, lambda piece: piece.op == "equal"):
        run = list(group)
        before = sum(len(piece.text) for piece in run if piece.op in OLD_OPS)
        after = "".join(piece.text for piece in run if piece.op in NEW_OPS)
        if not is_equal:
            yield Change(old, old + before, new, after)
        old += before
        new += len(after)


def _inside(change: Change, offset: int, lang: str | None) -> int:
    share = (offset - change.start) / (change.end - change.start) * len(change.text)
    borders = accumulate(map(len, tokens.split(change.text, lang)), initial=0)
    return min(borders, key=lambda border: abs(border - share))


def _stand_apart(base: str, end: int, start: int, lang: str | None) -> bool:
    return end < start and any(map(tokens.is_word, tokens.split(base[end:start], lang)))


def _applied(base: str, changes: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, text in changes:
        parts += base[done:start], text
        done = end
    return "".join([*parts, base[done:]])
