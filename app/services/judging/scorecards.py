"""Scorecards of MQM 2.0 for files of error marks: raw, calibrated and non-linear scores, zones, pass and fail."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Invalid
from app.domain.judging.records import Judgement
from app.domain.models import ImportWarning
from app.domain.scoring import mqm2, weights
from app.domain.scoring.mqm2 import Scheme, Scorecard, Tolerance
from app.domain.scoring.recipes import recipe
from app.services.judging import scores
from app.services.judging.files import Format

Point = tuple[float, float]  # words, acceptable penalty points


@dataclass(frozen=True, slots=True)
class Scorecards:
    """Each system's scorecard, the fewest points a thousand words first."""

    systems: list[tuple[str, Scorecard]]
    warnings: list[ImportWarning]


def of_file(
    path: Path,
    format: Format | None,
    weights_name: str,
    *,
    scheme: Scheme,
    lang: str | None = None,
) -> Scorecards:
    """The scorecards of the systems of a file; `lang` is the language whose words are counted.

    Raises Invalid for limits that are none, and where a judged text is missing whose words count.
    """
    _check(scheme)
    said = scores.errors_of(path, format)
    used = scores.weights_of(weights_name)
    weights.refuse_unknown_severities(said.found, used, str(path))
    by_system: dict[str, list[Judgement]] = defaultdict(list)
    for one in said.found:
        by_system[one.system].append(one)
    scheme = Scheme(
        scheme.threshold,
        scheme.acceptable,
        scheme.tolerance,
        scheme.basis,
        scheme.smallest,
        scheme.largest,
        used,
    )
    found = [
        (name, mqm2.scorecard(of_system, _words(path, of_system, scheme, lang), scheme))
        for name, of_system in by_system.items()
    ]
    warnings = [*said.warnings, *weights.unknown_categories(said.found, used)]
    return Scorecards(sorted(found, key=lambda each: each[1].per_thousand), warnings)


def tolerance(points: tuple[Point, ...]) -> Tolerance | None:
    """The curve through two points; none without points."""
    if not points:
        return None
    if len(points) != 2:
        raise Invalid("A tolerance has two points: give --tolerance twice, such as 500:5 and 1000:8.")
    return mqm2.tolerance(points[0], points[1])


def _check(scheme: Scheme) -> None:
    if not 0 <= scheme.threshold < mqm2.BEST:
        raise Invalid(
            f"The threshold is a number from 0 to below {mqm2.BEST:g}; {scheme.threshold:g} is not."
        )
    if not 0 < scheme.acceptable <= weights.MOST:
        raise Invalid("The acceptable penalty points (APP) must be above 0.")
    if not 0 <= scheme.smallest <= scheme.largest:
        raise Invalid(
            f"The zones go from {scheme.smallest} to {scheme.largest} words: write the smaller number first."
        )


def _words(
    path: Path, said: list[Judgement], scheme: Scheme, lang: str | None
) -> dict[tuple[str | None, str], int]:
    counted = {}
    for one in said:
        text = one.source if scheme.basis == "source" else one.target
        if text is None:
            line = f", line {one.line}" if one.line else ""
            other = "target" if scheme.basis == "source" else "source"
            raise Invalid(
                f"{path}{line}: the {scheme.basis} text is missing, so its words cannot be counted. Count those of the"
                f" {other} with --words {other}, or add the texts."
            )
        counted[one.place] = len(recipe(lang).ter_words(text))
    return counted
