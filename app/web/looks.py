"""How pages look for whoever reads them: rendered with the page, so that nothing flashes."""

from __future__ import annotations

from typing import Any

from flask import g, request

from ..access import find_person
from ..db import get_db
from ..domain.people.preferences import DEFAULTS
from ..services.people import preferring

THEMES = ("light", "dark", "contrast")
TEXT_SIZES = ("15", "16", "17", "18", "19", "20", "21", "22")
ATTRIBUTES = ("view", "density", "difference")


def preferences() -> dict[str, Any]:
    """The preferences of whoever is signed in, for the scripts of a page; empty for strangers."""
    if "preferences" not in g:
        who = find_person()
        g.preferences = preferring.of_person(get_db(), who) if who else {}
    found: dict[str, Any] = g.preferences
    return found


def looks(person: object = None) -> dict[str, str]:
    """The data attributes of the page's root: what this person chose, and nothing for what is usual."""
    chosen = preferences() if person else DEFAULTS
    found = {name: str(chosen[name]) for name in ATTRIBUTES if chosen[name] != DEFAULTS[name]}
    if theme(person):
        found["theme"] = str(theme(person))
    if text_size(person) != DEFAULTS["text_size"]:
        found["text"] = str(text_size(person))
    return found


def theme(person: object = None) -> str | None:
    """The theme of this person, else of this browser; None to follow the system."""
    chosen = preferences()["theme"] if person else DEFAULTS["theme"]
    if chosen != DEFAULTS["theme"]:
        return str(chosen)
    kept = request.cookies.get("stet-theme")
    return kept if kept in THEMES else None


def text_size(person: object = None) -> int:
    """The size of source and text in pixels: of this person, else of this browser."""
    chosen = preferences()["text_size"] if person else DEFAULTS["text_size"]
    if chosen != DEFAULTS["text_size"]:
        return int(chosen)
    kept = request.cookies.get("stet-text", "")
    return int(kept) if kept in TEXT_SIZES else int(DEFAULTS["text_size"])
