"""How a project's people mark: which categories by which keys, and what each error costs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ...domain.errors import Invalid
from ...domain.judging import mqm_core
from ...domain.judging.naming import OTHER, Tree
from ...domain.scoring.weights import MQM2, Weights
from ...store import projects
from ...store.database import writing
from ...store.judging import tasks
from ...store.judging.tasks import OwnSettings

PUNCTUATION = "minor/linguistic conventions/punctuation"
LIGHT = 0.1
MOST_POINTS = 1000.0
MOST_CATEGORIES = 60
TAKEN = frozenset("NECFJ")  # keys that do something else while marking


@dataclass(frozen=True, slots=True)
class Scheme:
    """`attribution` is what has to be said about the categories; None for a project's own."""

    weights: Weights
    typology: str
    attribution: str | None
    categories: Tree
    keys: Mapping[str, str]

    @property
    def is_own(self) -> bool:
        return self.attribution is None

    @property
    def punctuation_is_light(self) -> bool:
        return PUNCTUATION in self.weights.entries


def of_project(db: Database, project_id: int) -> Scheme:
    """MQM Core with 1, 5 and 25 points, unless the project has set something else."""
    own = tasks.settings(db, project_id)
    entries = own.weights if own else dict(MQM2)
    weights = Weights("mqm2" if entries == MQM2 else "project", entries)
    if own is None or own.categories is None:
        return Scheme(weights, mqm_core.NAME, mqm_core.ATTRIBUTION, mqm_core.CATEGORIES, dict(mqm_core.KEYS))
    return Scheme(weights, own.typology or "", None, own.categories, keys_of(own.categories))


def keys_of(categories: Tree) -> dict[str, str]:
    """A letter for each category: one of its own letters while there is a free one, X for what fits nowhere."""
    found = {"X": OTHER}
    names = [
        name for top, below in categories.items() for name in ([f"{top}/{one}" for one in below] or [top])
    ]
    for name in names:
        letters = [one for one in name.split("/")[-1].upper() if "A" <= one <= "Z"]
        free = [one for one in (*letters, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ") if one not in TAKEN | found.keys()]
        if free:
            found[free[0]] = name
    return {key: name for key, name in found.items() if key != "X"} | {"X": OTHER}


def save(
    db: Database,
    project_id: int,
    *,
    minor: float,
    major: float,
    critical: float,
    punctuation_is_light: bool = False,
    typology: str = "",
    categories: str = "",
) -> Scheme:
    """Set a project's points, and its own categories: one a line, `Category: type, type`; empty keeps MQM Core.

    Raises Invalid for points that are no numbers from 0, and for own categories that are called MQM.
    """
    points = {"minor": minor, "major": major, "critical": critical}
    if not all(math.isfinite(one) and 0 <= one <= MOST_POINTS for one in points.values()):
        raise Invalid(f"Points are numbers from 0 to {MOST_POINTS:,.0f}.")
    if not minor <= major <= critical:
        raise Invalid(
            "A minor error may not cost more than a major one, nor a major one more than a critical one."
        )
    entries = dict(MQM2) | points | ({PUNCTUATION: LIGHT} if punctuation_is_light else {})
    tree = _tree(categories.splitlines())
    name = " ".join(typology.split())
    if tree:
        _check_name(name)
    with writing(db):
        projects.get(db, project_id)
        tasks.save_settings(db, project_id, OwnSettings(entries, name if tree else None, tree))
    return of_project(db, project_id)


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= 80:
        raise Invalid("Give your own categories a name of 1 to 80 characters.")
    if re.search(r"\bMQM\b", name, re.IGNORECASE):
        raise Invalid(
            "Own categories may not be called MQM: that name belongs to the unchanged list. Choose another."
        )


def _tree(lines: Iterable[str]) -> dict[str, list[str]] | None:
    tree: dict[str, list[str]] = {}
    for number, line in enumerate(lines, start=1):
        top, _, below = line.partition(":")
        if not line.strip():
            continue
        names = [" ".join(one.split()) for one in below.split(",") if one.strip()]
        top = " ".join(top.split())
        if not top or any(len(one) > 80 or "/" in one for one in (top, *names)):
            raise Invalid(f"Line {number}: write a category and its types, as in Style: Awkward, Register.")
        tree.setdefault(top, []).extend(names)
    if sum(1 + len(below) for below in tree.values()) > MOST_CATEGORIES:
        raise Invalid(f"A project has at most {MOST_CATEGORIES} categories and types together.")
    return tree or None


def as_lines(categories: Tree) -> str:
    """A tree as it is typed into the form."""
    return "\n".join(f"{top}: {', '.join(below)}" if below else top for top, below in categories.items())
