"""Static files under /static/<hash>/…: cached for a year, and new the moment one of them changes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from .access import open_to_all

FOLDER = Path(__file__).parent / "static"


@cache
def fingerprint() -> str:
    """A hash over every static file, so that modules which import each other share one version."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def asset(path: str) -> str:
    return url_for("static_file", version=fingerprint(), path=path)


@open_to_all
def static_file(version: str, path: str) -> ResponseReturnValue:
    response = send_from_directory(FOLDER, path)
    response.cache_control.public = True
    response.cache_control.max_age = 31_536_000 if version == fingerprint() else 0
    response.cache_control.immutable = version == fingerprint()
    return response


def init_app(app: Flask) -> None:
    if app.debug:
        fingerprint.cache_clear()
    app.add_url_rule("/static/<version>/<path:path>", "static_file", static_file)
    app.jinja_env.globals["asset"] = asset
