"""Which column of a table says what: known names, the user's mapping, and a guess where neither helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.errors import Invalid
from app.domain.formats import cells
from app.domain.models import ImportWarning

KNOWN_NAMES: dict[str, tuple[str, ...]] = {
    "source": ("source", "src"),
    "machine": ("machine", "mt", "hypothesis", "target", "translation"),
    "reference": ("reference", "ref"),
    "system": ("system",),
    "paragraph": ("paragraph",),
}
OWN_NAMES: dict[str, tuple[str, ...]] = {"text": ("text",), "kind": ("kind",), "cells": ("cells",)}
MOST_COLUMNS = 1000
ROLES = (*KNOWN_NAMES, *OWN_NAMES)


def refuse_crowd(count: int) -> None:
    """Refuse a table that is wider than any translation's."""
    if count > MOST_COLUMNS:
        raise Invalid(f"It has {count:,} columns; Stet reads up to {MOST_COLUMNS:,}. Is it a table of texts?")


def is_known(name: str) -> bool:
    """Say whether a column of this name speaks for itself."""
    folded = name.strip().casefold()
    return any(folded in names for names in KNOWN_NAMES.values()) or folded.startswith("machine:")


def guess(
    columns: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapping[str, str]
) -> tuple[dict[str, int], list[ImportWarning]]:
    """Return the column index of each role, and a warning where the text's column is only the longest."""
    chosen = {_role(role): _index(columns, column) for role, column in mapping.items()}
    taken = set(chosen.values())
    has_machine = any(role.split(":")[0] == "machine" for role in chosen)
    for role, index in _by_name(columns).items():
        is_wanted = role not in chosen and index not in taken
        if is_wanted and not (role.split(":")[0] == "machine" and has_machine):
            chosen[role] = index
    if any(role.split(":")[0] == "machine" for role in chosen):
        return chosen, []
    if "text" in chosen:
        chosen["machine"] = chosen.pop("text")
        return chosen, []
    for index, name in enumerate(columns):
        if name.strip().casefold() == "text" and index not in chosen.values():
            return {**chosen, "machine": index}, []
    return _with_longest(columns, rows, chosen)


def _role(role: str) -> str:
    name, _, system = role.partition(":")
    name = name.strip().casefold()
    if name not in ROLES or (system and name != "machine"):
        raise Invalid(
            f"“{role[:40]}” is not a role of a column. Roles are {', '.join(KNOWN_NAMES)}, machine:SYSTEM."
        )
    return f"{name}:{system.strip()}" if system.strip() else name


def _index(columns: Sequence[str], column: str) -> int:
    """Find a column by its name, else by its number from 1."""
    wanted = column.strip()
    for names in (list(columns), [name.strip().casefold() for name in columns]):
        for candidate in (column, wanted.casefold()):
            if candidate in names:
                return names.index(candidate)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 and 1 <= int(wanted) <= len(columns):
        return int(wanted) - 1
    raise Invalid(f"There is no column “{wanted[:60]}”. The columns are {', '.join(columns)[:300]}.")


def _by_name(columns: Sequence[str]) -> dict[str, int]:
    folded = [name.strip().casefold() for name in columns]
    # In our own tables “text” is the correction; in those of others nobody knows what it is.
    own = OWN_NAMES if cells.is_own(columns) else {}
    found = {
        role: folded.index(name)
        for role, names in {**KNOWN_NAMES, **own}.items()
        for name in reversed(names)
        if name in folded
    }
    for index, name in enumerate(columns):
        head, _, system = name.strip().partition(":")
        if head.casefold() == "machine" and system.strip():
            found[f"machine:{system.strip()}"] = index
    return found


def _with_longest(
    columns: Sequence[str], rows: Sequence[Sequence[str]], chosen: dict[str, int]
) -> tuple[dict[str, int], list[ImportWarning]]:
    free = [index for index in range(len(columns)) if index not in chosen.values()]
    if not free:
        raise Invalid(
            f"No column holds the machine's text; the columns are {', '.join(columns)[:300]}. "
            "Say which one it is (machine=COLUMN)."
        )
    longest = max(free, key=lambda index: sum(len(row[index]) for row in rows))
    chosen["machine"] = longest
    if len(columns) == 1:
        return chosen, []
    message = (
        f"No column is named as the machine's text; “{columns[longest]}” was taken because its texts are the "
        "longest. Map the columns if it is another one."
    )
    return chosen, [ImportWarning(None, message)]
