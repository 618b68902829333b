"""Finding in a project, and replacing what was ticked: everything that a person chose stands in the address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Conflict, Invalid, StetError, TooLarge
from ..domain.permissions import may
from ..domain.searching import Query
from ..services import searching
from ..services.changing import batching
from ..services.searching import FIELDS, Change, Scope, SearchPage
from . import forms, marks
from .marks import Part

blueprint = Blueprint("searches", __name__)

STATES = ("all", "todo", "edited", "confirmed", "approved", "sent_back", "left_out")
KEPT = (
    "q",
    "replacement",
    "field",
    "case",
    "words",
    "pattern",
    "accents",
    "keep",
    "state",
    "author",
    "document",
    "do",
)
MOST_PLACES = 1000


class Asked(NamedTuple):
    """What the form says, in values."""

    q: str
    replacement: str
    query: Query
    scope: Scope
    keeps_capitals: bool
    is_replacing: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place that replacing would change: what stands at its tick, and the text with this place replaced."""

    change: Change
    value: str
    parts: list[Part]
    is_ticked: bool


@blueprint.get("/p/<int:project_id>/search")
@needs("read")
def page(project_id: int) -> ResponseReturnValue:
    done = batching.find(get_db(), forms.number("done") or 0)
    return _page(project_id, _asked(), done=done)


@blueprint.post("/p/<int:project_id>/search")
@needs("edit")
def replace(project_id: int) -> ResponseReturnValue:
    asked = _asked()
    ticked = request.form.getlist("place")
    try:
        changed = _replace(project_id, asked, ticked)
    except (Invalid, TooLarge, Conflict) as error:
        return _page(project_id, asked, error=error, ticked=set(ticked)), 422
    kept: dict[str, Any] = {
        name: request.form[name] for name in KEPT if name in request.form and name != "do"
    }
    return redirect(url_for("searches.page", project_id=project_id, **kept, done=changed.batch.id))


def _replace(project_id: int, asked: Asked, ticked: list[str]) -> batching.Changed:
    seen: dict[int, int] = {}
    places: dict[int, set[int]] = {}
    for value in ticked:
        segment_id, revision, number = _tick(value)
        seen[segment_id] = revision
        places.setdefault(segment_id, set()).add(number)
    return searching.replace(
        get_db(),
        project_id,
        asked.query,
        asked.replacement,
        list(seen.items()),
        author=person(),
        keep_capitals=asked.keeps_capitals,
        op_id=forms.text("op_id", 100) or None,
        places=places,
    )


def _tick(value: str) -> tuple[int, int, int]:
    parts = value.split(":")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts):
        raise Invalid("A tick was not understood. Search again.")
    return int(parts[0]), int(parts[1]), int(parts[2])


def _asked() -> Asked:
    given = request.values
    is_sent = "do" in given or request.method == "POST"
    query = Query(
        given.get("q", ""),
        is_pattern="pattern" in given,
        match_case="case" in given,
        whole_words="words" in given,
        is_folded="accents" not in given,
    )
    wants_to_replace = given.get("do") == "replace" or request.method == "POST"
    is_replacing = wants_to_replace and may(person().role, "edit")
    scope = Scope(
        field="text" if is_replacing else forms.choice("field", FIELDS),  # type: ignore[arg-type]
        document_id=forms.number("document"),
        state=forms.choice("state", STATES),
        author=given.get("author") or None,
    )
    keeps_capitals = "keep" in given or not is_sent
    return Asked(query.text, given.get("replacement", ""), query, scope, keeps_capitals, is_replacing)


def _page(
    project_id: int,
    asked: Asked,
    *,
    error: StetError | None = None,
    ticked: set[str] | None = None,
    done: object = None,
) -> str:
    number = forms.number("page") or 1
    found, places = None, []
    try:
        found = _found(project_id, asked, number)
        if asked.is_replacing and asked.q:
            places = _places(project_id, asked, ticked)
    except (Invalid, TooLarge) as refusal:
        error = error or refusal
        found = found or searching.page(get_db(), project_id, None, Scope())
    return render_template(
        "searches/page.html",
        page=found,
        asked=asked,
        places=places[:MOST_PLACES],
        is_cut=len(places) > MOST_PLACES,
        error=error,
        done=done,
        op_id=secrets.token_hex(8),
        marks=marks,
        person=person(),
        link=_link,
        states=STATES[1:],
    )


def _found(project_id: int, asked: Asked, number: int) -> SearchPage:
    return searching.page(get_db(), project_id, asked.query if asked.q else None, asked.scope, number=number)


def _places(project_id: int, asked: Asked, ticked: set[str] | None) -> list[Place]:
    found = searching.preview(
        get_db(),
        project_id,
        asked.query,
        asked.replacement,
        asked.scope,
        keep_capitals=asked.keeps_capitals,
        most=MOST_PLACES + 1,
    )
    places = []
    for change in found:
        for number in range(len(change.replacement.spans)):
            value = f"{change.segment.id}:{change.segment.revision}:{number}"
            is_ticked = change.is_certain and request.args.get("ticks") != "none"
            places.append(
                Place(
                    change,
                    value,
                    marks.replaced(change.replacement, number),
                    is_ticked if ticked is None else value in ticked,
                )
            )
    return places


def _link(project_id: int, **changes: Any) -> str:
    """This page's address with some of its choices changed; None takes one out."""
    kept = {name: request.values[name] for name in KEPT if name in request.values}
    wanted: dict[str, Any] = {k: v for k, v in {**kept, **changes}.items() if v is not None}
    return url_for("searches.page", project_id=project_id, **wanted)
