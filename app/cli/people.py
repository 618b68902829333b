"""`stet user` and `stet token`: who may come in, and how."""

from __future__ import annotations

import json
import sys

import click

from ..domain.errors import Invalid
from ..domain.models import Role
from ..services import admitting, signing_in
from . import opening

ROLES = ("owner", "lead", "reviewer", "editor", "viewer")


@click.group("user")
def user_command() -> None:
    """Add people, list them, and give them a way in.

    Example: stet user add Mira --role editor
    """


@user_command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="editor", show_default=True)
@click.pass_context
def add(context: click.Context, name: str, role: Role) -> None:
    """Add a person.

    Example: stet user add Mira --role editor
    """
    with opening.database(context, may_create=True) as db:
        person = signing_in.add_person(db, name, role)
    click.echo(f"{person.name}\t{person.role}")
    click.echo(
        f"Give a way in: stet user link {person.name!r}, or stet user password {person.name!r}", err=True
    )


@user_command.command("list")
@opening.json_option
@click.pass_context
def list_people(context: click.Context, as_json: bool) -> None:
    """List people with their roles.

    Example: stet user list
    """
    with opening.database(context) as db:
        found = signing_in.active_people(db)
    if as_json:
        rows = [
            {"id": one.id, "name": one.name, "role": one.role, "has_password": one.has_password}
            for one in found
        ]
        click.echo(json.dumps({"people": rows}, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.name}\t{one.role}\t{'password' if one.has_password else 'no password'}")


@user_command.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@click.pass_context
def change_role(context: click.Context, name: str, role: Role) -> None:
    """Give a person another role.

    Example: stet user role Mira reviewer
    """
    with opening.database(context) as db:
        person = signing_in.author_named(db, name)
        changed = admitting.change_role(db, person.id, role, who=signing_in.author_named(db, None))
    click.echo(f"{changed.name}\t{changed.role}")


@user_command.command("remove")
@click.argument("name")
@click.pass_context
def remove(context: click.Context, name: str) -> None:
    """End every way in of a person; what they wrote stays, under their name.

    Example: stet user remove Mira
    """
    with opening.database(context) as db:
        person = signing_in.author_named(db, name)
        admitting.remove(db, person.id, who=signing_in.author_named(db, None))
    click.echo(f"{person.name} can no longer sign in; what they wrote stays.", err=True)


@user_command.command("link")
@click.argument("name")
@click.pass_context
def link(context: click.Context, name: str) -> None:
    """Print a link that signs a person in once, within a day.

    Example: stet user link Mira
    """
    with opening.database(context) as db:
        token = signing_in.make_link(db, signing_in.author_named(db, name))
        address = signing_in.address(db)
    click.echo(f"{address}/link/{token}")


@user_command.command("password")
@click.argument("name")
@click.pass_context
def password(context: click.Context, name: str) -> None:
    """Set a password: asked for on a terminal, else the first line of standard input.

    Example: stet user password Mira
    """
    with opening.database(context) as db:
        person = signing_in.author_named(db, name)
        signing_in.set_password(db, person, _read_password(person.name))
    click.echo(f"{person.name} signs in with the new password from now on.", err=True)


def _read_password(name: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise Invalid("No password came in. Type it on a terminal, or send it as a line of standard input.")
    return line


@click.group("token")
def token_command() -> None:
    """Make tokens for scripts.

    Example: stet token create --user Mira
    """


@token_command.command("create")
@opening.user_option
@click.pass_context
def create(context: click.Context, user: str | None) -> None:
    """Print a new token, once; send it as `Authorization: Bearer TOKEN`.

    Example: stet token create --user Mira
    """
    with opening.database(context) as db:
        person = opening.author(db, user)
        token = signing_in.make_token(db, person)
    click.echo(f"A token for {person.name}; it is shown this once:", err=True)
    click.echo(token)
