"""One's own password."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from .. import access
from ..access import needs, person
from ..db import get_db
from ..domain.errors import Forbidden, Invalid
from ..services import admitting

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@needs("read")
def show() -> ResponseReturnValue:
    return _page()


def _page(message: str | None = None) -> str:
    return render_template("account/show.html", message=message, person=person())


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
