"""Direct-assessment tables as WMT's quality-estimation task publishes them; read only.

Tab-separated with a head: index, original, translation, scores, mean, z_scores, z_mean, model_scores; lists stand in
brackets. The raters have no names, only their place in the list.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines
from app.domain.formats.judgements.faults import Faults
from app.domain.judging.records import Judgement

COLUMNS = ("index", "original", "translation", "scores", "mean", "z_scores", "z_mean", "model_scores")
NEEDED = COLUMNS[:4]
LISTS = ("scores", "z_scores")


@dataclass(frozen=True, slots=True)
class Assessment:
    """A line of the table; what the file does not have is None."""

    index: str
    original: str
    translation: str
    scores: tuple[float, ...]
    mean: float | None
    z_scores: tuple[float, ...] | None
    z_mean: float | None
    model_scores: float | None
    line: int


def read(text: str, name: str) -> list[Assessment]:
    """The lines of a file, or one sentence about the bad ones."""
    found, _ = lines.split(text)
    columns = found[0].split("\t") if found else []
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise Invalid(
            f"{name}, line 1: the column {missing[0]} is missing; the head names {', '.join(NEEDED)}."
        )
    faults = Faults(name)
    rows = []
    for number, line in enumerate(found[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            faults.add(number, f"there are {len(cells)} cells under {len(columns)} columns.")
            continue
        row = _row(dict(zip(columns, cells, strict=True)), number)
        if isinstance(row, str):
            faults.add(number, row)
        else:
            rows.append(row)
    faults.refuse_if_any()
    return rows


def judgements(assessments: list[Assessment], system: str) -> list[Judgement]:
    """A judgement for each score; rater 1 is whoever stands first in the list."""
    return [
        Judgement(
            system=system,
            segment=row.index,
            rater=f"rater{place}",
            source=row.original,
            target=row.translation,
            rating=score,
            line=row.line,
            is_rated_only=True,
        )
        for row in assessments
        for place, score in enumerate(row.scores, start=1)
    ]


def _row(cells: dict[str, str], number: int) -> Assessment | str:
    if not cells["translation"].strip():
        return "the row has no translation."
    lists: dict[str, tuple[float, ...] | None] = {}
    for column in LISTS:
        lists[column] = _list(cells[column]) if column in cells else None
        if column in cells and not lists[column]:
            return f"{column} is not a list of numbers in brackets, such as [70, 80]."
    if not all(0 <= score <= 100 for score in lists["scores"] or ()):
        return "a score is not a number from 0 to 100."
    numbers = {column: _number(cells.get(column, "")) for column in ("mean", "z_mean", "model_scores")}
    return Assessment(
        index=cells["index"],
        original=cells["original"],
        translation=cells["translation"],
        scores=lists["scores"] or (),
        mean=numbers["mean"],
        z_scores=lists["z_scores"],
        z_mean=numbers["z_mean"],
        model_scores=numbers["model_scores"],
        line=number,
    )


def _list(cell: str) -> tuple[float, ...] | None:
    """The numbers of `[70, 80.5]`; None where it is something else."""
    inside = cell.strip()
    if not (inside.startswith("[") and inside.endswith("]")):
        return None
    numbers = [_number(part) for part in inside[1:-1].replace(",", " ").split()]
    return None if None in numbers else tuple(number for number in numbers if number is not None)


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
