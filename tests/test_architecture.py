"""The shape of the code base, kept true by a test."""

import ast
import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[1] / "app"

MAY_IMPORT = {
    "domain": set(),
    "store": {"domain"},
    "services": {"domain", "store", "config", "clock"},
    "interface": {"domain"},
    "web": {"domain", "services", "db", "config", "access", "errors", "interface"},
    "api": {"domain", "services", "db", "config", "access", "errors", "interface"},
}
WEB_LIBRARIES = {"flask", "werkzeug", "jinja2", "click", "flask_babel", "flask_wtf"}
NEVER = {
    "domain": WEB_LIBRARIES | {"sqlite3", "sqlite_utils", "pysqlite3"},
    "store": WEB_LIBRARIES | {"sqlite3", "pysqlite3"},
    "services": WEB_LIBRARIES | {"sqlite3", "pysqlite3"},
    "interface": {"sqlite3", "sqlite_utils", "pysqlite3"},
    "web": {"sqlite3", "sqlite_utils", "pysqlite3"},
    "api": {"sqlite3", "sqlite_utils", "pysqlite3"},
}
SQL = re.compile(r"\b(SELECT\b.+\bFROM|INSERT INTO|UPDATE\b.+\bSET|DELETE FROM|CREATE TABLE)\b", re.S)


def imports(path):
    """(package inside app, top-level outside name) of each import in a file."""
    package = ("app", *path.relative_to(APP).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            for alias in node.names:
                yield (*module, alias.name)


def modules(layer):
    return sorted((APP / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_point_one_way(layer):
    for path in modules(layer):
        for name in imports(path):
            if name[0] == "app" and len(name) > 1:
                assert name[1] in MAY_IMPORT[layer] | {layer}, (
                    f"{path} imports {'.'.join(name)}: an arrow upwards makes every layer depend on every other"
                )
            else:
                assert name[0] not in NEVER[layer], (
                    f"{path} imports {name[0]}, which this layer must not know"
                )


def test_flask_is_seen_at_the_doors_only():
    doors = {"__init__.py", "__main__.py", "db.py", "errors.py", "access.py", "assets.py", "server.py"}
    for path in APP.rglob("*.py"):
        inside = path.relative_to(APP)
        if (inside.name in doors and len(inside.parts) == 1) or inside.parts[0] in {
            "web",
            "api",
            "cli",
            "interface",
        }:
            continue
        for name in imports(path):
            assert name[0] not in WEB_LIBRARIES, (
                f"{path} imports {name[0]}: it could no longer run without a request"
            )


def test_one_sqlite_library_in_the_process():
    for path in APP.rglob("*.py"):
        for name in imports(path):
            assert name[0] not in {"sqlite3", "pysqlite3"}, (
                f"{path}: import sqlite3 from sqlite_utils.utils; two SQLite libraries on one file break its locks"
            )


def test_sql_is_only_in_the_store():
    for path in APP.rglob("*.py"):
        if path.is_relative_to(APP / "store"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.search(node.value), f"{path}:{node.lineno} has SQL"


def test_time_comes_through_one_door():
    clock = re.compile(r"datetime\.now|datetime\.utcnow|time\.time\(")
    for path in APP.rglob("*.py"):
        if path.name != "clock.py":
            assert not clock.search(path.read_text()), (
                f"{path}: take the time from app.clock, so that tests can set it"
            )


@pytest.mark.parametrize("layer", [*MAY_IMPORT, "domain/scoring", "domain/formats"])
def test_rooms_are_not_crowded(layer):
    assert len(list((APP / layer).glob("*.py"))) <= 25, f"app/{layer} is crowded: split it inside the layer"
