"""How pages look for whoever reads them: rendered with the page, so that nothing flashes."""

from __future__ import annotations

from typing import Any

from flask import g

from ..access import find_person
from ..db import get_db
from ..domain.people.preferences import DEFAULTS
from ..services.people import preferring

# The name of a preference, and of the data attribute that styles ask for.
ATTRIBUTES = {
    "theme": "theme",
    "text_size": "text",
    "font": "font",
    "width": "width",
    "density": "density",
    "view": "view",
    "difference": "difference",
}


def preferences() -> dict[str, Any]:
    """The preferences of whoever is signed in, for the scripts of a page; empty for strangers."""
    if "preferences" not in g:
        who = find_person()
        g.preferences = preferring.of_person(get_db(), who) if who else {}
    found: dict[str, Any] = g.preferences
    return found


def looks(person: object = None) -> dict[str, str]:
    """The data attributes of the page's root: what this person chose, and nothing for what is usual.

    Strangers have chosen nothing: their pages follow the system.
    """
    chosen = preferences() if person else DEFAULTS
    return {
        attribute: str(chosen[name])
        for name, attribute in ATTRIBUTES.items()
        if chosen[name] != DEFAULTS[name]
    }
