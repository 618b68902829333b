"""Scores and differences of files that need no database: files in, numbers out.

The command starts as fast as sacreBLEU's, so its records are tuples, and what only some calls need is
imported by them. Files are read and counted in chunks: without intervals and single lines, memory stays the
same however long they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from app.domain.errors import Invalid, TooLarge
from app.domain.scoring import corpora, measures
from app.domain.scoring.measures import Lines, Measure, Options, Rows, is_known, names
from app.services.measuring import neural
from app.services.measuring.reading import Reader, Report, at_most_one_is_stdin, no_report, text_of
from app.services.measuring.spreading import Where, spread

if TYPE_CHECKING:
    from app.domain.models import Difference
    from app.domain.scoring.resampling import Paired, Sureness

__all__ = [
    "Hter",
    "Options",
    "SystemScore",
    "SystemScores",
    "Where",
    "diff",
    "hter",
    "is_known",
    "names",
    "score",
    "text_of",
]

CHUNK = 2000  # lines that are counted at a time
KEPT = 2_000_000  # lines whose counts are kept for intervals and single scores
DIFF_CHARACTERS = 1_000_000
HERE = Where()

corpora.register()
neural.register()


class SystemScore(NamedTuple):
    """A system's score; `p` is against the first system, `segments` the score of each line."""

    score: float
    signature: str
    mean: float | None = None
    ci: float | None = None
    p: float | None = None
    segments: tuple[float, ...] | None = None
    reason: str | None = None  # why mean, ci and p are missing though they were asked for


class SystemScores(NamedTuple):
    name: str
    scores: dict[str, SystemScore]
    notes: tuple[str, ...] = ()  # about the files, the same for each system


class Hter(NamedTuple):
    """HTER of a file: `corpus` is all edits over all words, `mean` that of its lines, each at most 1."""

    corpus: float
    mean: float
    signature: str
    lines: int
    segments: Sequence[float]  # the lines' shares; none where nobody asked for them
    notes: tuple[str, ...] = ()  # about the files


def score(
    systems: Sequence[Path],
    references: Sequence[Path],
    options: Options,
    *,
    sources: Path | None = None,
    confidence: bool = False,
    paired: Paired | None = None,
    segments: bool = False,
    where: Where = HERE,
    report: Report = no_report,
) -> list[SystemScores]:
    """Each system's scores against all references, the digits and signatures of sacreBLEU."""
    if paired and len(systems) < 2:
        raise Invalid("A paired test compares systems: give two files or more before --ref.")
    metrics = {name: measures.measure(name, options, len(references)) for name in options.metrics}
    reader = Reader([*systems, *references, *([sources] if sources else [])], CHUNK, report)
    keeps = bool(confidence or paired or segments)
    tallies = _tallies(reader, len(systems), len(references), options, where, keeps)
    sure = _sureness(metrics, tallies, confidence, paired)
    by_metric = {
        name: [
            _system_score(metric, tally, each, segments, _trials(confidence, paired))
            for tally, each in zip(tallies[name], sure[name], strict=True)
        ]
        for name, metric in metrics.items()
    }
    notes = (*reader.notes("they count with sacreBLEU's values"), *_equals(systems, tallies, paired))
    return [
        SystemScores(path.name, {name: by_metric[name][number] for name in options.metrics}, notes)
        for number, path in enumerate(systems)
    ]


def hter(
    machine: Path,
    corrected: Path,
    lang: str | None,
    *,
    segments: bool = True,
    where: Where = HERE,
    report: Report = no_report,
) -> Hter:
    """The share of words changed between two files, line by line."""
    # Imported here and not above: only HTER needs rapidfuzz and the recipes.
    from app.domain.scoring import signatures
    from app.domain.scoring.recipes import recipe
    from app.domain.scoring.sums import hter as share

    reader = Reader([machine, corrected], CHUNK, report)
    edits = words = 0
    total = 0.0
    kept = array("d")
    for part in spread(partial(_edits, lang), reader.chunks(), where):
        for edits_here, words_here in part:
            edits, words = edits + edits_here, words + words_here
            capped = min(1.0, share(edits_here, words_here))
            total += capped
            if segments:
                kept.append(capped)
    return Hter(
        corpus=share(edits, words),
        mean=total / reader.lines,
        signature=signatures.ter(recipe(lang)),
        lines=reader.lines,
        segments=kept,
        notes=tuple(reader.notes("each word beside an empty line is an edit")),
    )


def diff(old: Path, new: Path, lang: str | None) -> Difference:
    """The changes from one file to another, byte for byte as they stand there."""
    from app.domain.diff import difference

    at_most_one_is_stdin([old, new])
    texts = text_of(old), text_of(new)
    for path, text in zip((old, new), texts, strict=True):
        if len(text) > DIFF_CHARACTERS:
            raise TooLarge(
                f"{path} has {len(text):,} characters; files of up to {DIFF_CHARACTERS:,} are compared."
                " Compare it in parts."
            )
    return difference(*texts, lang)


