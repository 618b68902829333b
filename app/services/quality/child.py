"""The child process that measures texts against references: it reads standard input and answers on standard output."""

from __future__ import annotations

import sys

from . import candidates


def main() -> None:
    sys.stdout.write(candidates.answer(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
