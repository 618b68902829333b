"""People, for the owner: who belongs, with which role, and how they come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..access import needs, person
from ..db import get_db
from ..domain.errors import Invalid
from ..domain.models import Person, Role
from ..services import admitting, signing_in
from . import forms

blueprint = Blueprint("people", __name__)

ROLES = ("editor", "reviewer", "lead", "owner", "viewer")


@blueprint.get("/people")
@needs("own")
def show() -> ResponseReturnValue:
    return _page()


def _page(
    message: str | None = None, *, link_of: Person | None = None, given: str = "", field: str = "person"
) -> str:
    """The page; with a link that is shown this once."""
    link = signing_in.make_link(get_db(), link_of) if link_of else None
    return render_template(
        "people/list.html",
        people=admitting.everybody(get_db()),
        roles=ROLES,
        message=message,
        field=field,
        given=given,
        link=f"{request.host_url}link/{link}" if link else None,
        link_of=link_of,
        person=person(),
    )


@blueprint.post("/people")
@needs("own")
def add() -> ResponseReturnValue:
    """A new person, and the link that signs them in."""
    name = forms.text("name", 300)
    try:
        added = signing_in.add_person(get_db(), name, cast(Role, forms.choice("role", ROLES)))
    except Invalid as error:
        return _page(error.message, given=name, field="name"), 422
    return _page(link_of=added)


@blueprint.post("/people/<int:person_id>/link")
@needs("own")
def link(person_id: int) -> ResponseReturnValue:
    return _page(link_of=admitting.get(get_db(), person_id))


@blueprint.post("/people/<int:person_id>/role")
@needs("own")
def change_role(person_id: int) -> ResponseReturnValue:
    return _try(
        lambda: admitting.change_role(
            get_db(), person_id, cast(Role, forms.choice("role", ROLES)), who=person()
        )
    )


@blueprint.post("/people/<int:person_id>/remove")
@needs("own")
def remove(person_id: int) -> ResponseReturnValue:
    return _try(lambda: admitting.remove(get_db(), person_id, who=person()))


@blueprint.post("/people/<int:person_id>/bring-back")
@needs("own")
def bring_back(person_id: int) -> ResponseReturnValue:
    return _try(lambda: admitting.bring_back(get_db(), person_id, who=person()))


def _try(act: Callable[[], Person]) -> ResponseReturnValue:
    try:
        act()
    except Invalid as error:
        return _page(error.message), 422
    return redirect(url_for("people.show"), code=303)
