"""The pages of scores: of a document, and of a project for each language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ..access import needs, person
from ..db import get_db
from ..domain import text as texts
from ..domain.formats import cells
from ..services.quality.page import QualityPage
from ..services.scoring import ScoredSegment
from ..services.showing import reporting
from ..services.showing.reporting import Report
from . import charts
from .files import attachment
from .filters import thousands

blueprint = Blueprint("scores", __name__)

COLUMNS = (
    "position",
    "segment",
    "machine",
    "text",
    "words_changed",
    "words",
    "hter",
    "chrf",
    "bleu",
    "author",
    "hter_signature",
    "chrf_signature",
    "bleu_signature",
)


@blueprint.get("/d/<int:document_id>/scores")
@needs("read")
def of_document(document_id: int) -> ResponseReturnValue:
    project, document, report = reporting.of_document(get_db(), document_id)
    return render_template(
        "scores/document.html",
        project=project,
        document=document,
        report=report,
        chart=spread_chart(report),
        not_counted=not_counted,
        person=person(),
    )


@blueprint.get("/p/<int:project_id>/scores")
@needs("read")
def of_project(project_id: int) -> ResponseReturnValue:
    project, reports = reporting.of_project(get_db(), project_id)
    pairs = [(report, spread_chart(report)) for report in reports]
    return render_template(
        "scores/project.html", project=project, reports=pairs, not_counted=not_counted, person=person()
    )


def spread_chart(report: Report) -> list[charts.Column]:
    labels = [f"{bar.low * 100:.0f}" + ("+" if bar.high is None else "") for bar in report.bars]
    return charts.columns([bar.n for bar in report.bars], labels)


def not_counted(report: Report | QualityPage) -> list[str]:
    """What is left out of the numbers, in words; what nobody left out is not mentioned."""
    words = {
        "not_confirmed": gettext("%(n)s not confirmed"),
        "left_out": gettext("%(n)s left out of the text"),
        "editorial": gettext("%(n)s editorial"),
        "no_ter": gettext("%(n)s too repetitive for a share of words changed"),
    }
    found = report.scores.left_out_of_it
    return [sentence % {"n": thousands(found[key])} for key, sentence in words.items() if found[key]]


@blueprint.get("/d/<int:document_id>/scores.csv")
@needs("read")
def segments_as_csv(document_id: int) -> ResponseReturnValue:
    """Every counted segment with its scores and their signatures."""
    document, scored = reporting.scored_segments(get_db(), document_id)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(scored))
    name = texts.safe_file_name(f"{document.name}-scores", document.target_lang, None, "csv")
    return attachment(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")


def _rows(scored: list[ScoredSegment]) -> Iterator[list[object]]:
    for one in scored:
        segment, scores, ter = one.segment, one.scores, one.statistics.ter
        yield [
            segment.position,
            segment.id,
            cells.guarded(segment.machine or ""),
            cells.guarded(segment.text),
            *(ter or ("", "")),
            *("" if scores[name].score is None else scores[name].score for name in ("hter", "chrf", "bleu")),
            cells.guarded(segment.author or ""),
            *(scores[name].signature for name in ("hter", "chrf", "bleu")),
        ]
