"""Samples that were drawn at random: the page that draws them, and the desk that walks through one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ...access import needs, person, settings
from ...db import get_db
from ...domain.errors import Invalid
from ...domain.formats import cells
from ...services.judging import sample_desk, sampling, tasking
from ...services.judging.sample_desk import Around, Drawn, SampleDesk
from ...services.judging.sampling import Wanted
from .. import forms
from ..files import attachment
from ..filters import direction, language_name, thousands
from .desk import row

blueprint = Blueprint("samples", __name__)


@blueprint.get("/p/<int:project_id>/samples")
@needs("edit")
def page(project_id: int) -> ResponseReturnValue:
    """The samples of a project; the address may say what is to be drawn, as the buttons of other pages do."""
    return _page(project_id, request.args)


def _page(project_id: int, given: Mapping[str, str], message: str | None = None) -> ResponseReturnValue:
    found = sampling.page(get_db(), project_id, who=person())
    shown: dict[str, Any] = {
        "page": found,
        "given": given,
        "chosen": request.values.getlist("system"),
        "message": message,
        "most": sampling.MOST,
        "usual": sampling.USUAL,
        "person": person(),
    }
    return render_template("judging/samples.html", **shown), 422 if message else 200


@blueprint.post("/p/<int:project_id>/samples")
@needs("edit")
def draw(project_id: int) -> ResponseReturnValue:
    judge = forms.text("person") or None
    try:
        task = sampling.draw(get_db(), project_id, _wanted(), judge=judge, who=person())
    except Invalid as refusal:
        return _page(project_id, request.form, refusal.message)
    if task.person == person().name:
        return redirect(url_for("samples.desk", task_id=task.id))
    flash(_("%(person)s has the sample now.", person=task.person))
    return redirect(url_for("samples.page", project_id=project_id))


def _wanted() -> Wanted:
    seed = forms.text("seed")
    if seed and forms.number("seed") is None:
        raise Invalid(f"The seed “{seed}” is no whole number. Leave it empty for a new one.")
    return Wanted(
        size=forms.number("n") or 0,
        lang=forms.text("lang", 40),
        systems=tuple(name[:300] for name in request.form.getlist("system")),
        kind=forms.choice("kind", tasking.KINDS),
        is_blind="blind" in request.form,
        seed=forms.number("seed"),
    )


@blueprint.get("/samples/<int:sample_id>.csv")
@needs("read")
def listing(sample_id: int) -> ResponseReturnValue:
    """Every segment that could be drawn with its digest, so that anybody can draw again."""
    sample, found = sampling.listing(get_db(), sample_id)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("seed", "segment", "sha256", "drawn", "document", "position"))
    for one in found:
        name = cells.guarded(one.document)
        writer.writerow((sample.seed, one.segment_id, one.sha256, int(one.is_drawn), name, one.position))
    return attachment(
        out.getvalue().encode("utf-8-sig"), f"sample-{sample.id}.csv", "text/csv; charset=utf-8"
    )


@blueprint.post("/samples/<int:sample_id>/people")
@needs("edit")
def give(sample_id: int) -> ResponseReturnValue:
    task = sampling.give(get_db(), sample_id, judge=forms.text("person") or None, who=person())
    if task.person == person().name:
        return redirect(url_for("samples.desk", task_id=task.id))
    flash(_("%(person)s has the sample now.", person=task.person))
    return redirect(url_for("samples.page", project_id=task.project_id))


@blueprint.post("/samples/tasks/<int:task_id>/close")
@needs("edit")
def close(task_id: int) -> ResponseReturnValue:
    task = sampling.close(get_db(), task_id, who=person())
    return redirect(url_for("samples.page", project_id=task.project_id))


@blueprint.get("/samples/tasks/<int:task_id>")
@needs("edit")
def desk(task_id: int) -> ResponseReturnValue:
    found = sample_desk.get(
        get_db(), task_id, person=person(), number=forms.number("page"), size=settings().page_size
    )
    return render_template(
        "judging/sample_desk.html",
        desk=found,
        data=_data(found),
        here=url_for("samples.desk", task_id=task_id),
        person=person(),
        is_journal_kept=settings().journal,
    )


@blueprint.post("/samples/tasks/<int:task_id>/reveal")
@needs("edit")
def reveal(task_id: int) -> ResponseReturnValue:
    sample_desk.reveal(get_db(), task_id, who=person())
    return redirect(url_for("samples.desk", task_id=task_id))


def _data(found: SampleDesk) -> dict[str, Any]:
    """What the page's script works on: the desk of a document, with places of the sample for positions."""
    return {
        "document": f"sample-{found.task.id}",
        "task": found.task.id,
        "kind": found.kind,
        "weights": dict(found.scheme.weights.entries),
        "keys": [[key, name] for key, name in found.scheme.keys.items()],
        "segments": [_row(one) for one in found.rows],
        "left": found.left,
        "of": found.of,
        "after": {
            "words": _("See what it says on the quality page"),
            "address": url_for("quality.show", project_id=found.project.id, lang=found.sample.lang or None),
        },
    }


def _row(one: Drawn) -> dict[str, Any]:
    """`position` is the place in the sample; `where` says which segment of which document it is."""
    position = one.judged.segment.position
    source, target = one.document.source_lang, one.document.target_lang
    languages = {
        "sourceLang": source or "",
        "sourceDir": direction(source),
        "sourceName": language_name(source),
        "targetLang": target or "",
        "targetDir": direction(target),
        "targetName": language_name(target),
    }
    return {
        **row(one.judged, with_offers=False),
        "position": one.place,
        "inDocument": position,
        "where": _(
            "%(document)s, segment %(n)s", document=isolated(one.document.name), n=thousands(position)
        ),
        "before": _around(one.before),
        "after": _around(one.after),
        "languages": languages,
    }


def isolated(name: str) -> str:
    """A name that keeps its own direction in a sentence of another."""
    return f"\u2068{name}\u2069"


def _around(one: Around | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"position": one.position, "text": one.text, "isSource": one.is_source}
