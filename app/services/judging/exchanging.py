"""A project's judgements into the files that others use, and such files into a project's tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Invalid
from ...domain.judging import naming, pieces
from ...domain.judging.pieces import Piece
from ...domain.judging.records import Judgement, Judgements, Mark
from ...store import documents, projects, segments
from ...store.database import writing
from ...store.judging import judged, marks
from ...store.judging.judged import Finish, Rating
from ...store.judging.marks import NewMark
from ...store.listings import lists
from . import converting, texts
from .collecting import RatingKind, Stage, collected
from .converting import Target


def written(db: Database, project_id: int, to: Target, *, stage: Stage = "machine") -> Mapping[str, str]:
    """The text of each file by its path below the output, empty for a single file; raises Invalid for what a format needs."""
    found = tuple(_named(db, one) for one in collected(db, project_id, stage=stage).found)
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


def _named(db: Database, one: Judgement) -> Judgement:
    """With the document's name and the segment's number in place of their ids, as people know them."""
    segment = segments.get(db, int(one.segment))
    return replace(one, document=documents.get(db, segment.document_id).name, segment=str(segment.position))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought: judgements whose text stands in the project, their marks, and what found no place."""

    judgements: int
    marks: int
    unknown: int
    first_unknown: int | None  # its line


class _Text(NamedTuple):
    segment_id: int
    system: str
    revision: int
    source: str | None
    document: str


def bring(db: Database, project_id: int, said: Judgements, *, rating: RatingKind = "esa") -> Brought:
    """Store the judgements of a file beside the texts that they are about, found by their words; twice changes nothing.

    `rating` is what the file's numbers are. Raises Invalid where none of them is about a text of this project.
    """
    projects.get(db, project_id)
    known = _texts(db, project_id)
    placed = [(one, _place(known, one)) for one in said.found]
    unknown = [one for one, place in placed if place is None]
    if len(unknown) == len(placed):
        raise Invalid(
            "No text of this file stands in this project. Import the texts first, then their judgements."
        )
    count = 0
    with writing(db):
        for one, place in placed:
            count += _store(db, one, place, rating) if place else 0
    return Brought(len(placed) - len(unknown), count, len(unknown), unknown[0].line if unknown else None)


def _texts(db: Database, project_id: int) -> dict[str, list[_Text]]:
    """Every text of a project by its words: machine texts first, then corrections."""
    known: dict[str, list[_Text]] = defaultdict(list)
    for document in documents.list_of_project(db, project_id):
        for chunk in lists.in_chunks(db, document.id):
            for segment in chunk:
                own = [] if segment.machine is None else [(document.system, segment.machine)]
                machine = dict([*own, *((one.system, one.text) for one in segment.candidates)])
                for system, text in machine.items():
                    known[text].append(_Text(segment.id, system, 0, segment.source, document.name))
                if segment.revision and segment.text not in machine.values():
                    known[segment.text].append(
                        _Text(segment.id, document.system, segment.revision, segment.source, document.name)
                    )
    return known


def _place(known: Mapping[str, list[_Text]], one: Judgement) -> _Text | None:
    """The text with the same words; of several the one of the same system, source and document."""
    found = known.get(one.target or "", [])

    def likeness(text: _Text) -> tuple[bool, bool, bool]:
        return text.system == one.system, text.source == one.source, text.document == one.document

    return max(found, key=likeness, default=None)


def _store(db: Database, one: Judgement, place: _Text, kind: RatingKind) -> int:
    """Marks, rating and the fact that the text was judged; answers the marks that are new."""
    now, new = clock.now(), 0
    for number, mark in enumerate(one.marks):
        made = _mark(one, mark, place, number, now)
        if marks.find_by_operation(db, made.op_id or "") is None and marks.find_same(db, made) is None:
            marks.add(db, made)
            new += 1
    ids = [place.segment_id]
    key = (place.system, place.revision, one.rater)
    if one.rating is not None:
        rated = {
            (r.system, r.revision, r.author): r.value for r in judged.ratings_of(db, ids) if r.kind == kind
        }
        if rated.get(key) != one.rating:
            judged.add_rating(db, Rating(place.segment_id, *key[:2], kind, one.rating, one.rater, now))
    if not one.is_rated_only and key not in {
        (f.system, f.revision, f.author) for f in judged.finishes_of(db, ids)
    }:
        judged.add_finish(db, Finish(place.segment_id, *key[:2], one.rater, now))
    return new


def _mark(one: Judgement, mark: Mark, place: _Text, number: int, now: str) -> NewMark:
    """A file's mark as it is stored, with all its pieces; without one it says no place."""
    found = _pieces(one, mark, place)
    side = pieces.main_side(found)
    text = (place.source if side == "source" else one.target) or ""
    over = pieces.cover(found, text)
    prefix, suffix = texts.around(text, over.start, over.end)
    return NewMark(
        segment_id=place.segment_id,
        system=place.system,
        revision=place.revision,
        side=over.side,
        start=over.start,
        end=over.end,
        quote=over.quote,
        pieces=found,
        prefix=prefix,
        suffix=suffix,
        category=_category(mark.category),
        severity=naming.severity(mark.severity),
        comment=mark.comment,
        author=one.rater,
        made_at=now,
        op_id=_operation(one, mark, place, number),
    )


def _pieces(one: Judgement, mark: Mark, place: _Text) -> tuple[Piece, ...]:
    """The words of each span; raises Invalid, with the line, for a span that is not in its text."""
    found = []
    for span in mark.spans:
        text = (place.source if span.side == "source" else one.target) or ""
        is_other = span.side == "source" and place.source != one.source
        if is_other or not 0 <= span.start <= span.end <= len(text):
            line = f"Line {one.line}: " if one.line else ""
            raise Invalid(
                f"{line}a mark from {span.start} to {span.end} is not in the {span.side} text, which has {len(text)}"
                " characters."
            )
        found.append(Piece(*span, text[span.start : span.end]))
    return pieces.in_order(found)


def _operation(one: Judgement, mark: Mark, place: _Text, number: int) -> str:
    """The same for the same mark of the same file, so that bringing it twice changes nothing."""
    side = mark.spans[0].side if mark.spans else "target"
    spans = [span for span in mark.spans if span.side == side]
    start = min((span.start for span in spans), default=0)
    end = max((span.end for span in spans), default=len(one.target or ""))
    words = (place.segment_id, place.system, place.revision, one.rater, number, side, start, end)
    named = f"{'|'.join(map(str, words))}|{mark.category}|{mark.severity}"
    return f"import:{hashlib.sha256(named.encode()).hexdigest()[:40]}"


def _category(written_: str | None) -> str | None:
    """The name that is stored; one that is in no list stays as the file has it."""
    if not written_:
        return None
    try:
        return naming.category(written_)
    except Invalid:
        return written_
