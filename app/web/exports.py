"""The export page: choices, their preview, the file, and how to repeat it."""

from __future__ import annotations

import shlex
from urllib.parse import urlencode

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..services import exporting, reading
from ..services.exporting import Choices
from . import forms
from .files import attachment

blueprint = Blueprint("exports", __name__)

FORMATS = ("txt", "md", "html", "csv", "tsv", "jsonl")
UNCONFIRMED = ("keep", "drop", "mark")
LEFT_OUT = ("drop", "keep")
CELLS = ("safe", "exact")


@blueprint.get("/d/<int:document_id>/export")
@needs("read")
def show(document_id: int) -> ResponseReturnValue:
    db = get_db()
    document, _ = reading.document(db, document_id)
    choices = exporting.seen_by(db, document_id, chosen(document.format), who=person())
    return render_template(
        "exports/show.html",
        project=reading.project(db, document.project_id).project,
        document=document,
        choices=choices,
        options=options(choices, document.format),
        summary=exporting.summary(db, document_id),
        shown=exporting.preview(db, document_id, choices),
        questions=reading.open_questions(db, document_id),
        command=command(document_id, choices, document.format),
        person=person(),
    )


@blueprint.get("/d/<int:document_id>/export/file")
@needs("read")
def file(document_id: int) -> ResponseReturnValue:
    document, _ = reading.document(get_db(), document_id)
    made = exporting.hand_out(get_db(), document_id, chosen(document.format), who=person())
    return attachment(made.data, made.file_name, made.content_type)


@blueprint.get("/d/<int:document_id>/questions.csv")
@needs("read")
def questions(document_id: int) -> ResponseReturnValue:
    made = exporting.export_questions(get_db(), document_id)
    return attachment(made.data, made.file_name, made.content_type)


def chosen(default_format: str) -> Choices:
    """The choices in the address; what is missing is as `stet export` has it."""
    formats = (default_format, *FORMATS) if default_format in FORMATS else FORMATS
    return Choices(
        format=forms.choice("format", formats),
        unconfirmed=forms.choice("unconfirmed", UNCONFIRMED),  # type: ignore[arg-type]
        left_out=forms.choice("left_out", LEFT_OUT),  # type: ignore[arg-type]
        cells=forms.choice("cells", CELLS),  # type: ignore[arg-type]
    )


def options(choices: Choices, default_format: str) -> str:
    """The choices that are not the usual ones, as they stand in an address."""
    return urlencode(_unusual(choices, default_format))


def command(document_id: int, choices: Choices, default_format: str) -> str:
    """The same export as a command line."""
    words = ["stet", "export", str(document_id)]
    for name, value in _unusual(choices, default_format).items():
        words += [f"--{name.replace('_', '-')}", value]
    return shlex.join(words)


def _unusual(choices: Choices, default_format: str) -> dict[str, str]:
    usual = {"format": default_format, "unconfirmed": "keep", "left_out": "drop", "cells": "safe"}
    given = {name: str(getattr(choices, name)) for name in usual}
    if choices.format not in ("csv", "tsv"):
        given["cells"] = "safe"
    return {name: value for name, value in given.items() if value != usual[name]}
