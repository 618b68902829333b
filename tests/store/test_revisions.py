"""The log: append-only, chained, readable."""

import subprocess
import sys

import pytest
from sqlite_utils.utils import sqlite3

from app.services import revising
from app.store import revisions
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def segment(db):
    mira = make_person(db, "Mira")
    segment = segment_of(db, make_document(db), 2)
    revising.save_revision(db, segment.id, "Some surrendered.", base_revision=0, author=mira)
    revising.save_revision(
        db, segment.id, "Some also surrendered.", base_revision=1, author=mira, confirm=True
    )
    return segment


@pytest.mark.parametrize("statement", ["UPDATE revisions SET text = 'x'", "DELETE FROM revisions"])
def test_the_log_refuses_change_and_deletion(db, segment, statement):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)


def test_each_revision_is_chained_to_the_one_before(db, segment):
    rows = list(db.query("SELECT * FROM revisions ORDER BY number"))

    assert rows[0]["previous_hash"] == revisions.text_hash(f"{segment.id}\n{segment.machine}")
    assert rows[1]["previous_hash"] == rows[0]["hash"]
    assert all(row["hash"] == revisions.row_hash(row) for row in rows)


def test_a_changed_text_no_longer_fits_its_hash(db, segment):
    row = next(iter(db.query("SELECT * FROM revisions")))

    assert row["text_hash"] == revisions.text_hash(row["text"])
    assert row["text_hash"] != revisions.text_hash(row["text"] + " ")


def test_numbers_are_unique_within_a_segment(db, segment):
    row = next(iter(db.query("SELECT * FROM revisions")))
    del row["id"]

    with pytest.raises(sqlite3.IntegrityError):
        db.table("revisions").insert({**row, "op_id": None})


def test_a_person_can_read_the_log_with_sqlite_utils(db, segment, db_path):
    command = [sys.executable, "-m", "sqlite_utils", "rows", str(db_path), "revisions", "--fmt", "plain"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    assert shown[0].split()[:8] == [
        "id",
        "made_at",
        "author",
        "kind",
        "segment_id",
        "number",
        "state",
        "text",
    ]
    assert "Mira" in shown[1]
    assert "Some surrendered." in shown[1]
