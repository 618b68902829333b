"""Numbers that people's judgements give: MQM where errors were marked, else ratings; each with interval and signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ...domain.judging.records import Judgement, Judgements, about_errors
from ...domain.models import Segment
from ...domain.quality import marked, rating
from ...domain.quality.rating import Level, Rules
from ...domain.scoring import esa, intervals, mqm, mqm2
from ...domain.scoring.human_signatures import signature
from ...domain.scoring.intervals import Interval
from ...domain.scoring.mqm2 import Scheme, Scorecard
from ...domain.scoring.recipes import recipe
from ...domain.scoring.weights import Weights
from ...store import segments
from . import remembering

Kind = Literal["mqm", "esa"]
Valued = Callable[[Judgement], float | None]
Place = tuple[str | None, str]
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Human:
    """The quality that people found. `score` is None where there is too little text, with the words still needed."""

    kind: Kind
    score: float | None
    low: float | None
    high: float | None
    n: int
    signature: str
    level: Level | None
    critical: int
    needs_work: int
    words: int
    words_needed: int
    errors: Interval | None  # errors a thousand words
    errors_signature: str
    values: dict[int, float]  # penalty points or rating of each judged segment
    error: float | None = None  # the score's standard error
    reach: tuple[Level, Level] | None = None  # levels at the interval's ends, worst first, where they differ


def marks_of(found: Iterable[Judgement]) -> list[Judgement]:
    """Judgements of error marking: those without a rating, and all of raters who name categories."""
    return about_errors(found)


def ratings_of(found: Iterable[Judgement]) -> list[Judgement]:
    return [one for one in found if one.rating is not None]


def mean_ratings(found: Iterable[Judgement]) -> dict[str, dict[Place, float]]:
    """The mean rating of each text of each system."""
    given: dict[str, dict[Place, list[float]]] = {}
    for one in ratings_of(found):
        given.setdefault(one.system, {}).setdefault(one.place, []).append(one.rating or 0.0)
    return {
        system: {place: sum(values) / len(values) for place, values in places.items()}
        for system, places in given.items()
    }


def human(
    db: Database, found: Sequence[Judgement], lang: str | None, rules: Rules, weights: Weights
) -> Human | None:
    """The quality of one text of each segment, whichever system wrote it; None where nobody judged."""
    return of_words(found, words_of(db, {one.place for one in marks_of(found)}, lang), rules, weights)


def of_words(
    found: Sequence[Judgement], all_words: Mapping[Place, int], rules: Rules, weights: Weights
) -> Human | None:
    """The same where the words of each judged segment are known."""
    marks = [_as_one_system(one) for one in marks_of(found)]
    if marks:
        words = {one.place: all_words[one.place] for one in marks if one.place in all_words}
        marks = [one for one in marks if one.place in words]
        if sum(words.values()) > 0 and marks:
            return remembering.of(
                lambda: _of_marks(marks, words, scheme(rules, weights), rules),
                "marks",
                marks,
                words,
                rules,
                weights,
            )
    ratings = [_as_one_system(one) for one in ratings_of(found)]
    return remembering.of(lambda: _of_ratings(ratings, rules), "ratings", ratings, rules) if ratings else None


def words_of(db: Database, places: Iterable[Place], lang: str | None) -> dict[Place, int]:
    """The words of each judged segment: of the source where there is one, else of the machine's text."""
    by_id = {int(segment): (document, segment) for document, segment in places}
    counted = {}
    for segment_id, one in segments.by_ids(db, by_id).items():
        counted[by_id[segment_id]] = len(_words(one, lang))
    return counted


def _words(one: Segment, lang: str | None) -> list[str]:
    return recipe(None if one.source else lang).ter_words(one.source or one.machine or one.text)


def scheme(rules: Rules, weights: Weights) -> Scheme:
    return Scheme(threshold=rules.good, acceptable=rules.acceptable, weights=weights)


