"""Values to text, for templates: languages, directions, dates, shares; and the interface's language."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, request
from flask_babel import get_locale

from ..domain import languages
from ..domain.languages import Language

THEMES = ("light", "dark", "contrast")


class Done(NamedTuple):
    share: float
    finished: int
    of: int


def locale() -> str:
    """The language of the interface: English until there are more."""
    return "en"


def theme() -> str | None:
    """The theme the person chose, None to follow the system."""
    chosen = request.cookies.get("stet-theme")
    return chosen if chosen in THEMES else None


def language_name(tag: str | None) -> str:
    return languages.name(tag) if tag else "Not stated"


def language_label(language: Language) -> str:
    """As lists of languages show it: English name first, so that typing finds it, then its own name and code."""
    own = "" if language.native_name == language.name else f" · {language.native_name}"
    return f"{language.name}{own} ({language.tag})"


def all_languages(current: str | None = None) -> list[Language]:
    """Every language to choose from, with the current one where it is a regional variant."""
    found = list(languages.all_languages())
    if current and current not in {one.tag for one in found}:
        found.extend(filter(None, [languages.find(current)]))
    return found


def direction(tag: str | None) -> str:
    return languages.direction(tag) if tag else "auto"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def whole_percent(share: float) -> str:
    """Rounded down, so that 100 % is said of nothing unfinished."""
    return f"{int(100 * share)} %"


def thousands(number: int) -> str:
    """1234567 as 1,234,567."""
    return f"{number:,}"


def done(counts: dict[str, int]) -> Done:
    """How much of a document is confirmed or approved; what is left out needs nothing."""
    of = counts["all"] - counts["left_out"]
    finished = counts["confirmed"] + counts["approved"]
    return Done(finished / of if of else 0.0, finished, of)


def moment(at: str) -> str:
    """2026-11-22T14:02:03… as 2026-11-22 14:02, in UTC; the browser shows it in local time."""
    return f"{at[:10]} {at[11:16]}"


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        direction=direction,
        done=done,
        language_label=language_label,
        language_name=language_name,
        moment=moment,
        percent=percent,
        thousands=thousands,
        whole_percent=whole_percent,
    )
    app.jinja_env.globals.update(all_languages=all_languages, get_locale=get_locale, theme=theme)
