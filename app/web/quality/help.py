"""The definitions of all numbers, served by the product itself, so that every "How is this computed?" leads there."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ...access import needs, person
from ...config import ROOT
from ...domain.errors import NotFound
from . import markdown

blueprint = Blueprint("help", __name__)
SCORES = ROOT / "docs" / "scores.md"


@blueprint.get("/help/scores")
@needs("read")
def scores() -> ResponseReturnValue:
    if not SCORES.is_file():
        raise NotFound("The page of definitions is not installed. Install Stet again with its docs folder.")
    text = SCORES.read_text(encoding="utf-8").split("\n", 1)[1]
    return render_template("quality/help.html", text=markdown.render(text), person=person())
