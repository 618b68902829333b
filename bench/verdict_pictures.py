"""Pictures of the five verdicts on two systems, for people to judge: which is better, and how sure? (UX, statement 23)

python -m bench.verdict_pictures FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.chromium import chromium, sign_in
from tests.quality_fixtures import VERDICTS, make
from tests.serving import Server

SIZE = {"width": 1280, "height": 900}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "verdicts")
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        path = Path(place) / "stet.db"
        made = _projects(path)
        with Server(path) as server:
            page = sign_in(browser, server, viewport=SIZE)
            for name, project_id in made.items():
                page.goto(f"{server.address}/p/{project_id}/quality")
                page.screenshot(path=folder / f"{name}.png")
    print(f"Five pictures in {folder}.")


def _projects(path: Path) -> dict[str, int]:
    from app.store import migrations

    db = migrations.prepare(path)
    made = {name: make(db, name)[0] for name in VERDICTS}
    db.close()
    return made


if __name__ == "__main__":
    main()
