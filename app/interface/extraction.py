"""The interface's words out of the sources and into translations/: `make messages`.

Four kinds of source: templates and Python mark their words with `_()`, scripts with `t()` and `tn()`, the domain with
`spoken()`; and the sentences of refusals are recognised by themselves: whoever writes
raise Invalid(f"Segment {position} is locked.") has written the entry "Segment {position} is locked.".
"""

from __future__ import annotations

import ast
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from ..domain import errors
from . import catalogues
from .sentences import LIGHTEST, PLACE

ROOT = Path(__file__).resolve().parents[2]
Id = str | tuple[str, str]

SCRIPT = re.compile(
    r'\b(?P<name>tn?|spoken)\(\s*(?P<one>"(?:[^"\\]|\\.)*")(?:\s*,\s*(?P<many>"(?:[^"\\]|\\.)*"))?'
)
REFUSALS = {name for name, found in vars(errors).items() if isinstance(found, type)}
SAID_AT = {"spoken": 0, "say": 0, "batch": 1}  # functions with the place of the words among their values
# Their words are read in a terminal only.
TERMINAL = {
    "cli",
    "interface",
    "server.py",
    "config.py",
    "domain/formats/judgements",
    "domain/reports/checking.py",
    "domain/reports/methods.py",
    "domain/reports/taking.py",
    "domain/scoring/agreement.py",
    "domain/scoring/corpora.py",
    "domain/scoring/counting",
    "domain/scoring/measures.py",
    "domain/scoring/mqm2.py",
    "domain/scoring/resampling.py",
    "domain/scoring/verdicts.py",
    "domain/scoring/weights.py",
    "services/backing_up.py",
    "services/diagnosing.py",
    "services/erasing.py",
    "services/judging/converting.py",
    "services/judging/files.py",
    "services/judging/labelling.py",
    "services/judging/scores.py",
    "services/measuring",
    "services/reports/verifying.py",
    "store/chains.py",
    "store/copies.py",
    "store/examinations.py",
    "store/migrations.py",
}
UNUSED_HEADER = re.compile(
    r'^"(?:Project-Id|Report-Msgid|POT-|PO-|Last-|Language-Team|Generated)[^\n]*\n', re.MULTILINE
)
SENTENCE = re.compile(r"[A-ZÄÖÜ“{][^|\\<>]*[a-z})”][.?]", re.DOTALL)


def extract() -> Catalog:
    """Every message of the sources, with the files that use it."""
    catalog = Catalog(domain="messages")
    for message, path in sorted(
        {*_marked(), *_of_scripts(), *_of_services()}, key=lambda one: (one[1], str(one[0]))
    ):
        catalog.add(message, locations=[(path, 0)])
    return catalog


def merge(tag: str, sources: Catalog) -> Catalog:
    """A language's catalogue brought up to date: new messages are empty, unused ones go."""
    path = catalogues.path_of(tag)
    catalog = catalogues.read(tag) if path.exists() else Catalog(locale=tag, domain="messages")
    catalog.update(sources, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def write(tag: str, catalog: Catalog) -> None:
    path = catalogues.path_of(tag)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy = False
    written = io.BytesIO()
    write_po(written, catalog, width=110, include_lineno=False)
    # Only what reading needs: dates and line numbers would make two branches that add a word each collide.
    path.write_text(UNUSED_HEADER.sub("", written.getvalue().decode()), encoding="utf-8")


def _marked() -> Iterator[tuple[Id, str]]:
    """`_()` and `ngettext()` in templates and Python."""
    methods = [("templates/**.html", "jinja2.ext:babel_extract"), ("app/**.py", "python")]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(ROOT), methods, {"templates/**.html": {"silent": "false"}}, keywords)
    for path, _, message, *_rest in found:
        yield (message if isinstance(message, str) else (message[0], message[1])), path


def _of_scripts() -> Iterator[tuple[Id, str]]:
    for path in sorted((ROOT / "app/static/js").rglob("*.js")):
        for found in SCRIPT.finditer(path.read_text(encoding="utf-8")):
            one, many = (json.loads(found[name]) if found[name] else "" for name in ("one", "many"))
            yield ((one, many) if found["name"] == "tn" else one), path.relative_to(ROOT).as_posix()


def _of_services() -> Iterator[tuple[Id, str]]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        inside = path.relative_to(ROOT / "app")
        if not TERMINAL & {inside.as_posix(), *(folder.as_posix() for folder in inside.parents)}:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for template in sorted(set(_sentences(tree))):
                yield template, path.relative_to(ROOT).as_posix()


def _sentences(tree: ast.Module) -> Iterator[str]:
    """Texts of refusals and of `spoken()`, and whatever else reads as a whole sentence."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {id(text) for node in ast.walk(tree) for text in _said(node)}
    for node in ast.walk(tree):
        text = _template(node)
        if text and id(node) not in docstrings | parts and (id(node) in said or _is_sentence(text)):
            yield text


def _is_sentence(text: str) -> bool:
    return len(PLACE.sub("", text)) >= LIGHTEST and SENTENCE.fullmatch(text) is not None


def _said(node: ast.AST) -> Iterator[ast.AST]:
    """The texts of a call of a refusal or of a mark, also where it chooses between two."""
    if not isinstance(node, ast.Call) or not node.args:
        return
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    place = SAID_AT.get(name, 0 if name in REFUSALS else len(node.args))
    if place < len(node.args):
        chosen = [node.args[place]]
        while chosen:
            text = chosen.pop()
            chosen += [text.body, text.orelse] if isinstance(text, ast.IfExp) else []
            yield text


def _template(node: ast.AST) -> str | None:
    """The sentence with its values as {names}; None for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        empty = iter(range(node.value.count("{}")))
        return re.sub(r"\{\}", lambda _: f"{{{next(empty)}}}", node.value)
    if not isinstance(node, ast.JoinedStr):
        return None
    names: list[str] = []
    text = ""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            names.append(_name(part.value, names))
            text += f"{{{names[-1]}}}"
        elif isinstance(part, ast.Constant):
            text += str(part.value)
    return text


def _name(value: ast.expr, taken: list[str]) -> str:
    """What a translator reads for a value: its own name where it has one, else its number."""
    name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "")
    name = name.strip("_").lower()
    return name if name and name not in taken else str(len(taken))


def main() -> None:
    sources = extract()
    for tag in catalogues.LANGUAGES:
        if tag != "en":
            catalog = merge(tag, sources)
            write(tag, catalog)
            missing = sum(not all(catalogues.forms(one)) for one in catalog if one.id)
            print(f"{tag}: {len(catalog)} messages, {missing} to translate", file=sys.stderr)


if __name__ == "__main__":
    main()
