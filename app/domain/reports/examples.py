"""Twenty pairs of before and after, chosen by a rule that nobody can bend: from the least to the most changed."""

from __future__ import annotations

from collections.abc import Sequence

from ..scoring import statistics, sums
from ..scoring.recipes import recipe
from ..sentences import spoken
from .material import Json, Material
from .results import Known, Row, rows

WANTED = 20
RULE = spoken(
    "Of the changed segments of each language pair and system, in order of the share of words changed (then document"
    " and position), those at even distances from the least to the most changed; twenty in all, shared out evenly."
)


def of_material(material: Material, known: Known | None = None) -> Json:
    """The examples with their rule; the same data gives the same examples."""
    found = [(row, _ordered(row, known or {})) for row in rows(material)]
    places = _share_out([len(changed) for _, changed in found])
    items = [
        _item(material, row, changed[at])
        for (row, changed), wanted in zip(found, places, strict=True)
        for at in _spread(len(changed), wanted)
    ]
    return {
        "rule": RULE,
        "wanted": WANTED,
        "changed_segments": sum(len(changed) for _, changed in found),
        "items": items,
    }


def _ordered(row: Row, known: Known) -> list[tuple[float, int, int, int, int]]:
    """(share, document, index, edits, words) of every changed segment, the least changed first."""
    metrics = recipe(row.key[1])
    found = []
    for index, (number, piece) in enumerate(row.counted):
        one = known.get((number, piece.position))
        edits = one.ter if one else statistics.ter_edits(piece.machine or "", piece.text, metrics)
        if edits and edits[0]:
            found.append((sums.hter(*edits), number, index, round(edits[0]), round(edits[1])))
    return sorted(found)


def _share_out(sizes: Sequence[int]) -> list[int]:
    """How many examples each gets: one in turn, until there are enough or no more."""
    given = [0] * len(sizes)
    while sum(given) < WANTED and any(has < size for has, size in zip(given, sizes, strict=True)):
        for at, size in enumerate(sizes):
            if given[at] < size and sum(given) < WANTED:
                given[at] += 1
    return given


def _spread(size: int, wanted: int) -> list[int]:
    """`wanted` places among `size`, the first and the last among them."""
    if wanted == 1:
        return [size // 2]
    return [place * (size - 1) // (wanted - 1) for place in range(wanted)]


def _item(material: Material, row: Row, chosen: tuple[float, int, int, int, int]) -> Json:
    share, number, index, edits, words = chosen
    piece = row.counted[index][1]
    source_lang, target_lang, system = row.key
    return {
        "source_lang": source_lang,
        "target_lang": target_lang,
        "system": system,
        "document": material.papers[number].name,
        "position": piece.position,
        "source": piece.source,
        "before": piece.machine,
        "after": piece.text,
        "words_changed": edits,
        "words": words,
        "share": share,
    }
