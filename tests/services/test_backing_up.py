"""A backup holds everything that was acknowledged; a damaged one is refused before anything changes."""

import subprocess
import sys

import pytest

from app.domain.errors import Busy, Invalid, NotFound
from app.services import backing_up, diagnosing, revising, signing_in
from app.store import database, people
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db)


def save(db, document, text, number=0):
    segment = segment_of(db, document)
    revising.save_revision(db, segment.id, text, base_revision=number, author=make_person(db), confirm=True)


def text_in(path, document):
    db = database.open_database(path)
    try:
        return segment_of(db, document).text
    finally:
        db.close()


def test_what_was_saved_is_in_the_backup_and_comes_back(db, db_path, document, owner, tmp_path):
    save(db, document, "كان هنا — ここ 👩🏽‍🚀")
    copy = backing_up.back_up(db, tmp_path / "b.db", who=owner)
    save(db, document, "Later.", 1)
    db.close()

    restored = backing_up.restore(copy.path, db_path)

    assert text_in(db_path, document) == "كان هنا — ここ 👩🏽‍🚀"
    assert text_in(restored.kept, document) == "Later."
    assert copy.counts["revisions"] == restored.counts["revisions"] == 1


def test_a_restored_database_is_sound(db, db_path, document, owner, tmp_path):
    save(db, document, "Better.")
    copy = backing_up.back_up(db, tmp_path / "b.db", who=owner)
    db.close()
    backing_up.restore(copy.path, db_path)

    restored = database.open_database(db_path)
    assert diagnosing.examine(restored).faults == []
    restored.close()


def test_a_backup_is_never_overwritten(db, owner, tmp_path):
    target = tmp_path / "b.db"
    backing_up.back_up(db, target, who=owner)
    before = target.read_bytes()

    with pytest.raises(Invalid, match="exists"):
        backing_up.back_up(db, target, who=owner)

    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*partial"))


def test_a_backup_into_a_missing_folder_is_refused(db, owner, tmp_path):
    with pytest.raises(NotFound, match="no folder"):
        backing_up.back_up(db, tmp_path / "nowhere" / "b.db", who=owner)


@pytest.mark.parametrize("place", [0, 20000, -3000])
def test_a_damaged_backup_is_refused_and_changes_nothing(db, db_path, document, owner, tmp_path, place):
    save(db, document, "Kept.")
    target = backing_up.back_up(db, tmp_path / "b.db", who=owner).path
    db.close()
    broken = bytearray(target.read_bytes())
    broken[place : place + 900 if place >= 0 else None] = b"\xaa" * 900
    target.write_bytes(broken)

    with pytest.raises(Invalid):
        backing_up.restore(target, db_path)

    assert text_in(db_path, document) == "Kept."
    assert not list(tmp_path.glob(".*restored*"))


def test_a_changed_text_in_a_backup_is_found(db, db_path, document, owner, tmp_path):
    save(db, document, "Kept.")
    target = backing_up.back_up(db, tmp_path / "b.db", who=owner).path
    db.close()
    target.write_bytes(target.read_bytes().replace(b"Kept.", b"Lost."))

    with pytest.raises(Invalid, match="damaged"):
        backing_up.restore(target, db_path)


def test_restoring_ends_every_sign_in(db, db_path, owner, tmp_path):
    link = signing_in.make_link(db, owner)
    _, session = signing_in.sign_in_by_link(db, signing_in.make_link(db, owner), days=1)
    copy = backing_up.back_up(db, tmp_path / "b.db", who=owner)
    db.close()
    backing_up.restore(copy.path, db_path)

    restored = database.open_database(db_path)
    assert signing_in.person_of_session(restored, session) is None
    with pytest.raises(Exception, match="used or has expired"):
        signing_in.sign_in_by_link(restored, link, days=1)
    restored.close()


def test_restoring_gives_no_right_back_that_was_taken(db, db_path, owner, tmp_path):
    lead = make_person(db, "Lena", "lead")
    token = signing_in.make_token(db, lead)
    copy = backing_up.back_up(db, tmp_path / "b.db", who=owner)
    db.table("people").update(lead.id, {"role": "viewer"})
    db.execute("UPDATE tokens SET revoked_at = '2026-01-01'")
    db.close()
    backing_up.restore(copy.path, db_path)

    restored = database.open_database(db_path)
    assert people.get(restored, "Lena").role == "viewer"
    assert people.get(restored, owner.name).role == "owner"
    assert signing_in.person_of_token(restored, token) is None
    restored.close()


def test_a_backup_comes_back_over_a_database_that_is_ruined(db, db_path, document, owner, tmp_path):
    save(db, document, "Kept.")
    copy = backing_up.back_up(db, tmp_path / "b.db", who=owner)
    db.close()
    db_path.write_bytes(b"\xff" * 30_000)

    backing_up.restore(copy.path, db_path)

    assert text_in(db_path, document) == "Kept."


def test_a_database_that_is_served_is_not_replaced(db, db_path, document, owner, tmp_path):
    copy = backing_up.back_up(db, tmp_path / "b.db", who=owner)
    hold = (
        "import sys; from app.store.database import hold_serving_lock\n"
        "with hold_serving_lock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(db_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    holder.stdout.readline()

    with pytest.raises(Busy, match="Stop it"):
        backing_up.restore(copy.path, db_path)

    holder.communicate()


def test_a_full_disk_leaves_no_file_under_the_backups_name(db, db_path, document, owner, tmp_path):
    for number in range(40):
        save(db, document, "Long text. " * 900, number)
    run = (
        "import resource, sys; from pathlib import Path\n"
        "from app.store.database import open_database; from app.services import backing_up, signing_in\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "db = open_database(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "backing_up.back_up(db, Path(sys.argv[2]), who=signing_in.author_named(db, None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, str(db_path), str(tmp_path / "b.db")], capture_output=True, text=True
    )

    assert "could not be written" in done.stderr
    assert not [path for path in tmp_path.iterdir() if "b.db" in path.name and "stet" not in path.name]
