"""JSON lines in: an object a line, its keys as columns."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.domain import text as texts
from app.domain.errors import Invalid
from app.domain.formats import roles
from app.domain.formats.records import Preview, ReadOptions
from app.domain.formats.rows import from_rows
from app.domain.models import ImportedDocument, ImportWarning

_LONGEST_NUMBER = 400


def read(text: str, name: str, options: ReadOptions) -> ImportedDocument:
    """Read an object a line; a line that is none refuses the file, or is listed and skipped."""
    warnings: list[ImportWarning] = []
    objects = list(_objects(text, skip_bad=options.skip_bad, warnings=warnings))
    if not objects:
        raise Invalid(
            "There are no segments in it: no line holds an object.",
            errors=[warning.message for warning in warnings] or None,
        )
    names, keys, more = _keys(objects, options)
    rows = ((line, _named(found, names, keys)) for line, found in objects)
    return from_rows(
        rows,
        name=name,
        format="jsonl",
        skip_bad=options.skip_bad,
        limits=options.limits,
        newline=texts.newline_of(text),
        warnings=[*warnings, *more],
        labels={role: names[index] for role, index in keys.items()},
    )


def columns(text: str, options: ReadOptions) -> Preview:
    """Return the keys, the first five objects and the guessed roles, for a person to confirm."""
    warnings: list[ImportWarning] = []
    objects = list(_objects(text, skip_bad=options.skip_bad, warnings=warnings))
    names, keys, more = _keys(objects, options)
    return Preview(
        columns=tuple(names),
        rows=tuple(tuple(_shown(found.get(key)) for key in names) for _, found in objects[:5]),
        mapping={role: names[index] for role, index in keys.items()},
        warnings=(*warnings, *more),
    )


def _keys(
    objects: list[tuple[int, dict[str, object]]], options: ReadOptions
) -> tuple[list[str], dict[str, int], list[ImportWarning]]:
    names = list(dict.fromkeys(key for _, found in objects for key in found))
    roles.refuse_crowd(len(names))
    if not names:
        raise Invalid("There are no segments in it: the objects are empty.")
    rows = [[_length_counts(found.get(key)) for key in names] for _, found in objects]
    keys, warnings = roles.guess(names, rows, options.mapping)
    return names, keys, warnings


def _length_counts(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:200]


def _named(found: dict[str, object], names: list[str], keys: dict[str, int]) -> dict[str, object]:
    """Give an object's values their roles; a key that it lacks stays lacking."""
    row = {role: found[names[index]] for role, index in keys.items() if names[index] in found}
    if "candidates" in found and "candidates" not in row:
        row["candidates"] = found["candidates"]
    return row


def _objects(
    text: str, *, skip_bad: bool, warnings: list[ImportWarning]
) -> Iterator[tuple[int, dict[str, object]]]:
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_number, parse_float=_decimal
    )
    for number, (line, _) in enumerate(texts.lines(text), start=1):
        if not line.strip():
            continue
        try:
            yield number, _parsed(decoder, line.strip(), number)
        except Invalid as error:
            if not skip_bad:
                raise
            warnings.append(ImportWarning(number, f"{error.message} It was skipped."))


def _parsed(decoder: json.JSONDecoder, line: str, number: int) -> dict[str, object]:
    try:
        found = decoder.decode(line)
    except json.JSONDecodeError as error:
        raise Invalid(f"Line {number:,} is not JSON at character {error.pos + 1:,}: {_reason(error)}.")
    except RecursionError:
        raise Invalid(f"Line {number:,} is nested too deep to be a segment.")
    except Invalid as error:
        raise Invalid(f"Line {number:,} {error.message}")
    if not isinstance(found, dict):
        raise Invalid(
            f'Line {number:,} is no object: each line is one, for example {{"machine": "A text."}}.'
        )
    return found


def _reason(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Invalid(f"has the key “{key[:60]}” twice: keep one of them.")
            seen.add(key)
    return found


def _no_constant(constant: str) -> None:
    raise Invalid(f"has {constant}, which is no JSON number: remove it.")


def _number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise Invalid(f"has a number of {len(digits):,} digits: remove it.")
    return int(digits)


def _decimal(digits: str) -> float:
    value = float(digits) if len(digits) <= _LONGEST_NUMBER else float("inf")
    if value in (float("inf"), float("-inf")):
        raise Invalid("has a number that is too large: remove it.")
    return value
