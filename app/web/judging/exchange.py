"""Judgements as files: handing one in, looking at it, bringing it in; and a project's own in each format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...access import needs, person, settings
from ...db import get_db
from ...domain.errors import StetError
from ...errors import STATUS
from ...services import projecting
from ...services.judging import bringing, exchanging, receiving
from .. import forms
from ..files import attachment

blueprint = Blueprint("exchange", __name__)

FORMATS = {"marot": "Marot", "jsonl": "ESA JSON lines", "appraise": "Appraise", "mtme": "mt-metrics-eval"}
READ = {**FORMATS, "da": "DA"}
ENDINGS = {"marot": "tsv", "jsonl": "jsonl", "appraise": "csv", "mtme": "zip"}
STAGES = ("machine", "corrected")


@blueprint.get("/p/<int:project_id>/judgements/files")
@needs("lead")
def page(project_id: int) -> ResponseReturnValue:
    return _page(project_id)


def _page(project_id: int, error: StetError | None = None) -> ResponseReturnValue:
    shown = render_template(
        "judging/files.html",
        project=projecting.get(get_db(), project_id),
        came=bringing.of_project(get_db(), project_id),
        has_judgements=exchanging.has_any(get_db(), project_id),
        formats=FORMATS,
        readable=READ,
        brought=forms.number("brought"),
        message=error.message if error else None,
        megabytes=settings().max_file_bytes // 1_000_000,
        person=person(),
    )
    return shown, STATUS[type(error)] if error else 200


@blueprint.post("/p/<int:project_id>/judgements/files")
@needs("lead")
def hand_in(project_id: int) -> ResponseReturnValue:
    """Read the file; a refusal stands at its field, and nothing is kept."""
    name, data = forms.upload("file", "")
    wanted = request.form.get("format", "")
    try:
        import_id = receiving.start(
            get_db(),
            settings(),
            person(),
            project_id,
            file_name=name,
            data=data,
            format=wanted if wanted in READ else None,  # type: ignore[arg-type]
        )
    except StetError as error:
        return _page(project_id, error)
    return redirect(url_for("exchange.look", project_id=project_id, import_id=import_id))


@blueprint.post("/p/<int:project_id>/judgements/from-text/<import_id>")
@needs("lead")
def from_text(project_id: int, import_id: str) -> ResponseReturnValue:
    """A file of judgements that was handed in as a text."""
    try:
        found = receiving.from_text(get_db(), settings(), person(), project_id, import_id)
    except StetError as error:
        return _page(project_id, error)
    return redirect(url_for("exchange.look", project_id=project_id, import_id=found))


@blueprint.get("/p/<int:project_id>/judgements/files/<import_id>")
@needs("lead")
def look(project_id: int, import_id: str) -> ResponseReturnValue:
    found = receiving.get(get_db(), settings(), person(), project_id, import_id)
    return render_template(
        "judging/look.html",
        project=projecting.get(get_db(), project_id),
        look=found,
        formats=READ,
        person=person(),
    )


@blueprint.post("/p/<int:project_id>/judgements/files/<import_id>")
@needs("lead")
def bring(project_id: int, import_id: str) -> ResponseReturnValue:
    found = receiving.bring(get_db(), settings(), person(), project_id, import_id)
    number = found.batch.id if found.batch else 0
    return redirect(url_for("exchange.page", project_id=project_id, brought=number) + "#came")


@blueprint.get("/p/<int:project_id>/judgements")
@needs("lead")
def download(project_id: int) -> ResponseReturnValue:
    """What people judged, as a file; a folder as a ZIP file."""
    to = forms.choice("format", tuple(FORMATS))
    stage = forms.choice("stage", STAGES)
    made = exchanging.written(get_db(), project_id, to, stage=stage)  # type: ignore[arg-type]
    project = projecting.get(get_db(), project_id)
    name = f"{project.name} judgements.{ENDINGS[to]}"
    if to == "mtme":
        return attachment(_zipped(made), name, "application/zip")
    return attachment(made[""].encode(), name, "text/plain; charset=utf-8")


def _zipped(made: Mapping[str, str]) -> bytes:
    """The same folder, the same bytes: entries carry no moment."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(made):
            archive.writestr(zipfile.ZipInfo(path), made[path].encode(), zipfile.ZIP_DEFLATED)
    return found.getvalue()
