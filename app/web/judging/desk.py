"""The page on which a person marks errors in a document's texts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...access import needs, person, settings
from ...db import get_db
from ...services.judging import desk, sampling, tasking
from ...services.judging.desk import Desk, Judged
from .. import forms

blueprint = Blueprint("desk", __name__)


@blueprint.get("/d/<int:document_id>/marks")
@needs("edit")
def page(document_id: int) -> ResponseReturnValue:
    sample_task = sampling.find_task(get_db(), forms.number("task"))
    if sample_task is not None:
        return redirect(url_for("samples.desk", task_id=sample_task.id))
    found = desk.of_document(
        get_db(),
        document_id,
        person=person(),
        task_id=forms.number("task"),
        stage=forms.choice("stage", desk.STAGES),
        number=forms.number("page") or 1,
        size=settings().page_size,
    )
    return render_template(
        "judging/desk.html",
        desk=found,
        data=_data(found),
        person=person(),
        is_journal_kept=settings().journal,
    )


@blueprint.post("/d/<int:document_id>/marks/reveal")
@needs("edit")
def reveal(document_id: int) -> ResponseReturnValue:
    task = forms.number("task")
    tasking.reveal(get_db(), document_id, task_id=task, who=person())
    return redirect(url_for("desk.page", document_id=document_id, task=task))


def _data(found: Desk) -> dict[str, Any]:
    """What the page's script works on."""
    return {
        "document": found.document.id,
        "task": found.task.id if found.task else None,
        "kind": found.kind,
        "weights": dict(found.scheme.weights.entries),
        "keys": [[key, name] for key, name in found.scheme.keys.items()],
        "segments": [row(one, with_offers=found.task is None) for one in found.rows],
        "left": found.left,
    }


def row(one: Judged, *, with_offers: bool) -> dict[str, Any]:
    """A segment as the page's script knows it."""
    segment = one.segment
    texts = [
        {"key": text.key, "label": text.label, "revision": text.revision, "text": text.text}
        for text in one.texts
    ]
    names = ("start", "end", "quote", "instead", "kind", "category")
    offered = [{name: getattr(offer, name) for name in names} for offer in one.offers]
    return {
        "id": segment.id,
        "position": segment.position,
        "source": segment.source,
        "texts": texts,
        "offers": offered if with_offers else [],
        **one.said,
    }
