"""/api/v1/me/preferences: theme, text, view, keys and what is spoken, for the person who asks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..services.people import preferring
from .reading import body

blueprint = Blueprint("api_preferences", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/me/preferences")
@needs("read")
def show() -> Answer:
    return {"ok": True, "preferences": preferring.of_person(get_db(), person())}, 200


@blueprint.put("/me/preferences")
@needs("read")
def save() -> Answer:
    """Change the preferences that are sent; null is the default again."""
    found = body().get("preferences")
    if not isinstance(found, dict):
        raise Invalid("The field preferences must be an object.")
    return {"ok": True, "preferences": preferring.save(get_db(), person(), found)}, 200
