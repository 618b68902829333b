"""`stet convert` and `stet labels`: human judgements and labels for quality estimation as other tools want them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..services.judging.converting import Target
    from ..services.judging.files import Format

FILE = click.Path(path_type=Path)
FORMATS = ("marot", "mtme", "jsonl", "appraise")
READ = (*FORMATS, "da")


@click.command("convert")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--to", required=True, type=click.Choice(FORMATS), help="The format to write.")
@click.option("--format", type=click.Choice(READ), help="How FILE is written; default: what it looks like.")
@click.option(
    "--source-lang", default="und", metavar="LANG", help="For the names in mtme and the cells of appraise."
)
@click.option("--target-lang", default="und", metavar="LANG", help="The same for the translations.")
@click.option("-o", "output", required=True, type=FILE, help="The file, or for mtme the folder, to write.")
def convert_command(
    file: Path, to: Target, format: Format | None, source_lang: str, target_lang: str, output: Path
) -> None:
    """Human judgements in another format; what that cannot hold is said, never dropped in silence.

    Example: stet convert ratings.tsv --to jsonl -o ratings.jsonl
    """
    from ..services.judging import converting

    made = converting.convert(file, format, to, source_lang=source_lang, target_lang=target_lang)
    converting.save(made.files, output)
    for warning in made.warnings:
        click.echo(f"{file}: {warning}", err=True)
    click.echo(f"{output}: {made.judgements:,} judgements as {to}.", err=True)


@click.command("labels")
@click.argument("machine", metavar="MT", type=FILE)
@click.argument("corrected", metavar="PE", type=FILE)
@click.option("--hter", type=FILE, help="Write the share of words changed, a number a line with six digits.")
@click.option("--tags", type=FILE, help="Write OK or BAD for each gap and each word, 2n + 1 a line.")
@click.option("--lang", help="The texts' language, for HTER; without it WMT's recipe.")
@click.option(
    "--compare", is_flag=True, help="Write nothing: say how many labels of the files are what comes out here."
)
def labels_command(
    machine: Path, corrected: Path, hter: Path | None, tags: Path | None, lang: str | None, compare: bool
) -> None:
    """Labels for quality estimation from machine translations (MT) and their corrections (PE), line by line.

    Tags count the tokens between spaces, upper and lower case apart, without moves.

    Example: stet labels machine.txt corrected.txt --hter train.hter --tags train.tags
    """
    from ..services.judging import labelling

    if hter is None and tags is None:
        raise click.UsageError("Say what to write: --hter FILE, --tags FILE, or both.")
    if compare:
        _compare(machine, corrected, hter, tags, lang)
        return
    for path, n in labelling.write(machine, corrected, hter=hter, tags=tags, lang=lang).items():
        click.echo(f"{path}: {n:,} lines.", err=True)


def _compare(machine: Path, corrected: Path, hter: Path | None, tags: Path | None, lang: str | None) -> None:
    from ..services.judging import labelling

    for path, found in labelling.compare(machine, corrected, hter=hter, tags=tags, lang=lang).items():
        other = f", the first other one is line {found.first_other}" if found.first_other else ""
        click.echo(f"{path}: {found.equal:,} of {found.lines:,} lines as computed here{other}.")
