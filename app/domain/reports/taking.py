"""The data of a report that somebody hands in, back to records: anything that is not as it must be is named by its place."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import Invalid
from ..judging.records import Mark, Span
from ..scoring.weights import KNOWN, MOST
from .material import REASONS, Json, Material, Paper, Piece, Said, Sample

LONGEST_SPAN = 1_000_000  # characters


def material(data: Json) -> Material:
    """The records of a report's `data`; raises Invalid naming the place of the first thing that is wrong."""
    found = _object(data, "data")
    weights = _object(found.get("weights"), "data.weights")
    points, name = weights.get("points"), _text(weights, "name", "data.weights")
    if points is None and name not in KNOWN:
        raise _wrong("data.weights.name", f"one of {', '.join(KNOWN)}, or points must be given")
    papers = tuple(_paper(one, at) for one, at in _list(found, "documents", "data"))
    samples = tuple(_sample(one, at) for one, at in _list(found, "samples", "data"))
    return Material(
        papers=papers,
        samples=samples,
        said=tuple(
            _said(one, at, len(papers), len(samples)) for one, at in _list(found, "judgements", "data")
        ),
        weights_name=name,
        weights=None if points is None else _points(points),
    )


def _points(points: Json) -> dict[str, float]:
    found = _object(points, "data.weights.points")
    return {name: _number(found, name, "data.weights.points") for name in found}


def _paper(one: Json, at: str) -> Paper:
    found = _object(one, at)
    counts = _object(found.get("not_counted"), f"{at}.not_counted")
    return Paper(
        project=_text(found, "project", at),
        name=_text(found, "name", at),
        source_lang=_optional_text(found, "source_lang", at),
        target_lang=_optional_text(found, "target_lang", at),
        system=_text(found, "system", at),
        pieces=tuple(_piece(each, place) for each, place in _list(found, "segments", at)),
        not_counted={reason: _whole(counts, reason, f"{at}.not_counted") for reason in REASONS},
    )


def _piece(one: Json, at: str) -> Piece:
    found = _object(one, at)
    counts = found.get("counts")
    if not isinstance(counts, bool):
        raise _wrong(f"{at}.counts", "true or false")
    candidates = [
        (_text(each, "system", place), _text(each, "text", place))
        for raw, place in _list(found, "candidates", at)
        for each in [_object(raw, place)]
    ]
    machine = _optional_text(found, "machine", at)
    if counts and machine is None:
        raise _wrong(f"{at}.machine", "a text, because the segment counts")
    return Piece(
        position=_whole(found, "position", at),
        source=_optional_text(found, "source", at),
        machine=machine,
        text=_text(found, "text", at),
        counts=counts,
        changed_on=_optional_text(found, "changed_on", at),
        handed=_optional_text(found, "handed", at),
        reference=_optional_text(found, "reference", at),
        candidates=tuple(candidates),
    )


def _sample(one: Json, at: str) -> Sample:
    found = _object(one, at)
    return Sample(
        segments=_whole(found, "segments", at),
        could_be_drawn=_whole(found, "could_be_drawn", at),
        seed=_whole(found, "seed", at),
        day=_text(found, "day", at),
    )


def _said(one: Json, at: str, papers: int, samples: int) -> Said:
    found = _object(one, at)
    paper = _whole(found, "document", at)
    if paper >= papers:
        raise _wrong(f"{at}.document", "the number of a document, from 0")
    sample = None if found.get("sample") is None else _whole(found, "sample", at)
    if sample is not None and sample >= samples:
        raise _wrong(f"{at}.sample", "the number of a sample, from 0")
    marks: tuple[Mark, ...] | None = None
    if found.get("marks") is not None:
        marks = tuple(_mark(raw, place) for raw, place in _list(found, "marks", at))
    return Said(
        paper=paper,
        position=_whole(found, "position", at),
        system=_text(found, "system", at),
        rater=_text(found, "rater", at),
        marks=marks,
        esa=None if found.get("esa") is None else _number(found, "esa", at),
        da=None if found.get("da") is None else _number(found, "da", at),
        sample=sample,
    )


def _mark(one: Json, at: str) -> Mark:
    found = _object(one, at)
    spans = tuple(_span(raw, place) for raw, place in _list(found, "spans", at))
    return Mark(_text(found, "severity", at), _optional_text(found, "category", at), spans)


def _span(one: Json, at: str) -> Span:
    found = _object(one, at)
    side, start, end = _text(found, "side", at), _whole(found, "start", at), _whole(found, "end", at)
    if side not in ("source", "target"):
        raise _wrong(f"{at}.side", "source or target")
    if end < start or end - start > LONGEST_SPAN:
        raise _wrong(f"{at}.end", f"from {start} up to {LONGEST_SPAN:,} characters further")
    return Span("source" if side == "source" else "target", start, end)


def _object(value: Json, at: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise _wrong(at, "an object")
    return value


def _list(found: Mapping[str, Json], name: str, at: str) -> list[tuple[Json, str]]:
    value = found.get(name)
    if not isinstance(value, list):
        raise _wrong(f"{at}.{name}", "a list")
    return [(one, f"{at}.{name}[{number}]") for number, one in enumerate(value)]


def _text(found: Mapping[str, Json], name: str, at: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        raise _wrong(f"{at}.{name}", "a text")
    return value


def _optional_text(found: Mapping[str, Json], name: str, at: str) -> str | None:
    return None if found.get(name) is None else _text(found, name, at)


def _whole(found: Mapping[str, Json], name: str, at: str) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise _wrong(f"{at}.{name}", "a whole number from 0")
    return value


def _number(found: Mapping[str, Json], name: str, at: str) -> float:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -MOST <= value <= MOST:
        raise _wrong(f"{at}.{name}", f"a number up to {MOST:,}")
    return float(value)


def _wrong(at: str, wanted: str) -> Invalid:
    return Invalid(f"{at} must be {wanted}. Export the report again; this file cannot be checked.")
