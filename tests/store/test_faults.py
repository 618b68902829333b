"""Full disks, and migrations that are killed: what was acknowledged stays, and work goes on afterwards."""

import subprocess
import sys
import time

import pytest

from app.domain.errors import StorageFull
from app.services import diagnosing, revising
from app.store import database, migrations
from tests.factories import make_document, make_person, segment_of
from tests.serving import ROOT


def save_until_full(db, document, mira):
    texts = []
    for number in range(1000):
        text = f"{number} " + "long " * 1900
        revising.save_revision(db, segment_of(db, document).id, text, base_revision=number, author=mira)
        texts.append(text)
    return texts


def test_a_full_disk_refuses_a_save_in_words_and_loses_nothing(db):
    document, mira = make_document(db), make_person(db)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 40}")

    with pytest.raises(StorageFull, match="disk is full"):
        save_until_full(db, document, mira)

    number = segment_of(db, document).revision
    assert number > 3
    assert diagnosing.examine(db).faults == []
    db.execute("PRAGMA max_page_count = 1000000")
    saved = revising.save_revision(
        db, segment_of(db, document).id, "Again.", base_revision=number, author=mira
    )
    assert saved.revision.number == number + 1


OPEN_WITHOUT_ROOM = """
import resource, signal, sys
from app.domain.errors import StorageFull
from app.store import database
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    database.open_database(sys.argv[1])
except StorageFull as error:
    print(error.message)
"""


def test_a_disk_without_room_for_one_more_connection_is_full_and_not_a_broken_database(tmp_path):
    path = tmp_path / "stet.db"
    migrations.prepare(path).close()
    command = [sys.executable, "-c", OPEN_WITHOUT_ROOM, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "The disk is full" in done.stdout, done.stderr


def test_the_api_answers_507_when_the_disk_is_full(db, api, monkeypatch):
    make_document(db)

    def full(path):
        found = database.open_database(path)
        pages = found.execute("PRAGMA page_count").fetchone()[0]
        found.execute(f"PRAGMA max_page_count = {pages}")
        return found

    monkeypatch.setattr("app.db.open_database", full)
    statuses = []
    for number in range(20):
        body = {"text": "long " * 1900, "base_revision": number, "op_id": f"operation-{number}"}
        answer = api.post("/api/v1/segments/1/revisions", json=body)
        statuses.append(answer.status_code)
        if answer.status_code != 201:
            break

    assert statuses[-1] == 507
    assert "disk is full" in answer.json["error"]
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == statuses.count(201)


def test_a_migration_that_is_killed_leaves_all_or_nothing(tmp_path):
    migrate = "import sys; from app.store import migrations; print('go', flush=True); migrations.prepare(sys.argv[1])"
    outcomes = set()
    for number in range(12):
        path = tmp_path / f"{number}.db"
        child = subprocess.Popen([sys.executable, "-c", migrate, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(number * 0.004)
        child.kill()
        child.wait()
        child.stdout.close()
        outcomes.add(path.exists())
        db = migrations.prepare(path)
        assert diagnosing.examine(db).faults == []
        assert db.table("settings").count == 1
        db.close()
    assert True in outcomes


def test_two_that_migrate_at_once_make_one_database(tmp_path):
    migrate = "import sys; from app.store import migrations; migrations.prepare(sys.argv[1]).close()"
    path = tmp_path / "stet.db"
    children = [
        subprocess.Popen([sys.executable, "-c", migrate, str(path)], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [child.communicate()[1].decode() for child in children]

    assert [child.returncode for child in children] == [0] * 4, said
    db = migrations.prepare(path)
    assert db.table("settings").count == 1
    db.close()
