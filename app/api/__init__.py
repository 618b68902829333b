"""The JSON door, /api/v1: the same services as the pages, other clothes."""

from . import (
    documents,
    health,
    histories,
    openapi,
    preferences,
    projects,
    questions,
    reviews,
    searches,
    segments,
    uploads,
    watching,
)

BLUEPRINTS = (
    projects.blueprint,
    documents.blueprint,
    segments.blueprint,
    questions.blueprint,
    preferences.blueprint,
    reviews.blueprint,
    searches.blueprint,
    histories.blueprint,
    watching.blueprint,
    uploads.blueprint,
    health.blueprint,
    openapi.blueprint,
)
