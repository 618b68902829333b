"""Files in and out, one format a module; readers and writers are found by name here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from app.domain import text as texts
from app.domain.errors import Invalid, Unsupported
from app.domain.formats import delimited, flow, jsonlines, markdown, plain, tables, webpage
from app.domain.formats.records import (
    ExportOptions,
    ExportSegment,
    Limits,
    Preview,
    ReadOptions,
    Splitter,
    one_sentence,
)
from app.domain.formats.rows import from_rows
from app.domain.models import ImportedDocument

__all__ = [
    "CONTENT_TYPES",
    "READERS",
    "TEXT_FORMATS",
    "WRITERS",
    "ExportOptions",
    "ExportSegment",
    "Limits",
    "Preview",
    "ReadOptions",
    "Splitter",
    "columns",
    "export",
    "from_rows",
    "guess_format",
    "one_sentence",
    "read",
]

Reader = Callable[[str, str, ReadOptions], ImportedDocument]
Writer = Callable[[Sequence[ExportSegment], ExportOptions], Iterator[str]]

READERS: dict[str, Reader] = {
    "txt": plain.read,
    "md": markdown.read,
    "csv": delimited.read_csv,
    "tsv": delimited.read_tsv,
    "jsonl": jsonlines.read,
}
WRITERS: dict[str, Writer] = {
    "txt": flow.write_text,
    "md": flow.write_markdown,
    "html": webpage.write_html,
    "csv": tables.write_csv,
    "tsv": tables.write_tsv,
    "jsonl": tables.write_jsonl,
}
TEXT_FORMATS = frozenset({"txt", "md"})  # their segments carry the text between them
CONTENT_TYPES = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "jsonl": "application/jsonl",
}

_EXTENSIONS = {
    "txt": "txt",
    "text": "txt",
    "md": "md",
    "markdown": "md",
    "mkd": "md",
    "csv": "csv",
    "tsv": "tsv",
    "tab": "tsv",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
}
_NOT_READ = frozenset(
    {
        "doc",
        "docx",
        "odt",
        "rtf",
        "pdf",
        "htm",
        "html",
        "xml",
        "tmx",
        "xlf",
        "xliff",
        "po",
        "pot",
        "srt",
        "vtt",
        "xls",
        "xlsx",
        "ods",
        "epub",
        "zip",
    }
)


def read(text: str, name: str, format: str, options: ReadOptions) -> ImportedDocument:
    """Read decoded text in a format that READERS names."""
    if format not in READERS:
        raise Unsupported(f"Stet does not read “{format[:20]}”. It reads {', '.join(READERS)}.")
    return READERS[format](text, name, options)


def columns(text: str, format: str, options: ReadOptions) -> Preview:
    """Return the columns of a table, its first five rows and the guessed roles."""
    if format == "jsonl":
        return jsonlines.columns(text, options)
    if format in {"csv", "tsv"}:
        return delimited.columns(text, options, format=format)
    raise Invalid(f"A “{format[:20]}” file has no columns.")


def export(segments: Sequence[ExportSegment], format: str, options: ExportOptions) -> Iterator[str]:
    """Yield the document's text in a format that WRITERS names, in pieces; the same input, the same text."""
    if format not in WRITERS:
        raise Invalid(f"Stet does not write “{format[:20]}”. It writes {', '.join(WRITERS)}.")
    return WRITERS[format](segments, options)


def guess_format(name: str, text: str) -> str:
    """Return the format of a file by its name, else by its text; a format that is not read is refused."""
    extension = PurePosixPath(name).suffix.lstrip(".").casefold()
    if extension in _NOT_READ:
        raise Unsupported(
            f"Stet does not read .{extension} files. Save the text as .txt, .md, .csv or .jsonl."
        )
    if extension in _EXTENSIONS:
        return _matching(_EXTENSIONS[extension], text, name)
    return "jsonl" if _is_json_lines(text) else "txt"


def _matching(format: str, text: str, name: str) -> str:
    if format in {"csv", "tsv", "jsonl"} and text.lstrip().startswith(("<?xml", "<!DOCTYPE", "<html")):
        raise Unsupported(
            f"“{name[:60]}” is named .{format} but holds XML or HTML: import a table or a text."
        )
    return format


def _is_json_lines(text: str) -> bool:
    first = next((line for line, _ in texts.lines(text[:100_000]) if line.strip()), "")
    try:
        return first.lstrip().startswith("{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
