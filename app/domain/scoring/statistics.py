"""What is counted in one machine text against its correction, so that every score is a sum of it.

BLEU (Papineni et al. 2002) needs both lengths and the matches and totals of four n-gram orders, chrF (Popović
2015) three counts for each of six character orders, TER (Snover et al. 2006) edits and reference words. The
counts are sacreBLEU's own, one segment at a time.
"""

from __future__ import annotations

from app.domain.models import SegmentStatistics
from app.domain.scoring import ter
from app.domain.scoring.recipes import Recipe, recipe


def of_segment(machine: str, correction: str, lang: str | None) -> SegmentStatistics:
    """The statistics of a machine text whose only reference is its correction."""
    metrics = recipe(lang)
    edits = ter_edits(machine, correction, metrics)
    return SegmentStatistics(
        bleu=tuple(metrics.bleu._extract_corpus_statistics([machine], [[correction]])[0]),
        chrf=tuple(metrics.chrf._extract_corpus_statistics([machine], [[correction]])[0]),
        ter=edits,
        ter_reason=None if edits else ter.REASON,
    )


def ter_edits(machine: str, correction: str, metrics: Recipe) -> tuple[float, float] | None:
    """(edits, words of the correction); an empty correction costs an edit for each machine word."""
    reference = metrics.ter_words(correction)
    edits = ter.edits(metrics.ter_words(machine), reference)
    return None if edits is None else (float(edits), float(len(reference)))


def words_changed(statistics: SegmentStatistics) -> tuple[int, int] | None:
    """(12, 94) for "12 of 94 words changed": HTER's edits and the correction's words, None without TER."""
    if statistics.ter is None:
        return None
    edits, words = statistics.ter
    return int(edits), int(words)
