"""A preview shows how a text is read, takes choices, and stores nothing but itself before it is opened."""

import pytest

from app import clock
from app.domain.errors import Invalid, NotFound
from app.services import previewing
from app.store import documents, segments
from app.store.database import writing
from tests.factories import make_person

ARTICLE = """A new bridge for the town

A new bridge for the town

The bridge opens on 3 October. Dr. Müller will cut the ribbon.

Share on facebook
"""
SOURCE = """Eine neue Brücke für die Stadt

Die Brücke wird am 3. Oktober eröffnet. Dr. Müller wird das Band durchschneiden.
"""


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def plan(db, config, mira):
    return previewing.start(db, config, mira, data=ARTICLE.encode(), target_lang="en")


def shown(plan):
    return [(one.machine, one.left_out) for one in plan.segments]


def stored(db):
    return {name: db.table(name).count for name in ("projects", "documents", "segments", "originals")}


def test_the_plan_shows_sentences_furniture_and_languages(plan):
    assert shown(plan) == [
        ("A new bridge for the town", False),
        ("A new bridge for the town", True),
        ("The bridge opens on 3 October.", False),
        ("Dr. Müller will cut the ribbon.", False),
        ("Share on facebook", True),
    ]
    assert [one.flag for one in plan.segments if one.left_out] == ["repeated-title", "share-link"]
    assert (plan.name, plan.parsed.document.encoding.name) == ("A new bridge for the town", "utf-8")


def test_nothing_is_stored_before_it_is_opened(db, config, mira, plan):
    previewing.join(db, plan.id, mira, 2)
    previewing.attach_source(db, config, plan.id, mira, SOURCE.encode())
    assert set(stored(db).values()) == {0}


def test_opening_stores_what_was_shown_and_forgets_the_preview(db, config, mira, plan):
    shown_last = previewing.attach_source(db, config, plan.id, mira, SOURCE.encode())
    outcome = previewing.open_document(db, plan.id, mira, project_name="News")
    found = segments.live(db, outcome.documents[0].document_id)
    assert [(one.text, one.left_out) for one in found] == shown(shown_last)
    assert [one.source for one in found] == [one.source for one in shown_last.segments]
    assert found[2].source == "Die Brücke wird am 3. Oktober eröffnet."
    with pytest.raises(NotFound):
        previewing.get(db, plan.id, mira)


def test_a_preview_is_its_persons_own(db, plan):
    with pytest.raises(NotFound):
        previewing.get(db, plan.id, make_person(db, "Jonas"))


@pytest.mark.parametrize("options", [{"target_lang": "de"}, {"encoding": "utf-8"}, {"format": "md"}])
def test_choices_stay_when_the_text_is_read_again(db, config, mira, plan, options):
    previewing.leave_out(db, plan.id, mira, 1, left_out=False)
    previewing.leave_out(db, plan.id, mira, 3, left_out=True)
    again = previewing.change(db, config, plan.id, mira, **options)
    assert [one.left_out for one in again.segments if one.machine.startswith("A new")] == [False, False]
    assert [one.left_out for one in again.segments if one.machine.startswith("Dr.")] == [True]


def test_splitting_and_joining_lose_no_character(db, mira, plan):
    halves = previewing.split(db, plan.id, mira, 2, len("The bridge"))
    assert [one.machine for one in halves.segments[2:4]] == ["The bridge", "opens on 3 October."]
    whole = previewing.join(db, plan.id, mira, 2)
    assert shown(whole) == shown(plan)
    across = previewing.join(db, plan.id, mira, 3)
    joined = "".join(one.before + one.lead + one.machine + one.trail for one in across.segments)
    assert joined + across.parsed.document.tail == ARTICLE
    assert [one.paragraph for one in across.segments] == [1, 2, 3, 3]


@pytest.mark.parametrize("offset", [0, -1, 30, 10**9])
def test_a_split_outside_the_text_is_refused(db, mira, plan, offset):
    with pytest.raises(Invalid, match="inside its text"):
        previewing.split(db, plan.id, mira, 2, offset)


def test_everything_can_be_included_at_once(db, mira, plan):
    assert previewing.include_all(db, plan.id, mira).left_out == 0


def test_a_text_of_which_everything_is_left_out_is_not_opened(db, mira, plan):
    for at in range(len(plan.segments)):
        previewing.leave_out(db, plan.id, mira, at, left_out=True)
    with pytest.raises(Invalid, match="Every line is left out"):
        previewing.open_document(db, plan.id, mira, project_name="News")


def test_a_table_shows_its_columns_and_takes_a_mapping(db, config, mira):
    data = "satz,übersetzung,note\nEin Satz.,One sentence.,a long remark that is no text\n".encode()
    plan = previewing.start(db, config, mira, file_name="a.csv", data=data)
    assert plan.parsed.columns.columns == ("satz", "übersetzung", "note")
    mapped = previewing.change(
        db, config, plan.id, mira, mapping={"source": "satz", "machine": "übersetzung"}
    )
    assert [(one.source, one.machine) for one in mapped.segments] == [("Ein Satz.", "One sentence.")]
    with pytest.raises(Invalid, match="rows are its segments"):
        previewing.join(db, plan.id, mira, 0)


def test_old_previews_are_forgotten(db, config, mira, plan):
    with writing(db):
        db.table("imports").update(plan.id, {"created_at": clock.later(seconds=-31 * 86400)})
    previewing.start(db, config, mira, data=b"Another text.")
    with pytest.raises(NotFound):
        previewing.get(db, plan.id, mira)


def test_a_preview_opens_in_the_project_where_it_was_begun(db, config, mira, plan):
    first = previewing.open_document(db, plan.id, mira, project_name="News")
    again = previewing.start(db, config, mira, data=ARTICLE.encode(), project_id=first.project_id)
    second = previewing.open_document(db, again.id, mira)
    found = documents.list_of_project(db, first.project_id)
    assert second.project_id == first.project_id
    assert len(found) == 2


def test_a_source_of_another_size_is_said(db, config, mira):
    text = " ".join(f"Sentence number {n} stands here." for n in range(1, 13))
    begun = previewing.start(db, config, mira, data=text.encode(), target_lang="en")
    found = previewing.attach_source(
        db, config, begun.id, mira, b"Der erste Satz steht hier. Der zweite auch."
    )
    doubt = "The source has 2 sentences, the text 12: they may not cover the same. Look at the pairs."
    assert found.parsed.doubt == previewing.get(db, begun.id, mira).parsed.doubt == doubt
    assert previewing.attach_source(db, config, begun.id, mira, None).parsed.doubt is None
