"""Rows to records: whole numbers become booleans where the record says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, get_type_hints

from sqlite_utils import Database

from ..domain.errors import NotFound

Record = TypeVar("Record")
LARGEST_ID = 2**63 - 1


@cache
def _booleans(kind: type) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(kind).items() if hint is bool)


def record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    values = dict(row)
    for name in _booleans(kind):  # type: ignore[arg-type]
        if name in values:
            values[name] = bool(values[name])
    return kind(**values)


def records(kind: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [record(kind, row) for row in rows]


def first(db: Database, sql: str, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first row of a query, or None. Ids beyond SQLite's integers find nothing."""
    if any(isinstance(value, int) and abs(value) > LARGEST_ID for value in parameters.values()):
        return None
    return next(iter(db.query(sql, dict(parameters))), None)


def one(db: Database, what: str, sql: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The row, or NotFound with a sentence that names what was looked for."""
    row = first(db, sql, parameters)
    if row is None:
        raise NotFound(f"There is no {what} {next(iter(parameters.values()))}.")
    return row


def insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    """Insert one row and return its id."""
    return int(db.table(table).insert(dict(row)).last_pk or 0)
