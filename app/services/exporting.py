"""Clean text out: one moment of a document, through the writers of the formats, to bytes that are always the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from sqlite_utils import Database

from .. import clock
from ..domain import formats, languages
from ..domain import text as texts
from ..domain.errors import Invalid
from ..domain.formats import cells
from ..domain.formats.records import ExportOptions, ExportSegment
from ..domain.models import Document, Encoding, Person, Segment
from ..store import documents, events, questions, segments
from ..store.database import snapshot, writing
from ..store.listings import lists
from .judging import blinding, tasking

PREVIEW_LINES = 200
PREVIEW_SEGMENTS = 2000
ALWAYS_UTF8 = frozenset({"html", "jsonl"})  # their readers expect nothing else


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for an export; None means: as the file had it."""

    format: str | None = None
    unconfirmed: Literal["keep", "drop", "mark"] = "keep"
    left_out: Literal["drop", "keep"] = "drop"
    cells: Literal["safe", "exact"] = "safe"
    encoding: str | None = None
    hides_systems: bool = False  # for whoever judges blind: no names, and no texts of other systems


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand out."""

    data: bytes
    format: str
    file_name: str
    content_type: str
    open_questions: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """How many segments are in which state, for the export page."""

    segments: int
    confirmed: int
    edited: int
    original: int
    left_out: int
    open_questions: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The first lines of an export."""

    text: str
    format: str
    is_whole: bool


def export(
    db: Database, document_id: int, choices: Choices = Choices(), *, date: str | None = None
) -> Exported:
    """The document as a file; equal content and choices give equal bytes. `date` goes into the file's name only."""
    with snapshot(db):
        document = documents.get(db, document_id)
        format = _format(document, choices)
        asked = len(questions.open_of_document(db, document_id))
        pieces = "".join(_pieces(db, document, format, choices))
    encoding = _encoding(document, format, choices)
    return Exported(
        data=texts.encode(pieces, encoding),
        format=format,
        file_name=texts.safe_file_name(document.name, document.target_lang, date, format),
        content_type=_content_type(format, encoding),
        open_questions=asked,
    )


def hand_out(db: Database, document_id: int, choices: Choices, *, who: Person) -> Exported:
    """Export for a person: the file's name has the date, and the events say who took what."""
    file = export(db, document_id, seen_by(db, document_id, choices, who=who), date=clock.today())
    with writing(db):
        name = documents.get(db, document_id).name
        events.add(db, who=who.name, what=f"exported as {file.format}", about=name, now=clock.now())
    return file


def seen_by(db: Database, document_id: int, choices: Choices, *, who: Person) -> Choices:
    """The same choices, without names of systems where this person must not know them yet."""
    return replace(choices, hides_systems=blinding.hides(db, document_id, person=who))


def preview(db: Database, document_id: int, choices: Choices = Choices()) -> Shown:
    """The first 200 lines of what `export` would write."""
    with snapshot(db):
        document = documents.get(db, document_id)
        format = _format(document, choices)
        lines = _first_lines(db, document, format, choices)
    shown = "".join(line + ending for line, ending in islice(lines, PREVIEW_LINES))
    return Shown(shown, format, len(lines) <= PREVIEW_LINES)


def _first_lines(db: Database, document: Document, format: str, choices: Choices) -> list[tuple[str, str]]:
    """Lines of the export, more than a preview shows if there are so many; of a long document only its beginning."""
    # Whether rows become lines or paragraphs of a plain text depends on all of them.
    needs_all = format == "txt" and document.format not in formats.TEXT_FORMATS
    if not needs_all:
        found = texts.lines("".join(_pieces(db, document, format, choices, most=PREVIEW_SEGMENTS)))
        if len(found) > PREVIEW_LINES:
            return found
    return texts.lines("".join(_pieces(db, document, format, choices)))


def summary(db: Database, document_id: int) -> Summary:
    with snapshot(db):
        documents.get(db, document_id)
        counts = documents.counts(db, document_id)
        asked = len(questions.open_of_document(db, document_id))
    return Summary(
        segments=counts["all"],
        confirmed=counts["confirmed"] + counts["approved"],
        edited=counts["edited"] + counts["sent_back"],
        original=counts["todo"],
        left_out=counts["left_out"],
        open_questions=asked,
    )


