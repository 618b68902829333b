"""The choice of the interface's language."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue

from .. import interface
from ..access import find_person, open_to_all
from ..db import get_db
from ..domain.people.preferences import CHOICES
from ..services.people import preferring
from . import forms
from .sign_in import safe_next

blueprint = Blueprint("languages", __name__)


@blueprint.post("/language")
@open_to_all
def choose() -> ResponseReturnValue:
    """Also before signing in: the form of a sign-in may be the first page that somebody cannot read."""
    response = make_response(redirect(safe_next(request.form.get("next", ""))))
    tag = forms.choice("lang", ("", *interface.offered()))
    interface.remember(response, tag)
    who = find_person()
    if who and tag in CHOICES["language"]:
        preferring.save(get_db(), who, {"language": tag or None})
    return response
