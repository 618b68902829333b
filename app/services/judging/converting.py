"""Human judgements from one format into another, with a sentence for each thing that the other cannot hold."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise, esa_lines, marot, mtme
from app.domain.judging.records import Judgement, Judgements
from app.services import measuring
from app.services.judging import files
from app.services.judging.files import Format

Target = Literal["marot", "mtme", "jsonl", "appraise"]
FIELDS: Mapping[str, Callable[[Judgement], Hashable]] = {
    "ratings": lambda one: one.rating,
    "error marks": lambda one: tuple((mark.severity.lower(), mark.category) for mark in one.marks),
    "places of errors": lambda one: tuple(mark.spans for mark in one.marks),
    "comments": lambda one: tuple(mark.comment for mark in one.marks),
    "source texts": lambda one: one.source,
    "translations": lambda one: one.target,
    "documents": lambda one: one.document,
    "domains": lambda one: one.domain,
    "names of raters": lambda one: one.rater,
    "numbers of segments": lambda one: one.place,
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

    Ratings that stand in files of their own (mt-metrics-eval) are read with the marks where a folder has both. What
    has the format already is read, and handed on as it stands: with its attention checks, orders and unknown cells.
    """
    said, same = _said(path, format, to)
    made = same or written(said.found, to, source_lang=source_lang, target_lang=target_lang)
    warnings = [f"line {one.line}: {one.message}" if one.line else one.message for one in said.warnings]
    if not same:
        warnings += losses(said.found, _back(path, made, to))
    return Converted(made, len(said.found), tuple(warnings))


def written(
    said: tuple[Judgement, ...], to: Target, *, source_lang: str, target_lang: str
) -> Mapping[str, str]:
    """The text of each file in a format, by its path below the output; a format of one file has the empty path."""
    if to == "marot":
        _refuse_unmarked(said)
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


def _refuse_unmarked(said: tuple[Judgement, ...]) -> None:
    if all(one.is_rated_only for one in said):
        raise Invalid(
            "A row of Marot's table is an error or says that there is none, and these judgements are ratings alone."
            " Write them as jsonl, mtme or appraise."
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
    if output.exists() and not output.is_dir():
        raise Invalid(f"{output} is a file, and this format is a folder of files: give a new folder.")
    if output.exists() and any(output.iterdir()):
        raise Invalid(
            f"{output} is not empty: give a new folder, so that no other file is taken for a part of it."
        )
    for name, text in made.items():
        try:
            (output / name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Invalid(f"{output} cannot be made ({error.strerror}). Choose another place.") from None
        _write(output / name, text)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(text.encode())
        os.replace(part, path)
    except OSError as error:
        raise Invalid(f"{path} cannot be written ({error.strerror}). Choose another place.") from None


def _said(path: Path, format: Format | None, to: Target) -> tuple[Judgements, Mapping[str, str] | None]:
    """The judgements, and the texts themselves where they are in the wanted format."""
    if path.is_dir():
        parts = files.parts_of(path)
        return files.whole(parts, str(path)), parts if to == "mtme" else None
    if format == "mtme" or (format is None and files.BY_SUFFIX.get(path.suffix.lower()) == "mtme"):
        return files.read(path, "mtme", "marks" if path.suffix.lower() == ".rating" else "ratings"), None
    text = measuring.text_of(path)
    said = files.of_text(path, text.removeprefix("\ufeff"), format)
    if not said.found:
        raise Invalid(f"{path} has no judgement that counts.")
    is_same = files.format_of(path, text.removeprefix("\ufeff"), format) == to
    return said, {"": text} if is_same else None


def _back(path: Path, made: Mapping[str, str], to: Target) -> tuple[Judgement, ...]:
    try:
        return _read_back(made, to)
    except Invalid as error:
        raise Invalid(f"{path} cannot be written as {to}: {error.message}") from None


def _read_back(made: Mapping[str, str], to: Target) -> tuple[Judgement, ...]:
    name = "the new file"
    if to == "marot":
        return marot.judgements(marot.read(made[""], name), name).found
    if to == "jsonl":
        return esa_lines.judgements(esa_lines.read(made[""], name), name).found
    if to == "appraise":
        return appraise.judgements(appraise.read(made[""], name), name).found
    folder = mtme.read(made, name)
    has = [wanted for wanted, ending in files.ENDINGS.items() if any(path.endswith(ending) for path in made)]
    rated = mtme.rated(folder, name).found if "ratings" in has else ()
    return files.with_ratings(mtme.marked(folder, name).found, rated) if "marks" in has else rated
