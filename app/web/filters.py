"""Values to text, for templates: languages, directions, dates, shares; and the interface's language."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import NamedTuple

from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import gettext

from .. import interface
from ..domain import languages
from ..domain.languages import Language
from ..domain.models import Difference, Segment
from ..interface import answers, names


class Done(NamedTuple):
    share: float
    finished: int
    of: int


def language_name(tag: str | None) -> str:
    """The name of a language in the language of the interface, in English where that has none."""
    if not tag:
        return str(gettext("Not stated"))
    return names.of(tag, interface.current().locale)


def language_label(language: Language) -> str:
    """As lists of languages show it: the reader's name first, so that typing finds it, then its own name and code."""
    name = language_name(language.tag)
    own = "" if language.native_name == name else f" · {language.native_name}"
    return f"{name}{own} ({language.tag})"


def all_languages(current: str | None = None) -> list[Language]:
    """Every language to choose from, with the current one where it is a regional variant."""
    found = list(languages.all_languages())
    if current and current not in {one.tag for one in found}:
        found.extend(filter(None, [languages.find(current)]))
    return sorted(found, key=lambda one: sortable(language_name(one.tag)))


def sortable(name: str) -> str:
    """Names in the order of a dictionary: É stands with E."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def direction(tag: str | None) -> str:
    return languages.direction(tag) if tag else "auto"


def percent(share: float) -> str:
    return _percent(share, "#,##0.0")


def whole_percent(share: float) -> str:
    """Rounded down, so that 100 % is said of nothing unfinished."""
    return _percent(int(100 * share) / 100, "#,##0")


def _percent(share: float, digits: str) -> str:
    locale = interface.current().locale
    if locale.language == "en":
        return f"{format_decimal(100 * share, digits, locale=locale)} %"
    pattern = locale.percent_formats[None].pattern.replace("#,##0", digits)
    return format_percent(share, pattern, locale=locale)


def thousands(number: int) -> str:
    """1234567 as 1,234,567, or as the language of the interface groups it."""
    return format_decimal(number, locale=interface.current().locale)


def decimal(number: float) -> str:
    """A score with one digit: 45.3, or 45,3."""
    return format_decimal(number, "#,##0.0", locale=interface.current().locale)


def points(number: float) -> str:
    """A penalty without digits that say nothing: 5, 0.1, 31."""
    return format_decimal(number, "#,##0.###", locale=interface.current().locale)


def done(counts: dict[str, int]) -> Done:
    """How much of a document is confirmed or approved; what is left out needs nothing."""
    of = counts["all"] - counts["left_out"]
    finished = counts["confirmed"] + counts["approved"]
    return Done(finished / of if of else 0.0, finished, of)


def moment(at: str) -> str:
    """2026-11-22T14:02:03… as 2026-11-22 14:02, in UTC; the browser shows it in local time."""
    return f"{at[:10]} {at[11:16]}"


def summary(difference: Difference) -> str:
    """A difference in one sentence, in the language of the interface."""
    catalogue = interface.current()
    if catalogue.catalog is None:
        return difference.summary
    return answers.of_difference(difference.pieces, catalogue)


def readable(segment: Segment) -> Segment:
    """The segment with its reason in the language of the interface, for the scripts of the page."""
    return (
        replace(segment, flag_reason=interface.say(segment.flag_reason)) if segment.flag_reason else segment
    )


def state_name(state: str) -> str:
    """A segment's state as the interface calls it."""
    names = {
        "todo": gettext("To do"),
        "edited": gettext("Edited"),
        "confirmed": gettext("Confirmed"),
        "approved": gettext("Approved"),
        "sent_back": gettext("Sent back"),
        "left_out": gettext("Left out"),
        "locked": gettext("Locked"),
    }
    return str(names[state])


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        direction=direction,
        decimal=decimal,
        done=done,
        language_label=language_label,
        language_name=language_name,
        moment=moment,
        points=points,
        percent=percent,
        readable=readable,
        summary=summary,
        state_name=state_name,
        thousands=thousands,
        whole_percent=whole_percent,
    )
    app.jinja_env.globals.update(all_languages=all_languages)
