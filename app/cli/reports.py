"""`stet report` and `stet verify`: a quality report to hand out, and checking one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .opening import database
from .output import print_json

FORMS = ("html", "json", "csv", "latex")


@click.command("report")
@click.argument("projects", metavar="PROJECT...", nargs=-1, required=True)
@click.option("-o", "--output", help="A file; default: standard output.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Default: by the file's name, else html.")
@click.option("--title", help="Default: the projects' names.")
@click.option("--client", help="For whom the report is.")
@click.option("--logo", type=click.Path(path_type=Path), help="A PNG, JPEG, GIF or WebP picture.")
@click.option("--from", "start", metavar="DAY", help="Count what was corrected from this day on: 2026-01-31.")
@click.option("--to", "end", metavar="DAY", help="Count what was corrected up to this day.")
@click.pass_context
def report_command(
    context: click.Context,
    projects: tuple[str, ...],
    output: str | None,
    form: str | None,
    title: str | None,
    client: str | None,
    logo: Path | None,
    start: str | None,
    end: str | None,
) -> None:
    """Write a quality report of one project or several: html, json, csv, latex.

    PROJECT is a name or a number. The JSON file carries the texts, so that anybody can check it with stet verify.

    Example: stet report "Regional news" -o report.html --client "Daily Post" --logo logo.png
    """
    from ..services.reports import gathering, writing
    from ..services.reports.gathering import Wanted

    wanted = form or (writing.form_of(output) if output else None) or "html"
    picture = (_picture(logo), str(logo)) if logo else None
    with database(context) as db:
        found = gathering.report(
            db, gathering.named(db, projects), Wanted(title, client, picture, start, end)
        )
    data = writing.write(found, wanted)
    if output and output != "-":
        Path(output).write_bytes(data)
        return
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _picture(path: Path) -> bytes:
    from ..domain.errors import Invalid

    if path.is_dir():
        raise Invalid(f"{path} is a folder. Give a picture.")
    return path.read_bytes()


@click.command("verify")
@click.argument("file", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def verify_command(file: Path, as_json: bool) -> None:
    """Compute every number of a quality report again from the data that it carries; needs no database.

    Exit status 1 names the first number that is another.

    Example: stet verify report.json
    """
    from ..services.reports import verifying

    checked = verifying.verify(file)
    if as_json:
        print_json({"numbers": checked.numbers, "segments": checked.segments, "versions": checked.versions})
        return
    numbers = "1 number was" if checked.numbers == 1 else f"{checked.numbers:,} numbers were"
    segments = "1 segment" if checked.segments == 1 else f"{checked.segments:,} segments"
    click.echo(f"{numbers} computed again from {segments}, and every one is as stated.")
    if checked.versions:
        click.echo(checked.versions, err=True)
