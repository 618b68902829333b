"""200 times kill -9 of a server in which people save: every acknowledged revision must be there.

python -m bench.kills [KILLS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.proofs import kill_while_saving, missing, prepare
from tests.serving import Server


def main(kills: int = 200) -> bool:
    """Print what was acknowledged and lost; True if nothing was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        segment_id, tokens = prepare(path)
        started = time.perf_counter()
        with Server(path) as server:
            acknowledged = kill_while_saving(server, segment_id, tokens[0], kills=kills, seed=1)
        lost, faults = missing(path, segment_id, acknowledged)
    print(
        f"{kills} times kill -9: {len(acknowledged)} revisions acknowledged, {len(lost)} lost, "
        f"{len(faults)} faults found afterwards, {time.perf_counter() - started:.0f} s"
    )
    return not lost and not faults


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
