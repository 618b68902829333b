"""Who wrote each word of a segment."""

import pytest

from app.services import revising, structuring
from app.services.changing import undoing
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


def said(db, segment):
    return [(one.text, one.author) for one in blaming.runs(db, segment.id)]


def save(db, segment, text, name):
    author = make_person(db, name)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author)


def test_words_keep_their_author_through_a_split(db):
    document = make_document(db, ["The cat sat. The cat ran."])
    save(db, segment_of(db, document), "The dog sat. The dog ran.", "Mira")
    structuring.split(
        db, segment_of(db, document).id, 12, base_revision=None, author=make_person(db, "Jonas")
    )

    assert said(db, segment_of(db, document, 1)) == [("The ", None), ("dog ", "Mira"), ("sat.", None)]
    assert said(db, segment_of(db, document, 2)) == [("The ", None), ("dog ", "Mira"), ("ran.", None)]


def test_words_keep_their_author_through_a_join_and_later_changes(db):
    document = make_document(db, ["One cat.", "Two cats."])
    save(db, segment_of(db, document, 1), "One dog.", "Mira")
    save(db, segment_of(db, document, 2), "Two dogs.", "Jonas")
    olga = make_person(db, "Olga")
    structuring.join(db, segment_of(db, document).id, base_revision=None, author=olga)
    save(db, segment_of(db, document), "One dog and two dogs.", "Olga")

    assert said(db, segment_of(db, document)) == [
        ("One ", None),
        ("dog ", "Mira"),
        ("and ", "Olga"),
        ("two ", "Olga"),
        ("dogs", "Jonas"),
        (".", None),
    ]


@pytest.mark.parametrize(
    ("lang", "machine", "text", "at", "second"),
    [
        ("ja", "犬が走る。猫が寝る。", "犬が走る。鳥が寝る。", 5, [("鳥", "Mira"), ("が寝る。", None)]),
        (
            "ar",
            "بدأ العيد. انتهى أمس.",
            "بدأ العيد. انتهى اليوم.",
            11,
            [("انتهى ", None), ("اليوم", "Mira"), (".", None)],
        ),
    ],
)
def test_words_of_any_script_keep_their_author_through_a_split(db, lang, machine, text, at, second):
    document = make_document(db, [machine], lang=lang)
    save(db, segment_of(db, document), text, "Mira")
    structuring.split(
        db, segment_of(db, document).id, at, base_revision=None, author=make_person(db, "Jonas")
    )

    assert said(db, segment_of(db, document, 2)) == second


def test_what_happens_to_a_parent_after_an_undo_is_not_inherited(db):
    document = make_document(db, ["One cat. Two cats."])
    jonas = make_person(db, "Jonas", "owner")
    whole = segment_of(db, document)
    done = structuring.split(db, whole.id, 8, base_revision=None, author=jonas)
    first = segment_of(db, document)
    undoing.undo(db, done.batch.id, author=jonas)
    save(db, whole, "One dog. Two dogs.", "Mira")

    assert said(db, first) == [("One cat.", None)]
    assert said(db, whole) == [
        ("One ", None),
        ("dog", "Mira"),
        (". Two ", None),
        ("dogs", "Mira"),
        (".", None),
    ]


def test_the_ancestors_are_the_nearest_first_with_their_revisions_until_then(db):
    document = make_document(db, ["One cat. Two cats."])
    whole = save(db, segment_of(db, document), "One dog. Two cats.", "Mira").segment
    jonas = make_person(db, "Jonas")
    structuring.split(db, whole.id, 8, base_revision=None, author=jonas)
    halves = [segment_of(db, document, number) for number in (1, 2)]
    structuring.join(db, halves[0].id, base_revision=None, author=jonas)

    found = blaming.ancestors(db, segment_of(db, document).id)
    assert [(one.segment.id, one.how) for one in found] == [
        (halves[0].id, "join"),
        (halves[1].id, "join"),
        (whole.id, "split"),
    ]
    assert [one.text for one in found[2].revisions] == ["One dog. Two cats."]
    assert said(db, segment_of(db, document)) == [("One ", None), ("dog", "Mira"), (". Two cats.", None)]
    assert blaming.ancestors(db, segment_of(db, make_document(db, ["Alone."], project="Other")).id) == []


def test_a_long_line_of_splits_and_joins_ends(db):
    document = make_document(db, ["One cat. Two cats."])
    jonas = make_person(db, "Jonas")
    for _ in range(40):
        structuring.split(db, segment_of(db, document).id, 8, base_revision=None, author=jonas)
        structuring.join(db, segment_of(db, document).id, base_revision=None, author=jonas)

    runs = blaming.runs(db, segment_of(db, document).id)
    assert "".join(one.text for one in runs) == "One cat. Two cats."
    assert len(blaming.ancestors(db, segment_of(db, document).id)) == 50
