"""Home and project pages: what there is, how far it is, and new, changed and deleted projects."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..services import projecting, removing, reviewing
from ..services.showing import surveying
from . import forms

blueprint = Blueprint("projects", __name__)


@blueprint.get("/")
@needs("read")
def home() -> ResponseReturnValue:
    page = surveying.home(get_db(), person())
    return render_template("projects/home.html", page=page, person=person(), deleted=forms.number("deleted"))


@blueprint.get("/p/<int:project_id>")
@needs("read")
def show(project_id: int) -> ResponseReturnValue:
    page = surveying.project(get_db(), project_id)
    return render_template("projects/show.html", page=page, person=person(), deleted=forms.number("deleted"))


@blueprint.get("/p/new")
@needs("edit")
def new() -> ResponseReturnValue:
    return render_template("projects/new.html", given={}, person=person())


@blueprint.post("/p/new")
@needs("edit")
def create() -> ResponseReturnValue:
    try:
        project = projecting.create(
            get_db(),
            forms.text("name", 300),
            source_lang=forms.tag("source_lang"),
            target_lang=forms.tag("target_lang"),
            who=person(),
        )
    except Invalid as error:
        return render_template(
            "projects/new.html", given=request.form, message=error.message, person=person()
        ), 422
    return redirect(url_for("projects.show", project_id=project.id))


@blueprint.get("/p/<int:project_id>/settings")
@needs("edit")
def settings(project_id: int) -> ResponseReturnValue:
    return _settings(project_id)


def _settings(project_id: int, **given: Any) -> str:
    """The page, perhaps with what somebody typed and why it was refused."""
    db = get_db()
    project = projecting.get(db, project_id)
    shown = {"given": project, "reasons": reviewing.reasons(db, project_id), **given}
    return render_template("projects/settings.html", project=project, person=person(), **shown)


@blueprint.post("/p/<int:project_id>/settings")
@needs("edit")
def change(project_id: int) -> ResponseReturnValue:
    try:
        projecting.change(
            get_db(),
            project_id,
            name=forms.text("name", 300),
            source_lang=forms.tag("source_lang"),
            target_lang=forms.tag("target_lang"),
            who=person(),
        )
    except Invalid as error:
        return _settings(project_id, given=request.form, message=error.message), 422
    return redirect(url_for("projects.show", project_id=project_id))


@blueprint.post("/p/<int:project_id>/reasons")
@needs("lead")
def change_reasons(project_id: int) -> ResponseReturnValue:
    """One reason in each line."""
    typed = forms.text("reasons", 10_000).splitlines()
    try:
        reviewing.set_reasons(get_db(), project_id, typed)
    except Invalid as error:
        return _settings(project_id, reasons=typed, reasons_message=error.message), 422
    flash(_("The reasons are saved."))
    return redirect(url_for("projects.settings", project_id=project_id), code=303)


@blueprint.post("/p/<int:project_id>/delete")
@needs("lead")
def delete(project_id: int) -> ResponseReturnValue:
    removing.delete_project(get_db(), project_id, who=person())
    return redirect(url_for("projects.home", deleted=project_id))


@blueprint.post("/p/<int:project_id>/put-back")
@needs("lead")
def put_back(project_id: int) -> ResponseReturnValue:
    removing.put_project_back(get_db(), project_id, who=person())
    return redirect(url_for("projects.show", project_id=project_id))


@blueprint.post("/d/<int:document_id>/delete")
@needs("edit")
def delete_document(document_id: int) -> ResponseReturnValue:
    document = removing.delete_document(get_db(), document_id, who=person())
    return redirect(url_for("projects.show", project_id=document.project_id, deleted=document_id))


@blueprint.post("/d/<int:document_id>/put-back")
@needs("edit")
def put_document_back(document_id: int) -> ResponseReturnValue:
    document = removing.put_document_back(get_db(), document_id, who=person())
    return redirect(url_for("projects.show", project_id=document.project_id))
