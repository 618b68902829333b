"""Reading requests: a JSON body with fields of the right kind, or a sentence that names the wrong one."""

from __future__ import annotations

import json
from typing import Any, Literal, cast

from flask import request

from ..domain.errors import Invalid, Malformed

MOST_CHOSEN = 10_000


def body() -> dict[str, Any]:
    """The JSON object that was sent; raises Malformed for anything else."""
    try:
        found = json.loads(request.get_data(cache=True) or b"", parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Malformed(
            "The body is not a JSON object in UTF-8. Send Content-Type: application/json."
        ) from None
    if not isinstance(found, dict):
        raise Malformed("The body is not a JSON object. Send one in braces.")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def text(found: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text field without lone surrogates; raises Invalid where it is missing or of another kind."""
    value = found.get(name, default)
    if not isinstance(value, str):
        raise Invalid(f"The field {name} must be a text.")
    return _storable(value, name)


def optional_text(found: dict[str, Any], name: str) -> str | None:
    return None if found.get(name) is None else text(found, name)


def _storable(value: str, name: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Invalid(f"The field {name} has half a character at {error.start} (a lone surrogate).") from None
    return value


def whole(found: dict[str, Any], name: str) -> int:
    value = found.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise Invalid(f"The field {name} must be a whole number from 0.")
    return value


def optional_whole(found: dict[str, Any], name: str) -> int | None:
    return None if found.get(name) is None else whole(found, name)


def flag(found: dict[str, Any], name: str, default: bool = False) -> bool:
    value = found.get(name, default)
    if not isinstance(value, bool):
        raise Invalid(f"The field {name} must be true or false.")
    return value


def direction(found: dict[str, Any]) -> Literal["ltr", "rtl"] | None:
    """`direction`: "ltr", "rtl", or null for the language's own."""
    value = found.get("direction", "")
    if value not in ("ltr", "rtl", None):
        raise Invalid("The field direction must be ltr, rtl or null.")
    return cast(Literal["ltr", "rtl"] | None, value)


def chosen(found: dict[str, Any]) -> list[tuple[int, int]]:
    """`segments`: [{"id", "revision"}], the revisions that the sender has seen."""
    value = found.get("segments")
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_CHOSEN:
        raise Invalid(
            f"The field segments must be a list of 1 to {MOST_CHOSEN:,} objects with id and revision."
        )
    if not all(isinstance(one, dict) for one in value):
        raise Invalid('Each of the segments must be an object: {"id": 7, "revision": 2}.')
    pairs = [(whole(one, "id"), whole(one, "revision")) for one in value]
    if len({segment_id for segment_id, _ in pairs}) < len(pairs):
        raise Invalid("A segment stands twice in the list. Name each one once.")
    return pairs


def texts(found: dict[str, Any], name: str) -> list[str]:
    value = found.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Invalid(f"The field {name} must be a list of texts.")
    return [_storable(one, name) for one in value]


def operation(found: dict[str, Any]) -> str | None:
    """The sender's key for this change: the same key twice is stored once."""
    value = optional_text(found, "op_id")
    if value is not None and not 1 <= len(value) <= 100:
        raise Invalid("The field op_id has 1 to 100 characters.")
    return value


def operations(found: dict[str, Any], name: str) -> list[str]:
    """A list of keys of earlier changes, empty where there is none."""
    value = found.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Invalid(f"The field {name} must be a list of texts.")
    return [_storable(one, name) for one in value]


def limit(default: int = 200, most: int = 1000) -> int:
    return min(max(_query_number("limit", default), 1), most)


def after() -> int:
    """Where a list goes on: the `next` of the answer before."""
    return _query_number("after", 0)


def _query_number(name: str, default: int) -> int:
    value = request.args.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise Invalid(f"{name} must be what an earlier answer gave, or a whole number.")
    return int(value)


def next_after(found: list[Any], size: int, key: int | None) -> str | None:
    """The opaque string that continues a list, None at its end."""
    return str(key) if len(found) == size and key is not None else None
