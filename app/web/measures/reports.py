"""The page on which somebody asks for a quality report, and the file that comes of it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ... import interface
from ...access import needs, person
from ...db import get_db
from ...domain.errors import Invalid, TooLarge
from ...domain.reports.page import Look
from ...services import projecting
from ...services.reports import gathering, writing
from ...services.reports.gathering import Wanted
from .. import filters, forms
from ..files import attachment
from ..judging.blinded import names_systems

blueprint = Blueprint("reports", __name__)

FORMS = ("html", "json", "csv", "latex")


@blueprint.get("/p/<int:project_id>/report")
@needs("read")
@names_systems
def ask(project_id: int) -> ResponseReturnValue:
    return _form(project_id)


@blueprint.post("/p/<int:project_id>/report")
@needs("read")
@names_systems
def download(project_id: int) -> ResponseReturnValue:
    """The report as a file, or the form again with what is wrong."""
    form = forms.choice("form", FORMS)
    projecting.get(get_db(), project_id)
    try:
        report = gathering.report(get_db(), [project_id, *_others()], _wanted())
    except (Invalid, TooLarge) as error:
        return _form(project_id, error.message), 422
    data = writing.write(report, form, look() if form == "html" else None)
    return attachment(data, writing.file_name(report, form), writing.FORMS[form][1])


def _wanted() -> Wanted:
    picture = request.files.get("logo")
    return Wanted(
        title=forms.text("title", 1000),
        client=forms.text("client", 1000),
        logo=(bytes(picture.read()), picture.filename) if picture and picture.filename else None,
        start=forms.text("start"),
        end=forms.text("end"),
    )


def _others() -> list[int]:
    return [
        int(one)
        for one in request.form.getlist("project")
        if one.isascii() and one.isdigit() and len(one) < 16
    ]


def _form(project_id: int, message: str | None = None) -> str:
    everything = projecting.list_all(get_db())
    return render_template(
        "reports/ask.html",
        project=projecting.get(get_db(), project_id),
        others=[one for one in everything if one.id != project_id],
        given=request.form,
        ticked=_others(),
        message=message,
        person=person(),
    )


def look() -> Look:
    """A report in the reader's own language, numbers and direction."""
    catalogue = interface.current()
    return Look(
        lang=catalogue.tag,
        direction=catalogue.direction,
        say=interface.say,
        percent=filters.percent,
        decimal=filters.decimal,
        whole=filters.thousands,
        language=filters.language_name,
    )
