"""The numbers of a report one by one, with the words that tables and pages put around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..sentences import spoken
from .material import Json

TITLES = {
    ("scores", "hter"): spoken("Words changed (HTER)"),
    ("scores", "chrf"): "chrF",
    ("scores", "bleu"): "BLEU",
    ("directions", "machine_to_editor"): spoken("Words changed, machine to editor"),
    ("directions", "editor_to_reviewer"): spoken("Words changed, editor to reviewer"),
    ("against_reference", "chrf"): spoken("chrF against independent references"),
    ("against_reference", "bleu"): spoken("BLEU against independent references"),
    ("against_reference", "ter"): spoken("TER against independent references"),
    ("human", "mqm"): spoken("MQM, judged by people"),
    ("human", "esa"): spoken("ESA, judged by people"),
    ("human", "da"): spoken("DA, judged by people"),
    ("human.spans", "f1"): spoken("Same characters (F1)"),
    ("human.spans", "f1_same_severity"): spoken("With equal severity"),
    ("human.spans", "f1_same_category"): spoken("With equal type"),
    ("human.spans", "containment"): spoken("Shorter within longer"),
}
UNITS = {
    "share of words": spoken("share of words"),
    "of 100": spoken("of 100"),
    "penalty per segment": spoken("penalty per segment"),
    "z": "z",
    "share of characters": spoken("share of characters"),
}
DIRECTIONS = {
    "lower is better": spoken("lower is better"),
    "higher is better": spoken("higher is better"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A score with everything that must stand beside it. `value` is None where it is not measured, with the reason."""

    part: str
    name: str
    title: str
    value: float | None
    interval: tuple[float, float] | None
    method: str | None
    n: int
    unit: str
    direction: str
    signature: str | None
    reason: str | None
    alpha: float | None
    raters: int | None


def of_result(result: Mapping[str, Json]) -> list[Number]:
    """Every number of a language pair and system, in the order of TITLES."""
    found = []
    for (part, name), title in TITLES.items():
        inside = _part(result, part)
        stated = inside.get(name) if isinstance(inside, dict) else None
        if isinstance(stated, dict):
            found.append(_number(part, name, title, stated))
    return found


def _part(result: Mapping[str, Json], part: str) -> Json:
    """A part of a result, or a part within one: human.spans."""
    outer, _, inner = part.partition(".")
    found = result[outer]
    return found.get(inner) if inner and isinstance(found, dict) else found


def _number(part: str, name: str, title: str, stated: Mapping[str, Json]) -> Number:
    agree = stated.get("agreement")
    return Number(
        part=part,
        name=name,
        title=title,
        value=number(stated["score"]),
        interval=pair(stated["interval"]),
        method=_optional(stated["interval_method"]),
        n=stated["n"] if isinstance(stated["n"], int) else 0,
        unit=str(stated["unit"]),
        direction=str(stated["direction"]),
        signature=_optional(stated["signature"]),
        reason=_optional(stated["reason"]),
        alpha=number(agree.get("alpha_interval")) if isinstance(agree, dict) else None,
        raters=_whole(agree.get("raters")) if isinstance(agree, dict) else None,
    )


def number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _optional(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def pair(value: Json) -> tuple[float, float] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    low, high = (number(one) for one in value)
    return None if low is None or high is None else (low, high)


def objects(value: Json) -> Iterator[dict[str, Json]]:
    """The objects of a list."""
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            yield one
