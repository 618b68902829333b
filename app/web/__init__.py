"""The HTML door: route, service, template."""

from . import documents, exports, imports, languages, projects, scores, sign_in

BLUEPRINTS = (
    sign_in.blueprint,
    languages.blueprint,
    projects.blueprint,
    documents.blueprint,
    scores.blueprint,
    exports.blueprint,
    imports.blueprint,
)
