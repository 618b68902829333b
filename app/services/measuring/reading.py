"""Files of lines: read in step, a chunk at a time, and refused with a sentence that names file and line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from app.domain.errors import Invalid, NotFound

Texts = tuple[str, ...]


class Progress(NamedTuple):
    """How far a file has been read: lines, and the share of its bytes where its size is known."""

    lines: int
    share: float | None


Report = Callable[[Progress], None]


def no_report(progress: Progress) -> None:
    """For whoever does not want to know."""


class Reader:
    """Several files line by line; after reading it knows how many lines there were and which are empty."""

    def __init__(self, paths: Sequence[Path], size: int, report: Report = no_report) -> None:
        at_most_one_is_stdin(paths)
        self.paths = paths
        self.lines = 0
        self._size = size
        self._report = report
        self._marked: list[Path] = []
        self._empty = [(0, 0)] * len(paths)  # (how many, the first one's number)

    def chunks(self) -> Iterator[tuple[Texts, ...]]:
        """For each run of lines the texts of each file, without white space at their ends.

        Only a line feed ends a line, as sacreBLEU reads files.
        """
        with ExitStack() as stack:
            files = [stack.enter_context(_opened(path)) for path in self.paths]
            total = _size_of(self.paths[0])
            while True:
                raw = [list(islice(file, self._size)) for file in files]
                if len({len(lines) for lines in raw}) > 1:
                    self._refuse(files, raw)
                if not raw[0]:
                    break
                texts = tuple(self._texts(number, lines) for number, lines in enumerate(raw))
                self.lines += len(raw[0])
                yield texts
                share = files[0].tell() / total if total else None
                self._report(Progress(self.lines, share))
        if not self.lines:
            raise Invalid(f"{self.paths[0]} is empty: there is no line to score.")

    def notes(self, value: str) -> list[str]:
        """A sentence for each file with empty lines, ending with what they count, and for each with a byte order mark."""
        empty = [
            f"{path}: {count:,} of {self.lines:,} lines {'is' if count == 1 else 'are'} empty, the first is line"
            f" {first}; {value}."
            for path, (count, first) in zip(self.paths, self._empty, strict=True)
            if count
        ]
        marked = [
            f"{path} begins with a byte order mark, which counts as a character of its first line. Save it without."
            for path in self._marked
        ]
        return empty + marked

    def _texts(self, number: int, raw: list[bytes]) -> Texts:
        content = b"".join(raw)
        text = decoded(self.paths[number], content, self.lines)
        lines = text.split("\n")
        if content.endswith(b"\n"):
            lines.pop()
        texts = tuple(line.rstrip() for line in lines)
        if not self.lines and text.startswith("\ufeff"):
            self._marked.append(self.paths[number])
        if "" in texts:
            count, first = self._empty[number]
            self._empty[number] = (count + texts.count(""), first or self.lines + texts.index("") + 1)
        return texts

    def _refuse(self, files: Sequence[BinaryIO], raw: Sequence[list[bytes]]) -> None:
        counts = [
            self.lines + len(lines) + sum(1 for _ in file) for file, lines in zip(files, raw, strict=True)
        ]
        for path, count in zip(self.paths, counts, strict=True):
            if not count:
                raise Invalid(f"{path} is empty: there is no line to score.")
            if count != counts[0]:
                short = path if count < counts[0] else self.paths[0]
                raise Invalid(
                    f"{self.paths[0]} has {counts[0]} lines and {path} has {count}: line by line they belong"
                    f" together, and {short} ends after line {min(count, counts[0])}."
                    " Give files with as many lines."
                )


def text_of(path: Path) -> str:
    """A file's whole text, or a sentence about what is wrong with it; - is standard input."""
    with _opened(path) as file:
        return decoded(path, file.read(), 0)


def decoded(path: Path, content: bytes, lines_before: int) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = lines_before + content.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{path}, line {line}: this is not UTF-8. Save the file as UTF-8 and try again.")


def at_most_one_is_stdin(paths: Sequence[Path]) -> None:
    if sum(str(path) == "-" for path in paths) > 1:
        raise Invalid("Standard input (-) can stand for one file only.")


def _opened(path: Path) -> BinaryIO:
    if str(path) == "-":
        return sys.stdin.buffer
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NotFound(f"{path}: there is no such file. Check the path.")
    except IsADirectoryError:
        raise Invalid(f"{path} is a folder: give a file.")
    except PermissionError:
        raise Invalid(f"{path} cannot be read: you have no permission.")


def _size_of(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None