def count(
    options: Options, systems: int, references: int, texts: Sequence[tuple[str, ...]]
) -> dict[str, Any]:
    """The counts of some lines, for each metric and system; what workers do."""
    given = texts[systems + references :]
    lines = Lines(
        tuple(texts[:systems]), tuple(texts[systems : systems + references]), given[0] if given else None
    )
    return {name: measures.measure(name, options, references).counts(lines) for name in options.metrics}


def _edits(lang: str | None, texts: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """(edits, words of the correction) of some lines."""
    from app.domain.scoring import ter
    from app.domain.scoring.recipes import recipe

    metrics = recipe(lang)
    found = []
    for before, after in zip(*texts, strict=True):
        reference = metrics.ter_words(after)
        found.append((ter.edits(metrics.ter_words(before), reference, None) or 0, len(reference)))
    return found


class _Tally:
    """A system's counts in one metric: their sums, and every line's where they are kept."""

    def __init__(self) -> None:
        self.total: list[float] = []
        self._kept: list[Rows] = []

    def add(self, rows: Rows, *, keeps: bool) -> None:
        self.total = self.total or [0] * len(rows[0])
        if isinstance(rows, list):
            for row in rows:  # in the order of the lines: fractions are rounded as sacreBLEU rounds them
                self.total = [have + more for have, more in zip(self.total, row, strict=True)]
        else:
            self.total = [
                have + more for have, more in zip(self.total, rows.sum(0, dtype=int).tolist(), strict=True)
            ]
        if keeps:
            self._kept.append(rows)

    def rows(self) -> Rows:
        """Every line's counts as one array, or as lists where lines are few."""
        if len(self._kept) == 1:
            return self._kept[0]
        import numpy as np

        self._kept = [np.concatenate([np.asarray(rows) for rows in self._kept])]
        return self._kept[0]


def _tallies(
    reader: Reader, systems: int, references: int, options: Options, where: Where, keeps: bool
) -> dict[str, list[_Tally]]:
    found = {name: [_Tally() for _ in range(systems)] for name in options.metrics}
    for part in spread(partial(count, options, systems, references), reader.chunks(), where):
        if keeps and reader.lines > KEPT:
            raise TooLarge(
                f"Intervals, tests and scores of single lines are computed for up to {KEPT:,} lines;"
                f" {reader.paths[0]} has more. Score it without them, or in parts."
            )
        for name, of_systems in part.items():
            for tally, rows in zip(found[name], of_systems, strict=True):
                tally.add(rows, keeps=keeps)
    return found


def _system_score(
    metric: Measure, tally: _Tally, sure: Sureness | None, segments: bool, trials: dict[str, object]
) -> SystemScore:
    return SystemScore(
        score=metric.score(tally.total),
        signature=metric.signature(trials),
        mean=sure.mean if sure else None,
        ci=sure.ci if sure else None,
        p=sure.p if sure else None,
        segments=tuple(metric.line_scores(tally.rows())) if segments else None,
        reason=sure.reason if sure else None,
    )


def _sureness(
    metrics: dict[str, Measure], tallies: dict[str, list[_Tally]], confidence: bool, paired: Paired | None
) -> dict[str, Sequence[Sureness | None]]:
    if not paired and not confidence:
        return {name: [None] * len(of_systems) for name, of_systems in tallies.items()}
    import numpy as np  # takes longer to load than most files to score

    from app.domain.scoring import resampling

    cases = [
        resampling.Case(
            metric,
            [np.asarray(tally.rows()) for tally in tallies[name]],
            [metric.score(tally.total) for tally in tallies[name]],
        )
        for name, metric in metrics.items()
    ]
    found = resampling.sureness(cases, confidence=confidence, paired=paired)
    return dict(zip(metrics, found, strict=True))


def _trials(confidence: bool, paired: Paired | None) -> dict[str, object]:
    """What belongs into the signature, in sacreBLEU's order."""
    found: dict[str, object] = {}
    if confidence or paired == "bs":
        found["bs"] = 1000
    if paired == "ar":
        found["ar"] = 10_000
    if found:
        found["seed"] = "12345"
    return found


def _equals(systems: Sequence[Path], tallies: dict[str, list[_Tally]], paired: Paired | None) -> list[str]:
    """A sentence for each system that no test can tell from the first."""
    if not paired:
        return []
    return [
        f"{path} has the same counts as {systems[0]} in {name}: there is no difference to test, and its p says"
        " nothing."
        for name, of_systems in tallies.items()
        for path, tally in zip(systems[1:], of_systems[1:], strict=True)
        if tally.total == of_systems[0].total
    ]
