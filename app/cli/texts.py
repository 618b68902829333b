"""stet split, detect: sentences and languages of a file, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from ..domain import detection, languages, splitting
from ..domain import text as texts
from ..domain.errors import Invalid, StetError
from ..domain.models import Detection
from . import files, opening
from .output import print_json, print_lines

lines_option = click.option("--lines", "by_line", is_flag=True, help="Line by line, a JSON object for each.")


@click.command()
@click.argument("file")
@click.option("--lang", help="The text's language; default: detected.")
@lines_option
@opening.json_option
@click.pass_context
def split_command(context: click.Context, file: str, lang: str | None, by_line: bool, as_json: bool) -> None:
    """Split a text into sentences; not one character is changed.

    Example: stet split article.txt --lang de --json
    """
    text = _read(context, file)
    if by_line:
        print_lines(_split_lines(file, text, lang))
        return
    found = _sentences(text, _language(text, lang))
    if as_json:
        print_json({"sentences": found})
        return
    for one in found:
        click.echo(one["text"])


def _read(context: click.Context, file: str) -> str:
    """The text of a file, which may be empty; refusals name the file."""
    data = files.read_file(file, opening.settings(context).max_file_bytes)
    if not data.strip():
        return data.decode("ascii")
    try:
        return texts.decode(data, max_bytes=len(data))[0]
    except StetError as error:
        raise type(error)(f"{file}: {error.message}")


def _language(text: str, lang: str | None) -> str | None:
    return languages.normalise(lang) if lang else detection.detect(text).lang


def _sentences(text: str, lang: str | None) -> list[dict[str, Any]]:
    spans = splitting.split_sentences(text, lang)
    return [{"text": text[start:end], "start": start, "end": end} for start, end in spans]


def _split_lines(file: str, text: str, lang: str | None) -> Iterator[dict[str, Any]]:
    for number, (line, _) in enumerate(texts.lines(text), start=1):
        if not line.strip():
            continue
        row = _row(file, number, line)
        given = row.get("lang") or lang
        try:
            found = _sentences(row["text"], _language(row["text"], given))
        except StetError as error:
            raise Invalid(f"{file}: Line {number}: {error.message}")
        yield {"id": row.get("id"), "sentences": found}


def _row(file: str, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise Invalid(f"{file}: Line {number} is not JSON. Each line is an object with id, lang and text.")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise Invalid(f"{file}: Line {number} has no text. Each line is an object with id, lang and text.")
    if not isinstance(row.get("lang"), str | None):
        raise Invalid(
            f"{file}: Line {number} has a language that is no text. Give a code like en or zh-Hans."
        )
    return row


@click.command()
@click.argument("file")
@click.option("--candidates", help="The only possible answers, separated by commas, as de,en.")
@lines_option
@opening.json_option
@click.pass_context
def detect_command(
    context: click.Context, file: str, candidates: str | None, by_line: bool, as_json: bool
) -> None:
    """Say which language a text is in, and how sure that is.

    Example: stet detect article.txt --candidates de,en --json
    """
    text = _read(context, file)
    among = [one.strip() for one in candidates.split(",") if one.strip()] if candidates else None
    if by_line:
        print_lines(_described(detection.detect(line, among)) for line, _ in texts.lines(text))
        return
    found = detection.detect(text, among)
    if as_json:
        print_json(_described(found))
        return
    click.echo(f"{languages.name(found.lang) if found.lang else 'Unknown'} ({found.certainty})")


def _described(found: Detection) -> dict[str, Any]:
    return {
        "lang": found.lang,
        "confidence": found.confidence,
        "certainty": found.certainty,
        "alternatives": [asdict(one) for one in found.alternatives],
    }
