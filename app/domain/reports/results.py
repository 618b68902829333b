"""Every score of a report: for each language pair and system, from the texts that the report carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..models import SegmentStatistics
from ..scoring import corpora, intervals, resampling, signatures, statistics, sums
from ..scoring.corpora import Sacrebleu
from ..scoring.measures import Lines, Measure, Options, Rows
from ..scoring.recipes import recipe
from ..scoring.resampling import Case
from ..sentences import spoken
from . import human
from .material import Json, Material, Paper, Piece

Known = Mapping[tuple[int, int], SegmentStatistics]  # (document, position): counted before
Key = tuple[str | None, str | None, str]  # source language, target language, system

BY_SEGMENT = "percentile bootstrap by segment, 1,000 draws"
NO_CORRECTION = spoken("No correction of this system's text is confirmed in the period.")
NO_REFERENCE = spoken("No segment has an independent reference.")
NO_REVIEW = spoken("Nobody has reviewed anything yet.")
NO_TER = spoken("The texts repeat too many words to count changes in time.")


@dataclass(frozen=True, slots=True)
class Row:
    """What there is of one system in one language pair."""

    key: Key
    papers: list[int]
    counted: list[tuple[int, Piece]]  # corrections that started from this system
    referenced: list[tuple[int, str, str]]  # (document, the system's text, independent reference)


def of_material(material: Material, known: Known | None = None) -> list[Json]:
    """The results of a report, in order of languages and systems; never a mean over language pairs."""
    found = rows(material)
    judged = human.of_material(material)
    return [_result(material, one, known or {}, judged.get(one.key)) for one in found]


def rows(material: Material) -> list[Row]:
    made: dict[Key, Row] = {}
    for number, paper in enumerate(material.papers):
        for piece in paper.pieces:
            _place(made, number, paper, piece)
    for said in material.said:
        paper = material.papers[said.paper]
        _row(made, (paper.source_lang, paper.target_lang, said.system), said.paper)
    return sorted(made.values(), key=lambda row: tuple(part or "" for part in row.key))


def _place(made: dict[Key, Row], number: int, paper: Paper, piece: Piece) -> None:
    own = (paper.source_lang, paper.target_lang, paper.system)
    if piece.counts:
        _row(made, own, number).counted.append((number, piece))
    if piece.reference is None:
        return
    texts = [*piece.candidates, *([(paper.system, piece.machine)] if piece.machine is not None else [])]
    for system, text in texts:
        row = _row(made, (paper.source_lang, paper.target_lang, system), number)
        row.referenced.append((number, text, piece.reference))


def _row(made: dict[Key, Row], key: Key, paper: int) -> Row:
    row = made.setdefault(key, Row(key, [], [], []))
    if paper not in row.papers:
        row.papers.append(paper)
    return row


def _result(material: Material, row: Row, known: Known, judged: dict[str, Json] | None) -> Json:
    source_lang, target_lang, system = row.key
    counted = [
        (number, piece, known.get((number, piece.position)) or _statistics(piece, target_lang))
        for number, piece in row.counted
    ]
    edits = [(number, *one.ter) for number, _, one in counted if one.ter]
    changed, words = round(sum(one[1] for one in edits)), round(sum(one[2] for one in edits))
    return {
        "source_lang": source_lang,
        "target_lang": target_lang,
        "system": system,
        "projects": [*sorted({material.papers[number].project for number in row.papers})],
        "documents": len(row.papers),
        "segments": len(counted),
        "words": words,
        "words_changed": changed,
        "segments_unchanged": sum(one[1] == 0 for one in edits),
        "scores": _scores(counted, target_lang),
        "directions": _directions(counted, target_lang),
        "against_reference": _against_reference(row.referenced, target_lang),
        "human": judged or human.nothing(),
    }


def _statistics(piece: Piece, lang: str | None) -> SegmentStatistics:
    return statistics.of_segment(piece.machine or "", piece.text, lang)


def _scores(counted: Sequence[tuple[int, Piece, SegmentStatistics]], lang: str | None) -> Json:
    metrics = recipe(lang)
    total = sums.total(one for _, _, one in counted)
    found = sums.corpus(total, lang)
    edits = [(number, *one.ter) for number, _, one in counted if one.ter]
    return {
        "hter": _share(edits, found["hter"].signature, NO_TER if counted else NO_CORRECTION),
        "chrf": _corpus(Sacrebleu(metrics.chrf), [one.chrf for _, _, one in counted], NO_CORRECTION),
        "bleu": _corpus(Sacrebleu(metrics.bleu), [one.bleu for _, _, one in counted], NO_CORRECTION),
    }


def _share(edits: Sequence[tuple[int, float, float]], signature: str, reason: str) -> Json:
    """HTER with an interval from documents drawn again, from segments where there is one document."""
    if not edits:
        return score(None, signature, 0, unit="share of words", direction="lower", reason=reason)
    places, changes, words = zip(*edits, strict=True)
    value = sums.hter(sum(changes), sum(words))
    interval = intervals.of_ratio(changes, words, places, floor=0.0) if sum(words) else None
    return score(
        value,
        signature,
        len(edits),
        unit="share of words",
        direction="lower",
        limits=interval.limits if interval else None,
        method=intervals.words(interval) if interval and interval.limits else None,
    )


def _corpus(measure: Measure, rows: Rows, reason: str, direction: str = "higher") -> Json:
    """A score of all rows together, as sacreBLEU has it, with its bootstrap interval."""
    counts = np.asarray(rows, dtype=np.float64)
    if not len(counts):
        return score(None, measure.signature({}), 0, unit="of 100", direction=direction, reason=reason)
    value = measure.score(counts.sum(0).tolist())
    sure = resampling.sureness([Case(measure, [counts], [value])])[0][0]
    if sure.mean is None or sure.ci is None:
        return score(value, measure.signature({}), len(counts), unit="of 100", direction=direction)
    return score(
        value,
        measure.signature({"bs": resampling.BOOTSTRAP, "seed": resampling.SEED}),
        len(counts),
        unit="of 100",
        direction=direction,
        limits=_possible(sure.mean - sure.ci, sure.mean + sure.ci, direction),
        method=BY_SEGMENT,
    )


def _possible(low: float, high: float, direction: str) -> tuple[float, float]:
    """Limits within what the score can be: sacreBLEU's are even about the mean, and may reach below 0 and beyond 100."""
    return max(0.0, low), min(100.0, high) if direction == "higher" else high


