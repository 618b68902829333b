"""The names of categories and severities that people and scripts may write, and the one that is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.errors import Invalid
from app.domain.judging import mqm_core
from app.domain.scoring.weights import WMT_CATEGORIES

Tree = Mapping[str, Sequence[str]]
OTHER = "Other"


def category(written: str, own: Tree | None = None) -> str:
    """The stored name, `Accuracy/Mistranslation`, of what was written in any case, with or without its dimension.

    A project's own tree is the only one that counts there; without one MQM Core's names come first, then WMT's.
    Raises Invalid for a name in none of them.
    """
    wanted = _plain(written)
    for tree in (own,) if own else (mqm_core.CATEGORIES, WMT_CATEGORIES):
        for name in _names(tree):
            if wanted in (_plain(name), _plain(name.split("/")[-1])):
                return name
    offered = ", ".join(own or (*mqm_core.CATEGORIES, OTHER))
    raise Invalid(
        f"There is no category {written!r}. Choose one of: {offered}, or a type of error below them."
    )


def severity(written: str) -> str:
    """minor, major, critical or neutral; raises Invalid for anything else."""
    wanted = _plain(written)
    if wanted not in mqm_core.SEVERITIES:
        offered = ", ".join(mqm_core.SEVERITIES)
        raise Invalid(f"There is no severity {written!r}. Choose one of: {offered}.")
    return wanted


def _names(tree: Tree) -> Iterator[str]:
    """Dimensions first, so that one named like a type below another is the one that is meant."""
    yield from tree
    yield OTHER
    for top, below in tree.items():
        yield from (f"{top}/{name}" for name in below)


def _plain(text: str) -> str:
    return "/".join(" ".join(part.split()).casefold() for part in text.split("/"))
