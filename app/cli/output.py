"""Printing JSON for scripts: one document, or one object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any


def print_json(found: Any) -> None:
    """One JSON document in UTF-8, whatever the terminal's encoding is."""
    _write(json.dumps(found, ensure_ascii=False))


def print_lines(found: Iterable[Any]) -> None:
    """JSON lines, written as they come."""
    for one in found:
        _write(json.dumps(one, ensure_ascii=False))


def _write(text: str) -> None:
    stream = sys.stdout.buffer
    stream.write(text.encode() + b"\n")
    if sys.stdout.isatty():
        stream.flush()
