"""The quality page of a project: its sentence, its numbers, its worst segments, spread, errors by type, and trend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ...domain import diff
from ...domain.models import Difference, Document, Person, Score, Segment
from ...domain.quality import marked, sentences, spread
from ...domain.quality.marked import ErrorType
from ...domain.quality.rows import Row
from ...domain.quality.spread import Bin
from ...store import segments
from ..judging import sampling
from ..judging.sampling import Share
from ..scoring import DocumentScores
from . import agreeing, automatic, candidates, gathering, penalties, people, sampled, systems, trends
from .agreeing import Agreements
from .candidates import Progress
from .gathering import Material
from .penalties import Penalty
from .people import Human
from .sampled import Sampled
from .systems import Compared, Ranking
from .trends import Trend

Order = Literal["score", "changes", "errors"]
ORDERS: tuple[Order, ...] = ("score", "changes", "errors")
FEW, MANY = 10, 50


@dataclass(frozen=True, slots=True)
class Number:
    """A number on a tile. `value` is None where it is not measured, with the reason."""

    key: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    signature: str
    reason: str | None = None

    @property
    def is_certain(self) -> bool:
        """Without any spread the limits are the number itself, which says nothing about how sure it is."""
        return self.low is not None and self.low == self.high

    @property
    def half(self) -> float | None:
        """Half of the interval's width, as ± shows it."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Worst:
    """A segment that deserves a look, with what people or the changes say of it."""

    document: Document
    segment: Segment
    difference: Difference
    value: float | None  # rating or penalty points
    share: float | None
    edits: float | None
    errors: int
    why: tuple[str, ...]  # types of errors, the worst first


@dataclass(frozen=True, slots=True)
class Spread:
    """How segments spread over what is measured: ratings, penalty points, or shares of words changed in percent."""

    kind: Literal["esa", "mqm", "words"]
    bins: tuple[Bin, ...]
    n: int


@dataclass(frozen=True)
class QualityPage:
    material: Material
    scores: DocumentScores
    authors: tuple[str, ...]
    human: Human | None
    numbers: Mapping[str, Number]
    worst: list[Worst]
    order: Order
    show: int
    spread: Spread | None
    types: list[ErrorType]
    trend: Trend | None
    penalty: Penalty | None
    orders: tuple[Order, ...]  # those for which there is anything
    compared: Compared | None
    ranking: Ranking | None
    agreements: Agreements | None
    progress: Progress
    sampled: Sampled | None
    unfinished: Share | None  # a sample that the person has to finish
    segments: int  # that could be confirmed
    unconfirmed: int


def build(
    db: Database, project_id: int, wanted: Mapping[str, str], *, order: str, show: int, person: Person
) -> QualityPage:
    """Everything on the page for the segments that the filters leave."""
    progress = candidates.ensure(db, project_id)
    material = gathering.gather(db, project_id, wanted, person)
    scores = automatic.scores_of(material.counted, material.rows, material.lang)
    human = people.human(db, material.base, material.lang, material.rules, material.weights)
    names = material.all_systems
    found = systems.measures(db, material) if len(names) > 1 else {}
    compared = systems.compare(db, material, found, names[0], names[1]) if len(names) == 2 else None
    orders = orders_of(scores, human)
    shown = next((one for one in orders if one == order), orders[0])
    return QualityPage(
        material=material,
        scores=scores,
        authors=tuple(sorted({row.author for row in material.counted if row.author})),
        human=human,
        numbers=numbers(scores, human, material),
        worst=worst(db, material, human, order=shown, show=show),
        order=shown,
        orders=orders,
        show=show,
        spread=_spread(material, human),
        types=marked.types(people.marks_of(material.base)),
        trend=trends.of_material(db, material),
        penalty=penalties.of_material(db, material),
        compared=compared,
        ranking=systems.ranking(material, found) if len(names) > 2 else None,
        agreements=agreeing.of_material(db, material, found or None),
        progress=progress,
        sampled=sampled.of_material(db, material),
        unfinished=sampling.unfinished(db, project_id, who=person),
        segments=sum(not row.left_out for row in material.rows),
        unconfirmed=scores.left_out_of_it["not_confirmed"],
    )


def numbers(scores: DocumentScores, human: Human | None, material: Material) -> dict[str, Number]:
    """The numbers of the tiles by key, measured or not."""
    return {
        "quality": quality_number(human),
        "errors": errors_number(human),
        "words": _of_score("words", scores.scores["hter"]),
        "done": _done(material),
        "chrf": _of_score("chrf", scores.scores["chrf"]),
        "bleu": _of_score("bleu", scores.scores["bleu"]),
    }


