"""Scores against sacreBLEU's on the same lines, in turns; prints how many times less processor time they take.

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
import time
from collections.abc import Callable
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.base import Metric

from app.domain.scoring import corpora, measures
from app.domain.scoring.measures import Lines, Options
from bench import translations

COMMANDS = {
    "bleu, chrf": (["--metrics", "bleu,chrf"], ["-m", "bleu", "chrf"]),
    "ter": (["--metrics", "ter"], ["-m", "ter"]),
    "bleu, chrf, confidence": (
        ["--metrics", "bleu,chrf", "--confidence"],
        ["-m", "bleu", "chrf", "--confidence"],
    ),
}
PROMISES = {"bleu, chrf": 3.0, "ter": 1.5, "hostile ter": 20.0}


def main(lines: int = 10_000, rounds: int = 3) -> bool:
    corpora.register()
    kept = [
        _functions("bleu, chrf", lines, rounds, ("bleu", "chrf"), lambda: [BLEU(force=True), CHRF()]),
        _functions("ter", lines, rounds, ("ter",), lambda: [TER()]),
        _hostile(rounds),
    ]
    for size in (lines // 5, lines):
        _commands(size, rounds)
    return all(kept)


def _functions(
    name: str, lines: int, rounds: int, metrics: tuple[str, ...], theirs: Callable[[], list[Metric]]
) -> bool:
    """Our counting and scoring against `corpus_score`, each with tokenizers that have seen nothing yet."""
    machine, corrected, kind = translations.pairs(lines)
    ours = [measures.measure(metric, Options(metrics), 1) for metric in metrics]
    return _race(
        f"{name}, functions, {lines:,} {kind} lines",
        rounds,
        lambda: [_score(measure, machine, corrected) for measure in ours],
        lambda: [metric.corpus_score(machine, [corrected]).score for metric in theirs()],
        PROMISES[name],
    )


def _score(measure: measures.Measure, machine: list[str], corrected: list[str]) -> float:
    [rows] = measure.counts(Lines((tuple(machine),), (tuple(corrected),)))
    total = (
        [sum(column) for column in zip(*rows, strict=True)]
        if isinstance(rows, list)
        else rows.sum(0).tolist()
    )
    return measure.score(total)


def _hostile(rounds: int) -> bool:
    """Long lines of few words, where sacreBLEU's search for moved words explodes."""
    generator = random.Random(1)
    machine, corrected = (
        [" ".join(generator.choices("abcdefgh", k=120)) for _ in range(4)] for _ in range(2)
    )
    measure = measures.measure("ter", Options(("ter",)), 1)
    return _race(
        "ter, functions, 4 hostile lines of 120 words",
        rounds,
        lambda: [_score(measure, machine, corrected)],
        lambda: [TER().corpus_score(machine, [corrected]).score],
        PROMISES["hostile ter"],
    )


def _race(
    name: str, rounds: int, ours: Callable[[], list[float]], theirs: Callable[[], list[float]], promise: float
) -> bool:
    times = []
    for _ in range(rounds):
        started = time.process_time()
        found = ours()
        between = time.process_time()
        expected = theirs()
        times.append((between - started, time.process_time() - between))
        if found != expected:
            sys.exit(f"{name}: {found} instead of {expected}")
    return _report(name, times) >= promise


def _commands(lines: int, rounds: int) -> None:
    sacrebleu = shutil.which("sacrebleu", path=str(Path(sys.executable).parent)) or "sacrebleu"
    machine, corrected, kind = translations.pairs(lines)
    with tempfile.TemporaryDirectory() as folder:
        mt = translations.write(machine, Path(folder) / "machine.txt")
        pe = translations.write(corrected, Path(folder) / "corrected.txt")
        for name, (ours, theirs) in COMMANDS.items():
            stet = [sys.executable, "-m", "app", "score", mt, "--ref", pe, "--json", *ours]
            other = [sacrebleu, pe, "-i", mt, *theirs]
            times = [(_seconds(stet), _seconds(other)) for _ in range(rounds)]
            _report(f"{name}, commands, {lines:,} {kind} lines", times)


def _seconds(command: list[str]) -> float:
    """Processor time: others use the machine, too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _report(name: str, times: list[tuple[float, float]]) -> float:
    ratios = sorted(theirs / ours for ours, theirs in times)
    ours, theirs = (statistics.median(each) for each in zip(*times, strict=True))
    median = statistics.median(ratios)
    print(
        f"{name}: stet {ours:.2f} s, sacrebleu {theirs:.2f} s,"
        f" {median:.1f} times as fast ({ratios[0]:.1f} to {ratios[-1]:.1f})",
        flush=True,
    )
    return median


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
