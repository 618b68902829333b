"""Marks, ratings and finished texts as the plain values that scripts rely on."""

from __future__ import annotations

from typing import Any

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
    return {name: getattr(one, name) for name in MARK}


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
    """A mark with what became of it, and where it is in the text as it is now."""
    now = None if one.anchored.start is None else [one.anchored.start, one.anchored.end]
    return {**mark(one.mark), "fate": one.anchored.fate, "now": now}
