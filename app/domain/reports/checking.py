"""Computing a report again from the data that it carries, and finding the first number that is another."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import Invalid
from . import building, taking
from . import material as carried
from .building import FORMAT, FORMAT_VERSION, Head
from .material import Json

# The last digits of a sum may differ between processors and versions of NumPy.
CLOSE = 1e-9
MOST_DIGITS = 20
VERSION = re.compile(r"(version|icu)[:-][^|\s;)]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of the report where something else is stated than comes out."""

    path: str
    stated: Json
    recomputed: Json


@dataclass(frozen=True, slots=True)
class Checked:
    """How many numbers came out as stated, and the first that did not."""

    numbers: int
    segments: int
    difference: Difference | None
    versions: str | None  # a sentence where other versions computed the report


class _Missing:
    def __repr__(self) -> str:
        return "nothing"


MISSING = _Missing()


def read(text: str, name: str) -> dict[str, Json]:
    """A report from a file; raises Invalid for anything else."""
    try:
        found = json.loads(text, parse_constant=_refuse, parse_int=_whole, object_pairs_hook=_once)
        json.dumps(found, ensure_ascii=False).encode()
    except Invalid as error:
        raise Invalid(f"{name}: {error.message}") from None
    except UnicodeEncodeError:
        raise Invalid(
            f"{name}: half of a character stands alone. The report was changed after it was written."
        ) from None
    except json.JSONDecodeError as error:
        raise Invalid(
            f"{name}, line {error.lineno}: this is not JSON ({error.msg}). Give a file that stet report -o FILE.json wrote."
        ) from None
    except (ValueError, RecursionError):
        raise Invalid(f"{name} is not a report. Give a file that stet report -o FILE.json wrote.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Invalid(f"{name} is not a report. Give a file that stet report -o FILE.json wrote.")
    if found.get("format_version") != FORMAT_VERSION or isinstance(found.get("format_version"), bool):
        raise Invalid(
            f"{name}: format_version is {found.get('format_version')!r}, and this Stet checks version {FORMAT_VERSION}. "
            "Check it with the version of Stet that wrote it."
        )
    return found


def _refuse(constant: str) -> Json:
    raise Invalid(f"{constant} is no number. The report was changed after it was written.")


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise Invalid(
            f"{digits[:MOST_DIGITS]}… has too many digits. The report was changed after it was written."
        )
    return int(digits)


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise Invalid(f"“{key}” stands twice in one object. The report was changed after it was written.")
        found[key] = value
    return found


def check(report: Mapping[str, Json]) -> Checked:
    """Compute everything again. Raises Invalid where the data cannot be read at all."""
    data = report.get("data")
    material = taking.material(data)
    again = building.build(_head(report), material, made_with=_versions(report))
    difference = next(_differences("", dict(report), dict(again)), None) or _outside(material, report)
    stated = data.get("sha256") if isinstance(data, dict) else None
    if difference is None and isinstance(data, dict) and stated != carried.digest(data):
        difference = Difference("data.sha256", stated, carried.digest(data))
    return Checked(
        numbers=_count({key: value for key, value in again.items() if key != "data"}),
        segments=sum(len(paper.pieces) for paper in material.papers),
        difference=difference,
        versions=_other_versions(report),
    )


def _outside(material: carried.Material, report: Mapping[str, Json]) -> Difference | None:
    """The first segment that counts, though it was not changed in the period that is stated."""
    head = _head(report)
    for number, paper in enumerate(material.papers):
        for at, piece in enumerate(paper.pieces):
            day = piece.changed_on or ""
            is_in = (head.start or "") <= day and (head.end is None or day <= head.end)
            if piece.counts and not is_in and (head.start or head.end):
                return Difference(
                    f"data.documents[{number}].segments[{at}].changed_on",
                    piece.changed_on,
                    f"a day of the period, {head.start or '…'} to {head.end or '…'}",
                )
    return None


def _head(report: Mapping[str, Json]) -> Head:
    client, period = report.get("client"), report.get("period")
    if not isinstance(client, dict) or not isinstance(period, dict):
        raise Invalid(
            "client and period must be objects. Export the report again; this file cannot be checked."
        )
    texts = {
        "title": report.get("title"),
        "client": client.get("name"),
        "logo": client.get("logo"),
        "start": period.get("from"),
        "end": period.get("to"),
    }
    kept: dict[str, str | None] = {}
    for name, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise Invalid(f"{name} must be a text. Export the report again; this file cannot be checked.")
        kept[name] = value
    return Head(kept["title"] or "", kept["client"], kept["logo"], kept["start"], kept["end"])


def _versions(report: Mapping[str, Json]) -> dict[str, Json]:
    found = report.get("versions")
    if not isinstance(found, dict) or any(
        not isinstance(found.get(name), str) for name in building.versions()
    ):
        raise Invalid(
            "versions must name stet, sacrebleu and numpy. Export the report again; this file cannot be checked."
        )
    return found


def _other_versions(report: Mapping[str, Json]) -> str | None:
    stated, here = _versions(report), building.versions()
    other = [f"{name} {stated[name]} (here {here[name]})" for name in here if stated[name] != here[name]]
    return f"It was made with {', '.join(other)}." if other else None


def _differences(path: str, stated: object, again: object) -> Iterator[Difference]:
    """Where two trees differ, in the order of the report."""
    if isinstance(stated, dict) and isinstance(again, dict):
        for key in [*again, *(key for key in stated if key not in again)]:
            place = f"{path}.{key}" if path else str(key)
            yield from _differences(place, stated.get(key, MISSING), again.get(key, MISSING))
    elif isinstance(stated, list) and isinstance(again, list):
        for number in range(max(len(stated), len(again))):
            one, other = (each[number] if number < len(each) else MISSING for each in (stated, again))
            yield from _differences(f"{path}[{number}]", one, other)
    elif not _is_same(stated, again):
        yield Difference(path, _shown(stated), _shown(again))


def _is_same(stated: object, again: object) -> bool:
    if isinstance(stated, bool) or isinstance(again, bool):
        return stated is again
    if isinstance(stated, int) and isinstance(again, int):
        return stated == again
    if isinstance(stated, int | float) and isinstance(again, int | float):
        return math.isclose(stated, again, rel_tol=CLOSE, abs_tol=CLOSE * 1e-3)
    if isinstance(stated, str) and isinstance(again, str):
        # Another version of sacreBLEU or ICU signs with its own; the numbers beside it tell whether that matters.
        return stated == again or VERSION.sub("", stated) == VERSION.sub("", again)
    return type(stated) is type(again) and stated == again


def _shown(value: object) -> Json:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return "nothing" if value is MISSING else f"a {'list' if isinstance(value, list) else 'object'}"


def _count(value: object) -> int:
    if isinstance(value, dict):
        return sum(_count(one) for one in value.values())
    if isinstance(value, list):
        return sum(_count(one) for one in value)
    return int(isinstance(value, int | float) and not isinstance(value, bool))
