"""A document's history: who did what and when, with restore and undo, named points, comparing, taking back."""

from __future__ import annotations

import re
import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import needs, person, settings
from ..db import get_db
from ..domain.errors import Invalid, StetError
from ..interface import say
from ..services.changing import batching
from ..services.recalling import comparing, reverting
from ..services.recalling.reverting import Period
from ..services.showing import tracing
from . import forms
from .reviews import is_stacked

blueprint = Blueprint("history", __name__)

WHAT = tuple(tracing.KINDS)
WHEN = {"any": None, "today": 0, "week": 7, "month": 30}
MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")


@blueprint.get("/d/<int:document_id>/history")
@needs("read")
def show(document_id: int) -> ResponseReturnValue:
    who = request.args.get("who", "")[:200] or None
    what, when = forms.choice("what", WHAT), forms.choice("when", tuple(WHEN))
    page = tracing.of_document(
        get_db(),
        document_id,
        author=who,
        what=what,
        days=WHEN[when],
        before=request.args.get("before", "")[:40] or None,
    )
    kept = {"who": who, "what": what, "when": when}
    return render_template("history/document.html", page=page, kept=kept, person=person())


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
        flash(f"{say(changed.batch.summary)}.")
        for sentence in changed.skipped:
            flash(sentence)
    except StetError as error:
        flash(error.message, "error")
    return redirect(url_for("history.show", document_id=document_id), code=303)


@blueprint.post("/d/<int:document_id>/points")
@needs("edit")
def add_point(document_id: int) -> ResponseReturnValue:
    try:
        comparing.add_point(get_db(), document_id, forms.text("name", 300), author=person())
    except Invalid as error:
        flash(error.message, "error")
    return redirect(url_for("history.show", document_id=document_id), code=303)


@blueprint.post("/d/<int:document_id>/points/<int:point_id>/delete")
@needs("edit")
def delete_point(document_id: int, point_id: int) -> ResponseReturnValue:
    comparing.delete_point(get_db(), document_id, point_id, who=person())
    return redirect(url_for("history.show", document_id=document_id), code=303)


@blueprint.get("/d/<int:document_id>/compare")
@needs("read")
def compare(document_id: int) -> ResponseReturnValue:
    page = comparing.compare(
        get_db(),
        document_id,
        request.args.get("from") or comparing.ORIGINAL,
        request.args.get("to") or comparing.NOW,
        number=forms.number("page") or 1,
        size=settings().page_size,
    )
    return render_template("history/compare.html", page=page, person=person())


@blueprint.get("/d/<int:document_id>/history/take-back")
@needs("lead")
def revert(document_id: int) -> ResponseReturnValue:
    """Whose changes, of which time; then what would go back, with a tick for each segment."""
    try:
        period = _period()
    except Invalid as error:
        return _reverting(document_id, None, error), 422
    return _reverting(document_id, period)


def _reverting(
    document_id: int, period: Period | None, error: StetError | None = None, ticked: list[str] | None = None
) -> str:
    return render_template(
        "history/take_back.html",
        page=reverting.preview(get_db(), document_id, period),
        period=period,
        error=error,
        ticked=ticked,
        done=batching.find(get_db(), forms.number("done") or 0),
        op_id=secrets.token_hex(8),
        is_stacked=is_stacked,
        person=person(),
    )


@blueprint.post("/d/<int:document_id>/history/take-back")
@needs("lead")
def take_back(document_id: int) -> ResponseReturnValue:
    ticked = request.form.getlist("segment")
    period = _period()
    try:
        if period is None:
            raise Invalid(_("Choose whose changes are to go back."))
        chosen = [forms.pair(value) for value in ticked]
        op_id = forms.text("op_id", 100) or None
        changed = reverting.revert(get_db(), document_id, period, chosen, who=person(), op_id=op_id)
    except StetError as error:
        return _reverting(document_id, period, error, ticked), 422
    return redirect(url_for("history.revert", document_id=document_id, done=changed.batch.id), code=303)


def _period() -> Period | None:
    """The person and the time of the form; times are UTC, to the minute."""
    who = request.values.get("who", "")[:200]
    since, until = request.values.get("since", ""), request.values.get("until", "")
    for value in (since, until):
        if value and not MINUTE.fullmatch(value):
            raise Invalid(_("Write a time as 2026-09-24T14:00."))
    return Period(who, since, until or reverting.LATEST) if who else None
