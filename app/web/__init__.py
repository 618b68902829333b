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
from .judging import desk, exchange, samples, schemes
from .measures import efforts, reports
from .quality import compare as quality_compare
from .quality import help as quality_help
from .quality import pages as quality_pages
from .quality import views as quality_views

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
    quality_pages.blueprint,
    quality_compare.blueprint,
    quality_help.blueprint,
    quality_views.blueprint,
    reports.blueprint,
    history.blueprint,
    searches.blueprint,
    reviews.blueprint,
    desk.blueprint,
    samples.blueprint,
    schemes.blueprint,
    exchange.blueprint,
    batches.blueprint,
    people.blueprint,
    account.blueprint,
)
