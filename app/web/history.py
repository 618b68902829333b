"""A document's history: who did what and when, with restore and undo."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import needs, person
from ..db import get_db
from ..domain.errors import StetError
from ..services.showing import tracing
from . import forms

blueprint = Blueprint("history", __name__)


@blueprint.get("/d/<int:document_id>/history")
@needs("read")
def show(document_id: int) -> ResponseReturnValue:
    author = request.args.get("who", "")[:200] or None
    page = tracing.of_document(
        get_db(), document_id, author=author, before=request.args.get("before", "")[:40] or None
    )
    return render_template("history/document.html", page=page, who=author, person=person())


@blueprint.post("/d/<int:document_id>/history/restore")
@needs("edit")
def restore(document_id: int) -> ResponseReturnValue:
    segment_id, number = forms.number("segment") or 0, forms.number("number") or 0
    try:
        saved = tracing.restore(get_db(), document_id, segment_id, number, author=person())
        flash(_("Segment %(n)s: text restored, please confirm it.", n=saved.segment.position))
    except StetError as error:
        flash(error.message, "error")
    return redirect(url_for("history.show", document_id=document_id), code=303)


@blueprint.post("/d/<int:document_id>/history/undo")
@needs("edit")
def undo(document_id: int) -> ResponseReturnValue:
    try:
        changed = tracing.undo(get_db(), document_id, forms.number("batch") or 0, author=person())
        flash(f"{changed.batch.summary}.")
    except StetError as error:
        flash(error.message, "error")
    return redirect(url_for("history.show", document_id=document_id), code=303)
