"""One's own settings: password, theme, text size."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from .. import access
from ..access import needs, person
from ..db import get_db
from ..domain.errors import Forbidden, Invalid
from ..services import admitting
from ..services.people import preferring
from . import forms, looks

blueprint = Blueprint("account", __name__)

YEAR = 365 * 86400


@blueprint.get("/account")
@needs("read")
def show() -> ResponseReturnValue:
    return _page()


def _page(message: str | None = None) -> str:
    return render_template("account/show.html", message=message, sizes=looks.TEXT_SIZES, person=person())


@blueprint.post("/account/password")
@needs("read")
def password() -> ResponseReturnValue:
    """A new password; every other browser of this person is signed out, this one stays signed in."""
    try:
        session = admitting.change_own_password(
            get_db(),
            person(),
            old=request.form.get("old", ""),
            new=request.form.get("new", ""),
            address=request.remote_addr or "",
            days=access.settings().session_days,
        )
    except Invalid as error:
        return _page(error.message), 422
    except Forbidden as error:
        return _page(error.message), 429
    flash(_("Your password is set. Other browsers are signed out."))
    response = make_response(redirect(url_for("account.show"), code=303))
    access.set_session(response, session)
    return response


@blueprint.post("/account/look")
@needs("read")
def look() -> ResponseReturnValue:
    """Theme and text size, kept with the person, and in this browser for the page where one signs in."""
    response = make_response(redirect(url_for("account.show"), code=303))
    theme = forms.choice("theme", ("", *looks.THEMES))
    size = forms.choice("text", ("17", *looks.TEXT_SIZES))
    preferring.save(get_db(), person(), {"theme": theme or None, "text_size": int(size)})
    _keep(response, "stet-theme", theme)
    _keep(response, "stet-text", size)
    return response


def _keep(response: Response, name: str, value: str) -> None:
    # js/modules/theme.js reads and writes the theme, too, so scripts may see these two.
    age = YEAR if value else 0
    response.set_cookie(name, value, max_age=age, samesite="Lax", secure=request.is_secure, path="/")
