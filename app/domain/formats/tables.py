"""Tables out: CSV, TSV and JSON lines, a segment a row, under names that our readers know."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from app.domain.formats import cells
from app.domain.formats.flow import is_kept, shown_text
from app.domain.formats.records import ExportOptions, ExportSegment

_SPECIAL = re.compile(r'[,"\r\n\t;|]')
_COLUMNS = (
    *cells.OWN_COLUMNS,
    "left_out",
    "editorial",
    "system",
    "source",
    "machine",
    "text",
    "reference",
    "revision",
)


def write_csv(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    """Yield comma separated values as RFC 4180 has them, other systems' texts in columns machine:SYSTEM."""
    return _write(segments, options, delimiter=",", written=_quoted)


def write_tsv(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    r"""Yield tab separated values without quotes: tab, line ends and backslash are \t \n \r \\."""
    return _write(segments, options, delimiter="\t", written=cells.escaped)


def write_jsonl(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    """Yield an object a segment, with the keys of `stet segments --json`."""
    for segment in segments:
        if is_kept(segment, options):
            yield json.dumps(_object(segment, options), ensure_ascii=False) + options.newline


def _object(segment: ExportSegment, options: ExportOptions) -> dict[str, object]:
    return {
        "id": segment.id,
        "position": segment.position,
        "paragraph": segment.paragraph,
        "kind": segment.kind,
        "state": segment.state,
        "left_out": segment.left_out,
        "locked": segment.locked,
        "editorial": segment.editorial,
        "source": segment.source,
        "machine": segment.machine,
        "text": shown_text(segment, options),
        "reference": segment.reference,
        "revision": segment.revision,
        "candidates": [{"system": other.system, "text": other.text} for other in segment.candidates],
    }


def _write(
    segments: Sequence[ExportSegment],
    options: ExportOptions,
    *,
    delimiter: str,
    written: Callable[[str], str],
) -> Iterator[str]:
    systems = list(dict.fromkeys(other.system for segment in segments for other in segment.candidates))
    is_safe = options.cells == "safe"
    last = ("cells",) if is_safe else ()
    header = [*_COLUMNS, *(f"machine:{system}" for system in systems), *last]
    yield delimiter.join(map(written, header)) + options.newline
    for segment in segments:
        if is_kept(segment, options):
            row = _row(segment, systems, options)
            if is_safe:
                row = [*map(cells.guarded, row), "safe"]
            yield delimiter.join(map(written, row)) + options.newline


def _row(segment: ExportSegment, systems: list[str], options: ExportOptions) -> list[str]:
    others = {other.system: other.text for other in segment.candidates}
    return [
        str(segment.position),
        str(segment.paragraph),
        segment.kind,
        segment.state,
        "yes" if segment.left_out else "no",
        "yes" if segment.editorial else "no",
        segment.system or "",
        segment.source or "",
        segment.machine or "",
        shown_text(segment, options),
        segment.reference or "",
        str(segment.revision),
        *(others.get(system, "") for system in systems),
    ]


def _quoted(cell: str) -> str:
    if _SPECIAL.search(cell) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
