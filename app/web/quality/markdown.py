"""The product's own Markdown as HTML: headings, paragraphs, tables, lists, code. Nothing else, and no HTML passes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

HEADING = re.compile(r"(#{1,4}) (.+)")
RULE = re.compile(r"\|(\s*:?-+:?\s*\|)+")
CODE = re.compile(r"`([^`]+)`")
STRONG = re.compile(r"\*\*(.+?)\*\*")
EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def render(text: str) -> Markup:
    """The text as HTML. Headings carry the anchors that other pages link to."""
    return Markup("\n").join(_blocks(text.split("\n")))


def anchor(title: str) -> str:
    """`Words changed (HTER)` as `words-changed-hter`, as repositories make it."""
    return re.sub(r"[^\w\s-]", "", title.casefold()).strip().replace(" ", "-")


def _blocks(lines: list[str]) -> Iterator[Markup]:
    place = 0
    while place < len(lines):
        end = _end(lines, place)
        if lines[place].strip():
            yield _block(lines[place:end])
        place = end


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if HEADING.match(line):
        return "heading"
    if line.startswith("    "):
        return "code"
    if line.startswith("|"):
        return "table"
    return "list" if line.startswith("- ") else "text"


def _end(lines: list[str], start: int) -> int:
    """After the block that begins here: lines of one kind; code goes on over blank lines, items over lines of text."""
    kind, end = _kind(lines[start]), start + 1
    if kind in ("blank", "heading"):
        return end
    while end < len(lines):
        following = _kind(lines[end])
        goes_on = following == kind or (kind == "list" and following == "text" and lines[end].startswith(" "))
        if kind == "code" and following == "blank":
            goes_on = end + 1 < len(lines) and _kind(lines[end + 1]) == "code"
        if not goes_on:
            return end
        end += 1
    return end


def _block(lines: list[str]) -> Markup:
    kind = _kind(lines[0])
    if kind == "heading":
        marks, title = HEADING.match(lines[0]).groups()  # type: ignore[union-attr]
        # The page has a heading of its own.
        level = min(len(marks) + 1, 5)
        return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, anchor(title), _inline(title))
    if kind == "code":
        return Markup('<pre tabindex="0"><code>{}</code></pre>').format("\n".join(line[4:] for line in lines))
    if kind == "table":
        return _table(lines)
    if kind == "list":
        items = re.split(r"\n- ", "\n".join(lines)[2:])
        rows = Markup("").join(Markup("<li>{}</li>").format(_inline(item)) for item in items)
        return Markup("<ul>{}</ul>").format(rows)
    return Markup("<p>{}</p>").format(_inline("\n".join(lines)))


def _table(lines: list[str]) -> Markup:
    rows = [line for line in lines if not RULE.fullmatch(line.strip())]
    has_head = len(rows) < len(lines)
    made = [_row(row, "th" if has_head and number == 0 else "td") for number, row in enumerate(rows)]
    head = Markup("<thead>{}</thead>").format(made[0]) if has_head else Markup("")
    body = Markup("").join(made[1:] if has_head else made)
    return Markup(
        '<div class="table-wrap" tabindex="0"><table class="table">{}<tbody>{}</tbody></table></div>'
    ).format(head, body)


def _row(line: str, tag: str) -> Markup:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    scope = Markup(' scope="col"') if tag == "th" else Markup("")
    inner = Markup("").join(
        Markup("<{0}{1}>{2}</{0}>").format(tag, scope, _inline(cell.strip().replace(r"\|", "|")))
        for cell in cells
    )
    return Markup("<tr>{}</tr>").format(inner)


def _inline(text: str) -> Markup:
    """Code first, so that nothing inside it is taken for a mark."""
    made = Markup("")
    for number, part in enumerate(CODE.split(text)):
        made += Markup("<code>{}</code>").format(part) if number % 2 else _marked(part)
    return made


def _marked(text: str) -> Markup:
    escaped = str(escape(text))
    escaped = LINK.sub(_link, escaped)
    escaped = STRONG.sub(r"<strong>\1</strong>", escaped)
    return Markup(EMPHASIS.sub(r"<em>\1</em>", escaped))


def _link(found: re.Match[str]) -> str:
    """Links to the web and within the page; another file of the documentation is named only."""
    words, address = found.groups()
    if address.startswith(("https://", "#")):
        return f'<a href="{address}">{words}</a>'
    return words
