"""Machine translations with their corrections for measuring scores, the same in every run.

Real ones where `../shared/data` lies beside the project (each repetition loses some words by chance, so that no
two lines are alike), else invented.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from bench import texts

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("STET_SHARED", ROOT.parent / "shared")) / "data" / "postedits"
LOST = 0.03


def pairs(count: int) -> tuple[list[str], list[str], str]:
    """(machine's lines, corrected lines, which ones they are)."""
    generator = random.Random(7)
    machine, corrected = _read("mt"), _read("pe")
    kind = "real" if machine else "invented"
    if not machine:
        corrected = texts.sentences(2000)
        machine = [_disturbed(line, generator) for line in corrected]
    chosen = [number % len(machine) for number in range(count)]
    return (
        [_thinned(machine[number], generator) for number in chosen],
        [_thinned(corrected[number], generator) for number in chosen],
        kind,
    )


def thinner(lines: list[str]) -> list[str]:
    """Another system's lines: the same with some words lost."""
    generator = random.Random(8)
    return [_thinned(line, generator) for line in lines]


def write(lines: list[str], path: Path) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def _read(kind: str) -> list[str]:
    paths = [FOLDER / pair / f"test20.{kind}" for pair in ("en-de", "ru-en")]
    if not all(path.is_file() for path in paths):
        return []
    return [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def _thinned(line: str, generator: random.Random) -> str:
    return " ".join(word for word in line.split() if generator.random() >= LOST)


def _disturbed(line: str, generator: random.Random) -> str:
    words = line.split()
    for _ in range(generator.randint(0, 4)):
        word = words.pop(generator.randrange(len(words)))
        if generator.random() < 0.7:
            words.insert(generator.randrange(len(words) + 1), word)
    return " ".join(words)
