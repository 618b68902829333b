"""Who wrote each word of a segment."""

import pytest

from app.services import revising
from app.services.recalling import blaming
from tests.factories import make_document, make_person, segment_of


def written(db, document, *texts):
    """Save each (author, text) and give the runs as (text, author)."""
    segment = segment_of(db, document)
    for name, text in texts:
        revising.save_revision(db, segment.id, text, base_revision=None, author=make_person(db, name))
    return [(one.text, one.author) for one in blaming.runs(db, segment.id)]


@pytest.mark.parametrize(
    ("lang", "machine", "texts", "expected"),
    [
        ("en", "Some hired themselves.", [], [("Some hired themselves.", None)]),
        (
            "en",
            "Some hired themselves.",
            [("Mira", "Some turned themselves."), ("Jonas", "Some turned themselves in.")],
            [("Some ", None), ("turned ", "Mira"), ("themselves ", None), ("in", "Jonas"), (".", None)],
        ),
        ("ja", "犬が走る。", [("Mira", "猫が走る。")], [("猫", "Mira"), ("が走る。", None)]),
        (
            "ar",
            "بدأ العيد أمس.",
            [("Mira", "بدأ العيد اليوم.")],
            [("بدأ العيد ", None), ("اليوم", "Mira"), (".", None)],
        ),
        ("en", "One.", [("Mira", "")], []),
    ],
)
def test_each_word_belongs_to_who_brought_it(db, lang, machine, texts, expected):
    assert written(db, make_document(db, [machine], lang=lang), *texts) == expected


def test_runs_carry_the_revision_and_its_time(db):
    document = make_document(db, ["One cat."])
    written(db, document, ("Mira", "One dog."))

    found = blaming.runs(db, segment_of(db, document).id)
    assert [(one.revision, one.made_at is None) for one in found] == [(0, True), (1, False), (0, True)]
