"""Numbered and lettered items inside running text: "1. First 2. Second", "a) here b) there"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARKER = re.compile(
    r"(?<!\S)(?P<bullet>[•⁃‣▪*-]\s?)?(?P<open>\()?(?P<value>\d{1,3}|[A-Za-z]|[ivx]{2,5})(?P<close>\.\)|[.)])\s+(?=(?P<next>\S))"
)
_BEFORE_FIRST = re.compile(r"(?:^|[.!?…:;][\"'”’»)\]]*)\s*$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def find_items(text: str) -> list[int]:
    """Return where list items begin; a list is two or more markers of one style that count upwards."""
    runs: dict[str, list[re.Match[str]]] = {}
    starts: set[int] = set()
    for match in _MARKER.finditer(text):
        if match["close"] == "." and match["next"].islower() and not match["value"].isalpha():
            continue
        style = _style(match)
        run = runs.setdefault(style, [])
        if run and _follows(run[-1]["value"], match["value"]):
            run.append(match)
            continue
        starts.update(_starts_of(text, run))
        runs[style] = [match]
    for run in runs.values():
        starts.update(_starts_of(text, run))
    return sorted(starts)


def _style(match: re.Match[str]) -> str:
    value = match["value"]
    kind = "1" if value.isdigit() else "A" if value.isupper() else "a"
    return f"{match['bullet'] is not None}{match['open']}{kind}{match['close']}"


def _follows(before: str, after: str) -> bool:
    if before.isdigit():
        return after.isdigit() and int(after) == int(before) + 1
    if before in _ROMAN and after in _ROMAN and _ROMAN[after] == _ROMAN[before] + 1:
        return True
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def _starts_of(text: str, run: list[re.Match[str]]) -> Iterable[int]:
    if len(run) < 2 or not _BEFORE_FIRST.search(text[max(0, run[0].start() - 6) : run[0].start()]):
        return ()
    if run[0]["value"].isalpha() and run[0]["close"] == "." and len(run) < 3:
        return ()
    return [match.start() for match in run]
