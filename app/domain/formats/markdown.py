"""Markdown: headings, lists, quotes, tables and paragraphs to translate; code and markup kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import text as texts
from app.domain.formats import markup
from app.domain.formats.assembly import Assembly
from app.domain.formats.records import ReadOptions
from app.domain.formats.wrapping import Wrapping, wrapping_of
from app.domain.models import ImportedDocument, SegmentKind

Line = tuple[str, str]


@dataclass(slots=True)
class _Reader:
    """Walks down the lines once; `place` is the next one to read."""

    lines: Sequence[Line]
    assembly: Assembly
    wrapping: Wrapping
    place: int = 0
    is_in_list: bool = False
    has_title: bool = False

    def read(self) -> None:
        self._front_matter()
        while self.place < len(self.lines):
            self._block()

    # Blocks

    def _block(self) -> None:
        content = self.lines[self.place][0]
        if not content.strip():
            self._skip(1)
            return
        lead = markup.container_of(content, is_in_list=self.is_in_list)
        rest = content[len(lead) :]
        self._remember_list(content, lead)
        if self._is_code(content, lead):
            self._keep(markup.indented_end(self.lines, self.place))
        elif fence := markup.fence_of(rest):
            self._keep(markup.fence_end(self.lines, self.place + 1, fence))
        elif end := markup.html_end(self.lines, self.place, rest):
            self._keep(end)
        elif markup.is_rule(content) or markup.is_definition(rest) or not rest.strip():
            self._skip(1)
        elif heading := markup.heading_of(rest):
            self._heading(lead + heading.lead, heading.text, heading.trail, level=heading.level)
        elif markup.is_table(self.lines, self.place):
            self._table()
        else:
            self._paragraph(lead)

    def _remember_list(self, content: str, lead: str) -> None:
        if markup.has_list_mark(lead):
            self.is_in_list = True
        elif not content[0].isspace() and not (self.place and self.lines[self.place - 1][0].strip()):
            self.is_in_list = False

    def _is_code(self, content: str, lead: str) -> bool:
        return not self.is_in_list and not lead.strip() and markup.is_indented(content)

    def _front_matter(self) -> None:
        end = markup.front_matter_end(self.lines)
        if end:
            self._keep(end)

    def _keep(self, end: int) -> None:
        """Keep a block of code or markup as one locked segment; an over-long one is glue."""
        block = self.lines[self.place : end]
        text = "".join(line + ending for line, ending in block[:-1]) + block[-1][0]
        if len(text) > self.assembly.options.limits.characters or not text.strip():
            self._skip(len(block))
            return
        lead = text[: len(text) - len(text.lstrip())]
        body = text[len(lead) :].rstrip()
        self.assembly.paragraph += 1
        self.assembly.add(body, kind="code", line=self.place + 1, lead=lead, locked=True)
        self.assembly.skip(text[len(lead) + len(body) :] + block[-1][1])
        self.place = end

    def _skip(self, count: int) -> None:
        for line, ending in self.lines[self.place : self.place + count]:
            self.assembly.skip(line + ending)
        self.place += count

    def _heading(self, lead: str, text: str, trail: str, *, level: int, height: int = 1) -> None:
        """Add a heading; `height` lines are read, the trail holds those under the text."""
        is_title = level == 1 and not self.has_title
        self.has_title = self.has_title or is_title
        self.assembly.paragraph += 1
        kind: SegmentKind = "title" if is_title else "heading"
        self.assembly.add(text, kind=kind, line=self.place + 1, lead=lead, trail=trail)
        self.place += height
        self.assembly.skip(self.lines[self.place - 1][1])

    # Tables

    def _table(self) -> None:
        first = self.place
        while self.place < len(self.lines) and markup.is_row(self.lines[self.place][0]):
            if self.place == first + 1:
                self._skip(1)
            else:
                self._row()

    def _row(self) -> None:
        line, ending = self.lines[self.place]
        self.assembly.paragraph += 1
        done = 0
        for start, end in markup.cells_of(line):
            self.assembly.skip(line[done:start])
            self.assembly.add(line[start:end], kind="cell", line=self.place + 1)
            done = end
        self.assembly.skip(line[done:] + ending)
        self.place += 1

    # Paragraphs

    def _paragraph(self, lead: str) -> None:
        first = self.place
        end = first + 1
        while end < len(self.lines) and not self._interrupts(end, first):
            end += 1
        level = markup.underline_level(self.lines[end][0]) if end < len(self.lines) else 0
        if level and end == first + 1:
            self._underlined(lead, level)
            return
        self.assembly.paragraph += 1
        is_item = markup.has_list_mark(lead)
        leads = [lead, *(markup.continuation_of(self.lines[index][0]) for index in range(first + 1, end))]
        for start, stop in self._groups(first, end, leads):
            self._sentences(start, stop, leads[start - first : stop - first], is_item=is_item)
        self.place = end

    def _underlined(self, lead: str, level: int) -> None:
        line, ending = self.lines[self.place]
        body = line[len(lead) :].rstrip()
        trail = line[len(lead) + len(body) :] + ending + self.lines[self.place + 1][0]
        self._heading(lead, body, trail, level=level, height=2)

    def _interrupts(self, index: int, first: int) -> bool:
        """Say whether a line ends the paragraph above it."""
        content = self.lines[index][0]
        if not content.strip() or markup.underline_level(content) or markup.is_rule(content):
            return True
        lead = markup.container_of(content, is_in_list=True)
        rest = content[len(lead) :]
        return bool(
            markup.has_list_mark(lead)
            or not rest.strip()
            or ((">" in lead) != (">" in markup.container_of(self.lines[first][0], is_in_list=True)))
            or markup.fence_of(rest)
            or markup.heading_of(rest)
            or markup.html_end(self.lines, index, rest)
            or markup.is_table(self.lines, index)
        )

    def _groups(self, first: int, end: int, leads: list[str]) -> list[tuple[int, int]]:
        """Return the lines that sentences may run across; a line that a writer broke stands by itself."""
        contents = [self.lines[first + index][0][len(lead) :].strip() for index, lead in enumerate(leads)]
        parts = self.wrapping.groups(contents)
        groups: list[tuple[int, int]] = []
        for start, stop in parts:
            begin = start
            for index in range(start, stop):
                if index == stop - 1 or markup.is_hard_break(self.lines[first + index][0]):
                    groups.append((first + begin, first + index + 1))
                    begin = index + 1
        return groups

    def _sentences(self, start: int, stop: int, leads: list[str], *, is_item: bool) -> None:
        block = self.lines[start:stop]
        whole = "".join(line + ending for line, ending in block[:-1]) + block[-1][0]
        body = whole[len(leads[0]) :]
        kept = body.rstrip()
        self.assembly.add_sentences(
            kept,
            kind="item" if is_item else "sentence",
            line=start + 1,
            view=markup.view_of(block, leads)[: len(kept)],
            lead=leads[0],
            trail=body[len(kept) :],
        )
        self.assembly.skip(block[-1][1])


def read(text: str, name: str, options: ReadOptions) -> ImportedDocument:
    """Read Markdown so that joining all its parts gives it back, character for character."""
    lines = texts.lines(text)
    assembly = Assembly(options)
    _Reader(lines, assembly, wrapping_of(_blocks(lines))).read()
    return assembly.document(text, name=name, format="md")


_FENCE = re.compile(r"\s*(?:```|~~~)")


def _blocks(lines: Sequence[Line]) -> list[list[str]]:
    """Return the runs of prose lines, by which wrapping is judged."""
    blocks: list[list[str]] = [[]]
    is_fenced = False
    for line, _ in lines:
        is_fence = bool(_FENCE.match(line))
        is_fenced ^= is_fence
        lead = markup.container_of(line, is_in_list=True)
        content = line[len(lead) :].strip()
        if not content or is_fence or is_fenced or "|" in content or markup.is_rule(line):
            blocks.append([])
            continue
        if markup.has_list_mark(lead) or markup.heading_of(content):
            blocks.append([])
        blocks[-1].append(content)
    return blocks
