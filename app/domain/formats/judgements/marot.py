"""Marot's TSV, as WMT publishes its MQM ratings: a row an error, tabs between, no quoting at all.

The span of an error stands between <v> and </v> in the target, or in the source for omissions and source errors.
A row with category and severity `No-error` is a rater's 0; `HOTW-test` rows are attention checks and never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines
from app.domain.formats.judgements.faults import Faults
from app.domain.judging.records import NO_ERROR, Judgement, Judgements, Mark, Side, Span
from app.domain.models import ImportWarning

COLUMNS = ("system", "doc", "seg_id", "rater", "source", "target", "category", "severity")
WRITTEN = ("system", "doc", "doc_id", *COLUMNS[2:], "comment")
ALIASES = {"globalSegId": "seg_id", "docSegId": "doc_id"}  # as Marot itself calls them
FILLED = ("system", "seg_id", "rater", "source", "target", "category", "severity")
NAMES = {"seg_id": "segment number", "source": "source text", "target": "target text"}
OPEN, CLOSE = "<v>", "</v>"
TEST = "hotw"
UNPAIRED = (
    f"the markers {OPEN} and {CLOSE} in the {{side}} are not in pairs: the error counts, but without a place."
)


@dataclass(frozen=True, slots=True)
class Table:
    """The cells as they stand in the file; row i is line i + 2."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ends: lines.Ends = lines.UNIX


def read(text: str, name: str) -> Table:
    """The table of a file, or one sentence about its bad lines."""
    found, ends = lines.split(text)
    if not found:
        raise Invalid(f"{name} is empty: the first line names the columns {', '.join(COLUMNS)}.")
    columns, *rows = (tuple(line.split("\t")) for line in found)
    known = _known(columns)
    missing = [column for column in COLUMNS if column not in known]
    if missing:
        raise Invalid(
            f"{name}, line 1: the column {missing[0]} is missing. The first line names the columns"
            f" {', '.join(COLUMNS)}, with tabs between."
        )
    faults = Faults(name)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            faults.add(number, f"there are {len(row)} cells under {len(columns)} columns; tabs go between.")
    faults.refuse_if_any()
    return Table(columns, tuple(rows), ends)


def write(table: Table) -> str:
    """The text of a table; `read` makes the same table of it."""
    for number, row in enumerate(table.rows, start=2):
        if any("\t" in cell or "\n" in cell for cell in row):
            raise Invalid(
                f"Line {number} has a tab or a line break inside a text, which this format cannot hold."
            )
    return lines.join(["\t".join(row) for row in (table.columns, *table.rows)], table.ends)


def judgements(table: Table, name: str) -> Judgements:
    """What each rater said about each system's segment, in the order of the file."""
    faults = Faults(name)
    columns = _known(table.columns)
    found: dict[tuple[str, ...], Judgement] = {}
    warnings: list[ImportWarning] = []
    tests = 0
    for number, row in enumerate(table.rows, start=2):
        cells = dict(zip(columns, row, strict=True))
        if cells["severity"].lower().startswith(TEST) or cells["category"].lower().startswith(TEST):
            tests += 1
            continue
        said = _judgement(cells, number, faults, warnings)
        if said:
            key = (said.system, said.document or "", said.segment, said.rater)
            before = found.get(key)
            found[key] = replace(before, marks=before.marks + said.marks) if before else said
    faults.refuse_if_any()
    if tests:
        warnings.append(ImportWarning(None, f"attention checks (HOTW), which do not count: {tests}."))
    return Judgements(tuple(found.values()), ("hotw",), tuple(warnings))


def of_judgements(said: Iterable[Judgement]) -> Table:
    """The rows of judgements of errors; this format has no place for ratings and domains."""
    rows: list[tuple[str, ...]] = []
    numbers: dict[tuple[str | None, str], int] = {}
    in_document: dict[str | None, int] = {}
    for judgement in said:
        if judgement.is_rated_only:
            continue
        if judgement.place not in numbers:
            in_document[judgement.document] = in_document.get(judgement.document, 0) + 1
            numbers[judgement.place] = in_document[judgement.document]
        number = str(numbers[judgement.place])
        rows.extend(_row(judgement, mark, number) for mark in judgement.marks or (None,))
    return Table(WRITTEN, tuple(rows))


def _known(columns: Sequence[str]) -> list[str]:
    return [ALIASES.get(column, column) for column in columns]


def _judgement(
    cells: dict[str, str], number: int, faults: Faults, warnings: list[ImportWarning]
) -> Judgement | None:
    if not cells["severity"].strip() and cells["category"].lower() == NO_ERROR:
        cells["severity"] = NO_ERROR
    for column in FILLED:
        if not cells[column].strip():
            rater = f" of {cells['rater']}" if cells["rater"].strip() else ""
            faults.add(
                number, f"the row{rater} has no {NAMES.get(column, column)}; fill it in or remove the row."
            )
            return None
    source, target = _unmarked(cells["source"], "source"), _unmarked(cells["target"], "target")
    for spans, side in ((source.spans, "source"), (target.spans, "target")):
        if spans is None:
            # WMT's own files have such rows, and their published scores count them.
            warnings.append(ImportWarning(number, UNPAIRED.format(side=side)))
    mark = Mark(
        severity=cells["severity"],
        category=cells["category"],
        spans=(source.spans or ()) + (target.spans or ()),
        comment=cells.get("comment") or None,
    )
    return Judgement(
        system=cells["system"],
        segment=cells["seg_id"],
        rater=cells["rater"],
        document=cells["doc"] or None,
        source=source.text,
        target=target.text,
        marks=(mark,) if cells["severity"].lower() != NO_ERROR else (),
        line=number,
    )


class _Unmarked(NamedTuple):
    text: str
    spans: tuple[Span, ...] | None  # None: the markers are not in pairs


def _unmarked(cell: str, side: Side) -> _Unmarked:
    text, *parts = cell.split(OPEN)
    spans = []
    for part in parts:
        inside, *after = part.split(CLOSE)
        if len(after) != 1 or CLOSE in text:
            return _Unmarked(cell.replace(OPEN, "").replace(CLOSE, ""), None)
        spans.append(Span(side, len(text), len(text) + len(inside)))
        text += inside + after[0]
    return _Unmarked(text, tuple(spans)) if CLOSE not in text else _Unmarked(text.replace(CLOSE, ""), None)


def _row(judgement: Judgement, mark: Mark | None, number: str) -> tuple[str, ...]:
    spans = mark.spans if mark else ()
    return (
        judgement.system,
        judgement.document or "",
        number,
        judgement.segment,
        judgement.rater,
        _marked(judgement.source or "", [span for span in spans if span.side == "source"]),
        _marked(judgement.target or "", [span for span in spans if span.side == "target"]),
        mark.category or "Other" if mark else "No-error",
        mark.severity if mark else "No-error",
        (mark.comment if mark else None) or "",
    )


def _marked(text: str, spans: Sequence[Span]) -> str:
    for span in sorted(spans, reverse=True):
        text = f"{text[: span.start]}{OPEN}{text[span.start : span.end]}{CLOSE}{text[span.end :]}"
    return text
