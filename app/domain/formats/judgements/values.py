"""JSON and quoted cells of strangers' files: read, or refused with words that fit into a sentence."""

from __future__ import annotations

import csv
import json
from typing import TypeGuard


def from_json(text: str) -> object:
    """The value of a JSON text; ValueError says what is wrong with it."""
    try:
        found: object = json.loads(text)
        if "\\ud" in text.lower():
            json.dumps(found, ensure_ascii=False).encode()
        return found
    except UnicodeEncodeError:
        raise ValueError('half of a character, as in "\\ud83d", stands alone')
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


def is_place(value: object) -> TypeGuard[int]:
    """Whether a value can be an offset: a whole number, which true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)
