"""Scores and differences of files that need no database: files in, numbers out.

The command starts as fast as sacreBLEU's, so its records are tuples, and what only some calls need is
imported by them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.domain.errors import Invalid, NotFound, TooLarge
from app.domain.scoring import corpora
from app.domain.scoring.corpora import Counts, Lines, Name, Options

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

    from app.domain.models import Difference
    from app.domain.scoring.resampling import Sureness

Paired = Literal["bs", "ar"]
CHUNK = 500  # lines that a worker counts at a time
DIFF_CHARACTERS = 1_000_000


class SystemScore(NamedTuple):
    """A system's score; `p` is against the first system, `segments` the score of each line."""

    score: float
    signature: str
    mean: float | None = None
    ci: float | None = None
    p: float | None = None
    segments: tuple[float, ...] | None = None


class SystemScores(NamedTuple):
    name: str
    scores: dict[Name, SystemScore]


class Hter(NamedTuple):
    """HTER of a file: `corpus` is all edits over all words, `mean` that of `segments`, each at most 1."""

    corpus: float
    mean: float
    signature: str
    segments: tuple[float, ...]


def score(
    systems: Sequence[Path],
    references: Sequence[Path],
    options: Options,
    *,
    confidence: bool = False,
    paired: Paired | None = None,
    segments: bool = False,
    workers: int = 1,
) -> list[SystemScores]:
    """Each system's scores against all references, the digits and signatures of sacreBLEU."""
    if paired and len(systems) < 2:
        raise Invalid("A paired test compares systems: give two files or more before --ref.")
    texts = _aligned([*systems, *references])
    lines = Lines(tuple(texts[: len(systems)]), tuple(texts[len(systems) :]))
    by_metric = {
        name: _scores(
            name, options, lines, _counts(name, options, lines, workers), confidence, paired, segments
        )
        for name in options.metrics
    }
    return [
        SystemScores(path.name, {name: by_metric[name][number] for name in options.metrics})
        for number, path in enumerate(systems)
    ]


def hter(machine: Path, corrected: Path, lang: str | None) -> Hter:
    """The share of words changed between two files, line by line."""
    # Imported here and not above: only HTER needs rapidfuzz and the recipes.
    from app.domain.scoring import signatures, ter
    from app.domain.scoring.recipes import recipe
    from app.domain.scoring.sums import hter as share

    metrics = recipe(lang)
    counted = []
    for before, after in zip(*_aligned([machine, corrected]), strict=True):
        reference = metrics.ter_words(after)
        counted.append((ter.edits(metrics.ter_words(before), reference, None) or 0, len(reference)))
    segments = tuple(min(1.0, share(edits, words)) for edits, words in counted)
    return Hter(
        corpus=share(sum(edits for edits, _ in counted), sum(words for _, words in counted)),
        mean=sum(segments) / len(segments),
        signature=signatures.ter(metrics),
        segments=segments,
    )


def diff(old: Path, new: Path, lang: str | None) -> Difference:
    """The changes from one file to another, byte for byte as they stand there."""
    from app.domain.diff import difference

    _at_most_one_is_stdin([old, new])
    texts = text_of(old), text_of(new)
    for path, text in zip((old, new), texts, strict=True):
        if len(text) > DIFF_CHARACTERS:
            raise TooLarge(
                f"{path} has {len(text):,} characters; files of up to {DIFF_CHARACTERS:,} are compared."
                " Compare it in parts."
            )
    return difference(*texts, lang)


def _counts(name: Name, options: Options, lines: Lines, workers: int) -> list[list[Counts]]:
    """The statistics of each line for each system, counted by several processes where asked for."""
    if workers <= 1 or len(lines.systems[0]) <= CHUNK:
        return corpora.counts(name, options, lines)
    from concurrent.futures import ProcessPoolExecutor

    parts = [lines.part(start, start + CHUNK) for start in range(0, len(lines.systems[0]), CHUNK)]
    with ProcessPoolExecutor(workers) as pool:
        found = list(pool.map(corpora.counts, [name] * len(parts), [options] * len(parts), parts))
    return [[line for part in found for line in part[number]] for number in range(len(lines.systems))]


def _scores(
    name: Name,
    options: Options,
    lines: Lines,
    counted: Sequence[Sequence[Counts]],
    confidence: bool,
    paired: Paired | None,
    segments: bool,
) -> list[SystemScore]:
    metric = corpora.metric(name, options, len(lines.references))
    sureness = _sureness(metric, counted, confidence, paired)
    signature = _signature(metric, confidence, paired)
    return [
        SystemScore(
            score=corpora.corpus_score(metric, of_lines),
            signature=signature,
            mean=sure.mean if sure else None,
            ci=sure.ci if sure else None,
            p=sure.p if sure else None,
            segments=tuple(corpora.line_scores(metric, of_lines)) if segments else None,
        )
        for of_lines, sure in zip(counted, sureness, strict=True)
    ]


def _sureness(
    metric: Metric, counted: Sequence[Sequence[Counts]], confidence: bool, paired: Paired | None
) -> Sequence[Sureness | None]:
    if not paired and not confidence:
        return [None] * len(counted)
    from app.domain.scoring import resampling  # numpy takes longer to load than most files to score

    if paired == "bs":
        return resampling.paired_bootstrap(metric, counted)
    if paired == "ar":
        return resampling.paired_randomisation(metric, counted, confidence=confidence)
    return [resampling.bootstrap(metric, of_lines) for of_lines in counted]


def _signature(metric: Metric, confidence: bool, paired: Paired | None) -> str:
    signature = metric.get_signature()
    if confidence or paired == "bs":
        signature.update("bs", 1000)
    if paired == "ar":
        signature.update("ar", 10_000)
    if confidence or paired:
        signature.update("seed", "12345")
    return str(signature)


# Files


def _aligned(paths: Sequence[Path]) -> list[tuple[str, ...]]:
    """The lines of each file, as many in each."""
    _at_most_one_is_stdin(paths)
    texts = [_lines(path) for path in paths]
    for path, lines in zip(paths, texts, strict=True):
        if not lines:
            raise Invalid(f"{path} is empty: there is no line to score.")
        if len(lines) != len(texts[0]):
            raise Invalid(
                f"{paths[0]} has {len(texts[0])} lines and {path} has {len(lines)}: line by line they belong"
                " together, so give files with as many lines."
            )
    return texts


def _lines(path: Path) -> tuple[str, ...]:
    """Lines as sacreBLEU reads them: only a line feed ends one, white space at the end does not count."""
    lines = text_of(path).split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(line.rstrip() for line in lines)


def text_of(path: Path) -> str:
    """A file's text, or a sentence about what is wrong with it; - is standard input."""
    content = _bytes(path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{path}, line {line}: this is not UTF-8. Save the file as UTF-8 and try again.")


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"{path}: there is no such file. Check the path.")
    except IsADirectoryError:
        raise Invalid(f"{path} is a folder: give a file.")
    except PermissionError:
        raise Invalid(f"{path} cannot be read: you have no permission.")


def _at_most_one_is_stdin(paths: Sequence[Path]) -> None:
    if sum(str(path) == "-" for path in paths) > 1:
        raise Invalid("Standard input (-) can stand for one file only.")
