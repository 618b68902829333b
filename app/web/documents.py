"""The workbench: a document's segments beside their corrections."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..access import needs, person, settings
from ..db import get_db
from ..services import reading
from ..services.effort import recording
from ..services.judging import blinding
from ..services.judging.tasking import HIDDEN
from ..services.reading import WorkbenchPage

blueprint = Blueprint("documents", __name__)


@blueprint.get("/d/<int:document_id>")
@needs("read")
def workbench(document_id: int) -> ResponseReturnValue:
    page = _page(document_id)
    is_effort_recorded = recording.is_recorded(get_db(), page.project.id)
    return render_template(
        "documents/workbench.html",
        page=page,
        person=person(),
        is_effort_recorded=is_effort_recorded,
        is_journal_kept=settings().journal,
    )


@blueprint.get("/d/<int:document_id>/rows")
@needs("read")
def rows(document_id: int) -> ResponseReturnValue:
    """The rows of a page alone, for turning pages without losing the place."""
    return render_template("documents/rows.html", page=_page(document_id), person=person())


def _page(document_id: int) -> WorkbenchPage:
    page = reading.workbench(
        get_db(),
        document_id,
        person=person(),
        state=request.args.get("state") or "all",
        query=request.args.get("q", ""),
        page=_number("page"),
        segment_id=_number("segment"),
        order=request.args.get("sort") or "document",
        size=settings().page_size,
    )
    over = blinding.veil(get_db(), person())
    if over is None or not over.hides(document_id):
        return page
    rows = [replace(one, segment=over.segment(one.segment)) for one in page.rows]
    return replace(page, document=replace(page.document, system=HIDDEN), rows=rows)


def _number(name: str) -> int | None:
    value = request.args.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
