"""The names of languages in the language of the interface, from the locale data of Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale

from ..domain import languages


def of(tag: str, locale: Locale) -> str:
    """The name of the language with this tag; in English, as the product writes it, where the locale has none."""
    return _translated(tag, locale) or languages.name(tag)


def language(english: str, locale: Locale) -> str:
    """The name of the language that has this English name; what is no such name stays as it is."""
    tag = _tags().get(english)
    return of(tag, locale) if tag else english


@cache
def _tags() -> dict[str, str]:
    return {one.name: one.tag for one in languages.all_languages()}


def _translated(tag: str, locale: Locale) -> str | None:
    if locale.language == "en":
        return None
    whole: str | None = locale.languages.get(tag.replace("-", "_"))
    primary, _, territory = tag.partition("-")
    if whole or not territory:
        return whole
    name, place = locale.languages.get(primary), locale.territories.get(territory.upper())
    return f"{name} ({place})" if name and place else None
