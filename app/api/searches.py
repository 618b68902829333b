"""/api/v1/projects/…/search and replace: the same finding as the page, the palette and the concordance."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, request

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..domain.searching import Query
from ..services import describing, searching
from ..services.searching import Scope
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_searches", __name__, url_prefix="/api/v1")

Answer = tuple[dict[str, Any], int]


@blueprint.get("/projects/<int:project_id>/search")
@needs("read")
def search(project_id: int) -> Answer:
    """Hits in document order; `more` says that there are more than were counted. Switches (case, words, pattern, accents) are 1 or 0; accents=1 tells é from e."""
    size, after = sent.limit(), sent.after()
    hits = searching.find(get_db(), project_id, _query(), _scope(), limit=size, after=after)
    field = request.args.get("field") or "text"
    is_last = after + len(hits.hits) >= hits.segments and not hits.is_more
    return {
        "ok": True,
        "hits": [describing.hit(one, field) for one in hits.hits],
        "places": hits.places,
        "segments": hits.segments,
        "documents": hits.documents,
        "more": hits.is_more,
        "next": None if is_last else str(after + len(hits.hits)),
    }, 200


def _query() -> Query:
    return Query(
        request.args.get("q", ""),
        is_pattern=_switch("pattern"),
        match_case=_switch("case"),
        whole_words=_switch("words"),
        is_folded=not _switch("accents"),
    )


def _switch(name: str) -> bool:
    return request.args.get(name) in ("1", "true")


def _scope() -> Scope:
    document = request.args.get("document") or ""
    if document and not (document.isascii() and document.isdigit() and len(document) < 16):
        raise Invalid("document must be the id of a document of this project.")
    field = request.args.get("field") or "text"
    return Scope(
        field=cast(searching.Field, field),
        document_id=int(document) if document else None,
        state=request.args.get("state") or "all",
        author=request.args.get("author") or None,
    )


@blueprint.post("/projects/<int:project_id>/replace")
@needs("edit")
def replace(project_id: int) -> Answer:
    """Replace in the segments named, where they still have the revision that was seen, as one batch."""
    found = body()
    query = Query(
        sent.text(found, "q"),
        is_pattern=sent.flag(found, "pattern"),
        match_case=sent.flag(found, "case"),
        whole_words=sent.flag(found, "words"),
        is_folded=not sent.flag(found, "accents"),
    )
    changed = searching.replace(
        get_db(),
        project_id,
        query,
        sent.text(found, "replacement"),
        sent.chosen(found),
        author=person(),
        keep_capitals=sent.flag(found, "keep_capitals", True),
        op_id=sent.operation(found),
    )
    return {"ok": True, **describing.changed(changed)}, 201