def quality_number(human: Human | None) -> Number:
    if human is None:
        return Number("quality", None, None, None, 0, "", sentences.NOT_JUDGED)
    reason = None
    if human.score is None:
        reason = sentences.TOO_LITTLE_TEXT.format(words=f"{human.words:,}", needed=f"{human.words_needed:,}")
    return Number("quality", human.score, human.low, human.high, human.n, human.signature, reason)


def errors_number(human: Human | None) -> Number:
    if human is None or human.errors is None:
        return Number("errors", None, None, None, 0, "", sentences.NOT_MARKED)
    low, high = human.errors.limits or (None, None)
    return Number("errors", human.errors.mean, low, high, human.n, human.errors_signature)


def penalty_number(found: Penalty | None) -> Number:
    """The points that are left after editing; the interval belongs to the share that is gone."""
    if found is None:
        return Number("penalty", None, None, None, 0, "", sentences.NOT_MARKED)
    return Number("penalty", found.after, None, None, found.n, found.signature)


def _of_score(key: str, score: Score) -> Number:
    low, high = score.interval or (None, None)
    return Number(key, score.score, low, high, score.n, score.signature, score.reason)


def _done(material: Material) -> Number:
    """A count, so that nothing is uncertain about it."""
    done = sum(row.state in ("confirmed", "approved") and not row.left_out for row in material.rows)
    of = sum(not row.left_out for row in material.rows)
    return Number("done", float(done), None, None, of, "count:confirmed+approved|of:segments-left-out")


def worst(db: Database, material: Material, human: Human | None, *, order: Order, show: int) -> list[Worst]:
    """The segments that need a look most; with the same number, in order of the text."""
    marks = _marks(material)
    keys: dict[Order, Callable[[Row], float]] = {
        "score": lambda row: _badness(row, human),
        "changes": lambda row: row.ter_edits or 0.0,
        "errors": lambda row: float(len(marks.get(row.id, ()))),
    }
    bad = [(keys[order](row), row) for row in material.rows if not row.left_out]
    chosen = sorted((pair for pair in bad if pair[0] > 0), key=lambda pair: -pair[0])[:show]
    texts = segments.by_ids(db, (row.id for _, row in chosen))
    return [_worst(texts[row.id], row, material, human, marks.get(row.id, [])) for _, row in chosen]


def _badness(row: Row, human: Human | None) -> float:
    """By what people said; 0: nothing is wrong, or nobody knows."""
    value = human.values.get(row.id) if human else None
    if human is None or value is None:
        return 0.0
    return value if human.kind == "mqm" else 100.0 - value


def _worst(segment: Segment, row: Row, material: Material, human: Human | None, marks: list[str]) -> Worst:
    document = material.documents[row.document_id]
    difference = diff.difference(segment.machine or "", segment.text, document.target_lang)
    return Worst(
        document=document,
        segment=segment,
        difference=difference,
        value=human.values.get(row.id) if human else None,
        share=row.share,
        edits=row.ter_edits,
        errors=len(marks),
        why=tuple(dict.fromkeys(marks)),
    )


def _marks(material: Material) -> dict[int, list[str]]:
    """The types of the errors of each segment's machine text, the serious ones first."""
    found: dict[int, list[tuple[int, str]]] = {}
    for one in people.marks_of(material.base):
        for mark in marked.errors(one):
            weight = -(material.weights.of(mark) or 0.0)
            found.setdefault(int(one.segment), []).append((int(weight), marked.type_of(mark)))
    return {key: [name for _, name in sorted(marks)] for key, marks in found.items()}


def orders_of(scores: DocumentScores, human: Human | None) -> tuple[Order, ...]:
    """By what segments can be sorted: what people said first; by words changed where nobody has said anything."""
    said: tuple[Order, ...] = (
        () if human is None else ("score", "errors") if human.kind == "mqm" else ("score",)
    )
    return (*said, "changes") if scores.n or not said else said


def _spread(material: Material, human: Human | None) -> Spread | None:
    if human is not None:
        values = list(human.values.values())
        bins = spread.of_penalties(values) if human.kind == "mqm" else spread.of_scores(values)
        return Spread(human.kind, bins, len(values))
    shares = [row.share * 100 for row in material.counted if row.share is not None]
    if not shares:
        return None
    tens = [min(int(share / 10 + 1e-9), 10) for share in shares]
    bins = tuple(Bin(ten * 10, ten * 10 + 10 if ten < 10 else None, tens.count(ten)) for ten in range(11))
    return Spread("words", bins, len(shares))
