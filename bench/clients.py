"""Sixteen clients save on one segment: accepted and refused together are all that was sent, and nothing is overwritten.

python -m bench.clients [SAVES]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.proofs import many_on_one, missing, prepare
from tests.serving import Server

CLIENTS = 16


def main(saves: int = 100) -> bool:
    """Print what was sent, accepted and refused; True if nothing was overwritten."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        segment_id, tokens = prepare(path, names=[f"Person {number}" for number in range(CLIENTS)])
        with Server(path) as server:
            started = time.perf_counter()
            statuses, accepted, _ = many_on_one(server, segment_id, tokens, saves=saves)
            seconds = time.perf_counter() - started
        lost, faults = missing(path, segment_id, accepted)
    sent = CLIENTS * saves
    print(
        f"{CLIENTS} clients on one segment: {sent} sent, {statuses[201]} accepted, {statuses[409]} refused, "
        f"{sent - statuses[201] - statuses[409]} otherwise, {len(lost)} lost, {sent / seconds:.0f} saves a second"
    )
    return statuses[201] + statuses[409] == sent and not lost and not faults


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
