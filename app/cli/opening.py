"""What commands on a database share: the settings, the open database, the person they act for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlite_utils import Database

from ..config import Config, use
from ..domain.errors import NotFound
from ..domain.models import Person
from ..services import signing_in
from ..services.intake import publishing
from ..store import migrations
from ..store.database import readable


def settings(context: click.Context) -> Config:
    """The settings, with `--db` before the command winning over the environment."""
    path = context.find_root().obj
    found = Config.from_environment(**({"db": str(path)} if path else {}))
    use(found)
    return found


@contextmanager
def database(context: click.Context, *, may_create: bool = False) -> Iterator[Database]:
    """The database, migrated if need be, and closed at the end; NotFound where a name was mistyped."""
    path = settings(context).db
    if not may_create and not Path(path).is_file():
        raise NotFound(f"There is no database {path}. Start one with `stet run`, or name it with --db.")
    with readable(path):
        db = migrations.prepare(path)
        try:
            publishing.sweep(db)
            yield db
        finally:
            db.close()


def author(db: Database, name: str | None) -> Person:
    """Who the command acts for: `--user`, else the owner, else `local`."""
    return signing_in.author_named(db, name)


user_option = click.option("--user", "user", help="Who does this; default: the owner.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
