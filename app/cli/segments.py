"""stet segments, revise, history: a document's segments and the revisions of one."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from ..domain.errors import Invalid
from ..services import describing, reading, revising
from ..store.records import LARGEST_ID
from .opening import author, database, json_option, user_option
from .output import print_json, print_lines


@click.command()
@click.argument("document_id", type=int)
@json_option
@click.pass_context
def segments_command(context: click.Context, document_id: int, as_json: bool) -> None:
    """List a document's segments in order.

    Example: stet segments 3 --json
    """
    # Closed before the database is, also where a reader like `head` stops early.
    with database(context) as db, closing(reading.all_segments(db, document_id)) as found:
        if as_json:
            print_lines(describing.segment_line(one) for one in found)
            return
        for one in found:
            click.echo(f"{one.id:6} {'left out' if one.left_out else one.state:9} {one.text}")


@click.command()
@click.argument("segment_id", type=int)
@click.option("--text", required=True, help="The corrected text; - reads standard input.")
@click.option(
    "--base",
    type=click.IntRange(min=0, max=LARGEST_ID, clamp=True),
    help="The revision that this text started from.",
)
@click.option("--confirm", is_flag=True, help="Confirm the text as well.")
@user_option
@json_option
@click.pass_context
def revise_command(
    context: click.Context,
    segment_id: int,
    text: str,
    base: int | None,
    confirm: bool,
    user: str | None,
    as_json: bool,
) -> None:
    """Save a segment's text as a new revision.

    Example: stet revise 12 --text "Some also turned themselves in." --base 0 --confirm
    """
    with database(context) as db:
        saved = revising.save_revision(
            db, segment_id, _text(text), base_revision=base, author=author(db, user), confirm=confirm
        )
    if as_json:
        print_json(describing.revision(saved.revision))
    else:
        click.echo(f"Revision {saved.revision.number} of segment {segment_id}: {saved.revision.state}.")


def _text(given: str) -> str:
    if given != "-":
        return given
    try:
        return sys.stdin.buffer.read().decode().rstrip("\n")
    except UnicodeDecodeError as error:
        raise Invalid(f"Standard input is not UTF-8 at byte {error.start}. Send the text as UTF-8.")


@click.command()
@click.argument("segment_id", type=int)
@json_option
@click.pass_context
def history_command(context: click.Context, segment_id: int, as_json: bool) -> None:
    """List the revisions of a segment, oldest first.

    Example: stet history 12 --json
    """
    with database(context) as db:
        found = revising.history(db, segment_id)
    if as_json:
        print_json({"revisions": [describing.revision(one) for one in found]})
        return
    for one in found:
        click.echo(f"{one.number:4} {one.made_at} {one.author} {one.kind} ({one.state}): {one.text}")
