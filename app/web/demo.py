"""Removing the demo: a page that says what goes, and the button."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..services import projecting
from ..services.showing import surveying

blueprint = Blueprint("demo", __name__)


@blueprint.get("/p/<int:project_id>/remove-demo")
@needs("own")
def ask(project_id: int) -> ResponseReturnValue:
    page = surveying.project(get_db(), project_id)
    return render_template("projects/remove_demo.html", page=page, person=person())


@blueprint.post("/p/<int:project_id>/remove-demo")
@needs("own")
def remove(project_id: int) -> ResponseReturnValue:
    projecting.erase(get_db(), project_id, who=person())
    return redirect(url_for("projects.home"), code=303)
