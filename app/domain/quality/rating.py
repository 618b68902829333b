"""Good, fair or poor: by the project's own thresholds, which are printed beside the word."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal

from app.domain.errors import Invalid

Level = Literal["good", "fair", "poor"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project agreed on. Scores are 0-100, higher is better; penalties are points of a segment."""

    good: float = 90.0  # from here on; the pass threshold of MQM 2.0 too
    fair: float = 80.0
    acceptable: float = 10.0  # penalty points a thousand words that give just the threshold
    work_penalty: float = 5.0  # from so many points on a segment needs work: one major error
    work_rating: float = 66.0  # below this rating a segment needs work: ESA's "most meaning preserved"


DEFAULT = Rules()


def rules_of(stored: Mapping[str, float]) -> Rules:
    return Rules(**{**asdict(DEFAULT), **stored})


def checked(given: Mapping[str, str]) -> dict[str, float]:
    """The numbers of a form; refused all together where one is no number or out of order."""
    found = {}
    errors = []
    for field in fields(Rules):
        text = given.get(field.name, "").strip().replace(",", ".")
        number = _number(text)
        if number is None or not 0 <= number <= 100:
            errors.append(f"“{text}” is not a number from 0 to 100. Write it in digits, such as 90.")
        else:
            found[field.name] = number
    if not errors and found["fair"] > found["good"]:
        errors.append("Fair begins below good: write a smaller number for fair.")
    if not errors and (found["acceptable"] <= 0 or found["good"] >= 100):
        errors.append("Acceptable points must be above 0 and good below 100.")
    if errors:
        raise Invalid(errors[0], errors=errors)
    return found


def level(score: float, rules: Rules, *, critical: int = 0) -> Level:
    """A critical error makes any score poor."""
    if critical or score < rules.fair:
        return "poor"
    return "good" if score >= rules.good else "fair"


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
