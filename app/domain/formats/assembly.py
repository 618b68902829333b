"""Putting a text's pieces in order, so that before + lead + text + trail of all and the tail are the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.domain import text as texts
from app.domain.errors import Invalid, TooLarge
from app.domain.formats.records import Limits, ReadOptions
from app.domain.models import ImportedDocument, ImportedSegment, SegmentKind

_CLOSING = re.compile(r"[*_~`)\]}\"”’»]+(?=\s|$)")
_FINAL = tuple(".!?…:;,。．！？｡：；，、؟؛،۔।॥།៕៖።။։")
_CLOSING_MARKS = "\"'”’»)]}*_」』】）》›~`"


@dataclass(slots=True)
class Assembly:
    """The segments so far, and the text that waits to stand before the next one."""

    options: ReadOptions
    segments: list[ImportedSegment] = field(default_factory=list)
    paragraph: int = 0
    _waiting: list[str] = field(default_factory=list)

    def skip(self, glue: str) -> None:
        """Keep this text beside the segments: white space, rules, what nobody translates."""
        self._waiting.append(glue)

    def add(
        self,
        text: str,
        *,
        kind: SegmentKind,
        line: int,
        lead: str = "",
        trail: str = "",
        locked: bool = False,
    ) -> None:
        check_room(len(self.segments), self.options.limits, line=line)
        check_length(text, self.options.limits, line=line)
        self.segments.append(
            ImportedSegment(
                machine=text,
                paragraph=max(self.paragraph, 1),
                kind=kind,
                before="".join(self._waiting),
                lead=lead,
                trail=trail,
                locked=locked,
                line=line,
            )
        )
        self._waiting.clear()

    def add_sentences(
        self,
        text: str,
        *,
        kind: SegmentKind,
        line: int,
        view: str | None = None,
        lead: str = "",
        trail: str = "",
    ) -> None:
        """Split a paragraph into its sentences; `view` is the same text as the splitter sees it."""
        ranges = _ranges(text, self.options.split(view or text, self.options.lang))
        done = 0
        for number, (start, end) in enumerate(ranges):
            gap = text[done:start]
            if number == 0 and lead:
                lead += gap  # what stands before the text stands in its order
            else:
                self.skip(gap)
            line += texts.line_breaks(gap)
            self.add(
                text[start:end],
                kind=kind,
                line=line,
                lead=lead if number == 0 else "",
                trail=trail if number == len(ranges) - 1 else "",
            )
            line += texts.line_breaks(text[start:end])
            done = end

    def document(self, text: str, *, name: str, format: str) -> ImportedDocument:
        if not self.segments:
            raise Invalid("There are no segments in it: no line holds a text.")
        return ImportedDocument(
            name=name,
            format=format,
            segments=tuple(self.segments),
            units=self.paragraph,
            tail="".join(self._waiting),
            newline=texts.newline_of(text),
        )


def check_room(count: int, limits: Limits, *, line: int, what: str = "Line") -> None:
    if count >= limits.segments:
        raise TooLarge(
            f"{what} {line:,} begins segment {count + 1:,}; the limit is {limits.segments:,} a document. "
            "Split the file into parts."
        )


def check_length(text: str, limits: Limits, *, line: int, what: str = "Line") -> None:
    if len(text) > limits.characters:
        raise TooLarge(
            f"{what} {line:,} has a segment of {len(text):,} characters; the limit is {limits.characters:,}. "
            "Break it into paragraphs."
        )


def is_final(text: str) -> bool:
    """Say whether a line ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip(_CLOSING_MARKS).endswith(_FINAL)


def _ranges(text: str, proposed: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make the splitter's ranges cover every visible character of the text, each once and trimmed."""
    edges = sorted({max(0, min(start, len(text))) for start, _ in proposed} | {0})
    ranges: list[tuple[int, int]] = []
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            continue
        closing = _CLOSING.match(text, start, end) if ranges and ranges[-1][1] == start else None
        if closing:
            ranges[-1] = (ranges[-1][0], closing.end())
            start = closing.end() + _blanks(text, closing.end(), end)
        if start < end:
            ranges.append((start, end))
    return ranges


def _blanks(text: str, start: int, end: int) -> int:
    place = start
    while place < end and text[place].isspace():
        place += 1
    return place - start
