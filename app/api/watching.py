"""/api/v1/documents/…/changes, events, presence: what others do, asked for or told as it happens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, request

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..interface import answers, current
from ..interface.catalogues import Catalogue
from ..services import describing
from ..services.judging import blinding
from ..services.judging.blinding import Veil
from ..services.watching import News, Watch
from . import reading as sent
from .reading import body

blueprint = Blueprint("api_watching", __name__, url_prefix="/api/v1")

RETRY_MS = 250  # how long a browser waits before it listens again


@blueprint.get("/documents/<int:document_id>/changes")
@needs("read")
def changes(document_id: int) -> tuple[dict[str, Any], int]:
    """What changed since `after`, the `number` of an earlier answer; `also` names further documents."""
    found = _watch().news(get_db(), _documents(document_id), sent.after(), viewer=person())
    return {"ok": True, **describing.news(found)}, 200


@blueprint.get("/documents/<int:document_id>/events")
@needs("read")
def events(document_id: int) -> Response:
    """The same as server-sent events for half a minute; 503 where too many listen, then /changes serves."""
    watch, documents, viewer = _watch(), _documents(document_id), person()
    # What a browser has seen last comes in a header when it connects again by itself.
    number = max(sent.after(), _last_event())
    watch.news(get_db(), documents, number, viewer=viewer)
    watch.take_seat()
    found = watch.stream(documents, number, viewer=viewer)
    over = blinding.veil(get_db(), viewer)
    response = Response(_lines(found, current(), over), mimetype="text/event-stream")
    response.call_on_close(watch.leave_seat)
    response.headers["X-Accel-Buffering"] = "no"
    return response


@blueprint.post("/documents/<int:document_id>/presence")
@needs("read")
def presence(document_id: int) -> tuple[dict[str, Any], int]:
    """Say in which segment one works; again within 30 seconds, or others no longer see it."""
    _watch().here(get_db(), document_id, sent.optional_whole(body(), "segment_id"), person=person())
    return {"ok": True}, 200


def _watch() -> Watch:
    found: Watch = current_app.extensions["watch"]
    return found


def _documents(document_id: int) -> list[int]:
    further = [part for part in request.args.get("also", "").split(",") if part]
    if not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in further):
        raise Invalid("also must be numbers of documents with commas between them.")
    return [document_id, *map(int, further)]


def _last_event() -> int:
    value = request.headers.get("Last-Event-ID", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else 0


def _lines(found: Iterator[News | None], words: Catalogue, over: Veil | None) -> Iterator[str]:
    """The news as a stream; `over` keeps names of systems from whoever judges blind."""
    yield f"retry: {RETRY_MS}\n\n"
    for news in found:
        if news is None:
            yield "event: beat\ndata: .\n\n"
        else:
            told = describing.news(news)
            told = over.over(told, lambda one: None) if over else told
            sent_now = json.dumps(answers.said(told, words), ensure_ascii=False)
            yield f"id: {news.number}\ndata: {sent_now}\n\n"
