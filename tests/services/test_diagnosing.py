"""The doctor finds what no integrity check sees: a flipped bit, a changed sum, a missing revision."""

import random

import pytest

from app.domain.errors import Invalid
from app.services import diagnosing, revising
from app.store import database, erasures
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    document = make_document(db)
    mira = make_person(db)
    for number in range(20):
        text = f"Correction {number}: nobody stays the night. 監視 عربى"
        revising.save_revision(
            db, segment_of(db, document).id, text, base_revision=number, author=mira, confirm=True
        )
    return document


def faults(path):
    try:
        db = database.open_database(path)
    except Invalid as error:
        return [error.message]
    try:
        return diagnosing.examine(db).faults
    finally:
        db.close()


def test_a_sound_database_has_no_faults(db, document):
    found = diagnosing.examine(db)

    assert found.faults == []
    assert found.next_command is None
    assert any("1 documents" in note for note in found.notes)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE segments SET text = 'other' WHERE id = 1", "newest revision"),
        ("UPDATE segments SET text = 'other' WHERE id = 2", "no revision says why"),
        ("UPDATE document_sums SET n = n + 1", "sums of document"),
        ("UPDATE segment_statistics SET bleu = '[1, 1, 0, 0, 0, 0, 0, 0, 0, 0]'", "do not follow"),
        ("UPDATE segment_counts SET n = 7 WHERE bucket = 'all'", "counts of document"),
        ("DROP TRIGGER revisions_are_never_deleted", "is gone"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM projects", "points at a row"),
        ("DROP TRIGGER revisions_are_never_deleted; DELETE FROM revisions WHERE number = 4", "one is missing"),
        ("DROP TRIGGER revisions_are_never_deleted; DELETE FROM revisions WHERE number = 20", "newest revision"),
        ("DROP TRIGGER revisions_are_never_deleted; DELETE FROM revisions", "lost all"),
        ("DROP TRIGGER revisions_are_never_changed; UPDATE revisions SET author = 'x' WHERE number = 2", "author"),
        ("DROP TRIGGER revisions_are_never_changed; UPDATE revisions SET made_at = 'x' WHERE number = 2", "hash"),
        ("DROP TRIGGER revisions_are_never_changed; UPDATE revisions SET text = 'x' WHERE number = 2", "its text"),
    ],
)  # fmt: skip
def test_each_tampering_is_named(db, document, statement, words):
    for part in statement.split("; "):
        db.execute(part)

    found = diagnosing.examine(db).faults

    assert any(words in fault for fault in found), found


def test_flipped_bits_in_revisions_are_found(db, db_path, document, tmp_path):
    erasures.scrub_free_pages(db)  # so that no place lies in an old copy of a row
    db.close()
    content = db_path.read_bytes()
    places = [at for at in range(len(content)) if content.startswith(b"Correction", at)]
    chosen = random.Random(0)
    copy = tmp_path / "flipped.db"
    missed = []
    for _ in range(40):
        place = chosen.choice(places) + chosen.randrange(30)
        flipped = bytearray(content)
        flipped[place] ^= 1 << chosen.randrange(7)
        copy.write_bytes(flipped)
        missed += [] if faults(copy) else [place]

    assert missed == []


def test_the_log_reads_as_a_person_reads(db, document):
    columns = [column.name for column in db.table("revisions").columns]

    assert columns[:8] == ["id", "made_at", "author", "kind", "segment_id", "number", "state", "text"]
