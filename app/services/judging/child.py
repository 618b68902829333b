"""The child process that reads one uploaded file of judgements: standard input in, standard output out, nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ...domain.errors import StetError
from ...domain.judging.records import Judgement, Judgements, Mark, Span
from ...domain.models import ImportWarning
from ..intake.child import limit
from . import files
from .files import Read


def main() -> None:
    stream = sys.stdin.buffer
    head = json.loads(stream.readline())
    limit(head["seconds"], head["memory"])
    try:
        found = files.of_upload(head["name"], stream.read(), head["format"], most=head["most"])
        answer = {"read": packed(found)}
    except StetError as error:
        answer = {"refused": type(error).__name__, "errors": error.errors}  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(answer).encode())


def packed(read: Read) -> dict[str, Any]:
    """What was read as plain values; `unpacked` makes the same of them."""
    return asdict(read)


def unpacked(found: Mapping[str, Any]) -> Read:
    said = found["said"]
    return Read(
        found["format"],
        Judgements(
            tuple(map(_judgement, said["found"])),
            tuple(said["dropped"]),
            tuple(ImportWarning(**one) for one in said["warnings"]),
        ),
    )


def _judgement(found: dict[str, Any]) -> Judgement:
    marks = tuple(
        Mark(one["severity"], one["category"], tuple(Span(*span) for span in one["spans"]), one["comment"])
        for one in found.pop("marks")
    )
    return Judgement(**found, marks=marks)


if __name__ == "__main__":
    main()
