"""Folders of mt-metrics-eval: texts line by line, and human scores and ratings system by system.

`sources/<lp>.txt`, `references/<lp>.<ref>.txt`, `system-outputs/<lp>/<system>.txt`, `documents/<lp>.docs`,
`human-scores/<lp>.<name>.{seg,sys,domain}.score` and `human-scores/<lp>.<name>.seg.rating`. A folder is a mapping from
these paths to texts; reading and writing files is not done here.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines
from app.domain.formats.judgements.faults import Faults
from app.domain.formats.judgements.values import from_json, is_place
from app.domain.judging.pieces import covering
from app.domain.judging.records import Judgement, Judgements, Mark, Side, Span

Rows = tuple[tuple[str, ...], ...]
NONE = "None"
_PATH = re.compile(
    r"(?P<kind>sources|references|documents|human-scores)/(?P<name>[^/]+)\.(?P<ext>txt|docs|score|rating)"
    r"|system-outputs/(?P<lp>[^/]+)/(?P<system>[^/]+)\.txt"
)


@dataclass(frozen=True, slots=True)
class Folder:
    """The lines of each file as they stand there, split at tabs in documents, scores and ratings; by path."""

    texts: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Rows]


class Ratings(NamedTuple):
    """A file of scores or ratings, taken apart by its name."""

    path: str
    lp: str
    name: str


def is_part(path: str) -> bool:
    """Whether a file of a folder belongs to this format."""
    return _PATH.fullmatch(path) is not None


def read(files: Mapping[str, str], name: str) -> Folder:
    """The parts of a folder that belong to this format; its other files are left alone."""
    texts: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Rows] = {}
    for path, text in files.items():
        if not is_part(path):
            continue
        found = tuple(lines.split(text)[0])
        if path.endswith(".txt"):
            texts[path] = found
        else:
            tables[path] = _table(found, f"{name}/{path}", docs=path.endswith(".docs"))
    return Folder(texts, tables)


def write(folder: Folder) -> dict[str, str]:
    """The text of each file; `read` makes the same folder of them."""
    _refuse_other_names((*folder.texts, *folder.tables))
    files = {path: _joined(found, path) for path, found in folder.texts.items()}
    for path, rows in folder.tables.items():
        if any("\t" in cell for row in rows for cell in row):
            raise Invalid(f"{path} would have a tab inside a name, which this format cannot hold.")
        files[path] = _joined(["\t".join(row) for row in rows], path)
    return files


def _refuse_other_names(paths: Iterable[str]) -> None:
    """Names of systems, raters and languages are parts of paths: none may lead out of the folder."""
    for path in paths:
        if not is_part(path) or any(ord(character) < 32 or character == "\\" for character in path):
            raise Invalid(
                f"{path!r} cannot be the name of a file: a system, rater or language has a slash or a control character"
                " in its name. Rename it, or write jsonl."
            )


def marked(folder: Folder, name: str, chosen: str | None = None) -> Judgements:
    """The error marks of a folder's ratings; `chosen` is the path of one file of ratings."""
    files = _chosen(folder, ".seg.rating", name, chosen, "mqm")
    return _judgements(folder, files, name, _marks)


def rated(folder: Folder, name: str, chosen: str | None = None) -> Judgements:
    """The segment scores of a folder, each as a rating; `chosen` is the path of one file of scores."""
    files = _chosen(folder, ".seg.score", name, chosen, "esa")
    return _judgements(folder, files, name, _rating)


def of_judgements(said: Sequence[Judgement], lp: str, name: str) -> Folder:
    """A folder with texts, documents and a file of ratings for each rater, whose name is in the file's."""
    places = _in_order(dict.fromkeys(judgement.place for judgement in said))
    systems = list(dict.fromkeys(judgement.system for judgement in said))
    raters = list(dict.fromkeys(judgement.rater for judgement in said))
    by_key = {(judgement.system, judgement.place, judgement.rater): judgement for judgement in said}
    sources = {judgement.place: judgement.source or "" for judgement in said}
    targets = {(judgement.system, judgement.place): judgement.target or "" for judgement in said}
    domains = {judgement.place: judgement.domain or "" for judgement in said}
    texts = {f"sources/{lp}.txt": tuple(sources[place] for place in places)}
    for system in systems:
        texts[f"system-outputs/{lp}/{system}.txt"] = tuple(
            targets.get((system, place), "") for place in places
        )
    tables: dict[str, Rows] = {
        f"documents/{lp}.docs": tuple((domains[place], place[0] or "") for place in places)
    }
    for rater in raters:
        path = f"human-scores/{lp}.{name}{f'.{rater}' if raters != [name] else ''}.seg"
        rows = [(system, by_key.get((system, place, rater))) for system in systems for place in places]
        if any(one and not one.is_rated_only for _, one in rows):
            tables[f"{path}.rating"] = tuple((system, _errors(one)) for system, one in rows)
        if any(one and one.rating is not None for _, one in rows):
            tables[f"{path}.score"] = tuple((system, _score(one)) for system, one in rows)
    return Folder(texts, tables)


