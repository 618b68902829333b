"""How often 95 % intervals of human scores hold the truth, on simulated reviews of which the truth is known.

python -m bench.coverage [REVIEWS]

A review draws documents from a world without end: each has its difficulty and its raters, these have their severity
(both log-normal), and a segment has errors by chance (Poisson), most of them none. The scores are computed by the
product's own functions. Beside them stands the plain percentile bootstrap over the same documents.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from app.domain.judging.records import Judgement, Mark
from app.domain.scoring import esa, mqm, verdicts, weights

PROMISED = (0.93, 0.97)
MARKS = (Mark("Minor", "Style"), Mark("Major", "Accuracy"), Mark("Minor", "Fluency/Punctuation"))
SHARES = (0.6, 0.3, 0.1)
PENALTY = 0.6 * 1 + 0.3 * 5 + 0.1 * 0.1  # of an error, on average
Limits = tuple[float, float] | None


@dataclass(frozen=True)
class Design:
    documents: int
    segments: int  # of a document, on average
    raters: int  # of a segment
    difficulty: float  # spread of documents, on the log scale
    severity: float  # spread of raters
    errors: float = 0.8  # of a segment, on average

    def __str__(self) -> str:
        return (
            f"{self.documents:3} documents × {self.segments:3} segments × {self.raters} raters,"
            f" spread {self.difficulty:.2f}/{self.severity:.2f}, {self.errors:.1f} errors"
        )


DESIGNS = (
    Design(5, 12, 1, 0.25, 0.15),
    Design(5, 100, 1, 0.25, 0.15),
    Design(8, 12, 1, 0.5, 0.3),
    Design(10, 25, 3, 0.4, 0.3),
    Design(12, 12, 2, 0.5, 0.3),
    Design(20, 12, 1, 0.5, 0.3),
    Design(40, 10, 1, 0.5, 0.3),
    Design(60, 5, 2, 0.5, 0.3),
    Design(100, 1, 1, 0.3, 0.2),
    Design(30, 10, 1, 0.3, 0.2, 0.15),
)


def main(reviews: int = 1000) -> bool:
    print(
        f"{reviews} simulated reviews for each line; truth inside, above, below; percentile bootstrap inside"
    )
    kept = True
    for what, simulate in (("MQM", _mqm), ("MQM difference", _difference), ("ESA", _esa)):
        for number, design in enumerate(DESIGNS):
            generator = np.random.default_rng([number, len(what)])
            found = [simulate(design, generator) for _ in range(reviews)]
            kept &= _report(what, design, found)
    print("kept" if kept else f"NOT KEPT: a share surely outside {PROMISED}")
    return kept


def _report(what: str, design: Design, found: list[tuple[Limits, float, tuple[float, float]]]) -> bool:
    above = sum(limits is not None and truth > limits[1] for limits, truth, _ in found) / len(found)
    below = sum(limits is not None and truth < limits[0] for limits, truth, _ in found) / len(found)
    inside = 1 - above - below
    plain = sum(low <= truth <= high for _, truth, (low, high) in found) / len(found)
    print(
        f"{what:15} {design}: {inside:.3f} ({above:.3f} above, {below:.3f} below); percentile {plain:.3f}",
        flush=True,
    )
    # Of thirty lines one is two standard errors off by chance; three are not chance.
    unsure = 3 * (inside * (1 - inside) / len(found)) ** 0.5
    return PROMISED[0] - unsure <= inside <= PROMISED[1] + unsure


def _mqm(design: Design, generator: np.random.Generator) -> tuple[Limits, float, tuple[float, float]]:
    judgements = _review(design, generator, "A")
    scores = mqm.segment_scores(judgements, weights.KNOWN["wmt20"])["A"]
    [system] = mqm.system_scores(judgements, weights.KNOWN["wmt20"])
    return system.interval.limits, design.errors * PENALTY, _percentile(scores, generator)


def _difference(design: Design, generator: np.random.Generator) -> tuple[Limits, float, tuple[float, float]]:
    """Two systems on the same documents; B has a third fewer errors."""
    better = 2 / 3
    judgements = _review(design, generator, "A", "B", better=better)
    scores = mqm.segment_scores(judgements, weights.KNOWN["wmt20"])
    found = verdicts.compare(verdicts.MEASURES["mqm"], "A", "B", scores["A"], scores["B"])
    limits = None if found.low is None or found.high is None else (found.low, found.high)
    differences = {place: value - scores["B"][place] for place, value in scores["A"].items()}
    return limits, design.errors * PENALTY * (1 - better), _percentile(differences, generator)


def _esa(design: Design, generator: np.random.Generator) -> tuple[Limits, float, tuple[float, float]]:
    """Ratings around 75 with the same spreads, steps of one, none cut off at the ends of the scale."""
    judgements = []
    for document in range(design.documents):
        level = 75 + 8 * generator.normal(0, design.difficulty)
        raters = 8 * generator.normal(0, design.severity, design.raters)
        for segment in range(max(1, generator.poisson(design.segments))):
            of_segment = level + 4 * generator.normal()
            for rater in range(design.raters):
                rating = float(np.clip(of_segment + raters[rater] + 4 * generator.normal(), 0, 100))
                judgements.append(
                    Judgement("A", str(segment), f"{document}.{rater}", f"d{document}", rating=rating)
                )
    [system] = esa.system_scores(judgements, "wmt24")
    scores: dict[tuple[str | None, str], list[float]] = {}
    for judgement in judgements:
        scores.setdefault(judgement.place, []).append(judgement.rating or 0.0)
    means = {place: sum(values) / len(values) for place, values in scores.items()}
    return system.interval.limits, 75.0, _percentile(means, generator)


def _review(
    design: Design, generator: np.random.Generator, *systems: str, better: float = 1.0
) -> list[Judgement]:
    judgements = []
    for document in range(design.documents):
        difficulty = _around_one(generator, design.difficulty)
        severity = [_around_one(generator, design.severity) for _ in range(design.raters)]
        segments = max(1, generator.poisson(design.segments))
        for number, system in enumerate(systems):
            rate = design.errors * difficulty * (better if number else 1)
            for rater in range(design.raters):
                counts = generator.poisson(rate * severity[rater], segments)
                kinds = iter(generator.choice(len(MARKS), p=SHARES, size=counts.sum()).tolist())
                for segment, count in enumerate(counts.tolist()):
                    marks = tuple(MARKS[next(kinds)] for _ in range(count))
                    judgements.append(
                        Judgement(system, str(segment), f"{document}.{rater}", f"d{document}", marks=marks)
                    )
    return judgements


def _around_one(generator: np.random.Generator, spread: float) -> float:
    return float(np.exp(generator.normal(0, spread) - spread**2 / 2))


def _percentile(
    scores: dict[tuple[str | None, str], float], generator: np.random.Generator
) -> tuple[float, float]:
    names = sorted({document or "" for document, _ in scores})
    places = np.array([names.index(document or "") for document, _ in scores])
    sums, sizes = np.bincount(places, list(scores.values())), np.bincount(places)
    drawn = generator.integers(len(names), size=(500, len(names)))
    low, high = np.quantile(sums[drawn].sum(1) / sizes[drawn].sum(1), [0.025, 0.975])
    return float(low), float(high)


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:])) else 1)
