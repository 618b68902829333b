"""`stet import` of 10,000 lines and of 1,000, in turns, from the command to the stored document.

python -m bench.importing [ROUNDS]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.texts import article, sentences

MOST_SECONDS = 5.0


def main(rounds: int = 5) -> bool:
    """Print seconds and their ratio; True if the promise is kept."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        long, short, table = base / "long.txt", base / "short.txt", base / "table.jsonl"
        long.write_text(article(10_000), encoding="utf-8")
        short.write_text(article(1_000), encoding="utf-8")
        rows = zip(sentences(10_000, 1), sentences(10_000, 2), strict=True)
        table.write_text("".join(json.dumps({"source": one, "mt": two}) + "\n" for one, two in rows))
        times: dict[str, list[float]] = {"long": [], "short": [], "table": []}
        for number in range(rounds):
            for path in (long, short, table):
                times[path.stem].append(_seconds(base / "stet.db", path, f"{path.stem} {number}"))
    ratios = sorted(one / two for one, two in zip(times["long"], times["short"], strict=True))
    print(
        f"import of 10,000 lines: {_shown(times['long'])}; of 1,000: {_shown(times['short'])}; "
        f"ratio {statistics.median(ratios):.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f})"
    )
    print(f"import of 10,000 pairs as JSON lines: {_shown(times['table'])}")
    return statistics.median(times["long"]) <= MOST_SECONDS


def _seconds(db: Path, path: Path, project: str) -> float:
    command = [sys.executable, "-m", "app", "--db", str(db), "import", str(path), "--project", project]
    started = time.perf_counter()
    subprocess.run([*command, "--target-lang", "en"], check=True, capture_output=True)
    return time.perf_counter() - started


def _shown(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
