"""Human judgements from one format into another, with a sentence for each thing that the other cannot hold."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise, esa_lines, marot, mtme
from app.domain.judging.records import Judgement, Judgements
from app.services.judging import files
from app.services.judging.files import Format

Target = Literal["marot", "mtme", "jsonl", "appraise"]
ENDINGS: Mapping[files.Wanted, str] = {"marks": ".seg.rating", "ratings": ".seg.score"}
FIELDS: Mapping[str, Callable[[Judgement], Hashable]] = {
    "ratings": lambda one: one.rating,
    "error marks": lambda one: tuple((mark.severity.lower(), mark.category) for mark in one.marks),
    "places of errors": lambda one: tuple(mark.spans for mark in one.marks),
    "comments": lambda one: tuple(mark.comment for mark in one.marks),
    "source texts": lambda one: one.source,
    "translations": lambda one: one.target,
    "documents": lambda one: one.document,
    "domains": lambda one: one.domain,
}


@dataclass(frozen=True, slots=True)
class Converted:
    """The files that were made, by their path below the output (empty for a single file), and what is to be known."""

    files: Mapping[str, str]
    judgements: int
    warnings: tuple[str, ...]


def convert(
    path: Path, format: Format | None, to: Target, *, source_lang: str, target_lang: str
) -> Converted:
    """The judgements of a file or folder in another format; what that cannot hold is counted in a warning.

    Ratings that stand in files of their own (mt-metrics-eval) are read with the marks where a folder has both.
    """
    said = _said(path, format)
    made = written(said.found, to, source_lang=source_lang, target_lang=target_lang)
    warnings = [f"line {one.line}: {one.message}" if one.line else one.message for one in said.warnings]
    warnings += losses(said.found, _read_back(made, to))
    return Converted(made, len(said.found), tuple(warnings))


def written(
    said: tuple[Judgement, ...], to: Target, *, source_lang: str, target_lang: str
) -> Mapping[str, str]:
    """The text of each file in a format, by its path below the output; a format of one file has the empty path."""
    if to == "marot":
        return {"": marot.write(marot.of_judgements(said))}
    if to == "jsonl":
        return {"": esa_lines.write(esa_lines.of_judgements(said))}
    if to == "appraise":
        _refuse_unrated(said)
        return {"": appraise.write(appraise.of_judgements(said, source_lang, target_lang))}
    kind = "esa" if any(one.rating is not None for one in said) else "mqm"
    return mtme.write(mtme.of_judgements(said, f"{source_lang}-{target_lang}", kind))


def _refuse_unrated(said: tuple[Judgement, ...]) -> None:
    unrated = sum(one.rating is None for one in said)
    if unrated:
        raise Invalid(
            f"A row of Appraise has a rating from 0 to 100, and {unrated:,} of {len(said):,} judgements have none."
            " Write them as marot, mtme or jsonl."
        )


def losses(before: tuple[Judgement, ...], after: tuple[Judgement, ...]) -> list[str]:
    """A sentence for each kind of thing that another format did not keep, found by reading what was written."""
    lost = {
        name: Counter((one.system, value_of(one)) for one in before)
        - Counter((one.system, value_of(one)) for one in after)
        for name, value_of in FIELDS.items()
    }
    return [
        f"This format cannot hold all {name}: {found.total():,} of {len(before):,} judgements lose some."
        for name, found in lost.items()
        if found
    ]


def save(made: Mapping[str, str], output: Path) -> None:
    """Write the files, each whole or not at all; a folder of files must not be there with others in it."""
    if "" in made:
        _write(output, made[""])
        return
    if output.exists() and any(output.iterdir()):
        raise Invalid(
            f"{output} is not empty: give a new folder, so that no other file is taken for a part of it."
        )
    for name, text in made.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        _write(output / name, text)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(text.encode())
        os.replace(part, path)
    except OSError as error:
        raise Invalid(f"{path} cannot be written ({error.strerror}). Choose another place.") from None


def _said(path: Path, format: Format | None) -> Judgements:
    if not path.is_dir():
        return files.read(path, format, "marks")
    has = [wanted for wanted, ending in ENDINGS.items() if any(path.glob(f"human-scores/*{ending}"))]
    if has == ["ratings"]:
        return files.read(path, format, "ratings")
    marked = files.read(path, format, "marks")
    if "ratings" not in has:
        return marked
    return replace(marked, found=_with_ratings(marked.found, files.read(path, format, "ratings").found))


def _read_back(made: Mapping[str, str], to: Target) -> tuple[Judgement, ...]:
    name = "the new file"
    if to == "marot":
        return marot.judgements(marot.read(made[""], name), name).found
    if to == "jsonl":
        return esa_lines.judgements(esa_lines.read(made[""], name), name).found
    if to == "appraise":
        return appraise.judgements(appraise.read(made[""], name), name).found
    folder = mtme.read(made, name)
    found = mtme.marked(folder, name).found
    if not any(path.endswith(".seg.score") for path in made):
        return found
    return _with_ratings(found, mtme.rated(folder, name).found)


def _with_ratings(marked: tuple[Judgement, ...], rated: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Marks and ratings of the same rater on the same text, of which a folder keeps a file each."""
    ratings = {_key(one): one.rating for one in rated}
    alone = ratings.keys() - {_key(one) for one in marked}
    return (
        *(replace(one, rating=ratings.get(_key(one))) for one in marked),
        *(one for one in rated if _key(one) in alone),
    )


def _key(one: Judgement) -> tuple[str, str, str, str]:
    return one.system, one.document or "", one.segment, one.rater
