"""The HTML door: route, service, template."""

from . import batches, documents, exports, imports, languages, projects, reviews, scores, searches, sign_in

BLUEPRINTS = (
    sign_in.blueprint,
    languages.blueprint,
    projects.blueprint,
    documents.blueprint,
    scores.blueprint,
    exports.blueprint,
    imports.blueprint,
    searches.blueprint,
    reviews.blueprint,
    batches.blueprint,
)
