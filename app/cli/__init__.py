"""The command `stet`: parse, one service call, print. A command's module is imported when it is called."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from ..domain.errors import StetError

# Command → module that defines it. Help texts come from the modules, so `stet --help` imports them all.
COMMANDS = {
    "run": "serve",
    "import": "files",
    "attach": "files",
    "export": "files",
    "segments": "segments",
    "revise": "segments",
    "history": "segments",
    "split": "texts",
    "detect": "texts",
    "diff": "measure",
    "score": "measure",
    "hter": "measure",
    "mqm": "judgements",
    "scorecard": "judgements",
    "esa": "judgements",
    "agreement": "judgements",
    "judgements": "judging",
    "convert": "converting",
    "labels": "converting",
    "report": "reports",
    "verify": "reports",
    "user": "people",
    "token": "people",
    "erase": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "doctor": "keeping",
}


class LazyGroup(click.Group):
    """A group whose commands are imported by name, so that `stet score` does not load a web server."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f".{COMMANDS[name]}", __package__)
        command: click.Command = getattr(module, f"{name}_command")
        return command


@click.group(cls=LazyGroup)
@click.option(
    "--db", "path", type=click.Path(path_type=Path), help="The database; default STET_DB or var/stet.db."
)
@click.pass_context
def cli(context: click.Context, path: Path | None) -> None:
    """Stet: correct machine translations beside the machine's sentence, and score them as you work.

    Example: stet import article.txt --project "Regional news"
    """
    context.obj = path


def main() -> None:
    """Run a command. A refusal is one sentence on standard error and exit status 1."""
    try:
        status = cli.main(standalone_mode=False, prog_name="stet")
        sys.exit(status if isinstance(status, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; nothing was changed.", err=True)
        sys.exit(1)
    except StetError as error:
        for sentence in error.errors:
            click.echo(sentence, err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        click.echo(
            f"{error.filename or 'A file'}: {error.strerror or error}. Check the path and try again.",
            err=True,
        )
        sys.exit(1)
