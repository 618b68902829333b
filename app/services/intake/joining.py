"""A second system's translation of the same sources joins the segments that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlite_utils import Database

from ... import clock
from ...domain.models import Document, ImportedSegment, ImportWarning, Person, Segment
from ...domain.scoring.origins import INDEPENDENT
from ...store import documents, events, segments
from ...store.database import writing
from .parsing import DEFAULT_SYSTEM, Parsed

ALREADY_THERE = (
    "The document “{name}” has these sources and a translation by {system} already, so this became a document of its "
    "own. Name another system to put it beside."
)
NOT_JOINED = ImportWarning(
    None,
    "No document of this project has the same sources in the same order, so this became a document of its own.",
)


def document_with_sources(db: Database, project_id: int, parsed: Parsed) -> Document | None:
    """The newest document whose segments have exactly these sources in this order and no text of this system yet."""
    names = _systems(parsed)
    found = _same_sources(db, project_id, parsed)
    return next((one for one in found if not names & set(segments.systems(db, one.id))), None)


def why_not_joined(db: Database, project_id: int, parsed: Parsed) -> ImportWarning | None:
    """Why a text became a document of its own where a second system's was to be expected.

    One was expected where a system was named, or sources came, and another system's text stands in the project.
    """
    system = parsed.system
    if system == DEFAULT_SYSTEM and all(one.source is None for one in parsed.document.segments):
        return None
    same = next(_same_sources(db, project_id, parsed), None)
    if same:
        there = ", ".join(sorted(_systems(parsed) & set(segments.systems(db, same.id))))
        return ImportWarning(None, ALREADY_THERE.format(name=same.name, system=there))
    found = documents.list_of_project(db, project_id)
    is_expected = any(system not in segments.systems(db, one.id) for one in found)
    return NOT_JOINED if is_expected else None


def _same_sources(db: Database, project_id: int, parsed: Parsed) -> Iterator[Document]:
    """Documents whose segments have exactly these sources in this order, newest first."""
    sources = [one.source for one in _counted(parsed.document.segments)]
    if not sources or any(one is None for one in sources):
        return
    for document in reversed(documents.list_of_project(db, project_id)):
        if not document.has_source or documents.counts(db, document.id)["all"] < len(sources):
            continue
        if [one.source for one in _paired(segments.live(db, document.id))] == sources:
            yield document


def _systems(parsed: Parsed) -> set[str]:
    counted = _counted(parsed.document.segments)
    return {parsed.system, *(each.system for one in counted for each in one.candidates)}


def join(
    db: Database,
    document: Document,
    parsed: Parsed,
    *,
    author: Person,
    also: Callable[[list[int]], None] = lambda document_ids: None,
) -> None:
    """Add the texts as candidates, and references where a segment has none."""
    with writing(db):
        pairs = list(
            zip(_paired(segments.live(db, document.id)), _counted(parsed.document.segments), strict=True)
        )
        segments.add_candidates(db, ((old.id, parsed.system, new.machine) for old, new in pairs))
        for old, new in pairs:
            segments.add_candidates(db, ((old.id, each.system, each.text) for each in new.candidates))
        segments.add_references(
            db,
            (
                (old.id, new.reference_origin, new.reference)
                for old, new in pairs
                if new.reference is not None
                and (old.reference is None or new.reference_origin != INDEPENDENT)
            ),
        )
        also([document.id])
        about = f"{document.name}: {parsed.system}"
        events.add(db, who=author.name, what="added a translation", about=about, now=clock.now())


def _counted(found: Sequence[ImportedSegment]) -> list[ImportedSegment]:
    return [one for one in found if not one.left_out]


def _paired(found: Sequence[Segment]) -> list[Segment]:
    """What the file gave: a sentence that a person added has no source, a cut one keeps its place."""
    return [one for one in found if one.machine is not None and (one.cut or not one.left_out)]
