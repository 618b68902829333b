"""`stet erase`, `backup`, `restore`, `doctor` as they are typed."""

import subprocess
import sys

import pytest

from app.services import revising
from app.store import documents
from tests.factories import make_document, make_person, segment_of
from tests.serving import ROOT


@pytest.fixture
def run(db, db_path):
    def call(*arguments, stdin=""):
        command = [sys.executable, "-m", "app", "--db", str(db_path), *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, input=stdin, timeout=60)

    return call


@pytest.fixture
def document(db):
    document = make_document(db)
    segment = segment_of(db, document)
    revising.save_revision(db, segment.id, "Better.", base_revision=0, author=make_person(db), confirm=True)
    return document


def test_a_preview_says_what_would_go_and_changes_nothing(run, db, document):
    done = run("erase", document.id, "--dry-run")

    assert done.returncode == 0
    assert "1 revision" in done.stdout
    assert "3 segments" in done.stdout
    assert documents.get(db, document.id)


def test_erasing_a_document_takes_it_away(run, db, document):
    assert run("erase", document.id).returncode == 0

    again = run("erase", document.id)
    assert again.returncode == 1
    assert "erased before" in again.stderr


def test_erasing_a_person_keeps_the_texts(run, db, document, owner):
    assert run("erase", "--person", "Mira").returncode == 0

    head = segment_of(db, document)
    assert head.text == "Better."
    assert head.author.startswith("removed person")


def test_only_an_owner_erases(run, db, document, owner):
    make_person(db, "Mira", role="editor")
    refused = run("erase", document.id, "--user", "Mira")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "only an owner erases" in refused.stderr
    assert documents.get(db, document.id)


@pytest.mark.parametrize("arguments", [(), ("1", "--person", "Mira"), ("one",)])
def test_erasing_needs_one_thing(run, arguments):
    assert run("erase", *arguments).returncode == 2


def test_backup_restore_and_doctor_work_together(run, db, document, tmp_path):
    assert run("backup", tmp_path / "b.db").returncode == 0
    revising.save_revision(
        db, segment_of(db, document).id, "Later.", base_revision=1, author=make_person(db), confirm=True
    )
    db.close()
    restored = run("restore", tmp_path / "b.db")
    doctor = run("doctor")

    assert restored.returncode == 0, restored.stderr
    assert "1 revisions, verified" in restored.stdout
    assert (doctor.returncode, doctor.stdout.splitlines()[-1]) == (0, "Nothing is wrong.")


def test_the_doctor_names_the_next_command(run, db, document, tmp_path):
    run("backup", tmp_path / "b.db")
    db.execute("UPDATE segments SET text = 'forged' WHERE id = 1")

    done = run("doctor")

    assert done.returncode == 1
    assert "FAULT: Segment 1" in done.stdout
    assert done.stdout.splitlines()[-1] == f"Next: stet restore {tmp_path / 'b.db'}"


def test_the_doctor_makes_no_database(run, tmp_path):
    command = [sys.executable, "-m", "app", "--db", str(tmp_path / "none.db"), "doctor"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_backup_is_refused_in_one_sentence(run, db, document, tmp_path, content):
    path = tmp_path / "b.db"
    if content is not None:
        path.write_bytes(content)

    done = run("restore", path)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert segment_of(db, document).text == "Better."


def test_the_log_is_readable_with_sqlite_utils(db, db_path, document):
    command = [sys.executable, "-m", "sqlite_utils", "rows", str(db_path), "revisions", "--nl"]
    done = subprocess.run(command, capture_output=True, text=True)

    assert '"author": "Mira", "kind": "confirm", "segment_id": 1, "number": 1, "state": "confirmed", "text": "Better."' in done.stdout  # fmt: skip


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_damaged_pages_are_said_with_the_next_command_and_no_traceback(run, db, document, tmp_path, place):
    damaged = tmp_path / "damaged.db"
    run("backup", damaged)
    pages = bytearray(damaged.read_bytes())
    start = int(len(pages) * place)
    pages[start : start + 40_000] = b"Z" * len(pages[start : start + 40_000])
    damaged.write_bytes(pages)

    examined = run("--db", damaged, "doctor")
    listed = run("--db", damaged, "segments", document.id)
    assert examined.returncode == 1
    assert "stet restore" in examined.stdout + examined.stderr
    assert "Traceback" not in examined.stderr + listed.stderr


@pytest.mark.parametrize(
    "command", [["user", "list"], ["export", "1"], ["segments", "1"], ["report", "News"], ["backup", "b.db"]]
)
def test_a_mistyped_path_makes_no_database(run, tmp_path, command):
    done = run("--db", tmp_path / "typo.db", *command)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "There is no database" in done.stderr
    assert not list(tmp_path.glob("typo*"))
