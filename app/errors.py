"""Product error → status → page or JSON: the only mapping."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from .access import session_token, settings
from .domain import errors

STATUS: dict[type[errors.StetError], int] = {
    errors.Malformed: 400,
    errors.SignInNeeded: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.Unsupported: 415,
    errors.Invalid: 422,
    errors.Busy: 503,
    errors.StorageFull: 507,
}
SENTENCES = {
    400: "This request cannot be read. Check what was sent and try again.",
    401: "Sign in to go on.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    405: "This address does not answer to that method.",
    415: "This kind of content is not read here.",
    429: "Too many requests. Wait a moment and try again.",
}

log = logging.getLogger("stet")


def wants_json() -> bool:
    return request.path.startswith("/api/") or request.path == "/healthz"


def answer(status: int, message: str, details: list[str] | None = None, **more: object) -> Response:
    """The one shape of a refusal: JSON for the API, a page for people."""
    if wants_json():
        body = {"ok": False, "error": message, "errors": details or [message], "status": status, **more}
        return make_response(body, status)
    page = render_template("errors/error.html", status=status, message=message, details=details)
    return make_response(page, status)


def stet_error(error: errors.StetError) -> Response:
    status = STATUS[type(error)]
    if status == 401 and not wants_json() and request.method == "GET" and request.endpoint != "sign_in.link":
        return make_response(redirect(url_for("sign_in.form", next=request.full_path.rstrip("?"))))
    more = conflict_details(error) if isinstance(error, errors.Conflict) else {}
    response = answer(status, error.message, error.errors, **more)
    if status == 503:
        response.headers["Retry-After"] = "2"
    return response


def conflict_details(error: errors.Conflict) -> dict[str, object]:
    current = error.current
    keys = ("number", "text", "author", "made_at", "kind", "state")
    shown = {key: getattr(current, key) for key in keys} if current is not None else None
    return {"current": shown, "merged": error.merged}


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    code = error.code or 500
    return answer(code, _too_large() if code == 413 else SENTENCES.get(code, error.name + "."))


def _too_large() -> str:
    most = settings().max_file_bytes // 1_000_000
    return f"This is larger than Stet accepts: a file may have {most} MB. Split it, or raise STET_MAX_FILE_BYTES."


def csrf_error(error: CSRFError) -> ResponseReturnValue:
    if wants_json() and session_token() is None:
        # A script without its token, not a page that is too old.
        return answer(401, "Sign in to go on. What you typed is kept.")
    sentence = "The page was open for too long or the request came from another site. Reload and try again."
    return answer(403, sentence, outdated=True)


def unexpected(error: Exception) -> ResponseReturnValue:
    """A bug: logged with an id that the page shows, without a trace for strangers."""
    reference = secrets.token_hex(4)
    log.error("unexpected error %s at %s", reference, request.path, exc_info=error)
    return answer(500, f"Something in Stet went wrong (report {reference}). What was saved before is safe.")


def init_app(app: Flask) -> None:
    app.register_error_handler(errors.StetError, stet_error)
    app.register_error_handler(CSRFError, csrf_error)
    app.register_error_handler(HTTPException, http_error)
    if not app.testing:
        app.register_error_handler(Exception, unexpected)
