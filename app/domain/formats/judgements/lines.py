"""A text as lines that only a line feed ends, and back; whether the last one is ended is kept."""

from __future__ import annotations

from typing import NamedTuple


class Ends(NamedTuple):
    """How the lines of a file end."""

    newline: str = "\n"
    has_last: bool = True


UNIX = Ends()


def split(text: str) -> tuple[list[str], Ends]:
    """The lines without their ends. A file is Windows' where every line says so."""
    lines = text.split("\n")
    has_last = lines[-1] == ""
    if has_last:
        lines.pop()
    ended = lines if has_last else lines[:-1]
    if ended and all(line.endswith("\r") for line in ended):
        return [
            line.removesuffix("\r") if line is not lines[-1] or has_last else line for line in lines
        ], Ends("\r\n", has_last)
    return lines, Ends("\n", has_last)


def join(lines: list[str], ends: Ends) -> str:
    return ends.newline.join(lines) + (ends.newline if ends.has_last and lines else "")
