"""/api/v1: texts in and out: uploads, jobs, exports, sources."""

from __future__ import annotations

import io
import json
from typing import Any

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from ..access import needs, person, settings
from ..db import get_db
from ..domain.errors import Invalid
from ..services import attaching, describing, exporting, importing, reading
from ..services.exporting import Choices, Exported
from ..services.intake import working
from ..services.intake.parsing import ImportOptions, Upload
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_uploads", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]

OPTIONS = ("source_lang", "target_lang", "format", "encoding", "system", "reference_of")


@blueprint.post("/projects/<int:project_id>/documents")
@needs("edit")
def upload(project_id: int) -> Answer:
    """Import a text into a project: a file with the options of `stet import`, or a JSON object."""
    config = settings()
    reading.project(get_db(), project_id)
    found, given = _form() if request.files or request.form or _is_form() else _json()
    is_dry_run = given.pop("dry_run")
    options = importing.options_of(config, **given)
    if is_dry_run:
        return {"ok": True, "document": _read_only(found, options, project_id)}, 200
    if _size(found) > config.job_bytes:
        job = working.queue_import(get_db(), found, options, project_id=project_id, author=person())
        working.ensure_working(config)
        return {"ok": True, "job": working.describe(job)}, 202
    outcome = importing.import_files(get_db(), [found], options, author=person(), project_id=project_id)
    return {"ok": True, "document": _document(outcome.documents[0])}, 201


def _is_form() -> bool:
    return request.mimetype == "multipart/form-data"


def _read_only(found: Upload, options: ImportOptions, project_id: int) -> dict[str, Any]:
    """What `stet import --dry-run` says of a document: its keys, its id null, nothing stored."""
    outcome = importing.import_files(
        get_db(), [found], options, author=person(), project_id=project_id, is_dry_run=True
    )
    document: dict[str, Any] = importing.describe(outcome)["documents"][0]
    return document


def _size(found: Upload) -> int:
    return len(found.data) + len(found.source or b"") + len(found.reference or b"")


def _document(one: importing.Imported) -> dict[str, Any]:
    document, counts = reading.document(get_db(), one.document_id or 0)
    warnings = [{"line": each.line, "message": each.message} for each in one.warnings]
    return {**describing.document(document, counts), "warnings": warnings}


# A form


def _form() -> tuple[Upload, dict[str, Any]]:
    file = request.files.get("file")
    if file is None:
        raise Invalid("The form has no file. Send it in the field file.")
    file_name = file.filename or "upload"
    form = request.form
    found = Upload(
        file_name=file_name,
        data=file.read(),
        name=form.get("document") or form.get("name") or importing.document_name(file_name),
        source=_bytes(request.files.get("source"), form.get("source")),
        reference=_bytes(request.files.get("reference"), form.get("reference")),
    )
    given: dict[str, Any] = {name: form.get(name) or None for name in OPTIONS}
    given["mapping"] = dict(_role(one) for one in form.getlist("map"))
    given["skip_bad"], given["dry_run"] = (_is_ticked(form.get(each, "")) for each in ("skip_bad", "dry_run"))
    return found, given


def _is_ticked(value: str) -> bool:
    return value.lower() in ("1", "true", "on", "yes")


def _bytes(file: FileStorage | None, text: str | None) -> bytes | None:
    if file is not None:
        return bytes(file.read())
    return text.encode() if text else None


def _role(value: str) -> tuple[str, str]:
    role, equals, column = value.partition("=")
    if not equals or not role.strip() or not column.strip():
        raise Invalid(f"The field map has “{value[:60]}”, which is not ROLE=COLUMN, as machine=target.")
    return role.strip(), column


# A JSON object


def _json() -> tuple[Upload, dict[str, Any]]:
    found = body()
    given: dict[str, Any] = {name: sent.optional_text(found, name) for name in OPTIONS}
    given["skip_bad"], given["dry_run"] = (sent.flag(found, each) for each in ("skip_bad", "dry_run"))
    name = sent.text(found, "name")
    if found.get("segments") is not None:
        data = _rows(found["segments"])
        given["format"] = "jsonl"
    else:
        data = sent.text(found, "text").encode()
        given["format"] = given["format"] or "txt"
    source, reference = (sent.optional_text(found, each) for each in ("source", "reference"))
    return Upload(
        file_name=name[:80],
        data=data,
        name=name,
        source=source.encode() if source else None,
        reference=reference.encode() if reference else None,
    ), given


