"""Marking errors, rating texts, finishing segments: one function an action, each by one person on one segment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from ... import clock
from ...domain.errors import Forbidden, Invalid, NotFound
from ...domain.judging import naming, pieces
from ...domain.judging.pieces import Piece
from ...domain.judging.records import Side
from ...domain.models import Document, Person, Segment
from ...domain.permissions import may
from ...domain.sentences import spoken
from ...store.database import writing
from ...store.judging import judged, marks, tasks
from ...store.judging.judged import Finish, Rating
from ...store.judging.marks import NewMark, StoredMark
from .. import revising
from . import tasking, texts

LONGEST_COMMENT = 2000
MOST_PIECES = 40
RATINGS = ("esa", "da")


class AlreadyMarked(Invalid):
    """The same person marked the same place with the same category; `mark` is the one that stands."""

    def __init__(self, mark: StoredMark) -> None:
        super().__init__(spoken("Already marked: the same words with the same category."))
        self.mark = mark


@dataclass(frozen=True, slots=True)
class Place:
    """Where an error is: code points `[start, end)` of one side of one text, and the text between them."""

    revision: int
    side: str
    start: int
    end: int
    quote: str
    system: str | None = None  # None: the document's base system
    pieces: tuple[Piece, ...] | None = None  # None: the one that stands above; (): the error has no place


@dataclass(frozen=True, slots=True)
class Marked:
    """`is_new` is False where the same operation had been stored before."""

    mark: StoredMark
    is_new: bool


def mark(
    db: Database,
    segment_id: int,
    place: Place,
    *,
    category: str | None,
    severity: str | None,
    author: Person,
    comment: str | None = None,
    op_id: str | None = None,
    task_id: int | None = None,
    replaces: int | None = None,
) -> Marked:
    """Store an error; `replaces` withdraws the mark that it changes in the same step.

    Raises Invalid where the quote is not the text at the offsets, AlreadyMarked for the same mark again.
    """
    with writing(db):
        segment, document = texts.judged(db, segment_id)
        place = replace(place, system=tasking.named(db, document, task_id, segment_id, place.system))
        new = _new(db, segment, document, place, author)
        new = replace(
            new,
            category=_category(db, document.project_id, category),
            severity=naming.severity(severity or "major"),
            comment=_comment(comment),
            op_id=op_id,
            task_id=checked_task(db, document, task_id),
        )
        repeated = _repeated(db, new)
        if repeated is not None:
            return Marked(repeated, is_new=False)
        if replaces is not None:
            _withdraw(db, replaces, author)
        same = marks.find_same(db, new)
        if same is not None:
            raise AlreadyMarked(same)
        return Marked(marks.add(db, new), is_new=True)


def _new(db: Database, segment: Segment, document: Document, place: Place, author: Person) -> NewMark:
    system = place.system or document.system
    found = _pieces(db, segment, document, system, place)
    side = pieces.main_side(found)
    text = _side(db, segment, document, system, place.revision, side)
    over = pieces.cover(found, text)
    prefix, suffix = texts.around(text, over.start, over.end)
    return NewMark(
        segment_id=segment.id,
        system=system,
        revision=place.revision,
        side=over.side,
        start=over.start,
        end=over.end,
        quote=over.quote,
        pieces=found,
        prefix=prefix,
        suffix=suffix,
        category=None,
        severity="major",
        comment=None,
        author=author.name,
        made_at=clock.now(),
    )


def _pieces(
    db: Database, segment: Segment, document: Document, system: str, place: Place
) -> tuple[Piece, ...]:
    """Each piece with the words that stand there; raises Invalid for a wrong one, and where two overlap."""
    found = place.pieces
    if found is None:
        found = (Piece(named_side(place.side), place.start, place.end, place.quote),)
    if len(found) > MOST_PIECES:
        raise Invalid(f"A mark has at most {MOST_PIECES} pieces. Mark several errors.")
    for one in found:
        text = _side(db, segment, document, system, place.revision, one.side)
        check_place(text, Place(place.revision, one.side, one.start, one.end, one.quote))
    pieces.refuse_overlaps(found)
    return pieces.in_order(found)


def named_side(side: str) -> Side:
    """source or target; raises Invalid for anything else."""
    if side == "source":
        return "source"
    if side == "target":
        return "target"
    raise Invalid(f"There is no side {side!r}. Choose source or target.")


def _side(db: Database, segment: Segment, document: Document, system: str, revision: int, side: str) -> str:
    target = texts.text_of(db, segment, document, system, revision)
    if side == "target":
        return target
    if segment.source is None:
        raise Invalid(f"Segment {segment.position} has no source: mark the place in the text.")
    return segment.source


def check_place(text: str, place: Place) -> None:
    """Raises Invalid where the place is not in the text, or its quote is another one."""
    if not 0 <= place.start <= place.end <= len(text):
        raise Invalid(
            f"The place {place.start} to {place.end} is not in the text, which has {len(text)} characters."
        )
    found = text[place.start : place.end]
    if found != place.quote:
        raise Invalid(
            f"The quote is not the text at {place.start} to {place.end}, which is “{found}”."
            " Offsets count Unicode code points of the stored text."
        )


def _category(db: Database, project_id: int, written: str | None) -> str | None:
    if written is None or not written.strip():
        return None
    own = tasks.settings(db, project_id)
    return naming.category(written, own.categories if own else None)


def _comment(written: str | None) -> str | None:
    if written is None or not written.strip():
        return None
    if len(written) > LONGEST_COMMENT:
        raise Invalid(f"A comment on an error has at most {LONGEST_COMMENT:,} characters.")
    revising.check_text(written)
    return written.strip()


def _repeated(db: Database, new: NewMark) -> StoredMark | None:
    if new.op_id is None:
        return None
    found = marks.find_by_operation(db, new.op_id)
    names = (
        "segment_id",
        "system",
        "revision",
        "pieces",
        "category",
        "severity",
        "author",
    )
    if found is not None and any(getattr(found, name) != getattr(new, name) for name in names):
        raise Invalid("This op_id was used for another mark. Give each mark its own.")
    return found


def checked_task(db: Database, document: Document, task_id: int | None) -> int | None:
    """The task's id, if it is one of this document; raises NotFound."""
    if task_id is None:
        return None
    task = tasks.get(db, task_id)
    if task.project_id != document.project_id or task.document_id not in (None, document.id):
        raise NotFound(f"There is no judging task {task_id} for this document.")
    return task.id