def _as_one_system(one: Judgement) -> Judgement:
    return Judgement(
        system="text",
        segment=one.segment,
        rater=one.rater,
        document=one.document,
        marks=one.marks,
        rating=one.rating,
    )


def _of_marks(found: Sequence[Judgement], words: dict[Place, int], used: Scheme, rules: Rules) -> Human:
    card = mqm2.scorecard(found, words, used)
    penalties = mqm.segment_scores(found, used.weights)["text"]
    low, high = _calibrated_limits(card, rules)
    counts = _errors_of(found)
    errors = intervals.of_ratio(
        [counts[place] * THOUSAND for place in penalties],
        [words[place] for place in penalties],
        [document for document, _ in penalties],
        floor=0,
    )
    return Human(
        kind="mqm",
        score=card.score,
        low=low if card.score is not None else None,
        high=high if card.score is not None else None,
        n=len(penalties),
        signature=card.signature,
        level=None if card.score is None else rating.level(card.score, rules, critical=card.critical),
        critical=card.critical,
        needs_work=sum(value >= rules.work_penalty for value in penalties.values()),
        words=card.words,
        words_needed=card.words_needed,
        errors=errors,
        errors_signature=_errors_signature(found, errors, card),
        values={int(segment): value for (_, segment), value in penalties.items()},
        error=_calibrated_error(card, rules),
        reach=None if card.score is None or card.critical else _reach(low, high, rules),
    )


def _reach(low: float | None, high: float | None, rules: Rules) -> tuple[Level, Level] | None:
    if low is None or high is None:
        return None
    worst, best = rating.level(low, rules), rating.level(high, rules)
    return None if worst == best else (worst, best)


def _calibrated_limits(card: Scorecard, rules: Rules) -> tuple[float | None, float | None]:
    """The score is a straight line of the penalty points, so its limits are theirs."""
    if card.interval is None or card.interval.limits is None:
        return None, None
    per_point = (mqm2.BEST - rules.good) / rules.acceptable
    low, high = card.interval.limits
    return mqm2.BEST - high * per_point, mqm2.BEST - low * per_point


def _calibrated_error(card: Scorecard, rules: Rules) -> float | None:
    if card.interval is None or card.interval.error is None:
        return None
    return card.interval.error * (mqm2.BEST - rules.good) / rules.acceptable


def _errors_of(found: Iterable[Judgement]) -> dict[Place, float]:
    """How many errors a segment has, on average over its raters."""
    by_place: dict[Place, list[int]] = {}
    for one in found:
        by_place.setdefault(one.place, []).append(len(marked.errors(one)))
    return {place: sum(numbers) / len(numbers) for place, numbers in by_place.items()}


def _errors_signature(found: Sequence[Judgement], errors: Interval, card: Scorecard) -> str:
    return signature(
        errors="count",
        per="1000-words",
        words="source",
        agg="mean.raters-sum.segments",
        raters=len({one.rater for one in found}),
        n=errors.n,
        ewc=card.words,
        ci=errors.method,
        seed=intervals.SEED,
    )


def _of_ratings(found: Sequence[Judgement], rules: Rules) -> Human:
    [system] = esa.system_scores(found, "wmt25")
    by_place: dict[Place, list[float]] = {}
    for one in found:
        by_place.setdefault(one.place, []).append(one.rating or 0.0)
    values = {int(segment): sum(given) / len(given) for (_, segment), given in by_place.items()}
    limits = system.interval.limits or (None, None)
    return Human(
        kind="esa",
        score=system.score,
        low=limits[0],
        high=limits[1],
        n=system.segments,
        signature=esa.scores_signature(Judgements(tuple(found)), "wmt25", [system]),
        level=rating.level(system.score, rules),
        critical=0,
        needs_work=sum(value < rules.work_rating for value in values.values()),
        words=0,
        words_needed=0,
        errors=None,
        errors_signature="",
        values=values,
        error=system.interval.error,
        reach=_reach(limits[0], limits[1], rules),
    )
