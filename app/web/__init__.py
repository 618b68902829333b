"""The HTML door: route, service, template."""

from . import documents, projects, scores, sign_in

BLUEPRINTS = (sign_in.blueprint, projects.blueprint, documents.blueprint, scores.blueprint)
