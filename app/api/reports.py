"""/api/v1/projects/{id}/report: a project's quality report, the same as `stet report --format json`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from ..access import needs, person
from ..db import get_db
from ..services.judging import blinding
from ..services.reports import gathering
from ..services.reports.gathering import Wanted

blueprint = Blueprint("api_reports", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/projects/<int:project_id>/report")
@needs("read")
def show(project_id: int) -> Answer:
    """The report with the data that it is computed from; ?title=, client=, from=, to= (days)."""
    blinding.refuse(get_db(), project_id, person=person())
    asked = request.args
    wanted = Wanted(
        title=asked.get("title"), client=asked.get("client"), start=asked.get("from"), end=asked.get("to")
    )
    return {"ok": True, "report": gathering.report(get_db(), [project_id], wanted)}, 200
