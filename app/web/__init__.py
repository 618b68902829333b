"""The HTML door: route, service, template."""

from . import documents, exports, projects, scores, sign_in

BLUEPRINTS = (sign_in.blueprint, projects.blueprint, documents.blueprint, scores.blueprint, exports.blueprint)
