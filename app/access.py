"""Who may, at both doors: each route names what it needs, and a test proves that none forgets to."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.routing import IntegerConverter, Map

from .config import Config
from .db import get_db
from .domain.errors import Forbidden, Malformed, SignInNeeded
from .domain.models import Person
from .domain.permissions import Permission, may
from .services import signing_in

COOKIE = "stet-session"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)

LARGEST_ID = 2**63 - 1

View = Callable[..., ResponseReturnValue]
csrf = CSRFProtect()


class Id(IntegerConverter):
    """A number in an address; one beyond every row is no address at all."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_ID, **kwargs})


def needs(permission: Permission) -> Callable[[View], View]:
    """Guard a route: 401 without a sign-in, 403 where the role does not allow it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            who = person()
            if not may(who.role, permission):
                raise Forbidden(f"Your role ({who.role}) does not allow this. Ask the owner.")
            return view(*args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def open_to_all(view: View) -> View:
    """Mark a route that needs no sign-in, so that the test of guards can tell it from a forgotten one."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def settings() -> Config:
    """The settings in force."""
    found: Config = current_app.config["STET"]
    return found


def person() -> Person:
    """Who is signed in; raises SignInNeeded."""
    found = find_person()
    if found is None:
        raise SignInNeeded("Sign in to go on. What you typed is kept.")
    return found


def find_person() -> Person | None:
    if "person" not in g:
        g.person = _by_token() or _by_session()
    found: Person | None = g.person
    return found


def _by_token() -> Person | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    found = signing_in.person_of_token(get_db(), token.strip())
    if found is None:
        raise SignInNeeded("This token is not valid. Make a new one: stet token create --user NAME")
    return found


def _by_session() -> Person | None:
    token = request.cookies.get(cookie_name())
    return signing_in.person_of_session(get_db(), token) if token else None


def cookie_name() -> str:
    return f"__Host-{COOKIE}" if request.is_secure else COOKIE


def set_session(response: Response, token: str) -> None:
    config = settings()
    response.set_cookie(
        cookie_name(),
        token,
        max_age=config.session_days * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path="/",
    )


def clear_session(response: Response) -> None:
    response.delete_cookie(cookie_name(), path="/", secure=request.is_secure, httponly=True, samesite="Lax")


def session_token() -> str | None:
    return request.cookies.get(cookie_name())


def refuse_strangers() -> None:
    """Before each request: an unknown host name, a request from another site and odd addresses are refused."""
    if request.path.startswith("//") or "\\" in request.path or "\0" in request.path:
        raise Malformed("This address is not written as Stet's addresses are.")
    _check_host()
    if not has_token():
        _bind_forms()
    if request.method not in SAFE_METHODS and not has_token():
        _check_origin()
        csrf.protect()


def _bind_forms() -> None:
    """Tabs that a starting browser opens at once get the same form token: the last one would outdate the others otherwise."""
    token = session_token()
    if token is None or request.endpoint == "static_file" or "csrf_token" in session:
        return
    key = str(current_app.secret_key).encode()
    session["csrf_token"] = hmac.new(key, token.encode(), "sha256").hexdigest()


def has_token() -> bool:
    """A script's request: no browser adds this header by itself, so there is nothing to forge."""
    return request.headers.get("Authorization", "").lower().startswith("bearer ")


def _check_host() -> None:
    config = settings()
    known = {*LOOPBACK, *(name.strip() for name in config.hosts.split(",") if name.strip())}
    name = urlsplit(f"//{request.host}").hostname
    if name not in known:
        raise Malformed(
            f"Stet does not answer to this host name. The owner adds it with STET_HOSTS={name or 'NAME'}."
        )


def _check_origin() -> None:
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site in ("cross-site", "same-site") or (origin and urlsplit(origin).netloc != request.host):
        raise Forbidden("This request came from another site and was not carried out.")


def harden(response: Response) -> Response:
    """After each request: headers that keep browsers from guessing, framing, caching and leaking."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    # Not no-referrer: browsers would send "Origin: null" with our own forms.
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static_file":
        headers["Cache-Control"] = "no-store"
        headers["Vary"] = "Cookie, Accept-Language"
    return response


def init_app(app: Flask) -> None:
    # Checked in refuse_strangers, after the host and the origin, and not for scripts with a token.
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)
    app.url_map.converters["int"] = Id
    app.before_request(refuse_strangers)
    app.after_request(harden)
