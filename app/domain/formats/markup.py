"""What a line of Markdown is: containers, headings, fences, tables, HTML. Every test reads its line once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Line = tuple[str, str]

_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_LIST = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_NOTE = re.compile(r"\[\^[^\]\s]{1,80}\]:[ \t]+(?=\S)")
_BLANKS = re.compile(r"[ \t]*")
_CONTINUED = re.compile(r"[ \t]*(?:>[ \t]*)*")
_LIST_MARK = re.compile(r"(?:^|[\s>])(?:[-*+]|[0-9]{1,9}[.)])(?:\s|$)")
_HASHES = re.compile(r"[ \t]*#{1,6}(?:[ \t]+|$)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]]{1,999}\]:\s*\S")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]+\1(?!`)|\]\([^()\s]*|<[a-z]+:[^<>\s]*>|https?://[^\s<>()]+")
_STOP_INSIDE_EMPHASIS = re.compile(r"([.!?…。！？]{1,8})([*_]{1,3})(?=\s|$)")
_DOTS = re.compile(r"[.!?:;]")
_HTML_OPEN = re.compile(
    r" {0,3}<(?:(!--)|(script|pre|style|textarea)\b|(/?[a-zA-Z][a-zA-Z0-9-]*)|([?!]))", re.I
)
_HTML_BLOCKS = re.compile(
    "(?:"
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5"
    "|h6|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup"
    "|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul|img"
    "|br|video|audio|picture|source|svg"
    ")",
    re.I,
)
_DELIMITER_CELL = re.compile(r"\s*:?-+:?\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    lead: str
    text: str
    trail: str


# Containers


def container_of(line: str, *, is_in_list: bool) -> str:
    """Return the marks before a line's text: quotes, list marks however nested, a task's box, indentation."""
    if is_rule(line) or (is_indented(line) and not is_in_list):
        return ""
    place = 0
    while found := _QUOTE.match(line, place) or _LIST.match(line, place):
        place = found.end()
    boxes = (_TASK.match(line, place) if place else None) or _NOTE.match(line, place)
    place = boxes.end() if boxes else place
    blanks = _BLANKS.match(line, place)
    return line[: blanks.end() if blanks else place]


def continuation_of(line: str) -> str:
    found = _CONTINUED.match(line)
    return found.group() if found else ""


def has_list_mark(lead: str) -> bool:
    return bool(_LIST_MARK.search(lead))


def is_indented(line: str) -> bool:
    return line.startswith(("    ", "\t", " \t", "  \t", "   \t"))


# Lines that hold no text


def is_rule(line: str) -> bool:
    """Say whether a line is a thematic break: three or more of one of - * _."""
    if line[:40].strip(" \t")[:1] not in {"-", "*", "_"}:
        return False
    marks = "".join(line.split())
    return len(marks) >= 3 and marks[0] in "-*_" and marks == marks[0] * len(marks)


def underline_level(line: str) -> int:
    """Return 1 or 2 for the line under a heading's text, 0 for any other."""
    marks = line.strip()
    if marks and len(line) - len(line.lstrip()) < 4 and marks[0] in "=-" and marks == marks[0] * len(marks):
        return 1 if marks[0] == "=" else 2
    return 0


def is_definition(line: str) -> bool:
    return bool(_DEFINITION.match(line))


def is_hard_break(line: str) -> bool:
    return line.endswith(("  ", "\\"))


def front_matter_end(lines: Sequence[Line]) -> int:
    """Return where the front matter at the top ends, 0 where there is none."""
    if not lines or lines[0][0].rstrip() not in {"---", "+++"}:
        return 0
    closing = {lines[0][0].rstrip(), "..."}
    for index, (line, _) in enumerate(lines[1:], start=1):
        if line.rstrip() in closing:
            return index + 1
        if index == 1 and not line.strip():
            return 0
    return 0


# Blocks


