"""Which references may say that one system is better than another: those that favour neither.

A reference is independent, or it is the correction of one system's text. Whoever corrects a text keeps what can stand,
so the correction favours the system that it started from, and often by more than the systems differ: it never
supports a verdict against another system, nor between two others, of which one may be its relative. Two systems whose
texts were both corrected can be compared by how much each of them was changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from app.domain.sentences import spoken

Place = TypeVar("Place")
Basis = Literal["independent", "both_edited"]
INDEPENDENT = "independent"
CORRECTED = "corrected:"
NONE = spoken("There is no reference against which both systems can be measured.")
FAVOURS = spoken(
    "The only references are corrections that started from {system}. They favour {system}, so they cannot show which"
    " system is better."
)
FAVOUR_SEVERAL = spoken(
    "The only references are corrections that started from one system each. They favour the system that they started"
    " from, so they cannot show which system is better."
)


@dataclass(frozen=True, slots=True)
class Fairness:
    """What may be compared: the places with an independent reference, and those where each system was corrected."""

    independent: frozenset[object]
    both_edited: frozenset[object]
    favoured: tuple[str, ...]  # systems that the other references favour

    @property
    def bases(self) -> tuple[Basis, ...]:
        found: list[Basis] = []
        if self.independent:
            found.append("independent")
        if self.both_edited:
            found.append("both_edited")
        return tuple(found)

    @property
    def refusal(self) -> str | None:
        """Why nothing may be compared, in a sentence; None where something may."""
        if self.bases:
            return None
        if not self.favoured:
            return NONE
        if len(self.favoured) > 1:
            return FAVOUR_SEVERAL
        return FAVOURS.format(system=self.favoured[0])


def corrected(system: str) -> str:
    """The origin of a reference that is the correction of this system's text."""
    return f"{CORRECTED}{system}"


def started_from(origin: str) -> str | None:
    """The system whose text was corrected; None for an independent reference."""
    return origin.removeprefix(CORRECTED) if origin.startswith(CORRECTED) else None


def is_fair(origin: str) -> bool:
    """Whether a score against this reference may be held against another system's."""
    return origin == INDEPENDENT


def fairness(systems: Collection[str], origins: Mapping[Place, Collection[str]]) -> Fairness:
    """What the references of each place allow to say about these systems."""
    wanted = {corrected(system) for system in systems}
    return Fairness(
        independent=frozenset(place for place, found in origins.items() if any(map(is_fair, found))),
        both_edited=frozenset(
            place for place, found in origins.items() if len(wanted) > 1 and wanted <= set(found)
        ),
        favoured=tuple(sorted(_favoured(origins.values()))),
    )


def _favoured(origins: Iterable[Collection[str]]) -> set[str]:
    systems = (started_from(origin) for found in origins for origin in found)
    return {system for system in systems if system is not None}
