"""The JSON door, /api/v1: the same services as the pages, other clothes."""

from . import (
    documents,
    efforts,
    health,
    histories,
    marks,
    openapi,
    preferences,
    projects,
    questions,
    reports,
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
    efforts.blueprint,
    reports.blueprint,
    questions.blueprint,
    preferences.blueprint,
    reviews.blueprint,
    marks.blueprint,
    searches.blueprint,
    histories.blueprint,
    watching.blueprint,
    uploads.blueprint,
    health.blueprint,
    openapi.blueprint,
)
