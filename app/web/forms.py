"""Strings of forms and addresses to values, once, at the edge."""

from __future__ import annotations

from flask import request

from ..domain.errors import Invalid


def text(name: str, longest: int = 200) -> str:
    return request.form.get(name, "").strip()[:longest]


def tag(name: str) -> str | None:
    """A language tag, None for "not stated"."""
    return text(name, 40) or None


def number(name: str) -> int | None:
    """A whole number of the address, or of the form; None where it is missing or none."""
    value = request.values.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def pair(value: str) -> tuple[int, int]:
    """A tick of a list: a segment's id and the revision that was shown."""
    parts = value.split(":")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts):
        raise Invalid("A tick was not understood. Reload the page.")
    return int(parts[0]), int(parts[1])


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words; anything else is the first of them."""
    value = request.values.get(name, "")
    return value if value in allowed else allowed[0]


def upload(file: str, box: str) -> tuple[str, bytes]:
    """A chosen file with its name, else what was typed or pasted into the box, which has none."""
    chosen = request.files.get(file)
    if chosen and chosen.filename:
        return chosen.filename, bytes(chosen.read())
    # Browsers send every line of a text box with \r\n, whatever was pasted.
    typed = request.form.get(box, "").replace("\r\n", "\n")
    return "", typed.encode("utf-8", "surrogatepass")
