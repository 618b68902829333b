"""The page of effort: what a project took, who may see whose, and the switch."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ...access import needs, person
from ...db import get_db
from ...domain import text as texts
from ...domain.effort import pee
from ...domain.formats import cells
from ...services import projecting
from ...services.effort import recording, summing
from ..files import attachment
from ..filters import thousands

blueprint = Blueprint("efforts", __name__)

COLUMNS = ("document", "segment", "position", "person", "stage", "active_milliseconds", "keystrokes")


@blueprint.get("/p/<int:project_id>/effort")
@needs("read")
def of_project(project_id: int) -> ResponseReturnValue:
    return render_template(
        "scores/effort.html",
        effort=summing.of_project(get_db(), project_id, person=person()),
        faults=pee.FAULTS,
        duration=duration,
        person=person(),
    )


def duration(milliseconds: int) -> str:
    """Whole minutes, as hours and minutes from an hour on; less than a minute says so."""
    minutes = milliseconds // 60_000
    if minutes < 1:
        return str(gettext("under 1 min"))
    if minutes < 60:
        return str(gettext("%(n)s min", n=thousands(minutes)))
    return str(gettext("%(hours)s h %(minutes)s min", hours=thousands(minutes // 60), minutes=minutes % 60))


@blueprint.get("/p/<int:project_id>/effort.csv")
@needs("read")
def segments_as_csv(project_id: int) -> ResponseReturnValue:
    """Recorded time and keys of each segment, as the reader may see them."""
    found = summing.of_segments(get_db(), project_id, person=person())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow(
            [
                one["document_id"],
                one["segment_id"],
                one["position"],
                cells.guarded(str(one["person"])),
                one["stage"],
                one["milliseconds"],
                one["keystrokes"],
            ]
        )
    project = projecting.get(get_db(), project_id)
    name = texts.safe_file_name(f"{project.name}-effort", None, None, "csv")
    return attachment(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")


@blueprint.post("/p/<int:project_id>/effort")
@needs("lead")
def switch(project_id: int) -> ResponseReturnValue:
    """Record effort in this project, or stop."""
    is_on = request.form.get("recorded") == "on"
    recording.switch(get_db(), project_id, is_on, who=person())
    return redirect(url_for("efforts.of_project", project_id=project_id))


@blueprint.post("/p/<int:project_id>/effort/delete")
@needs("lead")
def delete(project_id: int) -> ResponseReturnValue:
    recording.delete(get_db(), project_id, who=person())
    flash("The recorded effort of this project is deleted.")
    return redirect(url_for("efforts.of_project", project_id=project_id))
