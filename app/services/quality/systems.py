"""Two systems, or more: on which measures they can be compared fairly, and what these say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.scoring import mqm, origins, verdicts
from ...domain.scoring.origins import Fairness
from ...domain.scoring.verdicts import MEASURES, Comparison, Measure, Verdict
from ...store.measures import candidates
from . import editing, people, remembering
from .gathering import Material, Place

Scores = dict[str, dict[Place, float]]  # by system
PEOPLE = ("mqm", "esa")
SECOND = {"mqm": ("hter", "esa"), "esa": ("hter", "mqm"), "hter": ("chrf",), "chrf": ("hter",)}
ORDER = ("mqm", "esa", "hter", "chrf")
Groups = list[tuple[int, list[tuple[str, float]]]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What can be said of two systems. `verdict` is None where nothing is fair, with the reason in `refusal`."""

    a: str
    b: str
    verdict: Verdict | None
    refusal: str | None
    fairness: Fairness
    judged: int  # segments of which people judged both systems
    scores: Scores  # of the first measure

    @property
    def measure(self) -> Measure | None:
        return self.verdict.comparisons[0].measure if self.verdict else None

    @property
    def is_automatic(self) -> bool:
        return self.measure is not None and self.measure.name not in PEOPLE

    @property
    def favours(self) -> tuple[str, ...]:
        return self.fairness.favoured


@dataclass(frozen=True, slots=True)
class Ranking:
    """Systems in groups that cannot be told apart, by one measure."""

    measure: Measure
    groups: Groups
    n: Mapping[str, int]


def measures(db: Database, material: Material) -> dict[str, Scores]:
    """Every fair number of each segment of each system; places are those that the filters leave."""
    said = material.judgements.found
    return {
        "mqm": mqm.segment_scores(people.marks_of(said), material.weights),
        "esa": people.mean_ratings(said),
        "hter": editing.both_edited(db, material),
        "chrf": against_independent(db, material),
    }


def compare(db: Database, material: Material, found: Mapping[str, Scores], a: str, b: str) -> Compared:
    """The verdict of the first measure that both systems have, unless a second one proves the opposite."""
    fair = fairness(db, material, a, b)
    usable = {name: _common(found[name], a, b) for name in ORDER}
    judged = len({*usable["mqm"], *usable["esa"]})
    first = next((name for name in ORDER if usable[name]), None)
    if first is None:
        return Compared(a, b, None, fair.refusal or origins.NONE, fair, judged, {})
    second = next((name for name in SECOND[first] if usable[name]), None)
    comparisons = [_compared(name, a, b, found[name]) for name in (first, second) if name]
    scores = {system: {place: found[first][system][place] for place in usable[first]} for system in (a, b)}
    return Compared(a, b, verdicts.verdict(*comparisons), None, fair, judged, scores)


def fairness(db: Database, material: Material, a: str, b: str) -> Fairness:
    """Which references may say something of these two systems. A confirmed text is a correction of its base system."""
    stored = candidates.origins(db, material.project.id)
    found = {}
    for row in material.rows:
        base = material.documents[row.document_id].system
        own = {origins.corrected(base)} if row.is_counted else set()
        found[row.id] = stored.get(row.id, set()) | own
    return origins.fairness((a, b), found)


def ranking(material: Material, found: Mapping[str, Scores]) -> Ranking | None:
    """All systems by the first measure that two or more of them have; None for fewer."""
    for name in ("mqm", "esa", "chrf"):
        scores = {system: found[name][system] for system in material.all_systems if found[name].get(system)}
        if len(scores) > 1:
            return _ranking(MEASURES[name], scores)
    return None


def _ranking(measure: Measure, scores: Scores) -> Ranking:
    groups = remembering.of(lambda: verdicts.ranking(measure, scores), "ranking", measure, scores)
    return Ranking(measure, groups, {system: len(of) for system, of in scores.items()})


def _compared(name: str, a: str, b: str, scores: Scores) -> Comparison:
    of_a, of_b = scores[a], scores[b]
    return remembering.of(
        lambda: verdicts.compare(MEASURES[name], a, b, of_a, of_b), "compare", name, a, b, of_a, of_b
    )


def _common(scores: Scores, a: str, b: str) -> set[Place]:
    return scores.get(a, {}).keys() & scores.get(b, {}).keys()


def against_independent(db: Database, material: Material) -> Scores:
    """chrF of each text against the reference that favours nobody."""
    found: Scores = {}
    for one in candidates.scores(db, material.project.id):
        if one.segment_id in material.row_of and origins.is_fair(one.origin):
            place = (str(one.document_id), str(one.segment_id))
            found.setdefault(one.system, {})[place] = one.chrf
    return found
