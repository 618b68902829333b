"""/api/v1/projects: make, list and look at projects."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..access import needs, person
from ..db import get_db
from ..services import describing, projecting, reading, scoring
from ..services.judging import blinding
from ..services.quality import telling
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_projects", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.post("/projects")
@needs("edit")
def create() -> Answer:
    found = body()
    project = projecting.create(
        get_db(),
        sent.text(found, "name"),
        source_lang=sent.optional_text(found, "source_lang"),
        target_lang=sent.optional_text(found, "target_lang"),
        who=person(),
    )
    return {"ok": True, "project": describing.project(project)}, 201


@blueprint.get("/projects")
@needs("read")
def index() -> Answer:
    size = sent.limit()
    found = reading.project_list(get_db(), after=sent.after(), limit=size)
    key = found[-1].project.id if found else None
    return {
        "ok": True,
        "projects": [describing.project(one.project) for one in found],
        "next": sent.next_after(found, size, key),
    }, 200


@blueprint.get("/projects/<int:project_id>")
@needs("read")
def show(project_id: int) -> Answer:
    card = reading.project(get_db(), project_id)
    documents = [describing.document(one, card.counts[one.id]) for one in card.documents]
    return {"ok": True, "project": {**describing.project(card.project), "documents": documents}}, 200


@blueprint.get("/projects/<int:project_id>/scores")
@needs("read")
def scores(project_id: int) -> Answer:
    """Every score of a project; languages are never averaged, so `scores` is null where there are several."""
    blinding.refuse(get_db(), project_id, person=person())
    found = scoring.of_project(get_db(), project_id)
    by_language = [
        {"target_lang": lang or None, **describing.scores(one), **_judged(project_id, lang)}
        for lang, one in found.items()
    ]
    first = by_language[0] if len(by_language) == 1 else None
    only = first and {key: value for key, value in first.items() if key != "target_lang"}
    return {"ok": True, "scores": only, "by_language": by_language}, 200


def _judged(project_id: int, lang: str) -> dict[str, Any]:
    return telling.of_texts(get_db(), project_id, {"lang": lang}, person=person())
