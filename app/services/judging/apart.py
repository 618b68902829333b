"""Reading an uploaded file of judgements: small ones here, large ones in a process of its own with limits."""

from __future__ import annotations

import json

from ...domain import errors
from ...domain.errors import StetError, TooLarge
from ..intake.apart import IN_PROCESS_BYTES, MEMORY_BYTES, SECONDS, ask
from . import child, files
from .files import ZIP, Format, Read


def read(name: str, data: bytes, format: Format | None, *, most: int) -> Read:
    """What a file says; raises what reading it raises, and TooLarge where it hit a limit of time or memory."""
    if len(data) <= IN_PROCESS_BYTES and not data.startswith(ZIP):
        return files.of_upload(name, data, format, most=most)
    head = {"name": name, "format": format, "most": most, "seconds": SECONDS, "memory": MEMORY_BYTES}
    answer = ask("app.services.judging.child", json.dumps(head).encode() + b"\n" + data, SECONDS)
    if not answer:
        raise TooLarge(
            f"{name}: Reading it took more time or memory than one file may take. Split it into parts."
        )
    found = json.loads(answer)
    if "refused" in found:
        kind: type[StetError] = getattr(errors, found["refused"])
        raise kind(found["errors"][0], errors=found["errors"])
    return child.unpacked(found["read"])
