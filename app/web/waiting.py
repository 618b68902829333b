"""What waits for the person who is signed in, and its count in the header of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..services import reading
from ..services.showing import waiting

blueprint = Blueprint("waiting", __name__)


@blueprint.get("/waiting")
@needs("read")
def show() -> ResponseReturnValue:
    return render_template("waiting/page.html", page=waiting.for_person(get_db(), person()), person=person())


@blueprint.app_context_processor
def for_teams() -> dict[str, Callable[[], Any]]:
    """Functions, so that pages without these parts ask nothing of the database."""
    return {"has_colleagues": _has_colleagues, "waits": lambda: waiting.count(get_db(), person())}


def _has_colleagues() -> bool:
    if "has_colleagues" not in g:
        g.has_colleagues = reading.has_colleagues(get_db())
    found: bool = g.has_colleagues
    return found
