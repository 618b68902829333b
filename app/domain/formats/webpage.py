"""A document as one small HTML page, every text escaped."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.domain.formats.flow import paragraphs, shown_text
from app.domain.formats.records import ExportOptions, ExportSegment

_CONTAINERS = {"item": "ul", "numbered": "ol", "cell": "table", "quote": "blockquote"}


def write_html(segments: Sequence[ExportSegment], options: ExportOptions) -> Iterator[str]:
    """Yield a complete HTML5 page with its language and direction; the same document gives the same bytes."""
    parts = list(paragraphs(segments, options))
    yield from (line + options.newline for line in _head(parts, options))
    for name, grouped in groupby(parts, key=_group):
        container = _CONTAINERS.get(name)
        if container:
            yield f"<{container}>{options.newline}"
        for part in grouped:
            yield _element(part, name, options) + options.newline
        if container:
            yield f"</{container}>{options.newline}"
    yield f"</body>{options.newline}</html>{options.newline}"


def _head(parts: list[list[ExportSegment]], options: ExportOptions) -> Iterator[str]:
    language = f' lang="{html.escape(options.lang)}"' if options.lang else ""
    titles = (part[0].text for part in parts if part[0].kind == "title")
    yield "<!DOCTYPE html>"
    yield f'<html{language} dir="{options.direction}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f"<title>{html.escape(options.title or next(titles, 'Document'))}</title>"
    yield "</head>"
    yield "<body>"


def _group(part: list[ExportSegment]) -> str:
    first = part[0]
    if first.kind == "item":
        return "numbered" if any(character.isdigit() for character in first.lead) else "item"
    if first.kind == "sentence" and first.lead.lstrip().startswith(">"):
        return "quote"
    return first.kind


def _element(part: list[ExportSegment], group: str, options: ExportOptions) -> str:
    if group == "cell":
        cells = "".join(f"<td>{html.escape(shown_text(cell, options))}</td>" for cell in part)
        return f"<tr>{cells}</tr>"
    if group == "code":
        return "".join(f"<pre><code>{html.escape(segment.text)}</code></pre>" for segment in part)
    tag = _tag(part[0], group)
    return f"<{tag}>{html.escape(_joined(part, options))}</{tag}>"


def _tag(first: ExportSegment, group: str) -> str:
    if group == "title":
        return "h1"
    if group == "heading":
        return f"h{min(max(first.lead.count('#'), 2), 6)}"
    return "li" if group in {"item", "numbered"} else "p"


def _joined(part: list[ExportSegment], options: ExportOptions) -> str:
    """Join a paragraph's sentences as the file did, or as its language does."""
    joined = shown_text(part[0], options)
    for segment in part[1:]:
        if options.has_glue and segment.machine is not None:
            between = " " if segment.before else ""
        else:
            between = options.joiner
        joined += between + shown_text(segment, options)
    return joined
