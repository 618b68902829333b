"""What people judged in a project as the records that human scores are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from sqlite_utils import Database

from ...domain.errors import Invalid
from ...domain.judging.records import Judgement, Judgements, Mark
from ...domain.models import Document, Segment
from ...store import documents, projects, revisions, segments
from ...store.judging import judged, marks
from ...store.judging.judged import Rating
from ...store.judging.marks import StoredMark
from . import texts

CHUNK = 2000
Stage = Literal["machine", "corrected"]
RatingKind = Literal["esa", "da"]
Days = tuple[str | None, str | None]  # from and to, written 2026-01-31; None: no limit
ALWAYS: Days = (None, None)
Key = tuple[int, str, str, int]  # segment, system, rater, revision


def collected(
    db: Database,
    project_id: int,
    *,
    document_id: int | None = None,
    stage: Stage = "machine",
    rating: RatingKind | None = None,
    days: Days = ALWAYS,
) -> Judgements:
    """Every judgement of a project, or of one document: of the systems' texts, or of their corrections.

    `document` and `segment` of a judgement are ids as text. A text counts once for each person who marked, rated or
    finished it; finished without marks says that there is no error; withdrawn marks do not count. Of several
    revisions of a correction a person's newest judged one counts. What was judged before its segment was split or joined
    still counts, until the parts are judged. `rating` chooses ESA or DA, else the newest of either. `days` keeps to what
    people said last from one day to another, both included.
    """
    if stage not in ("machine", "corrected"):
        raise Invalid(f"There is no stage {stage!r}. Choose machine or corrected.")
    projects.get(db, project_id)
    found: list[Judgement] = []
    for document in _documents(db, project_id, document_id):
        for ids in (judged.live(db, document.id), judged.retired(db, document.id)):
            for start in range(0, len(ids), CHUNK):
                chunk = segments.of_ids(db, ids[start : start + CHUNK])
                found.extend(_of_chunk(db, document, chunk, stage, rating, days))
    return Judgements(tuple(found))


def _documents(db: Database, project_id: int, document_id: int | None) -> list[Document]:
    if document_id is None:
        return documents.list_of_project(db, project_id)
    document = documents.get(db, document_id)
    return [document] if document.project_id == project_id else []


def _of_chunk(
    db: Database,
    document: Document,
    chunk: list[Segment],
    stage: Stage,
    rating: RatingKind | None,
    days: Days,
) -> Iterator[Judgement]:
    by_id = {one.id: one for one in chunk}
    marked: dict[Key, list[StoredMark]] = defaultdict(list)
    rated: dict[Key, Rating] = {}
    for mark in marks.of_segments(db, by_id):
        marked[mark.segment_id, mark.system, mark.author, mark.revision].append(mark)
    for one in judged.ratings_of(db, by_id):
        if rating in (None, one.kind):
            rated[one.segment_id, one.system, one.author, one.revision] = one
    done = {
        (one.segment_id, one.system, one.author, one.revision): one.made_at
        for one in judged.finishes_of(db, by_id)
    }
    for key in _newest([*marked, *rated, *done], stage, by_id):
        said_on = max(
            *(mark.made_at for mark in marked.get(key, ())),
            rated[key].made_at if key in rated else "",
            done.get(key, ""),
        )[:10]
        if not _is_within(said_on, days):
            continue
        segment_id, system, rater, revision = key
        segment = by_id[segment_id]
        yield Judgement(
            system=system,
            segment=str(segment_id),
            rater=rater,
            document=str(document.id),
            source=segment.source,
            target=_text(db, segment, document, system, revision),
            marks=tuple(as_mark(mark) for mark in marked.get(key, ())),
            rating=rated[key].value if key in rated else None,
            is_rated_only=key in rated and key not in marked and key not in done,
        )


def _is_within(day: str, days: Days) -> bool:
    first, last = days
    return (first or "") <= day and (last is None or day <= last)


def _newest(keys: Iterable[Key], stage: Stage, by_id: dict[int, Segment]) -> list[Key]:
    """One key for each segment, system and rater, in the order of the document."""
    newest: dict[tuple[int, str, str], int] = {}
    for segment_id, system, rater, revision in keys:
        if (revision == 0) == (stage == "machine"):
            before = newest.get((segment_id, system, rater), 0)
            newest[segment_id, system, rater] = max(before, revision)
    found = [(*key, revision) for key, revision in newest.items()]
    return sorted(found, key=lambda key: (by_id[key[0]].position, key[1], key[2]))


def _text(db: Database, segment: Segment, document: Document, system: str, revision: int) -> str | None:
    if revision:
        found = revisions.find(db, segment.id, revision)
        return found.text if found else None
    try:
        return texts.machine_text(segment, document, system)
    except Invalid:
        return None


def as_mark(one: StoredMark) -> Mark:
    """A stored mark as the scores know it."""
    return Mark(one.severity, one.category, tuple(piece.span for piece in one.pieces), one.comment)
