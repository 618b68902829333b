"""The child process that parses one upload: it reads standard input, answers on standard output, opens nothing else."""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

from ...domain.errors import StetError
from . import packing, parsing
from .parsing import ImportOptions, Upload


def main() -> None:
    stream = sys.stdin.buffer
    head = json.loads(stream.readline())
    limit(head["seconds"], head["memory"])
    try:
        answer = {
            "parsed": packing.pack(parsing.parse(_upload(head, stream), ImportOptions(**head["options"])))
        }
    except StetError as error:
        answer = {"refused": type(error).__name__, "errors": error.errors}  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(answer).encode())


def limit(seconds: int, memory: int) -> None:
    """From here on this process has so much processor time and memory."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _upload(head: dict[str, Any], stream: BinaryIO) -> Upload:
    data, source, reference = (None if one is None else stream.read(one) for one in head["lengths"])
    return Upload(head["file_name"], data or b"", head["name"], source, reference)


if __name__ == "__main__":
    main()
