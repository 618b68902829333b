"""Marks in the database: nobody rewrites them, not even by SQL."""

import pytest
from sqlite_utils.utils import sqlite3

from app.services.judging import marking
from app.services.judging.marking import Place
from tests.factories import make_document, make_person, segment_of


@pytest.mark.parametrize("column", ["quote = 'x'", "severity = 'minor'", "start_at = 1, end_at = 2", "revision = 1", "category = NULL"])  # fmt: skip
def test_a_mark_is_only_withdrawn(db, column):
    segment = segment_of(db, make_document(db))
    place = Place(0, "target", 0, 7, "Several")
    ann = make_person(db, "Ann")
    mark = marking.mark(db, segment.id, place, category="Grammar", severity="major", author=ann).mark

    with pytest.raises(sqlite3.IntegrityError, match="only withdrawn"):
        db.execute(f"UPDATE marks SET {column} WHERE id = {mark.id}")
    withdrawn = marking.withdraw(db, mark.id, who=ann)
    assert marking.withdraw(db, mark.id, who=ann) == withdrawn
    with pytest.raises(sqlite3.IntegrityError, match="only withdrawn"):
        db.execute(f"UPDATE marks SET withdrawn_at = NULL WHERE id = {mark.id}")
