"""A project's judgements into the files that others use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from ...domain.errors import Invalid
from ...domain.judging.records import Judgement
from ...store import documents, projects, segments
from ...store.measures import rows
from . import converting, texts
from .collecting import Stage, collected
from .converting import Target


def written(db: Database, project_id: int, to: Target, *, stage: Stage = "machine") -> Mapping[str, str]:
    """The text of each file by its path below the output, empty for a single file; raises Invalid for what a format needs."""
    found = _named(db, project_id, collected(db, project_id, stage=stage).found)
    if not found:
        raise Invalid("Nobody has judged a text of this project yet. Mark errors first.")
    if to == "marot" and any(not one.source for one in found):
        raise Invalid(
            "A row of Marot's table has a source, and some texts here have none. Write jsonl instead."
        )
    project = projects.get(db, project_id)
    return converting.written(
        found, to, source_lang=project.source_lang or "und", target_lang=project.target_lang or "und"
    )


def _named(db: Database, project_id: int, found: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """With the document's name and the segment's number in place of their ids, as people know them."""
    names = texts.names(documents.list_of_project(db, project_id))
    ids = list(dict.fromkeys(int(one.segment) for one in found))
    here = {one.id: one for one in segments.of_ids(db, ids)}
    return tuple(
        replace(one, document=names[segment.document_id], segment=str(segment.position))
        for one in found
        if (segment := here[int(one.segment)])
    )


def has_any(db: Database, project_id: int) -> bool:
    """Whether somebody judged a text of this project."""
    return bool(rows.judged_documents(db, project_id))
