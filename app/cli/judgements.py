"""`stet mqm`, `stet esa` and `stet agreement`: what people said about translations, as numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import print_json

if TYPE_CHECKING:
    from ..domain.models import ImportWarning
    from ..domain.scoring.intervals import Interval
    from ..domain.scoring.mqm2 import Scorecard

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


def _points(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> list[tuple[float, float]]:
    found = []
    for each in given:
        words, _, points = each.partition(":")
        try:
            found.append((float(words), float(points)))
        except ValueError:
            raise click.BadParameter(f"{each!r} is not words:points, such as 500:5.")
    return found


@click.command("scorecard")
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--format",
    type=click.Choice(["marot", "mtme", "jsonl", "appraise"]),
    help="How FILE is written; default: what it looks like.",
)
@click.option("--weights", default="mqm2", show_default=True, metavar="WEIGHTS", help="As for stet mqm.")
@click.option(
    "--words",
    type=click.Choice(["source", "target"]),
    default="source",
    show_default=True,
    help="Whose words count.",
)
@click.option("--lang", metavar="LANG", help="The language of these words; Chinese and Thai have no spaces.")
@click.option(
    "--threshold", type=float, default=90.0, show_default=True, help="The score that just passes (PT)."
)
@click.option(
    "--acceptable",
    type=float,
    default=10.0,
    show_default=True,
    help="Penalty points a thousand words that give it (APP).",
)
@click.option(
    "--tolerance",
    multiple=True,
    callback=_points,
    metavar="WORDS:POINTS",
    help="Twice: points that texts of two lengths may have, for the non-linear score.",
)
@click.option(
    "--zones",
    type=int,
    nargs=2,
    default=(300, 5000),
    show_default=True,
    metavar="LOW HIGH",
    help="Words below which there is no score, and above which the non-linear one counts.",
)
@json_option
def scorecard_command(
    file: Path,
    format: str | None,
    weights: str,
    words: str,
    lang: str | None,
    threshold: float,
    acceptable: float,
    tolerance: list[tuple[float, float]],
    zones: tuple[int, int],
    as_json: bool,
) -> None:
    """MQM 2.0 of each system: penalties a thousand words as raw, calibrated and non-linear scores, passed or failed.

    Example: stet scorecard ratings.tsv --threshold 90 --acceptable 10 --tolerance 500:5 --tolerance 1000:8
    """
    from ..domain import languages
    from ..domain.scoring.mqm2 import Scheme
    from ..services.judging import scorecards

    scheme = Scheme(
        threshold=threshold,
        acceptable=acceptable,
        tolerance=scorecards.tolerance(tuple(tolerance)),
        basis=words,  # type: ignore[arg-type]
        smallest=zones[0],
        largest=zones[1],
    )
    found = scorecards.of_file(
        file,
        format,  # type: ignore[arg-type]
        weights,
        scheme=scheme,
        lang=languages.normalise(lang) if lang else None,
    )
    _warn(file, found.warnings)
    if as_json:
        print_json({"systems": [_card(name, card) for name, card in found.systems]})
        return
    head = [
        "system",
        "points /1000 ↓",
        "95 % interval",
        "words",
        "raw ↑",
        "calibrated ↑",
        "non-linear ↑",
        "score ↑",
        "",
    ]
    _print_table(head, [_card_row(name, card) for name, card in found.systems], found.systems[0][1].signature)


def _card(name: str, card: Scorecard) -> dict[str, object]:
    return {
        "name": name,
        "penalty": card.penalty,
        "words": card.words,
        "per_thousand": card.per_thousand,
        "interval": card.interval.limits if card.interval else None,
        "raw": card.raw,
        "calibrated": card.calibrated,
        "nonlinear": card.nonlinear,
        "zone": card.zone,
        "score": card.score,
        "critical": card.critical,
        "passes": card.passes,
        "words_needed": card.words_needed,
        "signature": card.signature,
    }


def _card_row(name: str, card: Scorecard) -> list[str]:
    verdict = "passed" if card.passes else "failed"
    if card.critical:
        verdict = f"failed: critical errors, {card.critical}"
    elif card.passes is None:
        verdict = f"too little text: {card.words_needed} more words"
    return [
        name,
        f"{card.per_thousand:.2f}",
        _interval(card.interval, 2) if card.interval else "none from one value",
        f"{card.words:,}",
        f"{card.raw:.2f}",
        f"{card.calibrated:.2f}",
        "none" if card.nonlinear is None else f"{card.nonlinear:.2f}",
        "none" if card.score is None else f"{card.score:.2f}",
        verdict,
    ]


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
