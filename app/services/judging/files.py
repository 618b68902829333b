"""Files and folders of human judgements, read into what the scores need; the format by name or by its looks."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.domain.errors import Invalid, TooLarge
from app.domain.formats.judgements import appraise, da, esa_lines, marot, mtme
from app.domain.judging.records import Judgement, Judgements
from app.services.measuring.reading import decoded, text_of

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
ENDINGS: Mapping[Wanted, str] = {"marks": ".seg.rating", "ratings": ".seg.score"}
ZIP = b"PK\x03\x04"
MOST_PARTS = 5_000


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, and the format that it was read in."""

    format: Format
    said: Judgements

    @property
    def kind(self) -> Literal["esa", "da"]:
        """What its ratings are."""
        return "da" if self.format == "da" else "esa"


def read(path: Path, format: Format | None, wanted: Wanted) -> Judgements:
    """The judgements in a file or a folder of mt-metrics-eval, or a sentence why there are none."""
    if path.is_dir() or format == "mtme" or (format is None and BY_SUFFIX.get(path.suffix.lower()) == "mtme"):
        said = _folder(path, wanted)
    else:
        said = of_text(path, text_of(path).removeprefix("\ufeff"), format)
    if not said.found:
        raise Invalid(f"{path} has no judgement that counts.")
    return said


def everything(path: Path, format: Format | None) -> Read:
    """Marks and ratings of a file or folder; a folder of mt-metrics-eval has a file for each."""
    if path.is_dir():
        return Read("mtme", _counting(str(path), whole(parts_of(path), str(path))))
    if format == "mtme" or (format is None and BY_SUFFIX.get(path.suffix.lower()) == "mtme"):
        return Read("mtme", read(path, "mtme", "marks" if path.suffix.lower() == ".rating" else "ratings"))
    text = text_of(path).removeprefix("\ufeff")
    found = format_of(path, text, format)
    return Read(found, _counting(str(path), of_text(path, text, found)))


def of_upload(name: str, data: bytes, format: Format | None, *, most: int) -> Read:
    """What a file that was handed in says, its format by what is in it; a folder comes as a ZIP file.

    Raises Invalid with the line, TooLarge where a ZIP file holds more than `most` bytes.
    """
    if data.startswith(ZIP):
        return Read("mtme", _counting(name, whole(_unzipped(name, data, most), name)))
    if format == "mtme":
        raise Invalid(
            f"{name}: a folder of mt-metrics-eval comes as a ZIP file. Put the whole folder in one."
        )
    text = decoded(Path(name), data, 0).removeprefix("\ufeff")
    found = format or recognised(data) or format_of(Path("-"), text)
    return Read(found, _counting(name, of_text(Path(name), text, found)))


def recognised(data: bytes) -> Format | None:
    """The format of a file that can only be one of judgements, by its first line."""
    if data.startswith(ZIP):
        return "mtme"
    first = data.split(b"\n", 1)[0].decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r")
    columns = {marot.ALIASES.get(one, one) for one in first.split("\t")}
    if columns >= {"system", "rater", "severity", "category", "target"}:
        return "marot"
    if columns >= set(da.NEEDED):
        return "da"
    if first.startswith("{"):
        return "jsonl" if _is_object_of_judgements(first) else None
    return "appraise" if _is_row_of_appraise(first) else None


def _is_object_of_judgements(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    has_spans = any(name in found for name in (*esa_lines.NAMES["spans"], "esa_score", "scores"))
    return has_spans and any(name in found for name in (*esa_lines.NAMES["rater"], "tgt", "tgt_text"))


def _is_row_of_appraise(line: str) -> bool:
    try:
        row = appraise.read(line, "").rows
    except Invalid:
        return False
    return bool(row) and row[0][3] in ("TGT", "BAD", "REF", "CHK")


def _counting(name: str, said: Judgements) -> Judgements:
    if not said.found:
        raise Invalid(f"{name} has no judgement that counts.")
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


def _unzipped(name: str, data: bytes, most: int) -> dict[str, str]:
    """The parts of a folder in a ZIP file, whether the file holds the folder or what is in it."""
    found: dict[str, str] = {}
    left = most
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[:MOST_PARTS]:
                part = "/".join(entry.filename.split("/")[-3:])
                part = next((one for one in _tails(part) if mtme.is_part(one)), None) or ""
                if not part:
                    continue
                with archive.open(entry) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise TooLarge(f"{name}: The files in it have more than {most:,} bytes. Send fewer.")
                found[part] = decoded(Path(f"{name}/{part}"), content, 0).removeprefix("\ufeff")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise Invalid(f"{name}: this ZIP file is damaged or locked. Make it again.") from None
    if not found:
        raise Invalid(f"{name}: there is no folder of mt-metrics-eval in this ZIP file.")
    return found


def _tails(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[place:]) for place in range(len(parts))]


def whole(parts: Mapping[str, str], name: str) -> Judgements:
    """Marks with the ratings that stand in files of their own; either alone where there is no other."""
    folder = mtme.read(parts, name)
    has = [wanted for wanted, ending in ENDINGS.items() if any(part.endswith(ending) for part in parts)]
    if has == ["ratings"]:
        return mtme.rated(folder, name)
    marked = mtme.marked(folder, name)
    if "ratings" not in has:
        return marked
    return replace(marked, found=with_ratings(marked.found, mtme.rated(folder, name).found))


def with_ratings(marked: tuple[Judgement, ...], rated: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Marks and ratings of the same rater on the same text, of which a folder keeps a file each."""
    ratings = {_key(one): one.rating for one in rated}
    alone = ratings.keys() - {_key(one) for one in marked}
    return (
        *(replace(one, rating=ratings.get(_key(one))) for one in marked),
        *(one for one in rated if _key(one) in alone),
    )


def _key(one: Judgement) -> tuple[str, str, str, str]:
    return one.system, one.document or "", one.segment, one.rater
