"""Cells that no spreadsheet runs as a formula, and the way back from our own files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

OWN_COLUMNS = ("position", "paragraph", "kind", "state")

_RUNS = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_ESCAPED = re.compile(r"\\([tnr\\])")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPES = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; `unguarded` takes it away."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def escaped(cell: str) -> str:
    r"""Write tab, line ends and backslash as \t \n \r \\, because a TSV cell cannot hold them."""
    return re.sub(r"[\\\t\n\r]", lambda found: _ESCAPES[found.group()], cell)


def unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _UNESCAPES[found.group(1)], cell)


def is_own(columns: Sequence[str]) -> bool:
    """Say whether a table is one that we wrote: only there a guard or an escape is ours to take away."""
    return set(OWN_COLUMNS) <= set(columns)


def restored(row: Mapping[str, str], *, is_own: bool, is_tsv: bool) -> dict[str, str]:
    """Return the cells as they were before we wrote them; other programs' cells are left alone."""
    kept = {role: cell for role, cell in row.items() if role != "cells"}
    if not is_own:
        return kept
    if is_tsv:
        kept = {role: unescaped(cell) for role, cell in kept.items()}
    if row.get("cells") == "safe":
        kept = {role: unguarded(cell) for role, cell in kept.items()}
    return kept
