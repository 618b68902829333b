"""`stet erase`, `backup`, `restore`, `doctor`: keeping the database, and letting go of what must go."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..services import backing_up, diagnosing, erasing
from ..services.erasing import Erasure
from . import opening

FILE = click.Path(path_type=Path)


@click.command("erase")
@click.argument("document_id", type=int, required=False)
@click.option("--person", help="Replace this person's name by a number everywhere.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@opening.user_option
@click.pass_context
def erase_command(
    context: click.Context, document_id: int | None, person: str | None, dry_run: bool, user: str | None
) -> None:
    """Erase a document's texts or a person's name for good. The log of revisions stays provable by its hashes.

    Example: stet erase 12 --dry-run
    """
    if (document_id is None) == (person is None):
        raise click.UsageError("Give either a document's number or --person NAME.")
    with opening.database(context) as db:
        who = opening.author(db, user)
        if user:
            erasing.check_may_erase(who)
        if person is not None:
            preview = erasing.preview_person(db, person)
        else:
            preview = erasing.preview_document(db, document_id or 0)
        _show("Would be erased" if dry_run else "To be erased", preview)
        if dry_run:
            return
        _confirm()
        if person is not None:
            erasing.erase_person(db, person, who=who)
        else:
            erasing.erase_document(db, document_id or 0, who=who)
        click.echo("Erased.")


def _show(title: str, preview: Erasure) -> None:
    click.echo(f"{title}:")
    for sentence in preview.sentences():
        click.echo(sentence)


def _confirm() -> None:
    if sys.stdin.isatty():
        click.confirm("Erase this for good?", abort=True)


@click.command("backup")
@click.argument("file", type=FILE)
@opening.user_option
@click.pass_context
def backup_command(context: click.Context, file: Path, user: str | None) -> None:
    """Write a verified copy of the database, also while it is served.

    Example: stet backup backups/monday.db
    """
    with opening.database(context) as db:
        made = backing_up.back_up(db, file, who=opening.author(db, user))
    click.echo(made.sentence())


@click.command("restore")
@click.argument("file", type=FILE)
@click.pass_context
def restore_command(context: click.Context, file: Path) -> None:
    """Put a backup in the place of the database, which is kept beside it. Everybody signs in again.

    Example: stet restore backups/monday.db
    """
    made = backing_up.restore(file, Path(opening.settings(context).db))
    click.echo(made.sentence())
    if made.kept:
        click.echo(f"The database that stood there is now {made.kept}.")
    click.echo("Everybody signs in again: stet run prints a link.")


@click.command("doctor")
@click.pass_context
def doctor_command(context: click.Context) -> None:
    """Say what is wrong with the database, and what to type next. Exit status 1 if anything is.

    Example: stet doctor
    """
    with opening.database(context) as db:
        found = diagnosing.examine(db)
    for sentence in [*found.sound, *found.notes]:
        click.echo(sentence)
    for sentence in found.faults:
        click.echo(f"FAULT: {sentence}")
    if not found.faults:
        click.echo("Nothing is wrong.")
        return
    click.echo(f"Next: {found.next_command}")
    context.exit(1)
