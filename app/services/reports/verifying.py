"""Checking a report that somebody hands in: no database, only the file."""

from __future__ import annotations

from pathlib import Path

from ...domain.errors import Invalid
from ...domain.reports import checking
from ...domain.reports.checking import Checked
from ..measuring import text_of


def verify(path: Path) -> Checked:
    """Compute every number of the report again. Raises Invalid naming the first that is another."""
    checked = checking.check(checking.read(text_of(path).removeprefix("\ufeff"), str(path)))
    difference = checked.difference
    if difference is None:
        return checked
    other = f" {checked.versions}" if checked.versions else ""
    if difference.path == "data.sha256":
        raise Invalid(
            f"{path}: data.sha256 is stated as {difference.stated}, but the data that stand in the report give "
            f"{difference.recomputed}: a text, a position or a judgement was changed.{other}"
        )
    raise Invalid(
        f"{path}: {difference.path} is stated as {difference.stated!r}, but comes out as {difference.recomputed!r}.{other}"
    )
