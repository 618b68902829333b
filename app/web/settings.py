"""What a person sets for themselves: how pages look and speak, and keys."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..domain.people.preferences import TEXT_SIZES
from ..services.people import preferring
from . import forms, looks

blueprint = Blueprint("settings", __name__)


@blueprint.get("/settings")
@needs("read")
def show() -> ResponseReturnValue:
    return render_template("settings/page.html", person=person(), sizes=TEXT_SIZES)


@blueprint.post("/settings/look")
@needs("read")
def save_look() -> ResponseReturnValue:
    """The form without scripts; with them each choice is saved as it is made."""
    chosen: dict[str, Any] = {name: forms.text(name) for name in looks.ATTRIBUTES if name in request.form}
    if "text_size" in chosen:
        chosen["text_size"] = forms.number("text_size") or chosen["text_size"]
    preferring.save(get_db(), person(), chosen)
    return redirect(url_for("settings.show"), code=303)


blueprint.add_app_template_global(looks.preferences)
blueprint.add_app_template_global(looks.looks)
