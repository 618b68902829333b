"""JSON and quoted cells of strangers' files: read, or refused with words that fit into a sentence."""

from __future__ import annotations

import csv
import json


def from_json(text: str) -> object:
    """The value of a JSON text; ValueError says what is wrong with it."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg}, column {error.colno}")
    except RecursionError:
        raise ValueError("brackets are nested too deep")
    except ValueError:
        raise ValueError("a number has too many digits")


def cells(line: str, delimiter: str = ",") -> tuple[str, ...]:
    """The cells of one line of a table with quoting; ValueError where its quotes cannot be read."""
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter, strict=True), []))
    except csv.Error as error:
        raise ValueError(str(error))
