"""Answers of the API without the names of systems that are hidden from whoever asks, whichever route gave them."""

from __future__ import annotations

from typing import Any

from flask import Flask, g

from ..db import get_db
from ..domain.models import Person
from ..interface import Answers
from ..services.judging import blinding


class Veiled(Answers):
    """One place for all answers: a route that is added later cannot forget it."""

    def response(self, *args: Any, **kwargs: Any) -> object:  # type: ignore[override]
        found = self._prepare_response_obj(args, kwargs)
        return super().response(of(found))


def of(found: Any) -> Any:
    """The answer as the person who asks may see it."""
    who: Person | None = g.get("person")  # known once the route's guard has asked
    if who is None or not _names_systems(found):
        return found
    over = blinding.veil(get_db(), who)
    return over.over(found, lambda one: blinding.document_of(get_db(), one)) if over else found


def _names_systems(found: Any) -> bool:
    if isinstance(found, list | tuple):
        return any(map(_names_systems, found))
    if not isinstance(found, dict):
        return False
    return "candidates" in found or "system" in found or any(map(_names_systems, found.values()))


def init_app(app: Flask) -> None:
    app.json = Veiled(app)
