"""What a person sets for themselves: keys, and how pages look and speak."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import find_person, needs, person
from ..db import get_db
from ..services.people import preferring

blueprint = Blueprint("settings", __name__)


@blueprint.get("/settings")
@needs("read")
def show() -> ResponseReturnValue:
    return render_template("settings/page.html", person=person())


@blueprint.app_template_global("preferences")
def preferences() -> dict[str, Any]:
    """The preferences of whoever is signed in, for the scripts of a page; empty for strangers."""
    who = find_person()
    return preferring.of_person(get_db(), who) if who else {}
