"""A whole report as one JSON document: head, sampling, results, examples, methods, and the data under them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from ..scoring import intervals, resampling
from ..scoring.human_signatures import VERSION
from ..sentences import spoken
from . import examples, methods, results, sampling
from . import material as carried
from .material import REASONS, Json, Material
from .results import Known

FORMAT = "stet-report"
FORMAT_VERSION = 1
RULE = spoken("Every confirmed segment of the projects counts; nothing was drawn at random.")
RULE_OF_PERIOD = spoken(
    "Every confirmed segment counts whose newest revision was made in the period; nothing was drawn at random."
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a report says of itself. `start` and `end` are days that somebody asked for, None for no limit."""

    title: str
    client: str | None = None
    logo: str | None = None  # a picture as a data URI
    start: str | None = None
    end: str | None = None


def versions() -> dict[str, Json]:
    """The programs that the numbers depend on."""
    return {"stet": VERSION, "sacrebleu": version("sacrebleu"), "numpy": version("numpy")}


def build(
    head: Head,
    material: Material,
    *,
    known: Known | None = None,
    made_with: Mapping[str, Json] | None = None,
) -> dict[str, Json]:
    """The report. The same head and material give the same report, to the byte."""
    made = dict(made_with or versions())
    counted = _sampling(head, material)
    found = results.of_material(material, known)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": head.title,
        "client": {"name": head.client, "logo": head.logo},
        "period": {"from": head.start, "to": head.end},
        "versions": made,
        "seeds": {"intervals": intervals.SEED, "bootstrap": resampling.SEED},
        "sampling": counted,
        "results": found,
        "examples": examples.of_material(material, known),
        "methods": methods.paragraph(found, counted, made, material.weights_name),
        "data": carried.to_json(material),
    }


def written(report: Mapping[str, Json]) -> bytes:
    """The report as a file: UTF-8, a line for each value."""
    return (json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _sampling(head: Head, material: Material) -> dict[str, Json]:
    """How the segments came into the report, and the first and last day of their corrections."""
    days = sorted(
        piece.changed_on
        for paper in material.papers
        for piece in paper.pieces
        if piece.counts and piece.changed_on
    )
    counted = sum(piece.counts for paper in material.papers for piece in paper.pieces)
    out = {reason: sum(paper.not_counted.get(reason, 0) for paper in material.papers) for reason in REASONS}
    return {
        "rule": RULE_OF_PERIOD if head.start or head.end else RULE,
        "documents": len(material.papers),
        "segments": counted + sum(out.values()),
        "counted": counted,
        "not_counted": dict(out),
        "from": days[0] if days else None,
        "to": days[-1] if days else None,
        "judged": sampling.judged(material),
    }
