"""The HTML door: route, service, template."""

from . import documents, exports, imports, projects, scores, sign_in

BLUEPRINTS = (
    sign_in.blueprint,
    projects.blueprint,
    documents.blueprint,
    scores.blueprint,
    exports.blueprint,
    imports.blueprint,
)
