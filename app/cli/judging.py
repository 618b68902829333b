"""`stet judgements`: what people judged in a project as files, and files into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..domain.errors import NotFound
from . import opening
from .output import print_json

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ..services.judging.collecting import Stage
    from ..services.judging.converting import Target
    from ..services.judging.files import Format

FILE = click.Path(path_type=Path)
FORMATS = ("marot", "mtme", "jsonl", "appraise")
READ = (*FORMATS, "da")
project_option = click.option("--project", required=True, metavar="NAME", help="The project's name.")


@click.group("judgements")
def judgements_command() -> None:
    """Marks and ratings of a project's texts, in and out.

    Example: stet judgements export --project News --to marot -o ratings.tsv
    """


@judgements_command.command("export")
@project_option
@click.option("--to", type=click.Choice(FORMATS), default="marot", show_default=True, help="The format.")
@click.option(
    "--stage",
    type=click.Choice(["machine", "corrected"]),
    default="machine",
    show_default=True,
    help="Judgements of the systems' texts, or of their corrections.",
)
@click.option("-o", "output", required=True, type=FILE, help="The file, or for mtme the folder, to write.")
@click.pass_context
def export(context: click.Context, project: str, to: Target, stage: Stage, output: Path) -> None:
    """Write what people judged in a project.

    Example: stet judgements export --project News --to jsonl -o ratings.jsonl
    """
    from ..services.judging import converting, exchanging

    with opening.database(context) as db:
        made = exchanging.written(db, _project(db, project), to, stage=stage)
    converting.save(made, output)
    click.echo(f"{output}: written as {to}.", err=True)


@judgements_command.command("import")
@click.argument("file", metavar="FILE", type=FILE)
@project_option
@click.option("--format", type=click.Choice(READ), help="How FILE is written; default: what it looks like.")
@opening.user_option
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def bring(
    context: click.Context,
    file: Path,
    project: str,
    format: Format | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Store a file's judgements beside the texts of a project that they are about. Twice changes nothing.

    All of it is one batch: a lead can undo it on the project's page Judgements as files.

    Example: stet judgements import ratings.tsv --project News
    """
    from ..services.judging import bringing, files

    read = files.everything(file, format)
    with opening.database(context) as db:
        found = bringing.bring(
            db, _project(db, project), read, name=file.name, author=opening.author(db, user)
        )
    for warning in read.said.warnings:
        line = f", line {warning.line}" if warning.line else ""
        click.echo(f"{file}{line}: {warning.message}", err=True)
    if found.unknown:
        click.echo(
            f"{file}: {found.unknown:,} judgements are about texts that this project does not have"
            f"{f', the first on line {found.first_unknown}' if found.first_unknown else ''}.",
            err=True,
        )
    for category, n in found.unknown_categories.most_common():
        click.echo(
            f"{file}: the category {category!r} of {n:,} marks is in no list of this project; they count by severity.",
            err=True,
        )
    if as_json:
        print_json({"judgements": found.judgements, "marks": found.marks, "unknown": found.unknown})
    else:
        click.echo(f"{found.judgements:,} judgements, {found.marks:,} new marks.")


def _project(db: Database, name: str) -> int:
    from ..services import projecting

    found = next((one for one in projecting.list_all(db) if one.name == name), None)
    if found is None:
        raise NotFound(f"There is no project {name}.")
    return found.id
