"""How far raters mark the same words of one system's texts: shares with intervals, for each rater, and which severities met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..judging.records import Judgement
from ..scoring import intervals, overlaps
from ..scoring.human_signatures import signature
from ..scoring.overlaps import KINDS, OfRaters
from ..sentences import spoken
from .material import Json

UNIT = "share of characters"
ALONE = spoken("No text was judged by two people.")
UNMARKED = spoken("Nobody marked any words.")


def of_judgements(judgements: Sequence[Judgement]) -> dict[str, Json]:
    """Every number of span agreement; each says why where it is missing."""
    found = overlaps.of_raters(judgements)
    if found is None:
        return {**{kind: _share(None, 0, None, ALONE) for kind in KINDS}, "raters": [], "severities": []}
    signed = _signature(found)
    return {
        **{kind: _share(share, found.texts, signed, UNMARKED) for kind, share in found.shares.items()},
        "raters": [
            {
                "rater": rater,
                **_of_rater(overlaps.of_raters(judgements, rater)),
                "severities": _severities(overlaps.severities_of(judgements, rater)),
            }
            for rater in sorted({one.rater for one in judgements}, key=_by_number)
        ],
        "severities": _severities(overlaps.severity_confusion(judgements)),
    }


def _severities(found: Counter[tuple[str | None, str | None]]) -> Json:
    """The most common first; null is no mark on these words."""
    return [
        {"one": one, "other": other, "errors": count}
        for (one, other), count in sorted(found.items(), key=lambda item: (-item[1], str(item[0])))
    ]


def _by_number(rater: str) -> tuple[int, str]:
    """rater 2 before rater 10."""
    return len(rater), rater


def _of_rater(found: OfRaters | None) -> Mapping[str, Json]:
    """One rater with all others, in plain numbers."""
    if found is None:
        return {"texts": 0, "interval": None, **dict.fromkeys(KINDS)}
    f1 = found.shares["f1"]
    return {
        "texts": found.texts,
        "interval": list(f1.limits) if f1 and f1.limits else None,
        **{kind: share.mean if share else None for kind, share in found.shares.items()},
    }


def _share(share: intervals.Interval | None, texts: int, signed: str | None, reason: str) -> Json:
    return {
        "score": share.mean if share else None,
        "interval": list(share.limits) if share and share.limits else None,
        "interval_method": intervals.words(share) if share and share.limits else None,
        "n": texts,
        "unit": UNIT,
        "direction": "higher is better",
        "signature": signed if share else None,
        "reason": None if share else reason,
    }


def _signature(found: OfRaters) -> str:
    f1 = found.shares["f1"]
    return signature(
        spans="char-f1.containment",
        symmetric="yes",
        gap=1,
        pairs="all",
        raters=found.raters,
        n=found.texts,
        docs=f1.clusters if f1 and f1.cluster == "document" else 1,
        ci=f1.method if f1 else None,
        seed=intervals.SEED,
    )
