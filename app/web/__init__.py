"""The HTML door: route, service, template."""

from . import (
    account,
    batches,
    demo,
    documents,
    exports,
    history,
    imports,
    languages,
    people,
    projects,
    reviews,
    scores,
    searches,
    settings,
    sign_in,
    sources,
    waiting,
)
from .measures import efforts

BLUEPRINTS = (
    sign_in.blueprint,
    languages.blueprint,
    settings.blueprint,
    projects.blueprint,
    demo.blueprint,
    documents.blueprint,
    imports.blueprint,
    sources.blueprint,
    waiting.blueprint,
    exports.blueprint,
    scores.blueprint,
    efforts.blueprint,
    history.blueprint,
    searches.blueprint,
    reviews.blueprint,
    batches.blueprint,
    people.blueprint,
    account.blueprint,
)
