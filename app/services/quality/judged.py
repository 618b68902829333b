"""What people judged in a project, and what an error costs there."""

from __future__ import annotations

from sqlite_utils import Database

from ...domain.judging.records import Judgements
from ...domain.scoring.weights import KNOWN, MQM2, Weights
from ...store.judging import tasks
from ...store.measures import rows
from ..judging.collecting import collected


def of_project(db: Database, project_id: int) -> Judgements:
    """The judgements of the systems' own texts, before anybody corrected them."""
    found = [
        collected(db, project_id, document_id=document_id)
        for document_id in rows.judged_documents(db, project_id)
    ]
    return Judgements(
        tuple(one for each in found for one in each.found),
        tuple(sorted({kind for each in found for kind in each.dropped})),
    )


def weights_of(db: Database, project_id: int) -> Weights:
    """The project's own weights over MQM's, or MQM's."""
    own = tasks.settings(db, project_id)
    if own is None or not own.weights:
        return KNOWN["mqm2"]
    given = {key.casefold(): points for key, points in own.weights.items()}
    return Weights("project", {**MQM2, **given})
