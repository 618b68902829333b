"""Parsed documents as JSON and back: between processes and in a preview's row, where a pickle would be unsafe."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any

from ...domain.formats.records import Preview
from ...domain.models import (
    Candidate,
    Detection,
    Encoding,
    ImportedDocument,
    ImportedSegment,
    ImportWarning,
    LanguageGuess,
)
from .parsing import Parsed

_FIELDS = tuple(each.name for each in fields(ImportedSegment))
_values = attrgetter(*_FIELDS)
_CANDIDATES = _FIELDS.index("candidates")


def pack(parsed: Parsed) -> str:
    """A parsed document as JSON; `unpack` gives the same record back."""
    return json.dumps(
        {
            "document": _document(parsed.document),
            "system": parsed.system,
            "source_lang": parsed.source_lang,
            "target_lang": parsed.target_lang,
            "target_detection": asdict(parsed.target_detection),
            "source_detection": asdict(parsed.source_detection) if parsed.source_detection else None,
            "columns": asdict(parsed.columns) if parsed.columns else None,
            "checks": parsed.checks,
            "doubt": parsed.doubt,
        },
        ensure_ascii=False,
    )


def _document(document: ImportedDocument) -> dict[str, Any]:
    return {
        "name": document.name,
        "format": document.format,
        "units": document.units,
        "tail": document.tail,
        "newline": document.newline,
        "encoding": asdict(document.encoding),
        "warnings": [(one.line, one.message) for one in document.warnings],
        "segments": [_segment(one) for one in document.segments],
    }


def _segment(segment: ImportedSegment) -> list[Any]:
    values = list(_values(segment))
    values[_CANDIDATES] = [(one.system, one.text) for one in segment.candidates]
    return values


def unpack(text: str) -> Parsed:
    found = json.loads(text)
    source = found["source_detection"]
    return Parsed(
        document=_unpacked_document(found["document"]),
        system=found["system"],
        source_lang=found["source_lang"],
        target_lang=found["target_lang"],
        target_detection=_detection(found["target_detection"]),
        source_detection=_detection(source) if source else None,
        columns=_columns(found["columns"]),
        checks=tuple(found["checks"]),
        doubt=found.get("doubt"),
    )


def _unpacked_document(found: dict[str, Any]) -> ImportedDocument:
    return ImportedDocument(
        **{
            **found,
            "encoding": Encoding(**found["encoding"]),
            "warnings": tuple(ImportWarning(*one) for one in found["warnings"]),
            "segments": tuple(_unpacked_segment(one) for one in found["segments"]),
        }
    )


def _unpacked_segment(values: list[Any]) -> ImportedSegment:
    values[_CANDIDATES] = tuple(Candidate(*one) for one in values[_CANDIDATES])
    return ImportedSegment(*values)


def _detection(found: dict[str, Any]) -> Detection:
    alternatives = tuple(LanguageGuess(**one) for one in found["alternatives"])
    return Detection(**{**found, "alternatives": alternatives})


def _columns(found: dict[str, Any] | None) -> Preview | None:
    if found is None:
        return None
    rows = tuple(tuple(row) for row in found["rows"])
    warnings = tuple(ImportWarning(**one) for one in found["warnings"])
    return Preview(**{**found, "columns": tuple(found["columns"]), "rows": rows, "warnings": warnings})
