"""The quality page of a project, and how each of its numbers is computed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...access import needs, person
from ...db import get_db
from ...domain import text as texts
from ...domain.errors import Invalid
from ...domain.formats import cells
from ...services.quality import disagreeing, numbers, page, ruling, viewing
from ...services.quality.gathering import FACETS
from ...services.quality.page import FEW, MANY, ORDERS, QualityPage
from .. import forms
from ..files import attachment
from ..judging.blinded import names_systems
from ..scores import not_counted
from . import pictures, views, words

blueprint = Blueprint("quality", __name__)
NUMBER_COLUMNS = ("document", "position", "segment", "state", "machine", "text", "value", "of", "signature")


@blueprint.get("/p/<int:project_id>/quality")
@needs("read")
@names_systems
def show(project_id: int) -> ResponseReturnValue:
    return _page(project_id)


@blueprint.post("/p/<int:project_id>/quality/rules")
@needs("lead")
def set_rules(project_id: int) -> ResponseReturnValue:
    try:
        ruling.change(get_db(), project_id, request.form, who=person())
    except Invalid as error:
        return _page(project_id, message=error.message, given=request.form), 422
    return redirect(url_for("quality.show", project_id=project_id, _anchor="rules"))


@blueprint.get("/p/<int:project_id>/quality/disagreement")
@needs("read")
@names_systems
def disagreement(project_id: int) -> ResponseReturnValue:
    raters = tuple(request.args.getlist("rater")[:2])
    found = disagreeing.build(get_db(), project_id, wanted(), raters=raters, person=person())
    return render_template("quality/disagreement.html", found=found, person=person(), words=words)


@blueprint.get("/p/<int:project_id>/quality/<key>")
@needs("read")
@names_systems
def number(project_id: int, key: str) -> ResponseReturnValue:
    found = numbers.build(
        get_db(), project_id, key, wanted(), after=forms.number("after") or 0, person=person()
    )
    return render_template(
        "quality/number.html", found=found, key=key, link=link, words=words, person=person()
    )


@blueprint.get("/p/<int:project_id>/quality/<key>.csv")
@needs("read")
@names_systems
def number_as_csv(project_id: int, key: str) -> ResponseReturnValue:
    """Every segment of a number, with the signature."""
    found = numbers.everything(get_db(), project_id, key, wanted(), person=person())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(NUMBER_COLUMNS)
    for part in found.parts:
        if part.segment is not None:
            document = found.material.documents[part.row.document_id]
            writer.writerow(
                [
                    cells.guarded(document.name),
                    part.row.position,
                    part.row.id,
                    part.row.shown_state,
                    cells.guarded(part.segment.machine or ""),
                    cells.guarded(part.segment.text),
                    "" if part.value is None else part.value,
                    "" if part.of is None else part.of,
                    found.number.signature,
                ]
            )
    project = found.material.project
    name = texts.safe_file_name(f"{project.name}-{key}", found.material.lang, None, "csv")
    return attachment(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")


def _page(project_id: int, *, message: str | None = None, given: Mapping[str, str] | None = None) -> str:
    found = page.build(
        get_db(),
        project_id,
        wanted(),
        order=forms.choice("sort", ORDERS),
        show=MANY if request.args.get("show") == str(MANY) else FEW,
        person=person(),
    )
    return render_template(
        "quality/page.html",
        page=found,
        material=found.material,
        message=message,
        given=given,
        link=link,
        words=words,
        not_counted=not_counted,
        spread=words.spread_chart(found.spread),
        trend=_trend(found),
        bar=pictures.bar,
        picture=pictures.difference,
        person=person(),
        views=viewing.of_project(get_db(), project_id),
        here=views.here("quality"),
        view_address=views.address,
    )


def _trend(found: QualityPage) -> pictures.Line | None:
    if found.trend is None:
        return None
    labels = words.trend_labels(found.trend, tuple(found.material.documents))
    draw = pictures.trend_of_scores if found.trend.kind == "score" else pictures.trend
    return draw(found.trend.points, labels)


def wanted() -> dict[str, str]:
    """The facets in the address: what a person sees is its address."""
    return {name: request.args[name][:300] for name in ("lang", *FACETS) if request.args.get(name)}


def link(endpoint: str, project_id: int, view: Mapping[str, Any], **changes: Any) -> str:
    """The same view with some facets changed; None takes one out."""
    values = {**view, **changes}
    return url_for(
        endpoint, project_id=project_id, **{key: value for key, value in values.items() if value is not None}
    )