def withdraw(db: Database, mark_id: int, *, who: Person) -> StoredMark:
    """Take a mark back: its author may, and leads. Twice changes nothing."""
    with writing(db):
        return _withdraw(db, mark_id, who)


def _withdraw(db: Database, mark_id: int, who: Person) -> StoredMark:
    found = marks.get(db, mark_id)
    if found.author != who.name and not may(who.role, "lead"):
        raise Forbidden("Only the person who marked this error and leads can take it back.")
    marks.withdraw(db, mark_id, who=who.name, now=clock.now())
    return marks.get(db, mark_id)


def rate(
    db: Database,
    segment_id: int,
    *,
    kind: str,
    value: float,
    author: Person,
    system: str | None = None,
    revision: int = 0,
    task_id: int | None = None,
) -> Rating:
    """Give a text its number from 0 to 100; the newest counts."""
    if kind not in RATINGS:
        raise Invalid(f"There is no rating {kind!r}. Choose one of: {', '.join(RATINGS)}.")
    if not (math.isfinite(value) and 0 <= value <= 100):
        raise Invalid("A rating is a number from 0 to 100.")
    with writing(db):
        segment, document = texts.judged(db, segment_id)
        named = tasking.named(db, document, task_id, segment_id, system) or document.system
        texts.text_of(db, segment, document, named, revision)
        rating = Rating(segment_id, named, revision, kind, float(value), author.name, clock.now())
        judged.add_rating(db, rating, task_id=checked_task(db, document, task_id))
    return rating


def finish(
    db: Database,
    segment_id: int,
    *,
    author: Person,
    systems: Sequence[str] = (),
    revision: int = 0,
    finished: bool = True,
    task_id: int | None = None,
) -> list[Finish]:
    """The person has judged these texts to their end, without marks: no errors; or takes them up again."""
    with writing(db):
        segment, document = texts.judged(db, segment_id)
        said = [tasking.named(db, document, task_id, segment_id, one) or document.system for one in systems]
        named = list(dict.fromkeys(said)) or [document.system]
        task = checked_task(db, document, task_id)
        for system in named:
            texts.text_of(db, segment, document, system, revision)
        if finished and task is not None:
            _check_rated(db, segment, tasks.get(db, task).kind, named, revision, author)
        judged.withdraw_finishes(db, segment_id, systems=named, author=author.name, now=clock.now())
        made = [Finish(segment_id, system, revision, author.name, clock.now()) for system in named]
        for one in made if finished else ():
            judged.add_finish(db, one, task_id=task)
    return made if finished else []


def _check_rated(
    db: Database, segment: Segment, kind: str, systems: Sequence[str], revision: int, author: Person
) -> None:
    if kind not in RATINGS:
        return
    rated = {
        one.system
        for one in judged.ratings_of(db, [segment.id])
        if (one.author, one.kind, one.revision) == (author.name, kind, revision)
    }
    if set(systems) - rated:
        raise Invalid(
            f"Segment {segment.position} has no number from 0 to 100 yet. Give it one, then finish."
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a segment, as far as the person who asks may see it."""

    marks: list[StoredMark]
    ratings: list[Rating]
    finished: list[Finish]


def said(db: Database, segment_ids: Sequence[int], *, person: Person) -> Said:
    """A person's own marks, and others' where the person has finished the text, or leads: they must not steer."""
    finished = judged.finishes_of(db, segment_ids)
    done = {(one.segment_id, one.system) for one in finished if one.author == person.name}
    leads = may(person.role, "lead")

    def is_shown(one: StoredMark | Rating | Finish) -> bool:
        return leads or one.author == person.name or (one.segment_id, one.system) in done

    return Said(
        [one for one in marks.of_segments(db, segment_ids) if is_shown(one)],
        [one for one in judged.ratings_of(db, segment_ids) if is_shown(one)],
        [one for one in finished if is_shown(one)],
    )


def of_segment(db: Database, segment_id: int, *, person: Person) -> Said:
    segment, _ = texts.judged(db, segment_id)
    return said(db, [segment.id], person=person)
