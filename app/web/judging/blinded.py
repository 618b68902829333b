"""Pages that say which system is better, closed to whoever judges these systems with hidden names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ...access import person
from ...db import get_db
from ...services import projecting
from ...services.judging import blinding

View = Callable[..., ResponseReturnValue]
MOST_SHOWN = 5


def names_systems(view: View) -> View:
    """Show the page to those only who may know the names: others are told how they get there."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        for project_id in dict.fromkeys([kwargs["project_id"], *_others()]):
            found = blinding.hiding(get_db(), project_id, person=person())
            if found:
                return render_template(
                    "judging/hidden.html",
                    project=projecting.get(get_db(), project_id),
                    found=found[:MOST_SHOWN],
                    person=person(),
                ), 403
        return view(*args, **kwargs)

    return opened


def _others() -> list[int]:
    """Further projects of a report."""
    given = request.form.getlist("project")
    return [int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 16]
