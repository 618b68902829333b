"""A file's judgements into a project's tables: one batch, which can be undone; twice changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Conflict, Invalid
from ...domain.judging import naming, pieces
from ...domain.judging.mqm_core import SEVERITIES
from ...domain.judging.naming import Tree
from ...domain.judging.pieces import Piece
from ...domain.judging.records import Judgement, Mark
from ...domain.models import Person
from ...store import batches
from ...store.batches import Batch
from ...store.database import writing
from ...store.judging import judged, marks, tasks
from ...store.judging.judged import Finish, Rating
from ...store.judging.marks import NewMark
from . import texts
from .files import Read
from .placing import Placed, Text, placed

KIND = "judgements"


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file adds to the tables; what is there already is left out."""

    marks: list[NewMark]
    ratings: list[Rating]
    finishes: list[Finish]
    unknown_categories: Counter[str]

    @property
    def is_empty(self) -> bool:
        return not (self.marks or self.ratings or self.finishes)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought: judgements whose text stands in the project, their marks, and what found no place."""

    judgements: int
    marks: int
    unknown: int
    first_unknown: int | None  # its line
    batch: Batch | None  # None where all of it was there already
    unknown_categories: Counter[str]  # how many marks name each


def bring(db: Database, project_id: int, read: Read, *, name: str, author: Person) -> Brought:
    """Store the judgements of a file beside the texts that they are about, found by their words.

    Raises Invalid where none of them is about a text of this project, and with its line for one that is wrong.
    """
    found = placed(db, project_id, read.said.found)
    unknown = [one.judgement for one in found if one.text is None]
    with writing(db):
        new = rows(db, project_id, found, kind=read.kind)
        batch = None if new.is_empty else _batch(db, project_id, new, name=name, author=author)
        if batch is not None:
            _store(db, new, batch.id)
    return Brought(
        judgements=len(found) - len(unknown),
        marks=len(new.marks),
        unknown=len(unknown),
        first_unknown=unknown[0].line if unknown else None,
        batch=batch,
        unknown_categories=new.unknown_categories,
    )


def _batch(db: Database, project_id: int, new: Rows, *, name: str, author: Person) -> Batch:
    detail = {
        "file": name,
        "marks": len(new.marks),
        "ratings": len(new.ratings),
        "texts": len(new.finishes),
        "heads": {"ids": [], "revisions": []},
    }
    return batches.add(
        db,
        project_id,
        None,
        kind=KIND,
        summary=f"Judgements from {name}",
        author=author.name,
        made_at=clock.now(),
        detail=detail,
    )


def _store(db: Database, new: Rows, batch_id: int) -> None:
    marks.add_many(db, new.marks, batch_id=batch_id)
    judged.add_many(db, new.ratings, new.finishes, batch_id=batch_id)


def of_project(db: Database, project_id: int) -> list[Batch]:
    """The files of judgements that came into a project, newest first."""
    return batches.of_kind(db, project_id, KIND)


def take_back(db: Database, batch: Batch, *, author: Person, op_id: str | None = None) -> Batch:
    """Undo a file's batch inside the caller's transaction: what stands of it is withdrawn, and it may come again."""
    if batch.undoes is not None:
        raise Conflict("Bring the file in again: what was taken back is kept, but not put back by itself.")
    now = clock.now()
    marks.withdraw_batch(db, batch.id, who=author.name, now=now)
    judged.withdraw_batch(db, batch.id, now=now)
    return batches.add(
        db,
        batch.project_id,
        None,
        kind="undo",
        summary=f"Undone: {batch.summary}",
        author=author.name,
        made_at=now,
        detail={KIND: True, "heads": {"ids": [], "revisions": []}},
        op_id=op_id,
        undoes=batch.id,
    )


def rows(db: Database, project_id: int, found: Sequence[Placed], *, kind: Literal["esa", "da"]) -> Rows:
    """The rows of these judgements that are not there yet; raises Invalid, with its line, for a wrong one."""
    own = tasks.settings(db, project_id)
    made = _Making(db, own.categories if own else None, [one.text for one in found if one.text])
    about = [(one.judgement, one.text) for one in found if one.text is not None]
    brought = [made.marks(judgement, text) for judgement, text in about]
    before = marks.operations(db, [mark.op_id or "" for each in brought for mark in each])
    for (judgement, text), each in zip(about, brought, strict=True):
        made.add(judgement, text, each, before, kind)
    return made.rows


class _Making:
    """Compares what a file says with what stands: marks one to one, a rating and a finish for each text and rater."""

    def __init__(self, db: Database, own: Tree | None, about: Iterable[Text]) -> None:
        self._own = own
        self._now = clock.now()
        self.rows = Rows([], [], [], Counter())
        ids = list(dict.fromkeys(one.segment_id for one in about))
        self._standing: dict[tuple[object, ...], Counter[tuple[object, ...]]] = defaultdict(Counter)
        for mark in marks.of_segments(db, ids):
            key = (mark.segment_id, mark.system, mark.revision, mark.author)
            self._standing[key][mark.pieces, mark.category] += 1
        self._rated = {
            (one.segment_id, one.system, one.revision, one.author, one.kind): one.value
            for one in judged.ratings_of(db, ids)
        }
        self._finished = {
            (one.segment_id, one.system, one.revision, one.author) for one in judged.finishes_of(db, ids)
        }

    def marks(self, one: Judgement, text: Text) -> list[NewMark]:
        return [self._mark(one, mark, text, number) for number, mark in enumerate(one.marks)]

    def add(
        self,
        one: Judgement,
        text: Text,
        made: Sequence[NewMark],
        before: set[str],
        kind: Literal["esa", "da"],
    ) -> None:
        """`before` are operations of marks that came once, even if somebody took them back since."""
        key = (text.segment_id, text.system, text.revision, one.rater)
        standing = self._standing[key]
        for mark in made:
            if standing[mark.pieces, mark.category]:
                standing[mark.pieces, mark.category] -= 1
            elif mark.op_id not in before:
                self.rows.marks.append(mark)
        if one.rating is not None and self._rated.get((*key, kind)) != one.rating:
            self._rated[*key, kind] = one.rating
            self.rows.ratings.append(Rating(*key[:3], kind, one.rating, one.rater, self._now))
        if not one.is_rated_only and key not in self._finished:
            self._finished.add(key)
            self.rows.finishes.append(Finish(*key, self._now))

    def _mark(self, one: Judgement, mark: Mark, text: Text, number: int) -> NewMark:
        """A file's mark as it is stored, with all its pieces; without one it says no place."""
        found = _pieces(one, mark, text)
        side = pieces.main_side(found)
        whole = (text.source if side == "source" else text.text) or ""
        over = pieces.cover(found, whole)
        prefix, suffix = texts.around(whole, over.start, over.end)
        return NewMark(
            segment_id=text.segment_id,
            system=text.system,
            revision=text.revision,
            side=over.side,
            start=over.start,
            end=over.end,
            quote=over.quote,
            pieces=found,
            prefix=prefix,
            suffix=suffix,
            category=self._category(mark.category),
            severity=_severity(one, mark.severity),
            comment=mark.comment,
            author=one.rater,
            made_at=self._now,
            op_id=_operation(one, mark, text, number),
        )

    def _category(self, written: str | None) -> str | None:
        """The name that is stored; one that is in no list stays as the file has it."""
        if not written:
            return None
        try:
            return naming.category(written, self._own)
        except Invalid:
            self.rows.unknown_categories[written] += 1
            return written


