"""Who edits and who reviews, read from a segment's revisions alone, so that no counter can drift from the log.

A segment's editor is whoever confirmed it first. Approving, sending back, and every change that somebody else makes
after that is review; everything else is editing, also what the editor does after the text was sent back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..models import RevisionKind

Stage = Literal["editing", "review"]
STAGES: tuple[Stage, ...] = ("editing", "review")
REVIEWING = frozenset({"approve", "send_back"})


@dataclass(frozen=True, slots=True)
class Step:
    """A revision as far as effort needs it."""

    author: str
    kind: RevisionKind
    text: str
    is_imported: bool = False  # a file brought it; nobody worked here


@dataclass(frozen=True, slots=True)
class Run:
    """Revisions of one person in one stage, one after the other: what they began with and what they left."""

    author: str
    stage: Stage
    before: str
    after: str
    revisions: int


@dataclass(frozen=True, slots=True)
class Handed:
    """The text that editing handed to review, and whether a review has begun."""

    text: str
    is_reviewed: bool


def stages(steps: Iterable[Step]) -> list[Stage]:
    """The stage of each revision of a segment, oldest first."""
    editor: str | None = None
    found: list[Stage] = []
    for step in steps:
        found.append(stage(step.author, editor, step.kind))
        if step.kind == "confirm" and editor is None:
            editor = step.author
    return found


def stage(author: str, editor: str | None, kind: str = "edit") -> Stage:
    """The stage of somebody's work in a segment whose first confirmation is `editor`'s (None: nobody's yet)."""
    if kind in REVIEWING or (editor is not None and author != editor):
        return "review"
    return "editing"


def runs(machine: str | None, steps: Sequence[Step]) -> list[Run]:
    """What each person changed, in turn; imported texts are nobody's work."""
    found: list[Run] = []
    before = machine or ""
    last: tuple[str, Stage] | None = None
    for step, of_step in zip(steps, stages(steps), strict=True):
        key = (step.author, of_step)
        if step.is_imported:
            last = None
        elif key == last:
            run = found.pop()
            found.append(Run(run.author, run.stage, run.before, step.text, run.revisions + 1))
        else:
            found.append(Run(step.author, of_step, before, step.text, 1))
            last = key
        before = step.text
    return found


def handed(machine: str | None, steps: Sequence[Step]) -> Handed:
    """What stood there when the first revision of a review was made; without a review, what stands there now."""
    text = machine or ""
    for step, of_step in zip(steps, stages(steps), strict=True):
        if of_step == "review":
            return Handed(text, True)
        text = step.text
    return Handed(text, False)
