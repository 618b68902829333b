"""TER against sacreBLEU's on the same pairs, in turns: the numbers must be equal; prints the ratio of times.

python -m bench.ter [SECONDS] [SEED]
"""

from __future__ import annotations

import random
import sys
import time

from sacrebleu.metrics.lib_ter import translation_edit_rate

from app.domain.scoring import ter


def main(seconds: int = 20, seed: int = 1) -> None:
    generator = random.Random(seed)
    end = time.monotonic() + seconds
    pairs, ours, theirs = 0, 0.0, 0.0
    while time.monotonic() < end:
        machine, reference = _pair(generator)
        started = time.process_time()
        found = ter.edits(machine, reference, None)
        between = time.process_time()
        expected, _ = translation_edit_rate(machine, reference)
        theirs += time.process_time() - between
        ours += between - started
        if found != expected:
            sys.exit(f"{found} edits instead of {expected}: {machine} {reference}")
        pairs += 1
    print(f"{pairs} pairs, all equal: stet {ours:.2f} s, sacrebleu {theirs:.2f} s, ratio {ours / theirs:.3f}")


def _pair(generator: random.Random) -> tuple[list[str], list[str]]:
    vocabulary = generator.choice([2, 3, 5, 10, 30, 200])
    longest = generator.choice([3, 8, 15, 22, 30, 45, 70])
    machine = [str(generator.randrange(vocabulary)) for _ in range(generator.randint(0, longest))]
    if generator.random() < 0.4:
        return machine, [str(generator.randrange(vocabulary)) for _ in range(generator.randint(0, longest))]
    reference = list(machine)
    for _ in range(generator.randint(0, 6)):
        place, length = generator.randint(0, len(reference)), generator.randint(0, 8)
        phrase = reference[place : place + length]
        del reference[place : place + length]
        there = generator.randint(0, len(reference))
        reference[there:there] = (
            phrase if generator.random() < 0.6 else [str(generator.randrange(vocabulary))]
        )
    return machine, reference


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
