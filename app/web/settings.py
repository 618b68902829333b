"""What a person sets for themselves: keys, and how pages look and speak."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import needs, person
from . import looks

blueprint = Blueprint("settings", __name__)


@blueprint.get("/settings")
@needs("read")
def show() -> ResponseReturnValue:
    return render_template("settings/page.html", person=person())


blueprint.add_app_template_global(looks.preferences)
blueprint.add_app_template_global(looks.looks)
blueprint.add_app_template_global(looks.theme)
blueprint.add_app_template_global(looks.text_size)