def _rows(segments: Any) -> bytes:
    """The segments as JSON lines, so that they come in through the same door as a file."""
    if not isinstance(segments, list) or not segments:
        raise Invalid("The field segments must be a list of objects with at least machine.")
    for number, one in enumerate(segments, start=1):
        if not isinstance(one, dict) or not isinstance(one.get("machine"), str):
            raise Invalid(f"Segment {number} has no text machine. Each segment is an object that has one.")
    try:
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in segments).encode()
    except UnicodeEncodeError:
        raise Invalid("The field segments has half a character (a lone surrogate).") from None


# Jobs


@blueprint.get("/jobs/<int:job_id>")
@needs("read")
def job(job_id: int) -> Answer:
    return {"ok": True, "job": working.describe(working.get(get_db(), job_id))}, 200


@blueprint.post("/jobs/<int:job_id>/cancel")
@needs("edit")
def cancel(job_id: int) -> Answer:
    """Stop a job; nothing of it stays."""
    return {"ok": True, "job": working.describe(working.cancel(get_db(), job_id))}, 200


# Exports


@blueprint.get("/documents/<int:document_id>/export")
@needs("read")
def export(document_id: int) -> ResponseReturnValue:
    """The document as a file: the same bytes as `stet export`."""
    choices = Choices(
        format=request.args.get("format") or None,
        unconfirmed=_choice("unconfirmed", ("keep", "drop", "mark")),  # type: ignore[arg-type]
        left_out=_choice("left_out", ("drop", "keep")),  # type: ignore[arg-type]
        cells=_choice("cells", ("safe", "exact")),  # type: ignore[arg-type]
        encoding=request.args.get("encoding") or None,
    )
    return _file(exporting.hand_out(get_db(), document_id, choices, who=person()))


@blueprint.get("/documents/<int:document_id>/questions.csv")
@needs("read")
def questions(document_id: int) -> ResponseReturnValue:
    """The open questions of a document as a table."""
    return _file(exporting.export_questions(get_db(), document_id))


def _choice(name: str, allowed: tuple[str, ...]) -> str:
    value = request.args.get(name) or allowed[0]
    if value not in allowed:
        raise Invalid(f"{name} is one of: {', '.join(allowed)}.")
    return value


def _file(made: Exported) -> ResponseReturnValue:
    response = send_file(
        io.BytesIO(made.data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=made.file_name,
        etag=False,
    )
    # Set afterwards, because send_file would add a second charset to a text's.
    response.content_type = made.content_type
    return response


# Sources


@blueprint.post("/documents/<int:document_id>/source")
@needs("edit")
def attach(document_id: int) -> Answer:
    """Pair a source text with a document that has none: a file in the field source, or JSON {text, source_lang}."""
    file = request.files.get("source")
    if file is not None:
        data, lang, op_id = file.read(), request.form.get("source_lang") or None, None
    else:
        found = body()
        data, lang = sent.text(found, "text").encode(), sent.optional_text(found, "source_lang")
        op_id = sent.operation(found)
    attached = attaching.attach(
        get_db(),
        document_id,
        data,
        source_lang=lang,
        author=person(),
        op_id=op_id,
        max_bytes=settings().max_file_bytes,
    )
    return {"ok": True, **attaching.describe(document_id, attached)}, 201


@blueprint.post("/segments/<int:segment_id>/source")
@needs("edit")
def repair(segment_id: int) -> Answer:
    """Repair pairs: {action: up|down|insert_gap|close_gap|join|split|checked, offset}."""
    found = body()
    changed = attaching.repair(
        get_db(),
        segment_id,
        sent.text(found, "action"),  # type: ignore[arg-type]
        offset=sent.optional_whole(found, "offset"),
        author=person(),
        op_id=sent.operation(found),
    )
    return {"ok": True, **describing.changed(changed)}, 201
