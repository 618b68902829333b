"""Signing in by link or password, and out again."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from .. import access, interface
from ..access import needs, open_to_all
from ..db import get_db
from ..domain.errors import Forbidden, SignInNeeded
from ..domain.models import Person
from ..services import signing_in
from ..services.people import preferring

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
@open_to_all
def form() -> ResponseReturnValue:
    return _form()


def _form(message: str | None = None, status: int = 200) -> ResponseReturnValue:
    fields = {"next": request.values.get("next", ""), "window": request.values.get("window", "")}
    name = request.form.get("name", "")
    return render_template("sign_in/form.html", message=message, name=name, **fields), status


@blueprint.post("/sign-in")
@open_to_all
def by_password() -> ResponseReturnValue:
    try:
        who, token = signing_in.sign_in_by_password(
            get_db(),
            request.form.get("name", "")[:200],
            request.form.get("password", ""),
            address=request.remote_addr or "",
            days=access.settings().session_days,
        )
    except SignInNeeded as error:
        return _form(error.message, 401)
    except Forbidden as error:
        return _form(error.message, 429)
    return _welcome(who, token)


@blueprint.get("/link/<token>")
@open_to_all
def link(token: str) -> ResponseReturnValue:
    """A page with one button: mail programs and previews that fetch a link must not use it up."""
    return render_template("sign_in/link.html", token=token)


@blueprint.post("/link/<token>")
@open_to_all
def use_link(token: str) -> ResponseReturnValue:
    try:
        who, session = signing_in.sign_in_by_link(get_db(), token, days=access.settings().session_days)
    except SignInNeeded as error:
        return _form(error.message, 401)
    return _welcome(who, session)


def _welcome(who: Person, token: str) -> ResponseReturnValue:
    if request.values.get("window"):
        response = make_response(render_template("sign_in/done.html"))
    else:
        response = make_response(redirect(safe_next(request.values.get("next", ""))))
    access.set_session(response, token)
    language = preferring.of_person(get_db(), who)["language"]
    if language:
        interface.remember(response, language)
    return response


def safe_next(wanted: str) -> str:
    """A path of this product that was asked for, else the home page: never another site."""
    home = url_for("projects.home")
    if not wanted.startswith("/") or wanted.startswith("//") or not wanted.isprintable() or "\\" in wanted:
        return home
    path = wanted.partition("?")[0]
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (RequestRedirect, HTTPException):
        return home
    return wanted


@blueprint.post("/sign-out")
@needs("read")
def sign_out() -> ResponseReturnValue:
    token = access.session_token()
    if token:
        signing_in.sign_out(get_db(), token)
    response = make_response(redirect(url_for("sign_in.form")))
    access.clear_session(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
