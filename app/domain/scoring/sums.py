"""Scores of a segment, a document or a project from added statistics, equal to sacreBLEU's corpus scores."""

from __future__ import annotations

from collections.abc import Iterable

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from app.domain.models import Score, ScoreSums, SegmentStatistics
from app.domain.scoring import signatures
from app.domain.scoring.recipes import Recipe, recipe

EMPTY = ScoreSums(n=0, bleu=(0,) * 10, chrf=(0,) * 18, ter_n=0, ter=(0.0, 0.0))
NOTHING = "There is no segment to score yet."
NO_TER = "TER was computed for none of the segments: their texts repeat too many words."


def add(sums: ScoreSums, statistics: SegmentStatistics) -> ScoreSums:
    return _changed(sums, statistics, 1)


def subtract(sums: ScoreSums, statistics: SegmentStatistics) -> ScoreSums:
    """The sums as they were before the same statistics were added."""
    return _changed(sums, statistics, -1)


def total(statistics: Iterable[SegmentStatistics]) -> ScoreSums:
    sums = EMPTY
    for segment in statistics:
        sums = add(sums, segment)
    return sums


def join(parts: Iterable[ScoreSums]) -> ScoreSums:
    """The sums of several documents as one."""
    sums = EMPTY
    for part in parts:
        sums = ScoreSums(
            n=sums.n + part.n,
            bleu=_plus(sums.bleu, part.bleu, 1),
            chrf=_plus(sums.chrf, part.chrf, 1),
            ter_n=sums.ter_n + part.ter_n,
            ter=(sums.ter[0] + part.ter[0], sums.ter[1] + part.ter[1]),
        )
    return sums


def corpus(sums: ScoreSums, lang: str | None) -> dict[str, Score]:
    """hter (0-1), bleu and chrf (0-100) of all added segments; None with a reason where there are none."""
    metrics = recipe(lang)
    n = sums.n
    return {
        "hter": _hter(sums, signatures.ter(metrics)),
        "bleu": _score(_bleu(metrics.bleu, sums) if n else None, signatures.bleu(metrics), n),
        "chrf": _score(_chrf(metrics.chrf, sums) if n else None, signatures.chrf(metrics), n),
    }


def segment_scores(statistics: SegmentStatistics, lang: str | None) -> dict[str, Score]:
    """The scores of one segment: a corpus of one, but BLEU takes the n-gram orders that fit its length.

    An empty correction of a text with words has HTER 1, as sacreBLEU has it; of an empty one 0.
    """
    metrics = recipe(lang)
    sums = add(EMPTY, statistics)
    return {
        "hter": _hter(sums, signatures.ter(metrics)) if statistics.ter else _absent(statistics, metrics),
        "bleu": _score(_bleu(metrics.sentence_bleu, sums), signatures.sentence_bleu(metrics), 1),
        "chrf": _score(_chrf(metrics.chrf, sums), signatures.chrf(metrics), 1),
    }


def hter(edits: float, words: float) -> float:
    """Edits for each word of the correction; of an empty one 1, or 0 if the machine's text is empty too."""
    if words > 0:
        return edits / words
    return 1.0 if edits else 0.0


def _hter(sums: ScoreSums, signature: str) -> Score:
    if sums.n and not sums.ter_n:
        return Score(None, signature, 0, reason=NO_TER)
    return _score(hter(*sums.ter) if sums.ter_n else None, signature, sums.ter_n)


def _absent(statistics: SegmentStatistics, metrics: Recipe) -> Score:
    return Score(None, signatures.ter(metrics), 0, reason=statistics.ter_reason)


def _bleu(metric: BLEU, sums: ScoreSums) -> float:
    return metric._compute_score_from_stats(list(sums.bleu)).score


def _chrf(metric: CHRF, sums: ScoreSums) -> float:
    return metric._compute_score_from_stats(list(sums.chrf)).score


def _score(value: float | None, signature: str, n: int) -> Score:
    return Score(value, signature, n, reason=NOTHING if value is None else None)


def _changed(sums: ScoreSums, statistics: SegmentStatistics, sign: int) -> ScoreSums:
    edits, words = statistics.ter or (0.0, 0.0)
    return ScoreSums(
        n=sums.n + sign,
        bleu=_plus(sums.bleu, statistics.bleu, sign),
        chrf=_plus(sums.chrf, statistics.chrf, sign),
        ter_n=sums.ter_n + (sign if statistics.ter else 0),
        ter=(sums.ter[0] + sign * edits, sums.ter[1] + sign * words),
    )


def _plus(sums: tuple[int, ...], counts: tuple[int, ...], sign: int) -> tuple[int, ...]:
    return tuple(total + sign * count for total, count in zip(sums, counts, strict=True))
