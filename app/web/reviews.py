"""Review of an editor's work: what was changed, approving it, sending it back."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..access import needs, person, settings
from ..db import get_db
from ..domain.errors import Invalid, TooLarge
from ..domain.models import Difference
from ..services import reviewing
from ..services.changing import batching
from ..services.changing.batching import Changed
from ..services.effort import recording
from . import forms
from .sign_in import safe_next

blueprint = Blueprint("reviews", __name__)

STATES = ("waiting", "edited", "sent_back", "approved", "unchanged", "all")
STACKED_SCRIPTS = ("ar", "fa", "he", "ur", "ja", "zh", "ko")
MUCH = 0.6


@blueprint.get("/d/<int:document_id>/review")
@needs("review")
def page(document_id: int) -> ResponseReturnValue:
    if request.args.get("purpose") == "marks":
        return redirect(url_for("desk.page", document_id=document_id))
    found = reviewing.page(
        get_db(),
        document_id,
        state=forms.choice("state", STATES),
        editor=request.args.get("editor") or None,
        number=forms.number("page") or 1,
        size=settings().page_size,
    )
    return render_template(
        "reviews/page.html",
        page=found,
        person=person(),
        done=batching.find(get_db(), forms.number("done") or 0),
        here=_here(),
        is_stacked=is_stacked,
        is_effort_recorded=recording.is_recorded(get_db(), found.project.id),
        is_journal_kept=settings().journal,
    )


def _here() -> str:
    kept = {name: request.args[name] for name in ("state", "editor", "page") if name in request.args}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def is_stacked(difference: Difference, lang: str | None) -> bool:
    """Whether old and new stand above each other: where much changed, and in scripts in which mixed lines read badly."""
    if lang and lang.partition("-")[0] in STACKED_SCRIPTS:
        return True
    changed = sum(len(one.text) for one in difference.pieces if one.op != "equal")
    kept = sum(len(one.text) for one in difference.pieces if one.op == "equal")
    return kept > 0 and changed > MUCH * (changed + 2 * kept)


@blueprint.post("/d/<int:document_id>/review/approve")
@needs("review")
def approve(document_id: int) -> ResponseReturnValue:
    changed = reviewing.approve(get_db(), _chosen(), document_id=document_id, author=person())
    return _back(document_id, changed)


@blueprint.post("/d/<int:document_id>/review/send-back")
@needs("review")
def send_back(document_id: int) -> ResponseReturnValue:
    """Without a reason: the form that asks for one."""
    chosen = _chosen()
    if "op_id" not in request.form:
        return _form(document_id, chosen)
    try:
        changed = reviewing.send_back(
            get_db(),
            chosen,
            document_id=document_id,
            reason=forms.text("reason"),
            note=forms.text("note", 10_000) or None,
            suggestion=_suggestion(chosen),
            author=person(),
            op_id=forms.text("op_id", 100),
        )
    except (Invalid, TooLarge) as error:
        return _form(document_id, chosen, error.message), 422
    return _back(document_id, changed)


def _suggestion(chosen: list[tuple[int, int]]) -> str | None:
    """The reviewer's wording where it is another than the text; forms send line ends as CR LF."""
    wanted = request.form.get("suggestion")
    if wanted is None or len(chosen) != 1:
        return None
    now = reviewing.text_of(get_db(), chosen[0][0])
    return None if wanted.replace("\r\n", "\n") == now.replace("\r\n", "\n") else wanted


def _form(document_id: int, chosen: list[tuple[int, int]], message: str | None = None) -> str:
    return render_template(
        "reviews/send_back.html",
        page=reviewing.asking_why(get_db(), document_id, chosen),
        chosen=chosen,
        given=request.form,
        message=message,
        op_id=secrets.token_hex(8),
        back=request.form.get("back", ""),
        person=person(),
    )


def _chosen() -> list[tuple[int, int]]:
    """(segment id, revision seen) pairs: of the button that was pressed, else of every tick."""
    values = request.form.getlist("only") or request.form.getlist("segment")
    found = [forms.pair(value) for value in dict.fromkeys(values)]
    if not found:
        raise Invalid("Tick at least one segment.")
    return found


def _back(document_id: int, changed: Changed) -> ResponseReturnValue:
    address = safe_next(request.form.get("back") or url_for("reviews.page", document_id=document_id))
    return redirect(f"{address}{'&' if '?' in address else '?'}done={changed.batch.id}")
