"""`make bench`: every figure in one run; exit status 1 where a promise is not kept."""

from __future__ import annotations

import importlib
import sys

FIGURES = (
    "importing",
    "opening",
    "long_documents",
    "typing",
    "effort",
    "saving",
    "score_speed",
    "sureness",
    "corpora",
    "differences",
    "clients",
    "tabs",
    "first_look",
    "kills",
    "coverage",
)


def main(wanted: list[str]) -> int:
    broken = []
    for name in wanted or FIGURES:
        print(f"— {name}", flush=True)
        if importlib.import_module(f"bench.{name}").main() is False:
            broken.append(name)
    for name in broken:
        print(f"NOT KEPT: {name}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
