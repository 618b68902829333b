"""Undoing a batch from any page that tells about one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..services.changing import undoing
from .sign_in import safe_next

blueprint = Blueprint("batches", __name__)


@blueprint.post("/batches/<int:batch_id>/undo")
@needs("edit")
def undo(batch_id: int) -> ResponseReturnValue:
    changed = undoing.undo(get_db(), batch_id, author=person())
    for sentence in changed.skipped:
        flash(sentence)
    return redirect(safe_next(request.form.get("back", "")))
