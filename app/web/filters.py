"""Values to text, for templates: languages, directions, dates, shares; and the interface's language."""

from __future__ import annotations

from flask import Flask, request
from flask_babel import get_locale

from ..domain import languages

THEMES = ("light", "dark", "contrast")


def locale() -> str:
    """The language of the interface: English until there are more."""
    return "en"


def theme() -> str | None:
    """The theme the person chose, None to follow the system."""
    chosen = request.cookies.get("stet-theme")
    return chosen if chosen in THEMES else None


def language_name(tag: str | None) -> str:
    return languages.name(tag) if tag else "Not stated"


def direction(tag: str | None) -> str:
    return languages.direction(tag) if tag else "auto"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def moment(at: str) -> str:
    """2026-11-22T14:02:03… as 2026-11-22 14:02, in UTC; the browser shows it in local time."""
    return f"{at[:10]} {at[11:16]}"


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        language_name=language_name, direction=direction, percent=percent, moment=moment
    )
    app.jinja_env.globals.update(theme=theme, get_locale=get_locale)
