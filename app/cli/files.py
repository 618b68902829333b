"""stet import, attach, export: texts in and out of the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from .. import clock
from ..domain import formats
from ..domain.errors import Invalid, TooLarge
from ..services import attaching, exporting, importing
from ..services.intake.parsing import Upload
from ..services.intake.publishing import Progress
from .opening import author, database, json_option, settings, user_option
from .output import print_json

STDIN = "-"


def read_file(path: str, most: int) -> bytes:
    """The bytes of a file, or of standard input for `-`; refuses what is over the limit before reading it all."""
    size = -1 if most >= importing.UNLIMITED else most + 1
    if path == STDIN:
        data = sys.stdin.buffer.read(size)
    else:
        if Path(path).is_dir():
            raise Invalid(f"{path} is a folder. Give the files in it.")
        with open(path, "rb") as file:
            data = file.read(size)
    if len(data) > most:
        raise TooLarge(
            f"{path}: The file is larger than {most:,} bytes (STET_MAX_FILE_BYTES). "
            "Split it into parts, or say --no-limits."
        )
    return data


def _mapping(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        role, equals, column = value.partition("=")
        if not equals or not role.strip() or not column.strip():
            raise click.BadParameter(f"{value} is not ROLE=COLUMN, for example machine=target.")
        found[role.strip()] = column
    return found


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--project", required=True, help="The project's name; made if there is none.")
@click.option("--document", help="The document's name; default: the file's.")
@click.option("--source-lang", help="The language translated from, as de or pt-BR.")
@click.option("--target-lang", help="The language of the text; default: detected.")
@click.option(
    "--format", "format_", type=click.Choice(list(formats.READERS)), help="Default: by the file's name."
)
@click.option("--encoding", help="Default: UTF-8, or UTF-16 with its byte order mark.")
@click.option("--system", help="Which system translated this; default: machine.")
@click.option("--source", help="A file with the source text, to be paired with the segments.")
@click.option("--reference", help="A file with a reference translation, a line for each unit.")
@click.option(
    "--reference-of",
    metavar="SYSTEM",
    help="The references are corrections of this system's text: they rank no other system.",
)
@click.option(
    "--map", "mapping", multiple=True, callback=_mapping, metavar="ROLE=COLUMN", help="A table's columns."
)
@click.option("--skip-bad", is_flag=True, help="List bad rows and skip them.")
@click.option("--no-limits", is_flag=True, help="Take files of any size.")
@click.option("--dry-run", is_flag=True, help="Read and report, write nothing.")
@user_option
@json_option
@click.pass_context
def import_command(
    context: click.Context,
    /,
    files: tuple[str, ...],
    project: str,
    document: str | None,
    source: str | None,
    reference: str | None,
    no_limits: bool,
    dry_run: bool,
    user: str | None,
    as_json: bool,
    format_: str | None,
    **given: Any,
) -> None:
    """Bring machine translations in: txt, md, csv, tsv, jsonl.

    Example: stet import article.txt --project "Regional news" --source article.de.txt
    """
    if len(files) > 1 and (document or source or reference):
        raise click.UsageError(
            "--document, --source and --reference belong to one file. Import the files one by one."
        )
    if [*files, source, reference].count(STDIN) > 1:
        raise click.UsageError("Standard input (-) can be read once only.")
    options = importing.options_of(settings(context), is_unlimited=no_limits, format=format_, **given)
    uploads = [_upload(one, document, source, reference, options.max_bytes) for one in files]
    with database(context, may_create=True) as db, _bar("Importing") as progress:
        outcome = importing.import_files(
            db,
            uploads,
            options,
            author=author(db, user),
            project_name=project,
            is_dry_run=dry_run,
            progress=progress,
        )
    found = importing.describe(outcome)
    if as_json:
        print_json(found)
    else:
        _report(found, is_dry_run=dry_run)


def _upload(path: str, document: str | None, source: str | None, reference: str | None, most: int) -> Upload:
    return Upload(
        file_name="standard input" if path == STDIN else path,
        data=read_file(path, most),
        name=document or ("Standard input" if path == STDIN else importing.document_name(path)),
        source=None if source is None else read_file(source, most),
        reference=None if reference is None else read_file(reference, most),
    )


def _report(found: dict[str, Any], *, is_dry_run: bool) -> None:
    verb = "Would import" if is_dry_run else "Imported"
    for one in found["documents"]:
        number = "" if one["id"] is None else f" as document {one['id']}"
        out = f", {one['left_out']} of them left out" if one["left_out"] else ""
        click.echo(
            f"{verb} {one['name']}{number} into {found['project']['name']}: {one['segments']} segments{out}."
        )
        for warning in one["warnings"]:
            place = f"Line {warning['line']}: " if warning["line"] else ""
            click.echo(f"{place}{warning['message']}", err=True)


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    """Progress on a terminal's standard error, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


@click.command()
@click.argument("document_id", type=int)
@click.option("--source", required=True, help="The source text; - reads standard input.")
@click.option("--source-lang", help="Its language; default: detected.")
@user_option
@json_option
@click.pass_context
def attach_command(
    context: click.Context,
    document_id: int,
    source: str,
    source_lang: str | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Pair a source text with a document that has none; no text changes.

    Example: stet attach 3 --source article.de.txt
    """
    config = settings(context)
    data = read_file(source, config.max_file_bytes)
    with database(context) as db:
        found = attaching.attach(
            db,
            document_id,
            data,
            file_name=source,
            source_lang=source_lang,
            author=author(db, user),
            max_bytes=config.max_file_bytes,
        )
    if as_json:
        print_json(attaching.describe(document_id, found))
        return
    click.echo(f"Paired {found.paired} segments; {found.unpaired} have no source.")
    if found.to_check:
        click.echo(f"{found.to_check} pairs were found by length: look at them.", err=True)


@click.command()
@click.argument("document_id", type=int)
@click.option(
    "--format", "format_", type=click.Choice(list(formats.WRITERS)), help="Default: the file's own."
)
@click.option("--unconfirmed", type=click.Choice(["keep", "drop", "mark"]), default="keep", show_default=True)
@click.option("--left-out", type=click.Choice(["drop", "keep"]), default="drop", show_default=True)
@click.option("--cells", type=click.Choice(["safe", "exact"]), default="safe", show_default=True)
@click.option("--encoding", help="Default: the file's own.")
@click.option("--questions", is_flag=True, help="Write the open questions as CSV instead of the text.")
@click.option("-o", "--output", help="A file; default: standard output.")
@click.pass_context
def export_command(
    context: click.Context,
    /,
    document_id: int,
    format_: str | None,
    questions: bool,
    output: str | None,
    cells: Any,
    **choices: Any,
) -> None:
    """Write a document's clean text: txt, md, html, csv, tsv, jsonl.

    Example: stet export 3 --format md -o article.md
    """
    with database(context) as db:
        if questions:
            found = exporting.export_questions(db, document_id, cells_are=cells, date=clock.today())
        else:
            wanted = exporting.Choices(format=format_, cells=cells, **choices)
            found = exporting.export(db, document_id, wanted, date=clock.today())
    if output and output != STDIN:
        Path(output).write_bytes(found.data)
    else:
        stream = sys.stdout.buffer
        stream.write(found.data)
        stream.flush()
    if found.open_questions and not questions:
        many = "1 question is" if found.open_questions == 1 else f"{found.open_questions} questions are"
        click.echo(f"{many} still open. List them: stet export {document_id} --questions", err=True)
