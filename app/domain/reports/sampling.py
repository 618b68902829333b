"""How the segments that people judged came to be judged, as a report states it: drawn at random, or chosen."""

from __future__ import annotations

from collections.abc import Mapping

from ..sentences import spoken
from . import material as carried
from .material import Json, Material

NONE_DRAWN = spoken(
    "None of the {judged} judged segments was drawn at random: people or files chose them, so numbers of people hold for these segments."
)
SOME_DRAWN = spoken(
    "{drawn} of {judged} judged segments were drawn at random; people or files chose the others."
)
ALL_DRAWN = spoken(
    "All {judged} judged segments were drawn at random, each one that could be drawn equally likely."
)


def judged(material: Material) -> dict[str, Json] | None:
    """How many segments people judged and how many of them chance chose, with the samples; None where nobody judged."""
    places = {(one.paper, one.position) for one in material.said}
    if not places:
        return None
    of_sample: dict[int, set[tuple[int, int]]] = {number: set() for number in range(len(material.samples))}
    for one in material.said:
        if one.sample is not None:
            of_sample[one.sample].add((one.paper, one.position))
    drawn: set[tuple[int, int]] = set().union(*of_sample.values())
    samples: list[Json] = [
        {**carried.sample(one), "judged": len(of_sample[number])}
        for number, one in enumerate(material.samples)
    ]
    return {
        "rule": _rule(len(places), len(drawn)),
        "segments": len(places),
        "drawn": len(drawn),
        "samples": samples,
    }


def _rule(segments: int, drawn: int) -> str:
    if not drawn:
        return NONE_DRAWN.format(judged=f"{segments:,}")
    if drawn == segments:
        return ALL_DRAWN.format(judged=f"{segments:,}")
    return SOME_DRAWN.format(drawn=f"{drawn:,}", judged=f"{segments:,}")


def sentences(found: Json) -> list[str]:
    """The same as English prose for a paper; nothing where nobody judged."""
    if not isinstance(found, dict):
        return []
    samples = found["samples"]
    drawn = [_drawn(one) for one in samples if isinstance(one, dict)] if isinstance(samples, list) else []
    if not drawn:
        return [str(found["rule"])]
    how = "of each sample those with the smallest SHA-256 of “seed:segment id” among all that the judged systems translated"
    return [str(found["rule"]), f"Samples, {how}: {'; '.join(drawn)}."]


def _drawn(one: Mapping[str, Json]) -> str:
    return (
        f"{one['segments']:,} of {one['could_be_drawn']:,} segments ({one['day']}, seed {one['seed']}, "
        f"{one['judged']:,} of them judged)"
    )
