"""Plain text: title, headings, list items and sentences, each with what surrounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain import text as texts
from app.domain.formats.assembly import Assembly, is_final
from app.domain.formats.records import ReadOptions
from app.domain.formats.wrapping import Wrapping, wrapping_of
from app.domain.models import ImportedDocument, SegmentKind

_BULLET = re.compile(r"\s*(?:[-*+•‣◦▪●○■□·]|\(?[0-9]{1,3}\)|\(?[A-Za-z]\))\s+(?=\S)")
_NUMBER = re.compile(r"\s*([0-9]{1,3})\.\s+(?=\S)")
_INVISIBLE = "\ufeff\u200b\u2060\u200e\u200f"
_RULE_CHARACTERS = frozenset("-=_*~#+•·.—–―─━═ \t")
_BREAKS = re.compile(r"[\r\n]")
_LONGEST_HEADING = 120
_LONGEST_HEADING_WITHOUT_CASE = 50


@dataclass(slots=True)
class _Line:
    number: int
    text: str
    ending: str
    content: str  # without the white space around it; "" for a line with nothing to read
    lead: str = ""  # a list item's mark, with its indentation


@dataclass(slots=True)
class _Unit:
    """Lines that are one paragraph. `is_alone`: blank lines stand around it."""

    lines: list[_Line]
    is_alone: bool
    kind: SegmentKind = "sentence"


def read(text: str, name: str, options: ReadOptions) -> ImportedDocument:
    """Read plain text so that joining all its parts gives it back, character for character."""
    parsed = _lines(text)
    units = _units(parsed)
    _name_headings(units)
    return _assemble(parsed, units, options).document(text, name=name, format="txt")


def _lines(text: str) -> list[_Line]:
    found = []
    for number, (line, ending) in enumerate(texts.lines(text), start=1):
        content = line.strip()
        is_glue = not content.strip(_INVISIBLE) or _is_rule(content)
        found.append(_Line(number, line, ending, "" if is_glue else content))
    _find_items(found)
    return found


def _is_rule(content: str) -> bool:
    return _RULE_CHARACTERS.issuperset(content) and content.strip(". ") != ""


def _find_items(lines: list[_Line]) -> None:
    numbered = []
    for line in lines:
        if not line.content:
            continue
        if bullet := _BULLET.match(line.text):
            line.lead = bullet.group()
        elif found := _NUMBER.match(line.text):
            numbered.append((line, int(found.group(1)), found.group()))
    # "3. Oktober" opens many a German sentence: a number is a list's only beside its neighbour.
    for index, (line, number, lead) in enumerate(numbered):
        around = {
            entry[1] for entry in (*numbered[max(index - 1, 0) : index], *numbered[index + 1 : index + 2])
        }
        if {number - 1, number + 1} & around:
            line.lead = lead


def _units(lines: list[_Line]) -> list[_Unit]:
    blocks = _blocks(lines)
    parts = [part for block in blocks for part in _parts(block)]
    wrapping = wrapping_of([line.content for line in part] for part in parts)
    return [unit for block in blocks for unit in _units_of(block, wrapping)]


def _blocks(lines: list[_Line]) -> list[list[_Line]]:
    """Return the runs of lines that no blank line parts."""
    blocks: list[list[_Line]] = []
    is_open = False
    for line in lines:
        if not line.content:
            is_open = False
        elif is_open:
            blocks[-1].append(line)
        else:
            blocks.append([line])
            is_open = True
    return blocks


def _parts(block: list[_Line]) -> list[list[_Line]]:
    """Cut a block before each list item."""
    starts = [index for index, line in enumerate(block) if line.lead or index == 0]
    return [block[a:b] for a, b in zip(starts, [*starts[1:], len(block)], strict=True)]


def _units_of(block: list[_Line], wrapping: Wrapping) -> list[_Unit]:
    is_alone = len(block) == 1 or all(line.content == block[0].content for line in block)
    return [
        _Unit(part[first:last], is_alone)
        for part in _parts(block)
        for first, last in wrapping.groups([line.content for line in part])
    ]


def _name_headings(units: list[_Unit]) -> None:
    """Mark short lines that stand alone above a text; what nothing follows is no heading."""
    is_followed = False
    for unit in reversed(units):
        if unit.lines[0].lead:
            unit.kind = "item"
            is_followed = True
        elif not _looks_like_heading(unit):
            is_followed = True
        elif is_followed:
            unit.kind = "heading"
    if units and units[0].kind == "heading":
        title = units[0].lines[0].content
        for unit in units:
            if unit.kind == "heading" and unit.lines[0].content == title:
                unit.kind = "title"


def _looks_like_heading(unit: _Unit) -> bool:
    content = unit.lines[0].content
    if not unit.is_alone or len(unit.lines) > 1 or len(content) > _LONGEST_HEADING or is_final(content):
        return False
    has_case = content.lower() != content.upper()
    longest = _LONGEST_HEADING if has_case else _LONGEST_HEADING_WITHOUT_CASE
    return len(content) <= longest and any(character.isalpha() for character in content)


def _assemble(lines: list[_Line], units: list[_Unit], options: ReadOptions) -> Assembly:
    assembly = Assembly(options)
    place = 0
    for unit in units:
        first, last = unit.lines[0], unit.lines[-1]
        for line in lines[place : first.number - 1]:
            assembly.skip(line.text + line.ending)
        _add(assembly, unit)
        assembly.skip(last.ending)
        place = last.number
    for line in lines[place:]:
        assembly.skip(line.text + line.ending)
    return assembly


def _add(assembly: Assembly, unit: _Unit) -> None:
    assembly.paragraph += 1
    first = unit.lines[0]
    lead = first.lead or first.text[: len(first.text) - len(first.text.lstrip())]
    whole = "".join(line.text + line.ending for line in unit.lines[:-1]) + unit.lines[-1].text.rstrip()
    body = whole[len(lead) :]
    last = unit.lines[-1].text
    trail = last[len(last.rstrip()) :]
    if unit.kind in {"title", "heading"}:
        assembly.add(body, kind=unit.kind, line=first.number, lead=lead, trail=trail)
        return
    view = _BREAKS.sub(" ", body) if len(unit.lines) > 1 else body
    assembly.add_sentences(body, kind=unit.kind, line=first.number, view=view, lead=lead, trail=trail)
