"""Numbers that machines compute from corrections: words changed, chrF and BLEU, with intervals, from stored statistics."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from ...domain.models import Score, ScoreSums
from ...domain.quality import jackknife
from ...domain.quality.jackknife import Limits
from ...domain.quality.rows import Row
from ...domain.scoring import intervals, sums
from ...domain.scoring.intervals import Interval
from ...domain.scoring.recipes import recipe
from ..scoring import DocumentScores, sentence
from . import remembering

Numbers = npt.NDArray[np.float64]


def scores_of(rows: Sequence[Row], every: Sequence[Row], lang: str | None) -> DocumentScores:
    """The scores of the counted rows, and how many of the others are not counted for which reason."""
    measured = [row for row in rows if row.ter_edits is not None]
    edits = sum(row.ter_edits or 0.0 for row in measured)
    words = sum(row.ter_words or 0.0 for row in measured)
    bleu, chrf = counts(rows, "bleu"), counts(rows, "chrf")
    total = ScoreSums(
        n=len(rows),
        bleu=tuple(int(number) for number in bleu.sum(0)) if len(rows) else sums.EMPTY.bleu,
        chrf=tuple(int(number) for number in chrf.sum(0)) if len(rows) else sums.EMPTY.chrf,
        ter_n=len(measured),
        ter=(edits, words),
    )
    found = sums.corpus(total, lang)
    if rows:
        found = {
            "hter": _with(found["hter"], words_interval(measured)),
            "bleu": _with_limits(found["bleu"], _corpus_limits(rows, bleu, lang, "bleu")),
            "chrf": _with_limits(found["chrf"], _corpus_limits(rows, chrf, lang, "chrf")),
        }
    return DocumentScores(
        scores=found,
        n=total.n,
        words_changed=round(edits),
        words=round(words),
        left_out_of_it=_not_counted(every, total),
        sentence=sentence(total.ter_n, round(edits), round(words)),
    )


def counts(rows: Sequence[Row], name: str) -> Numbers:
    """The stored statistics of counted rows, one below the other."""
    stored = ",".join(getattr(row, name) for row in rows)
    return np.array(json.loads(f"[{stored}]"), dtype=np.float64)


def words_interval(rows: Sequence[Row]) -> Interval | None:
    """The interval of the share of words changed, documents drawn."""
    edits = [row.ter_edits or 0.0 for row in rows]
    words = [row.ter_words or 0.0 for row in rows]
    if sum(words) <= 0:
        return None
    documents = [row.document_id for row in rows]
    return remembering.of(
        lambda: intervals.of_ratio(edits, words, documents, floor=0), "words", edits, words, documents
    )


def _corpus_limits(rows: Sequence[Row], found: Numbers, lang: str | None, name: str) -> Limits:
    documents = [row.document_id for row in rows]
    return remembering.of(
        lambda: jackknife.interval(found, documents, _scorer(name, lang)),
        name,
        lang,
        found.tobytes(),
        documents,
    )


def _scorer(name: str, lang: str | None) -> Callable[[list[float]], float]:
    metric = recipe(lang).bleu if name == "bleu" else recipe(lang).chrf
    return lambda total: float(metric._compute_score_from_stats(total).score)  # type: ignore[arg-type]


def _with(score: Score, interval: Interval | None) -> Score:
    if interval is None:
        return score
    signature = f"{score.signature}|ci:{interval.method}|seed:{intervals.SEED}"
    return Score(score.score, signature, score.n, interval.limits, score.reason)


def _with_limits(score: Score, limits: Limits) -> Score:
    both = None if limits.low is None or limits.high is None else (limits.low, limits.high)
    return Score(score.score, f"{score.signature}|ci:{limits.method}", score.n, both, score.reason)


def _not_counted(rows: Sequence[Row], total: ScoreSums) -> dict[str, int]:
    return {
        "not_confirmed": sum(
            row.state in ("todo", "edited", "sent_back") and not row.left_out for row in rows
        ),
        "left_out": sum(row.left_out for row in rows),
        "editorial": sum(row.editorial for row in rows),
        "no_ter": total.n - total.ter_n,
    }
