"""The language of the interface: which one a request gets, and its words for templates, scripts and refusals."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, has_request_context, request
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel, Domain

from . import answers, catalogues
from .catalogues import Catalogue

COOKIE = "stet-lang"
YEAR = 31_536_000  # seconds


def current() -> Catalogue:
    """The words of the language in which this request is answered."""
    if not has_request_context():
        return catalogues.load("en")
    if "catalogue" not in g:
        g.catalogue = catalogues.load(choose())
    found: Catalogue = g.catalogue
    return found


def choose() -> str:
    """The person's choice, else what the browser asks for, else English; scripts with a token read English."""
    if request.headers.get("Authorization"):
        return "en"
    chosen = request.cookies.get(COOKIE, "")
    if chosen in offered():
        return chosen
    wanted = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality)
    return next((tag for tag in wanted if tag in catalogues.LANGUAGES), "en")


def remember(response: Response, tag: str) -> None:
    """Let this browser speak a language from now on; none is what the browser asks for."""
    if tag:
        response.set_cookie(COOKIE, tag, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    else:
        response.delete_cookie(COOKIE)


def offered() -> dict[str, str]:
    """The languages to choose from with their own names; tests and debugging have pseudo-languages, too."""
    if current_app.testing or current_app.debug or current_app.config["STET"].pseudo:
        return {**catalogues.LANGUAGES, **catalogues.PSEUDO}
    return dict(catalogues.LANGUAGES)


def say(text: str) -> str:
    """An English sentence of the product in the reader's language; other text as it is."""
    return current().say(text)


class Words(Domain):  # type: ignore[misc]
    """What `_()` reads: catalogues that are loaded without compiling them first."""

    def get_translations(self) -> object:
        return current().translations


class Answers(DefaultJSONProvider):
    """Answers of the API as pages show them: with their sentences in the reader's language."""

    def response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        found = self._prepare_response_obj(args, kwargs)
        return super().response(answers.said(found, current()))


def init_app(app: Flask) -> None:
    babel = Babel(app, locale_selector=lambda: str(current().locale))
    babel.domain_instance = Words()
    app.json = Answers(app)
    app.jinja_env.globals.update(interface=current, interface_languages=offered)
    app.jinja_env.filters["say"] = say
