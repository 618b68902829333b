"""How a project's people judge: points, categories, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ...access import needs, person
from ...db import get_db
from ...domain.errors import Invalid
from ...services import projecting
from ...services.judging import scheme, tasking
from .. import forms

blueprint = Blueprint("schemes", __name__)


@blueprint.get("/p/<int:project_id>/judging")
@needs("lead")
def page(project_id: int) -> ResponseReturnValue:
    return _page(project_id, {})


def _page(project_id: int, given: Mapping[str, str], message: str | None = None) -> ResponseReturnValue:
    found = scheme.of_project(get_db(), project_id)
    shown: dict[str, Any] = {
        "project": projecting.get(get_db(), project_id),
        "scheme": found,
        "documents": tasking.documents_of(get_db(), project_id),
        "systems": tasking.systems_of(get_db(), project_id),
        "tasks": tasking.of_project(get_db(), project_id),
        "lines": scheme.as_lines(found.categories) if found.is_own else "",
        "given": given,
        "message": message,
        "person": person(),
    }
    return render_template("judging/scheme.html", **shown), 422 if message else 200


@blueprint.post("/p/<int:project_id>/judging")
@needs("lead")
def save(project_id: int) -> ResponseReturnValue:
    try:
        scheme.save(
            get_db(),
            project_id,
            minor=_points("minor"),
            major=_points("major"),
            critical=_points("critical"),
            punctuation_is_light="light" in request.form,
            typology=forms.text("typology"),
            categories=request.form.get("categories", "")[:5000],
        )
    except Invalid as refusal:
        return _page(project_id, request.form, refusal.message)
    flash(_("Saved. Scores use the new points from now on."))
    return redirect(url_for("schemes.page", project_id=project_id))


def _points(name: str) -> float:
    try:
        return float(forms.text(name).replace(",", "."))
    except ValueError:
        raise Invalid(f"The points of a {name} error are not a number.") from None


@blueprint.post("/p/<int:project_id>/judging/tasks")
@needs("lead")
def add(project_id: int) -> ResponseReturnValue:
    try:
        tasking.add(
            get_db(),
            project_id,
            kind=forms.choice("kind", tasking.KINDS),
            systems=request.form.getlist("system"),
            document_id=forms.number("document"),
            is_blind="blind" in request.form,
            author=person(),
        )
    except Invalid as refusal:
        return _page(project_id, request.form, refusal.message)
    return redirect(url_for("schemes.page", project_id=project_id) + "#tasks")


@blueprint.post("/judging-tasks/<int:task_id>/close")
@needs("lead")
def close(task_id: int) -> ResponseReturnValue:
    task = tasking.close(get_db(), task_id)
    return redirect(url_for("schemes.page", project_id=task.project_id) + "#tasks")