def heading_of(line: str) -> Heading | None:
    found = _HASHES.match(line)
    if found is None or not line[found.end() :].strip():
        return None
    body = line[found.end() :].rstrip()
    bare = body.rstrip("#")
    text = bare.rstrip() if bare != body and bare[-1:].isspace() else body
    if not text:
        return None
    return Heading(found.group().count("#"), found.group(), text, line[found.end() + len(text) :])


def fence_of(line: str) -> str | None:
    found = _FENCE.match(line)
    if found is None or (found.group(1)[0] == "`" and "`" in line[found.end() :]):
        return None
    return found.group(1)


def fence_end(lines: Sequence[Line], start: int, fence: str) -> int:
    for index in range(start, len(lines)):
        marks = lines[index][0].strip(" \t>")
        if len(marks) >= len(fence) and marks == fence[0] * len(marks):
            return index + 1
    return len(lines)


def indented_end(lines: Sequence[Line], start: int) -> int:
    end = index = start
    while index < len(lines) and (is_indented(lines[index][0]) or not lines[index][0].strip()):
        index += 1
        if lines[index - 1][0].strip():
            end = index
    return max(end, start + 1)


def html_end(lines: Sequence[Line], start: int, line: str) -> int:
    """Return where an HTML block that begins with this line ends, 0 if it is none."""
    found = _HTML_OPEN.match(line)
    if found is None:
        return 0
    if found.group(1):
        return _closed(lines, start, "-->")
    if found.group(2):
        return _closed(lines, start, f"</{found.group(2).lower()}>")
    if found.group(4):
        return _closed(lines, start, ">")
    if not _HTML_BLOCKS.fullmatch(found.group(3).lstrip("/")):
        return 0
    end = start
    while end < len(lines) and lines[end][0].strip():
        end += 1
    return end


def _closed(lines: Sequence[Line], start: int, closing: str) -> int:
    for index in range(start, len(lines)):
        if closing in lines[index][0].lower():
            return index + 1
    return len(lines)


# Tables


def is_table(lines: Sequence[Line], start: int) -> bool:
    """Say whether a table's header stands here, with the row of dashes under it."""
    if start + 1 >= len(lines) or "|" not in lines[start][0]:
        return False
    dashes = lines[start + 1][0].strip()
    if "-" not in dashes or set(dashes) - set("-:| \t"):
        return False
    cells = dashes.strip("|").split("|")
    return all(_DELIMITER_CELL.fullmatch(cell) for cell in cells) and ("|" in dashes or len(cells) > 1)


def is_row(line: str) -> bool:
    return "|" in line and bool(line.strip())


def cells_of(line: str) -> list[tuple[int, int]]:
    """Return where each cell's text stands; an escaped bar, and one inside code, parts nothing."""
    edges = [-1]
    is_escaped = is_code = False
    for place, character in enumerate(line):
        if character == "`" and not is_escaped:
            is_code = not is_code
        if character == "|" and not is_escaped and not is_code:
            edges.append(place)
        is_escaped = character == "\\" and not is_escaped
    edges.append(len(line))
    ranges = []
    for left, right in pairwise(edges):
        piece = line[left + 1 : right]
        start = left + 1 + len(piece) - len(piece.lstrip())
        end = right - len(piece) + len(piece.rstrip())
        if start < end:
            ranges.append((start, end))
    return ranges


# What the splitter sees


def view_of(block: Sequence[Line], leads: Sequence[str]) -> str:
    """Return a paragraph's text, equally long, with marks, line ends and stops inside code made harmless."""
    parts = []
    for index, ((line, ending), lead) in enumerate(zip(block, leads, strict=True)):
        parts.append(line[len(lead) :] if index == 0 else " " * len(lead) + line[len(lead) :])
        if index < len(block) - 1:
            parts.append(" " * len(ending))
    harmless = _CODE_SPAN.sub(lambda found: _DOTS.sub("x", found.group()), "".join(parts))
    return _STOP_INSIDE_EMPHASIS.sub(r"\2\1", harmless)
