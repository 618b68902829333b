"""The child process that parses one upload: it reads standard input, answers on standard output, opens nothing else."""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from ...domain.errors import StetError
from . import packing, parsing
from .parsing import ImportOptions, Upload

MEMORY_BYTES = 3 << 30
CPU_SECONDS = 110


def main() -> None:
    _limit()
    upload, options = _read(sys.stdin.buffer)
    try:
        answer = {"parsed": packing.pack(parsing.parse(upload, options))}
    except StetError as error:
        answer = {"refused": type(error).__name__, "errors": error.errors}  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit there
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(stream: BinaryIO) -> tuple[Upload, ImportOptions]:
    head = json.loads(stream.readline())
    data, source, reference = (None if one is None else stream.read(one) for one in head["lengths"])
    upload = Upload(head["file_name"], data or b"", head["name"], source, reference)
    return upload, ImportOptions(**head["options"])


if __name__ == "__main__":
    main()
