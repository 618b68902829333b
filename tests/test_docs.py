"""What the pages of docs/ say is so: settings, commands, links, and no path of anybody's computer."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from app.cli import COMMANDS, cli
from app.config import Config

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "bench/README.md"]


def name_of(path):
    return str(path.relative_to(ROOT))


def test_every_setting_is_described_with_its_default():
    page = (ROOT / "docs/administering.md").read_text(encoding="utf-8")
    for each in fields(Config):
        default = int(each.default) if isinstance(each.default, bool) else each.default
        row = next(
            (line for line in page.splitlines() if f"`STET_{each.name.upper()}`" in line and "|" in line), ""
        )
        assert str(default) in row, (
            f"docs/administering.md does not say that STET_{each.name.upper()} is {default!r}"
        )


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_that_are_shown_exist(page):
    for name in re.findall(
        r"^    (?:\S*/)?stet (?:--db \S+ )?([a-z]+)", page.read_text(encoding="utf-8"), re.M
    ):
        assert name in COMMANDS, f"{page.name} shows stet {name}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_targets_of_make_that_are_shown_exist(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"\bmake ([a-z-]+)\b(?=[`\s])", page.read_text(encoding="utf-8")):
        if name in ("it", "sure", "room"):
            continue
        assert re.search(rf"^{name}:", makefile, re.M), f"{page.name} shows make {name}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name):
    command = cli.get_command(None, name)
    parts = command.commands.values() if hasattr(command, "commands") else [command]
    for part in parts:
        assert f"stet {name}" in (part.help or ""), f"stet {name} has no example in its help"


def test_no_file_names_a_path_of_somebodys_computer():
    # Put together here, so that this file does not name them.
    forbidden = ["/" + "work/", "/" + "tmp/", "/" + "home/", "/" + "root/"]
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if tracked.returncode:
        pytest.skip("this is no clone of the repository")
    for name in tracked.stdout.decode().split("\0"):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".png", ".webp", ".woff2"}:
            continue
        content = path.read_text(encoding="utf-8", errors="replace")
        for part in forbidden:
            assert not re.search(rf"(?<![\w.<>-]){re.escape(part)}", content), f"{name} names {part}"