def _severity(one: Judgement, written: str) -> str:
    try:
        return naming.severity(written)
    except Invalid:
        line, offered = _line(one), ", ".join(SEVERITIES)
        raise Invalid(f"{line}There is no severity {written!r}. Choose one of: {offered}.") from None


def _line(one: Judgement) -> str:
    return f"Line {one.line}: " if one.line else ""


def _pieces(one: Judgement, mark: Mark, text: Text) -> tuple[Piece, ...]:
    """The words of each span; raises Invalid, with the line, for a span that is not in its text."""
    found = []
    for span in mark.spans:
        words = (text.source if span.side == "source" else text.text) or ""
        is_other = span.side == "source" and one.source is not None and text.source != one.source
        if is_other or not 0 <= span.start <= span.end <= len(words):
            line = _line(one)
            raise Invalid(
                f"{line}a mark from {span.start} to {span.end} is not in the {span.side} text, which has"
                f" {len(words)} characters."
            )
        found.append(Piece(*span, words[span.start : span.end]))
    return pieces.in_order(found)


def _operation(one: Judgement, mark: Mark, text: Text, number: int) -> str:
    """The same for the same mark of the same file, so that bringing it twice changes nothing."""
    side = mark.spans[0].side if mark.spans else "target"
    spans = [span for span in mark.spans if span.side == side]
    start = min((span.start for span in spans), default=0)
    end = max((span.end for span in spans), default=len(text.text))
    words = (text.segment_id, text.system, text.revision, one.rater, number, side, start, end)
    named = f"{'|'.join(map(str, words))}|{mark.category}|{mark.severity}"
    return f"import:{hashlib.sha256(named.encode()).hexdigest()[:40]}"
