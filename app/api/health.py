"""/healthz for monitors, and a ping that says whether the sign-in still holds."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..access import needs, open_to_all, settings
from ..services import diagnosing

blueprint = Blueprint("api_health", __name__)


@blueprint.get("/healthz")
@open_to_all
def health() -> ResponseReturnValue:
    answers = diagnosing.database_answers(settings().db)
    return {"ok": answers, "status": 200 if answers else 503}, 200 if answers else 503


@blueprint.get("/api/v1/ping")
@needs("read")
def ping() -> ResponseReturnValue:
    return "", 204
