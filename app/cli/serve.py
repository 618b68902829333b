"""`stet run`: serve the database, and say how to get in."""

from __future__ import annotations

import os
import sys
import webbrowser

import click
from sqlite_utils import Database

from .. import server
from ..config import Config
from ..domain.errors import Forbidden
from ..services import seeding, signing_in
from ..store.database import sqlite_is_safe
from . import opening


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free port."
)
@click.option("--demo", is_flag=True, help="Load the demo project first, unless it was loaded before.")
@click.pass_context
def run_command(context: click.Context, host: str, port: int, demo: bool) -> None:
    """Serve the database to browsers.

    Example: stet run --port 8080
    """
    config = server.names_of(opening.settings(context), host)
    with opening.database(context, may_create=True) as db:
        owner = signing_in.ensure_owner(db)
        if not server.is_loopback(host) and not owner.has_password:
            raise Forbidden(
                f"Serving on {host} lets other computers in, so the owner needs a password first: "
                f"stet user password {owner.name}"
            )
        listener = server.listen(host, port)
        if demo:
            _load_demo(db)
        link = signing_in.make_link(db, owner)
        address = _address(host, listener.getsockname()[1])
        signing_in.remember_address(db, address)
    _announce(config, address, link, is_open=not server.is_loopback(host))
    server.serve(config, listener)


def _load_demo(db: Database) -> None:
    if seeding.load_demo(db):
        click.echo("The demo project is in place; its page can remove it.", err=True)


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def _announce(config: Config, address: str, link: str, *, is_open: bool) -> None:
    port = address.rpartition(":")[2]
    click.echo(f"Stet serves {config.db} at {address}/")
    click.echo(f"Sign in once, within a day: {address}/link/{link}")
    if is_open:
        names = ", ".join(name for name in config.hosts.split(",") if not server.is_loopback(name))
        click.echo(f"From another computer: port {port} of {names} (other names: set STET_HOSTS)")
    else:
        click.echo(
            f"From another computer: ssh -L {port}:127.0.0.1:{port} {_login()} and open the same link there"
        )
    if not sqlite_is_safe():
        click.echo(
            "This SQLite can lose commits when two programs write at once; Stet writes one at a time. "
            "Safer: pip install pysqlite3",
            err=True,
        )
    click.echo("Stop with Ctrl+C.")
    sys.stdout.flush()
    if _has_desktop():
        webbrowser.open(f"{address}/link/{link}")


def _login() -> str:
    return f"{os.environ.get('USER') or 'user'}@{os.uname().nodename if hasattr(os, 'uname') else 'this-computer'}"


def _has_desktop() -> bool:
    """True where a person sits before a screen: never in a pipe, a build or a remote shell."""
    if not sys.stdout.isatty() or os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