def _directions(counted: Sequence[tuple[int, Piece, SegmentStatistics]], lang: str | None) -> Json:
    """What editing changed in the machine text, and what review changed in the editors'."""
    metrics = recipe(lang)
    edited: list[tuple[int, tuple[float, float] | None]] = []
    reviewed: list[tuple[int, tuple[float, float] | None]] = []
    for number, piece, one in counted:
        if piece.handed is None:
            edited.append((number, one.ter))
            continue
        edited.append((number, statistics.ter_edits(piece.machine or "", piece.handed, metrics)))
        reviewed.append((number, statistics.ter_edits(piece.handed, piece.text, metrics)))
    return {
        "machine_to_editor": _direction(edited, lang, NO_CORRECTION),
        "editor_to_reviewer": _direction(reviewed, lang, NO_REVIEW),
    }


def _direction(
    found: Sequence[tuple[int, tuple[float, float] | None]], lang: str | None, reason: str
) -> Json:
    edits = [(number, *one) for number, one in found if one is not None]
    return _share(edits, signatures.ter(recipe(lang)), NO_TER if found else reason)


def _against_reference(referenced: Sequence[tuple[int, str, str]], lang: str | None) -> Json:
    """chrF, BLEU and TER against references that nobody made from a system's text."""
    found: dict[str, Json] = {}
    options = Options(target_lang=lang)
    texts = tuple(text for _, text, _ in referenced)
    lines = Lines((texts,), (tuple(reference for _, _, reference in referenced),))
    for name, make in (("chrf", corpora.chrf), ("bleu", corpora.bleu), ("ter", corpora.ter)):
        measure = make(options, 1)
        rows = measure.counts(lines)[0] if referenced else []
        found[name] = _corpus(measure, rows, NO_REFERENCE, "lower" if name == "ter" else "higher")
    return found


def score(
    value: float | None,
    signature: str,
    n: int,
    *,
    unit: str,
    direction: str,
    limits: tuple[float, float] | None = None,
    method: str | None = None,
    reason: str | None = None,
) -> Json:
    """A number as a report states it: with unit, direction, n, interval and signature, or why it is missing."""
    return {
        "score": value,
        "interval": list(limits) if limits else None,
        "interval_method": method,
        "n": n,
        "unit": unit,
        "direction": f"{direction} is better",
        "signature": signature,
        "reason": reason,
    }
