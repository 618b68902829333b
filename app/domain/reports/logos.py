"""A client's logo as a data URI: pictures that cannot run anything, small enough for a light page."""

from __future__ import annotations

import base64

from ..errors import Invalid, TooLarge

LARGEST = 300_000
SIGNS = (
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF8"),
)


def data_uri(data: bytes, name: str) -> str:
    """The picture as it stands in the page. Raises Invalid for anything but PNG, JPEG, GIF and WebP."""
    if len(data) > LARGEST:
        raise TooLarge(
            f"{name}: the logo has {len(data):,} bytes; a report takes {LARGEST:,}. Make the picture smaller."
        )
    kind = _kind(data)
    if kind is None:
        raise Invalid(f"{name}: the logo is no PNG, JPEG, GIF or WebP picture. Choose one of these.")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _kind(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for kind, sign in SIGNS if data.startswith(sign)), None)
