"""The choice of the interface's language."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from .. import interface
from ..access import open_to_all
from . import forms
from .sign_in import safe_next

blueprint = Blueprint("languages", __name__)

YEAR = 31_536_000  # seconds


@blueprint.post("/language")
@open_to_all
def choose() -> ResponseReturnValue:
    """Also before signing in: the form of a sign-in may be the first page that somebody cannot read."""
    response = redirect(safe_next(request.form.get("next", "")))
    tag = forms.choice("lang", ("", *interface.offered()))
    if tag:
        response.set_cookie(interface.COOKIE, tag, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    else:
        response.delete_cookie(interface.COOKIE)
    return response
