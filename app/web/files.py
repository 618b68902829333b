"""Answers that a browser saves as a file, under a name that no system trips over."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from flask import Response

LONGEST = 80
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)$")
FORBIDDEN = re.compile(r'[\\/:*?"<>|%]+')


def safe_name(name: str, extension: str) -> str:
    """Letters of any script stay; what a file system or a shell would interpret goes."""
    shown = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in name)
    plain = " ".join(FORBIDDEN.sub(" ", shown).split()).strip(". -")[:LONGEST].strip()
    if not plain or RESERVED.match(plain):
        plain = f"text {plain}".strip()
    return f"{plain}.{extension}"


def attachment(response: Response, name: str, extension: str) -> Response:
    """Mark an answer as a file to save; old browsers get the name in ASCII letters."""
    wanted = safe_name(name, extension)
    ascii_name = wanted.encode("ascii", "replace").decode().replace("?", "_")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(wanted, safe='')}"
    )
    return response
