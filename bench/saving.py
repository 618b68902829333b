"""A save with its new scores, over HTTP, in a document of 10,000 segments and in one of 100, in turns.

python -m bench.saving [SAVES] [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from app.services import signing_in
from app.store import database, migrations, segments
from bench.texts import sentences
from tests.factories import make_document
from tests.serving import Client, Server

MOST_RATIO = 1.2


def main(saves: int = 100, rounds: int = 5) -> bool:
    """Print medians and their ratio; True if the promise is kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        token, large, small = _prepare(path)
        with Server(path) as server:
            client = Client(server, token)
            runs = [_round(client, large, small, saves, number) for number in range(rounds)]
    ratios = sorted(one / two for one, two in runs)
    many, few = (statistics.median(times) * 1000 for times in zip(*runs, strict=True))
    ratio = statistics.median(ratios)
    print(
        f"save with scores: {many:.2f} ms at 10,000 segments, {few:.2f} ms at 100; "
        f"ratio {ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    return ratio <= MOST_RATIO


def _prepare(path: Path) -> tuple[str, list[int], list[int]]:
    db = migrations.prepare(path)
    owner = signing_in.ensure_owner(db)
    large = make_document(db, sentences(10_000), paragraphs=[n // 5 + 1 for n in range(10_000)])
    small = make_document(db, sentences(100), paragraphs=[n // 5 + 1 for n in range(100)])
    token = signing_in.make_token(db, owner)
    found = [[one.id for one in segments.live(db, document.id)] for document in (large, small)]
    db.close()
    database.open_database(path).close()
    return token, found[0], found[1]


def _round(
    client: Client, large: list[int], small: list[int], saves: int, number: int
) -> tuple[float, float]:
    """The median time of a save in each document."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(saves):
        for place, ids in enumerate((large, small)):
            # The same neighbourhood in both: early in the document, spread over it.
            segment_id = ids[turn * len(ids) // saves]
            text = f"The corrected sentence {turn} of round {number} reads well now."
            started = time.perf_counter()
            status, answer = client.save(
                segment_id, text, number, f"r{number}-{turn}-{place}-op", confirm=True
            )
            times[place].append(time.perf_counter() - started)
            assert status == 201, answer
    return statistics.median(times[0]), statistics.median(times[1])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
