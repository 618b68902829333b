"""`stet score`, `stet hter` and `stet diff`: numbers about files, without a database."""

from __future__ import annotations

import gc
import json
import math
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..domain.models import Difference
    from ..services.measuring import Hter, SystemScore, SystemScores
    from ..services.measuring.reading import Progress, Report

SMOOTHING = ("exp", "floor", "add-k", "none")
FILE = click.Path(path_type=Path)
DIFF_SIGNS = {"delete": "[-{}-]", "insert": "{{+{}+}}", "move_from": "[-{}-]", "move_to": "{{+{}+}}"}
QUIET_SECONDS = 3.0  # before a long reading says how far it is, and between two such lines


def _language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from ..domain import languages

    return languages.normalise(value) if value else None


def _metrics(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    from ..services import measuring

    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",")))
    for name in names:
        if not measuring.is_known(name):
            raise click.BadParameter(
                f"there is no metric {name!r}; choose from {', '.join(measuring.names())}."
            )
    return names


def _tokenizer(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from ..domain.errors import Invalid
    from ..domain.scoring import corpora

    try:
        return value and corpora.checked_tokenizer(value)
    except Invalid as refusal:
        raise click.BadParameter(refusal.message)


def _finite(context: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    if value is not None and not 0 <= value < math.inf:
        raise click.BadParameter("give a number from 0 up, such as 0.1.")
    return value


def _spreading(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which processes count."""
    command = click.option(
        "--scheduler", metavar="ADDRESS", help="Count on a dask cluster, as tcp://host:8786."
    )(command)
    return click.option(
        "--workers", type=click.IntRange(1), default=1, help="Processes of this machine; default 1."
    )(command)


@click.command("score")
@click.argument("hypotheses", metavar="HYP...", type=FILE, nargs=-1, required=True)
@click.option(
    "--ref", "references", type=FILE, multiple=True, required=True, help="A reference; may be repeated."
)
@click.option(
    "--metrics",
    default="bleu",
    callback=_metrics,
    help="bleu,chrf,chrf++,ter; default bleu; comet, metricx and metricx-qe with --checkpoint.",
)
@click.option(
    "--target-lang",
    metavar="LANG",
    callback=_language,
    help="Chooses BLEU's tokenizer: zh, ja, ko and others.",
)
@click.option("--lowercase", is_flag=True, help="Ignore case in BLEU and chrF (TER always does).")
@click.option(
    "--bleu-tokenize",
    metavar="NAME",
    callback=_tokenizer,
    help="BLEU's tokenizer, instead of the language's: 13a, intl, char, zh, ja-mecab, ko-mecab, none,"
    " or icu for words of Thai and its like.",
)
@click.option("--smooth", type=click.Choice(SMOOTHING), default="exp", help="BLEU's smoothing; default exp.")
@click.option(
    "--smooth-value", type=float, callback=_finite, help="For floor (default 0.1) and add-k (default 1)."
)
@click.option("--effective-order", is_flag=True, help="BLEU takes only the n-gram orders that the text has.")
@click.option("--source", "sources", type=FILE, help="The source text, for metrics that read it.")
@click.option("--checkpoint", type=FILE, help="The folder of a neural metric's model.")
@click.option("--confidence", is_flag=True, help="Mean and 95 % interval by bootstrap.")
@click.option("--paired", type=click.Choice(["bs", "ar"]), help="Test each system against the first.")
@click.option("--segments", is_flag=True, help="The score of each line, too.")
@_spreading
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def score_command(
    hypotheses: tuple[Path, ...],
    references: tuple[Path, ...],
    metrics: tuple[str, ...],
    target_lang: str | None,
    lowercase: bool,
    bleu_tokenize: str | None,
    smooth: str,
    smooth_value: float | None,
    effective_order: bool,
    sources: Path | None,
    checkpoint: Path | None,
    confidence: bool,
    paired: str | None,
    segments: bool,
    workers: int,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Score translations against references, with sacreBLEU's digits and signatures.

    HYP is a system's output, a line for each segment; - is standard input.

    Example: stet score a.txt b.txt --ref ref.txt --metrics bleu,chrf --paired bs
    """
    _quicken(scheduler)
    from ..services import measuring

    found = measuring.score(
        hypotheses,
        references,
        measuring.Options(
            metrics,
            target_lang,
            lowercase,
            bleu_tokenize,
            smooth,
            smooth_value,
            effective_order,
            str(checkpoint) if checkpoint else None,
        ),
        sources=sources,
        confidence=confidence,
        paired=paired,  # type: ignore[arg-type]
        segments=segments,
        where=measuring.Where(workers, scheduler),
        report=_progress(),
    )
    for note in found[0].notes:
        click.echo(note, err=True)
    if as_json:
        systems = [_system_as_json(system, is_paired=paired is not None) for system in found]
        click.echo(json.dumps({"systems": systems}, ensure_ascii=False))
    else:
        _print_table(found)


@click.command("hter")
@click.argument("machine", metavar="MT", type=FILE)
@click.argument("corrected", metavar="PE", type=FILE)
@click.option("--lang", callback=_language, help="The texts' language; without it WMT's recipe.")
@_spreading
@click.option("--json", "as_json", is_flag=True, help="One JSON document with every line's share.")
def hter_command(
    machine: Path, corrected: Path, lang: str | None, workers: int, scheduler: str | None, as_json: bool
) -> None:
    """The share of words changed from machine translations (MT) to their corrections (PE).

    Example: stet hter machine.txt corrected.txt --lang de
    """
    _quicken(scheduler)
    from ..services import measuring

    where = measuring.Where(workers, scheduler)
    found = measuring.hter(machine, corrected, lang, segments=as_json, where=where, report=_progress())
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(json.dumps(_hter_as_json(found)) if as_json else _hter_in_words(found))


def _quicken(scheduler: str | None) -> None:
    """Leave out what costs more than it brings for numbers about files."""
    # Waking the threads of the matrix library takes longer than this product's multiplications.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if scheduler is None:
        # Scoring makes millions of small objects and no cycles: looking for these takes a tenth of the time.
        gc.disable()


def _progress() -> Report:
    """A line on standard error every few seconds, none where the work is short."""
    started = said = time.monotonic()

    def report(progress: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= QUIET_SECONDS:
            said = now
            share = f", {progress.share:.0%}" if progress.share is not None else ""
            click.echo(f"{progress.lines:,} lines{share}, {now - started:.0f} s", err=True)

    return report


@click.command("diff")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--lang", callback=_language, help="The texts' language.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with all pieces.")
def diff_command(old: Path, new: Path, lang: str | None, as_json: bool) -> None:
    """What changed from the file OLD to the file NEW, word by word.

    Example: stet diff before.txt after.txt --lang en
    """
    from ..services import measuring

    found = measuring.diff(old, new, lang)
    click.echo(json.dumps(_difference_as_json(found), ensure_ascii=False) if as_json else _drawn(found))


def _system_as_json(system: SystemScores, *, is_paired: bool) -> dict[str, object]:
    scores = system.scores
    return {
        "name": system.name,
        "scores": {
            name: {"score": each.score, "signature": each.signature, "mean": each.mean, "ci": each.ci}
            | ({"reason": each.reason} if each.reason else {})
            for name, each in scores.items()
        },
        "p_values": {name: each.p for name, each in scores.items()} if is_paired else None,
        "segments": (
            {name: each.segments for name, each in scores.items()}
            if all(each.segments is not None for each in scores.values())
            else None
        ),
    }


def _print_table(systems: list[SystemScores]) -> None:
    names = list(systems[0].scores)
    rows = [["", *names], *([system.name, *map(_cell, system.scores.values())] for system in systems)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        click.echo("  ".join(cells).rstrip())
    if any(each.segments for each in systems[0].scores.values()):
        _print_lines(systems)
    for reason in dict.fromkeys(each.reason for each in systems[0].scores.values() if each.reason):
        click.echo(f"\n{reason}")
    click.echo()
    for name, each in systems[0].scores.items():
        click.echo(f"{name}: {each.signature}")


def _cell(each: SystemScore) -> str:
    interval = f" (μ = {each.mean:.2f} ± {each.ci:.2f})" if each.mean is not None else ""
    p = f" p = {each.p:.4f}" if each.p is not None else ""
    return f"{each.score:.2f}{interval}{p}"


def _print_lines(systems: list[SystemScores]) -> None:
    for system in systems:
        click.echo(f"\n{system.name}, line by line: {', '.join(system.scores)}")
        columns = [each.segments or () for each in system.scores.values()]
        for number, values in enumerate(zip(*columns, strict=True), start=1):
            click.echo(f"{number:6}  " + "  ".join(f"{value:6.2f}" for value in values))


def _hter_as_json(found: Hter) -> dict[str, object]:
    return {
        "corpus": found.corpus,
        "mean": found.mean,
        "signature": found.signature,
        "segments": list(found.segments),
    }


def _hter_in_words(found: Hter) -> str:
    return (
        f"{found.corpus:.2%} of the words were changed, in a line {found.mean:.2%} on average"
        f" ({found.lines:,} lines).\nhter: {found.signature}"
    )


def _difference_as_json(found: Difference) -> dict[str, object]:
    pieces = [{"op": piece.op, "text": piece.text, "move": piece.move} for piece in found.pieces]
    return {"pieces": pieces, "summary": found.summary}


def _drawn(found: Difference) -> str:
    drawn = "".join(DIFF_SIGNS.get(piece.op, "{}").format(piece.text) for piece in found.pieces)
    return f"{drawn.rstrip()}\n\n{found.summary}"
