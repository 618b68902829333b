"""Marks, ratings and finished texts as the plain values that scripts rely on."""

from __future__ import annotations

from typing import Any

from ...domain.judging.anchoring import Anchored
from ...store.judging.judged import Finish, Rating
from ...store.judging.marks import StoredMark
from .marking import Said
from .standing import Held

MARK = (
    "id",
    "segment_id",
    "system",
    "revision",
    "side",
    "start",
    "end",
    "quote",
    "category",
    "severity",
    "comment",
    "author",
    "made_at",
    "op_id",
    "withdrawn_at",
    "withdrawn_by",
)


def mark(one: StoredMark) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in MARK},
        "pieces": [piece._asdict() for piece in one.pieces],
    }


def rating(one: Rating) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Rating.__dataclass_fields__}


def finish(one: Finish) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Finish.__dataclass_fields__}


def said(one: Said) -> dict[str, Any]:
    return {
        "marks": [mark(each) for each in one.marks],
        "ratings": [rating(each) for each in one.ratings],
        "finished": [finish(each) for each in one.finished],
    }


def held(one: Held) -> dict[str, Any]:
    """A mark with what became of it, and where it and its pieces are in the text as it is now."""
    said = mark(one.mark)
    pieces = [{**piece, "now": _now(there)} for piece, there in zip(said["pieces"], one.pieces, strict=True)]
    return {**said, "pieces": pieces, "fate": one.anchored.fate, "now": _now(one.anchored)}


def _now(there: Anchored) -> list[int | None] | None:
    return None if there.start is None else [there.start, there.end]
