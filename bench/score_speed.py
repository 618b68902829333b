"""`stet score` against sacreBLEU's own command on the same files, in turns; prints ratios of processor time.

python -m bench.score_speed [LINES] [ROUNDS]
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

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
    "in",
    "prison",
    "began",
]
VARIANTS = {
    "bleu": (["--metrics", "bleu"], ["-m", "bleu"]),
    "bleu, chrf": (["--metrics", "bleu,chrf"], ["-m", "bleu", "chrf"]),
    "ter": (["--metrics", "ter"], ["-m", "ter"]),
    "bleu, confidence": (["--metrics", "bleu", "--confidence"], ["-m", "bleu", "--confidence"]),
}


def main(lines: int = 1000, rounds: int = 7) -> None:
    sacrebleu = shutil.which("sacrebleu", path=str(Path(sys.executable).parent)) or "sacrebleu"
    with tempfile.TemporaryDirectory() as folder:
        machine, correct = _write_files(Path(folder), lines)
        for name, (ours, theirs) in VARIANTS.items():
            stet = [sys.executable, "-m", "app", "score", machine, "--ref", correct, "--json", *ours]
            other = [sacrebleu, correct, "-i", machine, *theirs]
            pairs = [(_seconds(stet), _seconds(other)) for _ in range(rounds)]
            _report(name, lines, pairs)


def _write_files(folder: Path, lines: int) -> tuple[str, str]:
    """Sentences of 8 to 30 words, and the same with a word replaced, dropped or moved in most of them."""
    generator = random.Random(7)
    vocabulary = WORDS + [f"word{number}" for number in range(3000)]
    correct = [[generator.choice(vocabulary) for _ in range(generator.randint(8, 30))] for _ in range(lines)]
    machine = [_disturbed(words, vocabulary, generator) for words in correct]
    paths = folder / "machine.txt", folder / "correct.txt"
    for path, texts in zip(paths, (machine, correct), strict=True):
        path.write_text("".join(" ".join(words) + ".\n" for words in texts), encoding="utf-8")
    return str(paths[0]), str(paths[1])


def _disturbed(words: list[str], vocabulary: list[str], generator: random.Random) -> list[str]:
    changed = list(words)
    for _ in range(generator.randint(0, 4)):
        place = generator.randrange(len(changed))
        word = changed.pop(place)
        if generator.random() < 0.7:
            changed.insert(generator.randrange(len(changed) + 1), generator.choice([word, *vocabulary[:50]]))
    return changed


def _seconds(command: list[str]) -> float:
    """Processor time: both commands are one process, and others use the machine too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _report(name: str, lines: int, pairs: list[tuple[float, float]]) -> None:
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"{name}, {lines} lines: stet {ours:.3f} s, sacrebleu {theirs:.3f} s, "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
