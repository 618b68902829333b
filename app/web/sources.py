"""A document's source text: attaching it, and repairing the pairs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..access import needs, person, settings
from ..db import get_db
from ..domain.errors import Invalid, StetError
from ..domain.models import Segment
from ..errors import STATUS
from ..services import attaching, reading
from ..services.changing import batching, undoing
from ..services.changing.batching import Changed
from . import forms, import_rows

blueprint = Blueprint("sources", __name__)

PAGE = 200
ACTIONS = ("up", "down", "insert_gap", "close_gap", "join", "split", "checked")


@blueprint.get("/d/<int:document_id>/source")
@needs("edit")
def show(document_id: int) -> ResponseReturnValue:
    document, _ = reading.document(get_db(), document_id)
    if document.has_source:
        return redirect(url_for("sources.pairs", document_id=document_id))
    return _form(document_id)


def _form(document_id: int, message: str | None = None) -> str:
    document, _ = reading.document(get_db(), document_id)
    project = reading.project(get_db(), document.project_id).project
    return render_template(
        "sources/attach.html",
        document=document,
        project=project,
        given=request.form,
        message=message,
        person=person(),
    )


@blueprint.post("/d/<int:document_id>/source")
@needs("edit")
def attach(document_id: int) -> ResponseReturnValue:
    file_name, data = forms.upload("file", "text")
    try:
        if not data.strip():
            raise Invalid("There is no text yet. Paste the source, or choose a file.")
        done = attaching.attach(
            get_db(),
            document_id,
            data,
            file_name=file_name or "The source",
            source_lang=forms.tag("source_lang"),
            author=person(),
            max_bytes=settings().max_file_bytes,
        )
    except StetError as error:
        return _form(document_id, error.message), STATUS[type(error)]
    return redirect(url_for("sources.pairs", document_id=document_id, done=done.changed.batch.id), code=303)


@blueprint.get("/d/<int:document_id>/pairs")
@needs("edit")
def pairs(document_id: int) -> ResponseReturnValue:
    document, _ = reading.document(get_db(), document_id)
    if not document.has_source:
        return redirect(url_for("sources.show", document_id=document_id))
    return _pairs(document_id)


def _pairs(document_id: int, message: str | None = None) -> str:
    db = get_db()
    document, _ = reading.document(db, document_id)
    found = attaching.pairs(db, document_id)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, forms.number("page") or _page_to_look_at(found)), pages)
    done = forms.number("done")
    return render_template(
        "sources/pairs.html",
        document=document,
        project=reading.project(db, document.project_id).project,
        rows=found[(page - 1) * PAGE : page * PAGE],
        to_look_at=[one for one in found if one.source_check],
        empty=sum(one.source is None for one in found),
        page=page,
        pages=pages,
        split=forms.number("split"),
        cuts=import_rows.cuts,
        done=batching.get_in(db, done, document_id) if done else None,
        message=message,
        person=person(),
    )


def _page_to_look_at(found: list[Segment]) -> int:
    first = next((at for at, one in enumerate(found) if one.source_check), 0)
    return first // PAGE + 1


@blueprint.post("/d/<int:document_id>/pairs")
@needs("edit")
def repair(document_id: int) -> ResponseReturnValue:
    """Move, join, split or approve the pair of one segment."""
    segment_id, offset = forms.number("segment") or 0, forms.number("offset")
    action = forms.choice("action", ACTIONS)
    return _try(
        document_id,
        lambda: attaching.repair(get_db(), segment_id, action, offset=offset, author=person()),  # type: ignore[arg-type]
        f"r-{segment_id}",
    )


@blueprint.post("/d/<int:document_id>/pairs/all")
@needs("edit")
def all_right(document_id: int) -> ResponseReturnValue:
    return _try(document_id, lambda: attaching.mark_all_checked(get_db(), document_id, author=person()), "")


@blueprint.post("/d/<int:document_id>/pairs/undo")
@needs("edit")
def undo(document_id: int) -> ResponseReturnValue:
    """Undo what was done last, attaching included."""
    batch = batching.get_in(get_db(), forms.number("batch") or 0, document_id)
    return _try(document_id, lambda: undoing.undo(get_db(), batch.id, author=person()), "", is_undo=True)


def _try(
    document_id: int, act: Callable[[], Changed], anchor: str, *, is_undo: bool = False
) -> ResponseReturnValue:
    try:
        changed = act()
    except StetError as error:
        return _pairs(document_id, error.message), STATUS[type(error)]
    done = None if is_undo else changed.batch.id
    return redirect(
        url_for(
            "sources.pairs",
            document_id=document_id,
            page=forms.number("page"),
            done=done,
            _anchor=anchor or None,
        ),
        code=303,
    )
