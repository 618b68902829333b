"""Large corpora: seconds, and the most memory that a process held.

100,000 lines with intervals; more lines by two processes of this machine and by two workers of a cluster on it,
beside a tenth of them, because memory must not grow with the files.

python -m bench.corpora [LINES]
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import translations

INTERVALS = 100_000
SECONDS, MEGABYTES = 60.0, 500.0
GROWTH = 1.25


def main(lines: int = 1_000_000) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _written(folder, INTERVALS)
        wall, megabytes, _, seconds = _measured(files, "--metrics", "bleu,chrf,ter", "--confidence")
        print(
            f"{INTERVALS:,} lines, bleu, chrf, ter with intervals: {seconds:.0f} s of one processor"
            f" ({wall:.0f} s on this machine now), {megabytes:.0f} MB",
            flush=True,
        )
        kept = [seconds <= SECONDS and megabytes <= MEGABYTES]
        kept += [_grown(folder, lines, "two processes", "--workers", "2")]
        with _cluster() as address:
            kept += [_grown(folder, lines, "two workers of a cluster", "--scheduler", address)]
    return all(kept)


def _grown(folder: Path, lines: int, name: str, *options: str) -> bool:
    found = [
        _measured(_written(folder, size), "--metrics", "bleu,chrf", *options) for size in (lines // 10, lines)
    ]
    (_, few, small, _), (seconds, many, large, _) = found
    rate = lines / seconds
    print(
        f"{lines:,} lines, bleu, chrf, {name}: {seconds:.0f} s ({rate:,.0f} lines/s), {many:.0f} MB here,"
        f" {few:.0f} MB for a tenth of them; scores {large} and {small}",
        flush=True,
    )
    return many <= GROWTH * few


def _written(folder: Path, lines: int) -> list[str]:
    """The same 20,000 lines again and again: writing must not take longer than reading."""
    machine, corrected, _ = translations.pairs(20_000)
    paths = [folder / f"{kind}-{lines}" for kind in ("machine", "corrected")]
    for path, texts in zip(paths, (machine, corrected), strict=True):
        with path.open("w", encoding="utf-8") as file:
            for start in range(0, lines, len(texts)):
                file.write("".join(f"{line}\n" for line in texts[: lines - start]))
    return [str(path) for path in paths]


def _measured(files: list[str], *options: str) -> tuple[float, float, list[float], float]:
    """Seconds, the process's most memory in MB, the scores, and seconds of a processor."""
    command = [
        sys.executable,
        "-m",
        "bench.corpora",
        "--run",
        "score",
        files[0],
        "--ref",
        files[1],
        "--json",
        *options,
    ]
    started, before = time.monotonic(), _processor()
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    seconds, used = time.monotonic() - started, _processor() - before
    [system] = json.loads(done.stdout)["systems"]
    [kilobytes] = re.findall(r"most memory: (\d+) kB", done.stderr)
    scores = [round(each["score"], 4) for each in system["scores"].values()]
    return seconds, int(kilobytes) / 1024, scores, used


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _cluster:
    def __enter__(self) -> str:
        from distributed import LocalCluster

        self._cluster = LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        )
        return str(self._cluster.scheduler_address)

    def __exit__(self, *error: object) -> None:
        self._cluster.close()


def _run(arguments: list[str]) -> None:
    """The command, and how much memory it took: the peak of a shell's child would count what it was before."""
    from app.cli import cli

    cli.main(arguments, standalone_mode=False)
    [line] = [each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM")]
    print(f"most memory: {line.split()[1]} kB", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        _run(sys.argv[2:])
    else:
        sys.exit(not main(*map(int, sys.argv[1:])))
