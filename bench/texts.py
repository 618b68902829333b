"""Texts of any length for measuring: invented sentences, the same in every run."""

from __future__ import annotations

import random

WORDS = [
    "the",
    "police",
    "said",
    "that",
    "twelve",
    "people",
    "were",
    "arrested",
    "on",
    "Tuesday",
    "after",
    "a",
    "fight",
    "near",
    "the",
    "old",
    "station",
    "while",
    "others",
    "left",
    "their",
    "seats",
    "and",
    "walked",
    "home",
    "along",
    "the",
    "river",
    "because",
    "no",
    "bus",
    "was",
    "running",
    "that",
    "night",
]


def sentence(generator: random.Random) -> str:
    words = [generator.choice(WORDS) for _ in range(generator.randint(6, 24))]
    return " ".join(words).capitalize() + "."


def sentences(count: int, seed: int = 7) -> list[str]:
    generator = random.Random(seed)
    return [sentence(generator) for _ in range(count)]


def article(count: int) -> str:
    """Sentences in paragraphs of five lines."""
    found = sentences(count)
    return "\n\n".join("\n".join(found[start : start + 5]) for start in range(0, count, 5)) + "\n"
