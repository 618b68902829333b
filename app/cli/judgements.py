"""`stet mqm`, `stet esa` and `stet agreement`: what people said about translations, as numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import print_json

if TYPE_CHECKING:
    from ..domain.models import ImportWarning
    from ..domain.scoring.intervals import Interval

FILE = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.command("mqm")
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--format",
    type=click.Choice(["marot", "mtme", "jsonl"]),
    help="How FILE is written; default: what it looks like.",
)
@click.option(
    "--weights", default="wmt20", show_default=True, metavar="WEIGHTS", help="wmt20, wmt23, mqm2, or a file."
)
@json_option
def mqm_command(file: Path, format: str | None, weights: str, as_json: bool) -> None:
    """MQM score of each system: the mean penalty of a segment's errors, lower is better.

    A file of weights has an entry on a line, such as: Minor/Fluency/Punctuation 0.1

    Example: stet mqm ted-en-de.tsv --weights wmt20
    """
    from ..services.judging import scores

    found = scores.mqm_scores(file, format, weights)  # type: ignore[arg-type]
    _warn(file, found.warnings)
    if as_json:
        systems = [
            {
                "name": system.name,
                "score": system.score,
                "segments": system.segments,
                "interval": system.interval.limits,
            }
            for system in found.systems
        ]
        print_json({"systems": systems, "signature": found.signature})
        return
    rows = [
        [system.name, f"{system.score:.4f}", _interval(system.interval, 4), str(system.segments)]
        for system in found.systems
    ]
    _print_table(["system", "MQM ↓", "95 % interval", "segments"], rows, found.signature)


@click.command("esa")
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--protocol",
    type=click.Choice(["wmt24", "wmt25"]),
    default="wmt24",
    show_default=True,
    help="Whose ranking.",
)
@json_option
def esa_command(file: Path, protocol: str, as_json: bool) -> None:
    """ESA score and ranks of each system: the mean of its raters' 0–100, higher is better.

    FILE is Appraise's CSV, JSON lines, or a folder of mt-metrics-eval. Systems that may share ranks are not proven
    to differ.

    Example: stet esa ratings.csv --protocol wmt25
    """
    from ..services.judging import scores

    found = scores.esa_scores(file, protocol)  # type: ignore[arg-type]
    _warn(file, found.warnings)
    if as_json:
        systems = [
            {
                "name": system.name,
                "score": system.score,
                "segments": system.segments,
                "interval": system.interval.limits,
                "rank_low": system.rank_low,
                "rank_high": system.rank_high,
            }
            for system in found.systems
        ]
        print_json({"systems": systems, "signature": found.signature})
        return
    rows = [
        [
            system.name,
            f"{system.score:.2f}",
            _interval(system.interval, 2),
            str(system.segments),
            f"{system.rank_low}–{system.rank_high}",
            str(system.cluster),
        ]
        for system in found.systems
    ]
    _print_table(["system", "ESA ↑", "95 % interval", "segments", "ranks", "cluster"], rows, found.signature)


@click.command("agreement")
@click.argument("file", metavar="FILE", type=FILE)
@json_option
def agreement_command(file: Path, as_json: bool) -> None:
    """How far raters agree beyond chance: Krippendorff's alpha and kappa, 1 is full agreement.

    FILE has unit,rater,value on each line; an empty value is missing.

    Example: stet agreement ratings.csv
    """
    from ..services.judging import scores

    found = scores.agreement_of(file)
    for note in found.notes:
        click.echo(f"{file}: {note}", err=True)
    numbers = {
        "alpha_nominal": found.alpha_nominal,
        "alpha_ordinal": found.alpha_ordinal,
        "alpha_interval": found.alpha_interval,
        "kappa": found.kappa,
    }
    if as_json:
        print_json({**numbers, "units": found.units, "raters": found.raters})
        return
    rows = [[name, "none" if value is None else f"{value:.3f}"] for name, value in numbers.items()]
    _print_table(["agreement", ""], rows, found.signature)


def _warn(file: Path, warnings: list[ImportWarning]) -> None:
    for warning in warnings:
        line = f", line {warning.line}" if warning.line else ""
        click.echo(f"{file}{line}: {warning.message}", err=True)


def _interval(interval: Interval, digits: int) -> str:
    if interval.limits is None:
        return "none from one value"
    low, high = interval.limits
    return f"{low:.{digits}f} to {high:.{digits}f}"


def _print_table(head: list[str], rows: list[list[str]], signature: str) -> None:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0])]
        cells.extend(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        click.echo("  ".join(cells).rstrip())
    click.echo(f"\n{signature}")
