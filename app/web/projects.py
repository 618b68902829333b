"""Home and project pages."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..services import reading

blueprint = Blueprint("projects", __name__)


@blueprint.get("/")
@needs("read")
def home() -> ResponseReturnValue:
    return render_template("projects/home.html", cards=reading.project_list(get_db()), person=person())


@blueprint.get("/p/<int:project_id>")
@needs("read")
def show(project_id: int) -> ResponseReturnValue:
    return render_template("projects/show.html", card=reading.project(get_db(), project_id), person=person())
