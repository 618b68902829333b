"""What a report carries so that every number of it can be computed again anywhere, without the database.

Texts of the segments, what people judged of them, and the weights. People have numbers here, no names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..judging.records import Mark

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

REASONS: Final = (
    "not_confirmed",
    "left_out",
    "editorial",
    "locked",
    "without_machine_text",
    "outside_period",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment: its texts, whether its correction counts, and what editing handed to review (None: no review)."""

    position: int
    source: str | None
    machine: str | None
    text: str
    counts: bool
    changed_on: str | None  # the day of its newest revision, UTC
    handed: str | None = None
    reference: str | None = None  # independent: nobody made it from a system's text
    candidates: tuple[tuple[str, str], ...] = ()  # (system, text) of the others


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its segments that the report needs, and how many others it has, by reason."""

    project: str
    name: str
    source_lang: str | None
    target_lang: str | None
    system: str
    pieces: tuple[Piece, ...]
    not_counted: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What one rater said of one system's text of a segment; `marks` is None where the rater gave a rating alone."""

    paper: int  # number of the document, from 0
    position: int
    system: str
    rater: str
    marks: tuple[Mark, ...] | None = None
    esa: float | None = None
    da: float | None = None
    sample: int | None = (
        None  # number of the sample that it was judged in, from 0; None: a person or a file chose it
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """Segments that chance chose to be judged: those with the smallest SHA-256 of "seed:segment"."""

    segments: int
    could_be_drawn: int
    seed: int
    day: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a report is computed from."""

    papers: tuple[Paper, ...]
    said: tuple[Said, ...] = ()
    weights_name: str = "mqm2"
    weights: Mapping[str, float] | None = None  # None: those of that name
    samples: tuple[Sample, ...] = ()


def to_json(material: Material) -> dict[str, Json]:
    found: dict[str, Json] = {
        "weights": {
            "name": material.weights_name,
            "points": None
            if material.weights is None
            else {name: float(points) for name, points in material.weights.items()},
        },
        "documents": [_paper(one) for one in material.papers],
        "judgements": [_said(one) for one in material.said],
        "samples": [sample(one) for one in material.samples],
    }
    return {"sha256": digest(found), **found}


def digest(data: Mapping[str, Json]) -> str:
    """SHA-256 of the data without its own digest, as JSON with sorted keys and no spaces."""
    kept = {key: value for key, value in data.items() if key != "sha256"}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sample(one: Sample) -> dict[str, Json]:
    return {"segments": one.segments, "could_be_drawn": one.could_be_drawn, "seed": one.seed, "day": one.day}


def _paper(one: Paper) -> Json:
    return {
        "project": one.project,
        "name": one.name,
        "source_lang": one.source_lang,
        "target_lang": one.target_lang,
        "system": one.system,
        "not_counted": {reason: one.not_counted.get(reason, 0) for reason in REASONS},
        "segments": [_piece(piece) for piece in one.pieces],
    }


def _piece(one: Piece) -> Json:
    return {
        "position": one.position,
        "source": one.source,
        "machine": one.machine,
        "text": one.text,
        "counts": one.counts,
        "changed_on": one.changed_on,
        "handed": one.handed,
        "reference": one.reference,
        "candidates": [{"system": system, "text": text} for system, text in one.candidates],
    }


def _said(one: Said) -> Json:
    marks: Json = None
    if one.marks is not None:
        marks = [_mark(mark) for mark in one.marks]
    return {
        "document": one.paper,
        "position": one.position,
        "system": one.system,
        "rater": one.rater,
        "marks": marks,
        "esa": None if one.esa is None else float(one.esa),
        "da": None if one.da is None else float(one.da),
        "sample": one.sample,
    }


def _mark(one: Mark) -> Json:
    """A mark without its remark, which is not for everybody who gets a report."""
    return {
        "severity": one.severity,
        "category": one.category,
        "spans": [{"side": span.side, "start": span.start, "end": span.end} for span in one.spans],
    }
