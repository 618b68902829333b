"""Saving and removing named views of the pages about quality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ...access import needs, person
from ...db import get_db
from ...services.quality import viewing
from ...services.quality.gathering import FACETS
from .. import forms

blueprint = Blueprint("quality_views", __name__)
KEPT = {
    "quality": ("lang", *FACETS, "sort", "show"),
    "compare": ("lang", "a", "b", "ahead", "type", "length", "document"),
}
ENDPOINTS = {"quality": "quality.show", "compare": "compare.show"}


@blueprint.post("/p/<int:project_id>/quality/views")
@needs("edit")
def save(project_id: int) -> ResponseReturnValue:
    page = forms.choice("page", viewing.PAGES)
    filters = {name: request.form[name][:300] for name in KEPT[page] if request.form.get(name)}
    viewing.save(get_db(), project_id, forms.text("name"), page=page, filters=filters, who=person())
    flash(_("Saved. Everybody in this project sees the view."))
    return redirect(address(project_id, page, filters))


@blueprint.post("/quality/views/<int:view_id>/remove")
@needs("edit")
def remove(view_id: int) -> ResponseReturnValue:
    view = viewing.remove(get_db(), view_id, who=person())
    flash(_("The view %(name)s was removed.", name=view.name))
    return redirect(address(view.project_id, view.page, {}))


def here(page: str) -> dict[str, str]:
    """What the address of this request would keep."""
    return {name: request.args[name][:300] for name in KEPT[page] if request.args.get(name)}


def address(project_id: int, page: str, filters: Mapping[str, Any]) -> str:
    """The page as a view shows it."""
    return url_for(ENDPOINTS[page], project_id=project_id, **filters)