def _in_order(places: Iterable[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """By their numbers, where these number all segments, so that a line keeps its number; else as they came."""
    found = list(places)
    numbers = {
        segment for _, segment in found if segment.isascii() and segment.isdigit() and len(segment) < 16
    }
    return sorted(found, key=lambda place: int(place[1])) if len(numbers) == len(found) else found


def _table(found: Sequence[str], name: str, *, docs: bool) -> Rows:
    faults = Faults(name)
    rows = tuple(tuple(line.split("\t")) for line in found)
    for number, row in enumerate(rows, start=1):
        if len(row) < 2 or len(row) > 3:
            what = "domain and document" if docs else "system and value"
            faults.add(number, f"there are {len(row)} cells; write {what} with a tab between.")
    faults.refuse_if_any()
    return rows


def _joined(found: Sequence[str], path: str) -> str:
    if any("\n" in line for line in found):
        raise Invalid(f"{path} would have a line break inside a text, which this format cannot hold.")
    return "".join(f"{line}\n" for line in found)


def _chosen(folder: Folder, ending: str, name: str, chosen: str | None, usual: str) -> list[Ratings]:
    """The files of one kind of rating; with several kinds the usual one, or a sentence that lists them."""
    known = [_parts(path, ending) for path in sorted(folder.tables) if path.endswith(ending)]
    if chosen is not None:
        return [ratings for ratings in known if ratings.path == chosen]
    if not known:
        raise Invalid(f"{name} has no file human-scores/*{ending}.")
    for found in (known, [each for each in known if each.name.split(".")[0] == usual]):
        if len({each.lp for each in found}) == 1 and len({each.name.split(".")[0] for each in found}) == 1:
            return [each for each in found if "." not in each.name] or found
    paths = ", ".join(ratings.path for ratings in known)
    raise Invalid(
        f"{name} has several files of ratings ({paths}): give the path of one instead of the folder."
    )


def _parts(path: str, ending: str) -> Ratings:
    lp, _, name = path.removeprefix("human-scores/").removesuffix(ending).partition(".")
    return Ratings(path, lp, name or "human")


class _Texts(NamedTuple):
    source: str | None
    target: str | None


_Said = Callable[[str, _Texts], "tuple[Mark, ...] | float | str"]  # a str is what is wrong


def _judgements(folder: Folder, files: Iterable[Ratings], name: str, said: _Said) -> Judgements:
    found: list[Judgement] = []
    for ratings in files:
        _refuse_other_lengths(folder, ratings.lp, name)
        faults = Faults(f"{name}/{ratings.path}")
        places: Counter[str] = Counter()
        for number, row in enumerate(folder.tables[ratings.path], start=1):
            place = places[row[0]]
            places[row[0]] += 1
            judgement = _judgement(folder, ratings, row, place, said)
            if isinstance(judgement, str):
                faults.add(number, judgement)
            elif judgement:
                found.append(replace(judgement, line=number))
        _add_missing_rows(faults, folder, ratings, places)
        faults.refuse_if_any()
    return Judgements(tuple(found), ("unrated",))


def _refuse_other_lengths(folder: Folder, lp: str, name: str) -> None:
    """One sentence about the first text that does not have as many lines as the source."""
    source = f"sources/{lp}.txt"
    if source not in folder.texts:
        return
    lengths = {path: len(rows) for path, rows in (*folder.texts.items(), *folder.tables.items())}
    for path, length in lengths.items():
        is_text = (
            path.startswith((f"system-outputs/{lp}/", f"references/{lp}.")) or path == f"documents/{lp}.docs"
        )
        if is_text and length != lengths[source]:
            raise Invalid(
                f"{name}/{path} has {length} lines and {source} has {lengths[source]}: line by line they belong together."
            )


def _add_missing_rows(faults: Faults, folder: Folder, ratings: Ratings, places: Counter[str]) -> None:
    sources = folder.texts.get(f"sources/{ratings.lp}.txt")
    for number, row in enumerate(folder.tables[ratings.path], start=1):
        if sources is not None and places[row[0]] < len(sources):
            faults.add(
                number,
                f"{row[0]} has {places[row[0]]} rows for {len(sources)} lines of the source; write {NONE} where it"
                " was not rated.",
            )
            return


def _judgement(
    folder: Folder, ratings: Ratings, row: Sequence[str], place: int, said: _Said
) -> Judgement | str | None:
    """What a row says about its segment; None where it was not rated, a sentence where the row is wrong."""
    system, value, *rater = row
    sources = folder.texts.get(f"sources/{ratings.lp}.txt")
    if sources is not None and place >= len(sources):
        return f"{system} has more rows than the source has lines ({len(sources)})."
    if value == NONE:
        return None
    texts = _Texts(sources[place] if sources else None, _target(folder, ratings.lp, system, place))
    one = said(value, texts)
    if isinstance(one, str):
        return one
    documents = folder.tables.get(f"documents/{ratings.lp}.docs", ())
    domain, document = documents[place][:2] if place < len(documents) else ("", "")
    return Judgement(
        system=system,
        segment=str(place + 1),
        rater=rater[0] if rater else ratings.name.partition(".")[2] or ratings.name,
        document=document or None,
        domain=domain or None,
        source=texts.source,
        target=texts.target,
        marks=one if isinstance(one, tuple) else (),
        rating=one if isinstance(one, float) else None,
        is_rated_only=isinstance(one, float),
    )


def _target(folder: Folder, lp: str, system: str, place: int) -> str | None:
    """The system's line; a reference may have been rated as a system."""
    for path in (f"system-outputs/{lp}/{system}.txt", f"references/{lp}.{system}.txt"):
        found = folder.texts.get(path)
        if found is not None:
            return found[place] if place < len(found) else None
    return None


def _marks(value: str, texts: _Texts) -> tuple[Mark, ...] | str:
    try:
        said = from_json(value)
    except ValueError:
        said = None
    errors = said.get("errors") if isinstance(said, dict) else None
    if errors is None:
        return 'the rating is not an object such as {"errors": []}, and not None.'
    if not isinstance(errors, list) or not all(isinstance(error, dict) for error in errors):
        return "the errors are not a list of objects."
    found = [_mark(error, texts) for error in errors]
    wrong = next((mark for mark in found if isinstance(mark, str)), None)
    return wrong or tuple(mark for mark in found if isinstance(mark, Mark))


def _mark(error: Mapping[str, object], texts: _Texts) -> Mark | str:
    severity, category = error.get("severity"), error.get("category")
    start, end = error.get("start"), error.get("end")
    if not isinstance(severity, str) or not severity:
        return "an error has no severity."
    named = str(category) if category else None
    if start is None and end is None:
        return Mark(severity, named)
    side: Side = "source" if error.get("is_source_error") else "target"
    text = getattr(texts, side)
    if not is_place(start) or not is_place(end) or not 0 <= start <= end:
        return f"an error from {start!r} to {end!r} is no place in a text."
    if text is not None and end > len(text):
        return f"an error from {start} to {end} lies outside the {side}; the text has {len(text)} characters."
    return Mark(severity, named, (Span(side, start, end),))


def _rating(value: str, texts: _Texts) -> float | str:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    return number if math.isfinite(number) else f"the score {value!r} is not a number, and not None."


def _errors(judgement: Judgement | None) -> str:
    if judgement is None or judgement.is_rated_only:
        return NONE
    errors = [_error(mark) for mark in judgement.marks]
    return json.dumps({"errors": errors}, ensure_ascii=False)


def _error(mark: Mark) -> dict[str, object]:
    """One error for one mark, so that it counts once; of several pieces what covers them."""
    span = covering(mark.spans)
    return {
        "start": span.start if span else None,
        "end": span.end if span else None,
        "category": mark.category,
        "severity": mark.severity.lower(),
        "score": None,
        "is_source_error": bool(span and span.side == "source"),
    }


def _score(judgement: Judgement | None) -> str:
    return NONE if judgement is None or judgement.rating is None else repr(judgement.rating)
