"""Appraise's CSV of scores and error spans: no head, twelve cells a line.

login, system, item, kind (TGT counts, BAD is an attention check), source and target language, score 0–100,
document[#flags], whether the document as a whole was rated, spans as JSON, start time, end time. The last character of
a span is within it here (`end_i` inclusive); "missing" instead of a number is an omission.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines
from app.domain.formats.judgements.faults import Faults
from app.domain.formats.judgements.values import cells, from_json, is_place
from app.domain.judging.pieces import covering
from app.domain.judging.records import Judgement, Judgements, Mark, Span
from app.domain.models import ImportWarning

CELLS = 12
COUNTS = "TGT"
MISSING = "missing"
NO_DOCUMENT = "document"  # a row must have one
OMISSION = "Accuracy/Omission"
NOT_COUNTED = re.compile(
    r"(bad|dup|duplicate|incomplete)\W?\d*", re.IGNORECASE
)  # flags after the document's name
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells as they stand in the file; row i is line i + 1."""

    rows: tuple[Row, ...]
    ends: lines.Ends = lines.UNIX


def read(text: str, name: str) -> Sheet:
    """The rows of a file, or one sentence about its bad lines."""
    found, ends = lines.split(text)
    faults = Faults(name)
    rows: list[Row] = []
    for number, line in enumerate(found, start=1):
        try:
            row = cells(line)
        except ValueError as error:
            faults.add(number, f"the quotes of this line cannot be read ({error}).")
            continue
        if len(row) != CELLS:
            faults.add(number, f"there are {len(row)} cells; a row of Appraise has {CELLS}.")
        rows.append(row)
    faults.refuse_if_any()
    return Sheet(tuple(rows), ends)


def write(sheet: Sheet) -> str:
    """The text of the rows; `read` makes the same rows of it."""
    found = []
    for number, row in enumerate(sheet.rows, start=1):
        if any("\n" in cell or "\r" in cell for cell in row):
            raise Invalid(f"Line {number} has a line break inside a cell, which this format cannot hold.")
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow(row)
        found.append(written.getvalue())
    return lines.join(found, sheet.ends)


def judgements(sheet: Sheet, name: str) -> Judgements:
    """What each rater said last about each text; attention checks and tutorials do not count."""
    faults = Faults(name)
    found: dict[tuple[str, ...], tuple[float, Judgement]] = {}
    dropped = again = 0
    for number, row in enumerate(sheet.rows, start=1):
        if not _is_counted(row):
            dropped += 1
            continue
        judgement = _judgement(row, number, faults)
        if judgement is None:
            continue
        key = (row[0], row[1], judgement.document or "", row[2], row[4], row[5])
        when = _number(row[11])
        before = found.get(key)
        again += before is not None
        if before is None or math.isnan(when) or when >= before[0]:
            found[key] = (when, judgement)
    faults.refuse_if_any()
    warnings = [
        ImportWarning(None, sentence.format(count=count))
        for count, sentence in (
            (
                dropped,
                "not counted, as attention checks, tutorials, repeated or incomplete documents: {count} of the rows.",
            ),
            (again, "of ratings of one text by one person the latest counts; earlier ones: {count}."),
        )
        if count
    ]
    kinds = ("bad", "dup", "incomplete", "tutorial", "document", "earlier")
    return Judgements(tuple(judgement for _, judgement in found.values()), kinds, tuple(warnings))


def of_judgements(said: Iterable[Judgement], source_lang: str, target_lang: str) -> Sheet:
    """The rows of rated judgements; spans in the source have no place in this format."""
    return Sheet(tuple(_row(judgement, source_lang, target_lang) for judgement in said))


def _is_counted(row: Row) -> bool:
    _, *flags = row[7].split("#")
    is_flagged = any(NOT_COUNTED.fullmatch(flag) for flag in flags)
    is_tutorial = "tutorial" in row[1] or "tutorial" in row[7]
    return row[3] == COUNTS and not is_flagged and not is_tutorial and row[8].lower() != "true"


def _judgement(row: Row, number: int, faults: Faults) -> Judgement | None:
    for cell, what in ((0, "rater"), (1, "system"), (2, "item number"), (7, "document")):
        if not row[cell].strip():
            faults.add(number, f"the {what} is missing.")
            return None
    score = _number(row[6])
    if not 0 <= score <= 100:
        faults.add(number, f"the score {row[6]!r} is not a number from 0 to 100.")
        return None
    marks = _marks(row[9])
    if isinstance(marks, str):
        faults.add(number, marks)
        return None
    return Judgement(
        system=row[1],
        segment=row[2],
        rater=row[0],
        document=row[7].split("#")[0],
        marks=marks,
        rating=score,
        line=number,
        is_rated_only=not row[9].strip(),
    )


def _marks(cell: str) -> tuple[Mark, ...] | str:
    try:
        spans = from_json(cell) if cell.strip() else []
    except ValueError:
        return "the spans are not JSON."
    if not isinstance(spans, list) or not all(isinstance(span, dict) for span in spans):
        return "the spans are not a list of objects."
    found = []
    for span in spans:
        start, end, severity = span.get("start_i"), span.get("end_i"), span.get("severity")
        category = span.get("error_type") or None
        if not isinstance(severity, str) or not severity:
            return "a span has no severity."
        if MISSING in (start, end):
            found.append(Mark(severity, category or OMISSION))
        elif not is_place(start) or not is_place(end) or not 0 <= start <= end:
            return f"a span from {start!r} to {end!r} is no place in a text."
        else:
            found.append(Mark(severity, category, (Span("target", start, end + 1),)))
    return tuple(found)


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _row(judgement: Judgement, source_lang: str, target_lang: str) -> Row:
    return (
        judgement.rater,
        judgement.system,
        judgement.segment,
        COUNTS,
        source_lang,
        target_lang,
        "" if judgement.rating is None else f"{judgement.rating:.17g}",
        judgement.document or NO_DOCUMENT,
        "False",
        ""
        if judgement.is_rated_only
        else json.dumps([_span(mark) for mark in judgement.marks], ensure_ascii=False, separators=(",", ":")),
        "",
        "",
    )


def _span(mark: Mark) -> dict[str, object]:
    place = covering([span for span in mark.spans if span.side == "target" and span.end > span.start])
    category = None if place is None and mark.category == OMISSION else mark.category
    return {
        "start_i": place.start if place else MISSING,
        "end_i": place.end - 1 if place else MISSING,
        "severity": mark.severity,
        "error_type": category,
    }
