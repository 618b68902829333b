"""Differences of texts against difflib's on the same tokens, in turns; prints ratios.

python -m bench.differences [PAIRS] [ROUNDS]
"""

from __future__ import annotations

import difflib
import random
import statistics
import sys
import time
from collections.abc import Callable

from app.domain import tokens
from app.domain.diff import difference
from bench.texts import WORDS


def main(pairs: int = 300, rounds: int = 5) -> None:
    generator = random.Random(7)
    sentences = [_pair(generator, generator.randint(8, 40)) for _ in range(pairs)]
    _compare(f"{pairs} sentences", sentences, rounds)
    _compare("1,000 words", [_pair(generator, 1000)], rounds)
    hostile = [" ".join(generator.choice("ab") for _ in range(400)) for _ in range(2)]
    _compare("800 tokens of two words", [(hostile[0], hostile[1])], 2)
    long = [" ".join(generator.choice("ab") for _ in range(1500)) for _ in range(2)]
    print(f"3,000 tokens of two words: stet {_seconds(_ours, [(long[0], long[1])]):.3f} s (difflib: minutes)")


def _pair(generator: random.Random, words: int) -> tuple[str, str]:
    old = [generator.choice([*WORDS, f"word{generator.randrange(300)}"]) for _ in range(words)]
    new = [word if generator.random() < 0.85 else generator.choice(WORDS) for word in old]
    return " ".join(old) + ".", " ".join(new) + "."


def _compare(name: str, texts: list[tuple[str, str]], rounds: int) -> None:
    runs = [(_seconds(_ours, texts), _seconds(_difflib, texts)) for _ in range(rounds)]
    ratios = sorted(ours / theirs for ours, theirs in runs)
    ours, theirs = (statistics.median(times) for times in zip(*runs, strict=True))
    print(
        f"{name}: stet {ours * 1e6 / len(texts):.0f} µs, difflib {theirs * 1e6 / len(texts):.0f} µs a pair, "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


def _seconds(compare: Callable[[str, str], object], texts: list[tuple[str, str]]) -> float:
    started = time.process_time()
    for old, new in texts:
        compare(old, new)
    return time.process_time() - started


def _ours(old: str, new: str) -> object:
    return difference(old, new, "en")


def _difflib(old: str, new: str) -> object:
    matcher = difflib.SequenceMatcher(None, tokens.split(old, "en"), tokens.split(new, "en"), autojunk=False)
    return matcher.get_opcodes()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
