"""Parsing in a process of its own with limits, so that a hostile or huge file can neither hang nor fill the server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict

from ...config import ROOT
from ...domain import errors
from ...domain.errors import StetError, TooLarge
from . import packing, parsing
from .parsing import ImportOptions, Parsed, Upload

IN_PROCESS_BYTES = 1_000_000
SECONDS = 120  # of processor time, for a file within the usual limits; one without limits gets as much more as it is larger
MEMORY_BYTES = 3 << 30
USUAL_BYTES = 20_000_000
PATIENCE = 4  # on a busy computer so many seconds pass for each second of processor time
BEAT_SECONDS = 2


def parse(upload: Upload, options: ImportOptions, *, beat: Callable[[], None] = lambda: None) -> Parsed:
    """Parse small files here and larger ones apart; `beat` is called every few seconds meanwhile."""
    size = len(upload.data) + len(upload.source or b"") + len(upload.reference or b"")
    if size <= IN_PROCESS_BYTES or len(upload.data) > options.max_bytes:
        return parsing.parse(upload, options)
    times = 1 + size // USUAL_BYTES
    return parse_apart(upload, options, seconds=SECONDS * times, memory=MEMORY_BYTES * times, beat=beat)


def parse_apart(
    upload: Upload,
    options: ImportOptions,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY_BYTES,
    beat: Callable[[], None] = lambda: None,
) -> Parsed:
    """Parse in a child process; raises what the child refused, or TooLarge where it hit a limit."""
    said = message(upload, options, seconds, memory)
    return _result(ask("app.services.intake.child", said, seconds, beat=beat), upload)


def ask(module: str, said: bytes, seconds: int, *, beat: Callable[[], None] = lambda: None) -> bytes:
    """What a module that runs as a child process answers; nothing where it hit a limit."""
    # A session of its own: Ctrl+C reaches the parent, which then ends the child.
    child = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _talk(child, said, seconds * PATIENCE, beat)
    finally:
        child.kill()
        child.wait()


def message(upload: Upload, options: ImportOptions, seconds: int, memory: int) -> bytes:
    """What the child is told: one line of JSON, then the files."""
    files = (upload.data, upload.source, upload.reference)
    head = {
        "file_name": upload.file_name,
        "name": upload.name,
        "lengths": [None if one is None else len(one) for one in files],
        "options": asdict(options),
        "seconds": seconds,
        "memory": memory,
    }
    return b"".join((json.dumps(head).encode(), b"\n", *(one for one in files if one is not None)))


def _talk(child: subprocess.Popen[bytes], said: bytes, seconds: int, beat: Callable[[], None]) -> bytes:
    left = float(seconds)
    unsent: bytes | None = said
    while left > 0:
        try:
            return child.communicate(unsent, timeout=min(BEAT_SECONDS, left))[0]
        except subprocess.TimeoutExpired:
            unsent = None  # the first call goes on sending
            left -= BEAT_SECONDS
            beat()
    return b""


def _result(answer: bytes, upload: Upload) -> Parsed:
    if not answer:
        raise TooLarge(
            f"{upload.file_name}: Reading it took more time or memory than one file may take. Split it into parts."
        )
    found = json.loads(answer)
    if "refused" in found:
        kind: type[StetError] = getattr(errors, found["refused"])
        raise kind(found["errors"][0], errors=found["errors"])
    return packing.unpack(found["parsed"])
