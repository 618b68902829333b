"""Answers that a browser saves as a file."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response


def attachment(data: bytes, file_name: str, content_type: str) -> Response:
    """A file to save. Browsers that know no other letters get its name in ASCII."""
    response = Response(data, content_type=content_type)
    ascii_name = "".join(one if one.isascii() and one not in '"\\' else "_" for one in file_name)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(file_name, safe='')}"
    )
    return response
