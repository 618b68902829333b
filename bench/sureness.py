"""Intervals and paired tests against sacreBLEU's, in turns; the p-values must be equal.

sacreBLEU keeps no statistics: its test counts the lines of every system first, ours begins with stored counts.
The second ratio leaves the counting out on both sides, the third has it in both.

python -m bench.sureness [LINES] [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.base import Metric
from sacrebleu.significance import PairedTest

from app.domain.scoring import corpora, measures, resampling
from app.domain.scoring.measures import Lines, Options
from bench import translations

METRICS = ("bleu", "chrf", "ter")
PROMISE = 20.0


def main(*lines: int, rounds: int = 3) -> bool:
    corpora.register()
    kept = [_compare(size, test, rounds) for size in lines or (2000, 10_000) for test in ("bs", "ar")]
    return all(kept)


def _compare(lines: int, test: Any, rounds: int) -> bool:
    machine, corrected, kind = translations.pairs(lines)
    other = translations.thinner(machine)
    times = []
    for _ in range(rounds):
        cases, counting = _timed(lambda: _cases(machine, other, corrected))
        found, ours = _timed(lambda cases=cases: resampling.sureness(cases, paired=test))
        made, theirs_counting = _timed(_counted_by_sacrebleu(machine, other, corrected))
        (_, expected), theirs = _timed(lambda: _sacrebleus(machine, other, corrected, test))
        _check(found, expected)
        times.append((ours, counting, theirs, theirs_counting))
        del made
    return _report(f"{test}, {lines:,} {kind} lines, 2 systems, {', '.join(METRICS)}", times)


def _cases(machine: list[str], other: list[str], corrected: list[str]) -> list[resampling.Case]:
    cases = []
    for name in METRICS:
        measure = measures.measure(name, Options(METRICS), 1)
        counted = measure.counts(Lines((tuple(machine), tuple(other)), (tuple(corrected),)))
        rows = [np.asarray(of_system) for of_system in counted]
        cases.append(resampling.Case(measure, rows, [measure.score(each.sum(0).tolist()) for each in rows]))
    return cases


def _metrics() -> dict[str, Metric]:
    return {"bleu": BLEU(force=True), "chrf": CHRF(), "ter": TER()}


def _sacrebleus(machine: list[str], other: list[str], corrected: list[str], test: str) -> Any:
    return PairedTest([("a", machine), ("b", other)], _metrics(), [corrected], test_type=test)()


def _counted_by_sacrebleu(machine: list[str], other: list[str], corrected: list[str]) -> Callable[[], Any]:
    return lambda: [
        metric._extract_corpus_statistics(system, [corrected])
        for metric in _metrics().values()
        for system in (machine, other)
    ]


def _check(found: list[list[resampling.Sureness]], expected: dict[str, Any]) -> None:
    for ours, theirs in zip(found, list(expected.values())[1:], strict=True):
        for one, two in zip(ours, theirs, strict=True):
            if one.p != two.p_value or (one.mean and abs(one.mean - two.mean) + abs(one.ci - two.ci) > 1e-4):
                sys.exit(f"{one} instead of {two}")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    return work(), time.process_time() - started


def _report(name: str, times: list[tuple[float, float, float, float]]) -> bool:
    stored = sorted(theirs / ours for ours, _, theirs, _ in times)
    alone = sorted((theirs - their_counting) / ours for ours, _, theirs, their_counting in times)
    whole = sorted(theirs / (ours + counting) for ours, counting, theirs, _ in times)
    ours, counting, theirs, _ = (statistics.median(each) for each in zip(*times, strict=True))
    print(
        f"{name}: stet {ours:.2f} s from stored counts (counting {counting:.2f} s), sacrebleu {theirs:.2f} s",
        flush=True,
    )
    for what, ratios in (
        ("from stored counts", stored),
        ("resampling alone", alone),
        ("counting included", whole),
    ):
        print(
            f"  {what}: {statistics.median(ratios):.1f} times as fast ({ratios[0]:.1f} to {ratios[-1]:.1f})",
            flush=True,
        )
    return statistics.median(stored) >= PROMISE


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:2]), **({"rounds": int(sys.argv[2])} if sys.argv[2:] else {})))
