"""How long the quality page and the compare page take with 10,000 segments, from stored statistics: python -m bench.quality_page

The first opening computes intervals; later ones find them in memory until something changes.
"""

from __future__ import annotations

import json
import statistics as numbers
import sys
import tempfile
import time
from pathlib import Path

from app import create_app
from app.access import COOKIE
from app.config import Config
from app.domain.scoring import statistics
from app.services import signing_in
from app.store import migrations
from app.store.database import writing
from app.store.measures import candidates
from tests import factories, quality_fixtures

TIMES = 5
JUDGED = 500  # segments in which people marked errors of both systems


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stet.db"
        project_id, session = _make(path, count)
        client = create_app(Config(db=str(path)), testing=True).test_client()
        client.set_cookie(COOKIE, session)
        client.get("/")
        for name in ("quality", "compare?a=A&b=B", "quality/words"):
            first, *later = [_seconds(client, f"/p/{project_id}/{name}") for _ in range(TIMES + 1)]
            middle = numbers.median(later)
            print(
                f"{count:,} segments, /{name}: first {first:.2f} s, then {middle:.2f} s"
                f" ({min(later):.2f} to {max(later):.2f} s of {TIMES})"
            )


def _make(path: Path, count: int) -> tuple[int, str]:
    """One document of two systems, all confirmed, each text with an independent reference and its statistics; some judged."""
    db = migrations.prepare(path)
    owner = signing_in.add_person(db, "Olga", "owner")
    texts = quality_fixtures.texts(count, "a")
    document = factories.make_document(
        db, texts, sources=texts, other_system=quality_fixtures.texts(count, "b"), system="A"
    )
    ids = quality_fixtures.segment_ids(db, [document])
    for place, segment_id in enumerate(ids[:: max(1, count // JUDGED)]):
        for system, person in (("A", "Ann"), ("A", "Bo"), ("B", "Ann")):
            quality_fixtures.marked(db, segment_id, system, place % 3, person=person, place=place)
    kinds = [
        statistics.of_segment(text, text + " and more" * (n % 3), "en") for n, text in enumerate(texts[:50])
    ]
    with writing(db):
        db.execute(
            "UPDATE segments SET state = 'confirmed', author = 'Olga', changed_at = '2026-11-20T10:00:00Z'"
        )
        db.conn.executemany(
            "INSERT INTO segment_statistics VALUES (?, 1, ?, ?, ?, ?, NULL)",
            [
                (one, json.dumps(kind.bleu), json.dumps(kind.chrf), *(kind.ter or (None, None)))
                for number, one in enumerate(ids)
                for kind in [kinds[number % 50]]
            ],
        )
        db.conn.executemany(
            "INSERT INTO segment_references (segment_id, origin, text) VALUES (?, 'independent', 'x')",
            [(one,) for one in ids],
        )
        missing = candidates.missing(db, document.project_id, 3 * count)
        candidates.save(
            db,
            [
                (one, kinds[number % 50], 50.0 + number % 7 + (one.system == "B"))
                for number, one in enumerate(missing)
            ],
        )
    _, session = signing_in.sign_in_by_link(db, signing_in.make_link(db, owner), days=1)
    db.close()
    return document.project_id, session


def _seconds(client: object, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.status_code
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
