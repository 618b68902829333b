"""Files and folders of human judgements, read into what the scores need; the format by name or by its looks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise, da, esa_lines, marot, mtme
from app.domain.judging.records import Judgements
from app.services.measuring.reading import text_of

Format = Literal["marot", "mtme", "jsonl", "appraise", "da"]
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
    if path.is_dir() or format == "mtme" or (format is None and BY_SUFFIX.get(path.suffix.lower()) == "mtme"):
        said = _folder(path, wanted)
    else:
        said = of_text(path, text_of(path).removeprefix("\ufeff"), format)
    if not said.found:
        raise Invalid(f"{path} has no judgement that counts.")
    return said


def of_text(path: Path, text: str, format: Format | None) -> Judgements:
    """The judgements of a file that was read."""
    name = str(path)
    format = format_of(path, text, format)
    if format == "marot":
        return marot.judgements(marot.read(text, name), name)
    if format == "jsonl":
        return esa_lines.judgements(esa_lines.read(text, name), name)
    if format == "da":
        return Judgements(tuple(da.judgements(da.read(text, name), path.stem)))
    return appraise.judgements(appraise.read(text, name), name)


def format_of(path: Path, text: str, format: Format | None = None) -> Format:
    """The format that was asked for, else by the name and the looks: a table of tabs may be Marot's or DA's."""
    if format:
        return format
    first = text.split("\n", 1)[0]
    known = BY_SUFFIX.get(path.suffix.lower())
    if known and known != "marot":
        return known
    if set(da.NEEDED) <= set(first.rstrip("\r").split("\t")):
        return "da"
    if known is None and first.startswith("{"):
        return "jsonl"
    return "appraise" if known is None and first.count("\t") < 2 and first.count(",") >= 2 else "marot"


def kind_of_ratings(path: Path, format: Format | None) -> Literal["esa", "da"]:
    """What the numbers of a file are: direct assessments in its tables, else ESA."""
    if format or path.is_dir() or str(path) == "-":
        return "da" if format == "da" else "esa"
    return "da" if format_of(path, text_of(path).removeprefix("\ufeff"), format) == "da" else "esa"


def parts_of(folder: Path) -> dict[str, str]:
    """The texts of the files of a folder that belong to mt-metrics-eval, by their path in it."""
    return {
        found.relative_to(folder).as_posix(): text_of(found)
        for found in sorted(folder.rglob("*"))
        if mtme.is_part(found.relative_to(folder).as_posix())
    }


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
    files = parts_of(path)
    folder = mtme.read(files, str(path))
    if wanted == "marks":
        return mtme.marked(folder, str(path), chosen)
    return mtme.rated(folder, str(path), chosen)