def export_questions(
    db: Database,
    document_id: int,
    *,
    cells_are: Literal["safe", "exact"] = "safe",
    date: str | None = None,
) -> Exported:
    """The open questions of a document as CSV, in order of the text."""
    with snapshot(db):
        document = documents.get(db, document_id)
        found = [
            (segments.get(db, one.segment_id), one) for one in questions.open_of_document(db, document_id)
        ]
    guard = cells.guarded if cells_are == "safe" else str
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("position", "text", "question", "author", "made_at"))
    for segment, one in found:
        row = (str(segment.position), segment.text, one.text, one.author, one.made_at)
        writer.writerow([guard(cell) for cell in row])
    return Exported(
        data=out.getvalue().encode(),
        format="csv",
        file_name=texts.safe_file_name(f"{document.name}-questions", document.target_lang, date, "csv"),
        content_type="text/csv; charset=utf-8",
        open_questions=len(found),
    )


def _format(document: Document, choices: Choices) -> str:
    format = choices.format or document.format
    if format not in formats.WRITERS:
        raise Invalid(f"Stet does not write “{format[:20]}”. It writes {', '.join(formats.WRITERS)}.")
    return format


def _pieces(
    db: Database, document: Document, format: str, choices: Choices, *, most: int | None = None
) -> Iterator[str]:
    found = (one for chunk in lists.in_chunks(db, document.id) for one in chunk)
    if choices.hides_systems:
        document = replace(document, system=tasking.HIDDEN)
        found = (replace(one, candidates=()) for one in found)
    wanted = [_segment(one, document, format) for one in islice(found, most)]
    return formats.export(wanted, format, _options(document, choices))


def _segment(one: Segment, document: Document, format: str) -> ExportSegment:
    return ExportSegment(
        id=one.id,
        position=one.position,
        paragraph=one.paragraph,
        kind=one.kind,
        text=one.text,
        state=one.state,
        left_out=one.left_out,
        editorial=one.editorial,
        locked=one.locked,
        cut=one.cut,
        before=one.before,
        lead=_mark(one, document, format) + one.lead,
        trail=one.trail,
        source=one.source,
        machine=one.machine,
        reference=one.reference,
        system=document.system,
        # JSON lines have the keys of `stet segments`; in a table the base system has its own column.
        candidates=tuple(
            each for each in one.candidates if format == "jsonl" or each.system != document.system
        ),
        revision=one.revision,
    )


def _mark(one: Segment, document: Document, format: str) -> str:
    """What a plain text's title and headings need in Markdown; a Markdown file has its own."""
    if format != "md" or document.format != "txt":
        return ""
    return {"title": "# ", "heading": "## "}.get(one.kind, "")


def _options(document: Document, choices: Choices) -> ExportOptions:
    return ExportOptions(
        unconfirmed=choices.unconfirmed,
        left_out=choices.left_out,
        cells=choices.cells,
        newline=document.newline,
        title=document.name,
        lang=document.target_lang,
        direction=languages.direction(document.target_lang),
        joiner=languages.joiner(document.target_lang),
        tail=document.tail,
        has_glue=document.format in formats.TEXT_FORMATS,
    )


def _encoding(document: Document, format: str, choices: Choices) -> Encoding:
    if choices.encoding:
        return _chosen(choices.encoding)
    if format in ALWAYS_UTF8 and format != document.format:
        return Encoding("utf-8")
    return Encoding(document.encoding, bom=document.bom)


def _chosen(name: str) -> Encoding:
    """UTF-16 always says its byte order; `utf-8-sig` is for spreadsheets that take UTF-8 for something else."""
    folded = name.strip().lower().replace("_", "-")
    if folded in ("utf-16", "utf16"):
        return Encoding("utf-16-le", bom=True)
    found = texts.encoding_name(name)
    return Encoding(found, bom=found.startswith("utf-16") or folded in ("utf-8-sig", "utf8-sig"))


def _content_type(format: str, encoding: Encoding) -> str:
    charset = "utf-16" if encoding.name.startswith("utf-16") and encoding.bom else encoding.name
    return f"{formats.CONTENT_TYPES[format]}; charset={charset}"
