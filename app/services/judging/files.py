"""Files and folders of human judgements, read into what the scores need; the format by name or by its looks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise, esa_lines, marot, mtme
from app.domain.judging.records import Judgements
from app.services.measuring.reading import text_of

Format = Literal["marot", "mtme", "jsonl", "appraise"]
Wanted = Literal["marks", "ratings"]
BY_SUFFIX: dict[str, Format] = {
    ".tsv": "marot",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "appraise",
    ".rating": "mtme",
    ".score": "mtme",
}


def read(path: Path, format: Format | None, wanted: Wanted) -> Judgements:
    """The judgements in a file or a folder of mt-metrics-eval, or a sentence why there are none."""
    format = format or ("mtme" if path.is_dir() else BY_SUFFIX.get(path.suffix.lower()))
    said = _folder(path, wanted) if format == "mtme" else _file(path, format)
    if not said.found:
        raise Invalid(f"{path} has no judgement that counts.")
    return said


def _file(path: Path, format: Format | None) -> Judgements:
    name, text = str(path), text_of(path).removeprefix("\ufeff")
    format = format or _looks(text)
    if format == "marot":
        return marot.judgements(marot.read(text, name), name)
    if format == "jsonl":
        return esa_lines.judgements(esa_lines.read(text, name), name)
    return appraise.judgements(appraise.read(text, name), name)


def _looks(text: str) -> Format:
    """The format of a text without a telling name: standard input, or a file called as somebody liked."""
    first = text.split("\n", 1)[0]
    if first.startswith("{"):
        return "jsonl"
    return "appraise" if first.count("\t") < 2 and first.count(",") >= 2 else "marot"


def _folder(path: Path, wanted: Wanted) -> Judgements:
    """Scores and ratings of a folder; the path of one of its files chooses that file."""
    chosen = None
    if not path.is_dir():
        text_of(path)  # a sentence, if it cannot be read
        if path.parent.name != "human-scores":
            raise Invalid(
                f"{path} does not lie in a folder human-scores of mt-metrics-eval: its texts are not known."
            )
        path, chosen = path.parent.parent, f"human-scores/{path.name}"
    files = {
        found.relative_to(path).as_posix(): text_of(found)
        for found in sorted(path.rglob("*"))
        if mtme.is_part(found.relative_to(path).as_posix())
    }
    folder = mtme.read(files, str(path))
    if wanted == "marks":
        return mtme.marked(folder, str(path), chosen)
    return mtme.rated(folder, str(path), chosen)
