"""Rows with roles → segments: the one door for CSV, TSV, JSON lines and the API's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from app.domain import text as texts
from app.domain.errors import Invalid, TooLarge
from app.domain.formats.assembly import check_length, check_room
from app.domain.formats.records import DEFAULT_LIMITS, Limits
from app.domain.models import Candidate, ImportedDocument, ImportedSegment, ImportWarning, SegmentKind
from app.domain.sentences import spoken

_TEXT_ROLES = ("source", "machine", "reference", "text", "system")
_KINDS = frozenset(get_args(SegmentKind))
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands, as a refusal says it."""

    what: str
    labels: Mapping[str, str]
    line: int = 0

    def __str__(self) -> str:
        return f"{self.what} {self.line:,}"

    def label(self, role: str) -> str:
        return self.labels.get(role, role)


@dataclass(frozen=True, slots=True)
class _Parsed:
    segment: ImportedSegment
    paragraph: int | None


def from_rows(
    rows: Iterable[tuple[int, Row]],
    *,
    name: str,
    format: str,
    skip_bad: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    what: str = "Line",
    newline: str = "\n",
    warnings: Sequence[ImportWarning] = (),
    labels: Mapping[str, str] | None = None,
) -> ImportedDocument:
    """Make a document of (line, {role: value}); the first bad row refuses it, or all are listed and skipped.

    Roles: machine, machine:SYSTEM, source, reference, system, paragraph, text, kind, candidates.
    `labels` are the file's own names for them, for its refusals.
    """
    place = _Place(what, labels or {})
    found = list(warnings)
    parsed: list[_Parsed] = []
    for line, row in rows:
        check_room(len(parsed), limits, line=line, what=what)
        try:
            parsed.append(_parse(row, replace(place, line=line), limits))
        except TooLarge:
            raise
        except Invalid as error:
            if not skip_bad:
                raise
            found.append(ImportWarning(line, f"{error.message} It was skipped."))
    if not parsed:
        raise Invalid("There are no segments in it: no row holds a text.", errors=_no_segments(found))
    segments = _paragraphs(_joined_systems(parsed, what=what))
    return ImportedDocument(
        name=name,
        format=format,
        segments=segments,
        units=len(parsed),
        newline=newline,
        warnings=tuple(found),
    )


def _no_segments(found: list[ImportWarning]) -> list[str]:
    return ["There are no segments in it: no row holds a text.", *(warning.message for warning in found[:20])]


def _parse(row: Row, place: _Place, limits: Limits) -> _Parsed:
    values = {role: _text(row, role, place) for role in _TEXT_ROLES}
    candidates = [*_columns(row, place), *_listed(row, place)]
    machine, system = values["machine"], values["system"] or None
    if machine is None and candidates:
        machine, system = candidates[0].text, candidates[0].system
        candidates = candidates[1:]
    if machine is None and "machine" in row and values["text"] is not None:
        machine = ""  # a sentence that a person added: our own files have it so
    if machine is None:
        raise Invalid(f"{place} has no “{place.label('machine')}”: each row needs the machine's text.")
    if not any(part and part.strip() for part in (machine, values["source"], values["text"])):
        raise Invalid(f"{place} has no text.")
    for part in (
        machine,
        values["source"],
        values["reference"],
        values["text"],
        *(c.text for c in candidates),
    ):
        check_length(part or "", limits, line=place.line, what=place.what)
    segment = ImportedSegment(
        machine=machine,
        kind=_kind(row),
        source=values["source"] or None,
        reference=values["reference"] or None,
        text=values["text"] if values["text"] != machine else None,
        system=system,
        candidates=tuple(candidates),
        line=place.line,
    )
    return _Parsed(segment, _paragraph(row, place))


def _text(row: Row, role: str, place: _Place) -> str | None:
    value = row.get(role)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Invalid(f"{place} has {_called(value)} in “{place.label(role)}” where a text is expected.")
    texts.refuse_controls(value, place=str(place))
    return value


def _called(value: object) -> str:
    if isinstance(value, bool):
        return spoken("true or false")
    if isinstance(value, int | float):
        return spoken("a number")
    return spoken("a list") if isinstance(value, list) else spoken("an object")


def _columns(row: Row, place: _Place) -> list[Candidate]:
    """Return the systems that have a column each, in the columns' order."""
    found = []
    for role in row:
        if role.startswith("machine:") and (value := _text(row, role, place)) is not None:
            found.append(Candidate(role.partition(":")[2], value))
    return found


def _listed(row: Row, place: _Place) -> list[Candidate]:
    listed = row.get("candidates")
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise Invalid(f"{place} has {_called(listed)} in “candidates” where a list is expected.")
    found = []
    for entry in listed:
        values = entry if isinstance(entry, dict) else {}
        system, value = _text(values, "system", place), _text(values, "text", place)
        if system is None or value is None:
            raise Invalid(f"{place} has a candidate without “system” and “text”.")
        found.append(Candidate(system, value))
    return found


def _kind(row: Row) -> SegmentKind:
    value = row.get("kind")
    return value if isinstance(value, str) and value in _KINDS else "sentence"  # type: ignore[return-value]


def _paragraph(row: Row, place: _Place) -> int | None:
    value = row.get("paragraph")
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 10**9:
        raise Invalid(f"{place} has “{str(value)[:40]}” as its paragraph: paragraphs are numbers from 1.")
    return value


def _joined_systems(parsed: list[_Parsed], *, what: str) -> list[_Parsed]:
    """Make one document of rows that several systems gave for the same sources."""
    by_system: dict[str | None, list[_Parsed]] = {}
    for entry in parsed:
        by_system.setdefault(entry.segment.system, []).append(entry)
    base, *others = by_system.values()
    for other in others:
        _refuse_other_sources(base, other, what=what)
    if not others:
        return base
    return [_with_candidates(group) for group in zip(base, *others, strict=True)]


def _refuse_other_sources(base: list[_Parsed], other: list[_Parsed], *, what: str) -> None:
    one, two = base[0].segment.system or "", other[0].segment.system or ""
    names = spoken(f"The systems “{one}” and “{two}”")
    for first, second in zip(base, other, strict=False):
        if first.segment.source != second.segment.source:
            raise Invalid(
                f"{names} do not translate the same sources in the same order: "
                f"{what.lower()} {second.segment.line:,} differs from {what.lower()} {first.segment.line:,}. "
                "Import each by itself."
            )
    if len(base) != len(other):
        raise Invalid(f"{names} have {len(base):,} and {len(other):,} rows: import each by itself.")


def _with_candidates(group: tuple[_Parsed, ...]) -> _Parsed:
    first, *others = group
    more = [Candidate(entry.segment.system or "", entry.segment.machine) for entry in others]
    more += [candidate for entry in others for candidate in entry.segment.candidates]
    candidates = (*first.segment.candidates, *more)
    reference = next((entry.segment.reference for entry in group if entry.segment.reference), None)
    return replace(first, segment=replace(first.segment, candidates=candidates, reference=reference))


def _paragraphs(parsed: list[_Parsed]) -> tuple[ImportedSegment, ...]:
    """Count paragraphs from 1 without gaps: a row begins one unless it repeats the number before it."""
    numbered = []
    count, before = 0, None
    for entry in parsed:
        if entry.paragraph is None or entry.paragraph != before:
            count += 1
        before = entry.paragraph
        numbered.append(replace(entry.segment, paragraph=count))
    return tuple(numbered)
