"""The page that compares two systems."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ...access import needs, person
from ...db import get_db
from ...services.quality import comparing, viewing
from .. import forms
from ..judging.blinded import names_systems
from . import pictures, views, words
from .pages import link

blueprint = Blueprint("compare", __name__)
ASKED = ("ahead", "type", "length", "document")


@blueprint.get("/p/<int:project_id>/compare")
@needs("read")
@names_systems
def show(project_id: int) -> ResponseReturnValue:
    given = {name: request.args[name][:300] for name in (*ASKED, "lang") if request.args.get(name)}
    found = comparing.build(
        get_db(),
        project_id,
        a=request.args.get("a", "")[:300],
        b=request.args.get("b", "")[:300],
        wanted=given,
        asked=given,
        after=forms.number("after") or 0,
        person=person(),
    )
    return render_template(
        "quality/compare.html",
        page=found,
        material=found.material,
        compared=found.compared,
        link=link,
        words=words,
        picture=pictures.difference,
        person=person(),
        views=viewing.of_project(get_db(), project_id),
        here=views.here("compare"),
        view_address=views.address,
    )
