"""Recording effort, who sees it, and edits in each direction."""

import pytest

from app.domain.errors import Invalid
from app.services import erasing, reviewing, revising
from app.services.effort import recording, summing
from app.services.effort.recording import Count
from app.store.effort import stretches
from tests.factories import make_document, make_person, segment_of


def confirm(db, document, author, position, text):
    segment = segment_of(db, document, position)
    revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


def record(db, document, person, position, milliseconds, keystrokes, op_id="one", **more):
    count = Count(segment_of(db, document, position).id, milliseconds, keystrokes)
    return recording.record(db, document.id, [count], op_id=op_id, person=person, **more)


def share(db, document, viewer, person, stage="editing"):
    shares = summing.of_project(db, document.project_id, person=viewer).shares
    return next(one for one in shares if (one.person, one.stage) == (person.name, stage))


def test_time_and_keys_add_up_over_batches_and_segments(db, owner):
    document = make_document(db)
    record(db, document, owner, 1, 1000, 5, "one")
    record(db, document, owner, 2, 2000, 7, "two")
    found = share(db, document, owner, owner)
    assert (found.milliseconds, found.keystrokes, found.segments) == (3000, 12, 2)


def test_the_same_batch_again_raises_counts_and_never_adds(db, owner):
    document = make_document(db)
    record(db, document, owner, 1, 1000, 5)
    record(db, document, owner, 1, 1500, 6)
    record(db, document, owner, 1, 1000, 5)
    found = share(db, document, owner, owner)
    assert (found.milliseconds, found.keystrokes) == (1500, 6)


def test_another_person_cannot_change_somebodys_batch(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    record(db, document, owner, 1, 1000, 5)
    record(db, document, mira, 1, 9000, 90)
    assert share(db, document, owner, owner).milliseconds == 1000


def test_a_project_that_is_switched_off_keeps_nothing(db, owner):
    document = make_document(db)
    recording.switch(db, document.project_id, False, who=owner)
    assert record(db, document, owner, 1, 1000, 5) == 0
    assert not list(db.query("SELECT * FROM effort"))
    recording.switch(db, document.project_id, True, who=owner)
    assert record(db, document, owner, 1, 1000, 5) == 1


def test_work_in_a_segment_that_somebody_else_confirmed_is_review(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    confirm(db, document, mira, 1, "Hundreds of inmates escaped.")
    record(db, document, owner, 1, 1000, 5)
    record(db, document, mira, 1, 500, 2)
    record(db, document, owner, 2, 300, 1, "two", is_review=True)
    assert share(db, document, owner, owner, "review").milliseconds == 1300
    assert share(db, document, owner, mira, "editing").milliseconds == 500


def test_segments_of_other_documents_are_not_counted(db, owner):
    document, other = make_document(db), make_document(db, project="Other")
    count = Count(segment_of(db, other).id, 1000, 5)
    assert recording.record(db, document.id, [count], op_id="x", person=owner) == 0


@pytest.mark.parametrize("count", [Count(1, 25 * 3600 * 1000, 1), Count(1, 1, 10_000_000)])
def test_counts_that_no_day_can_hold_are_refused(db, owner, count):
    document = make_document(db)
    with pytest.raises(Invalid, match="Segment 1"):
        recording.record(db, document.id, [count], op_id="x", person=owner)
    with pytest.raises(Invalid, match="1 to 1,000"):
        recording.record(db, document.id, [], op_id="x", person=owner)


def test_editors_see_their_own_effort_and_leads_everybodys(db, owner):
    document = make_document(db)
    mira, jonas = make_person(db, "Mira"), make_person(db, "Jonas")
    lead = make_person(db, "Lena", "lead")
    for person in (mira, jonas):
        record(db, document, person, 1, 1000, 5, person.name)
    confirm(db, document, jonas, 2, "Some turned themselves in.")
    project = document.project_id
    assert {one.person for one in summing.of_project(db, project, person=mira).shares} == {"Mira"}
    assert {one.person for one in summing.of_project(db, project, person=lead).shares} == {"Mira", "Jonas"}
    assert {one["person"] for one in summing.of_segments(db, project, person=mira)} == {"Mira"}
    assert not summing.of_project(db, project, person=mira).is_whole


def test_words_changed_and_revisions_come_from_the_log(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    confirm(db, document, mira, 2, "Some also turned themselves in.")
    found = share(db, document, owner, mira)
    assert (found.words_changed, found.revisions, found.milliseconds) == (3, 1, None)


def test_confirmations_are_counted_for_an_hour_of_active_time(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    confirm(db, document, mira, 1, "Hundreds escaped.")
    confirm(db, document, mira, 2, "Some also turned themselves in.")
    assert share(db, document, owner, mira).confirmed_per_hour is None
    record(db, document, mira, 1, 30 * 60_000, 5)
    found = share(db, document, owner, mira)
    assert (found.confirmed, found.confirmed_per_hour) == (2, 4.0)


def test_edits_in_each_direction(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    confirm(db, document, mira, 2, "Some also turned themselves in.")
    before = summing.of_project(db, document.project_id, person=owner).directions
    assert before[1].hter.score is None
    assert before[1].hter.reason == summing.NOTHING_REVIEWED
    segment = segment_of(db, document, 2)
    revising.save_revision(
        db, segment.id, "Several also turned themselves in.", base_revision=None, author=owner
    )
    editing, review = summing.of_project(db, document.project_id, person=owner).directions
    assert (editing.stage, editing.words_changed, editing.words, editing.hter.n) == ("editing", 3, 5, 1)
    assert (review.stage, review.words_changed, review.words) == ("review", 1, 5)
    assert review.hter.score == pytest.approx(0.2)
    assert review.pee.score is not None


def test_an_approval_without_a_change_is_a_review_that_changed_nothing(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    confirm(db, document, mira, 2, "Some also turned themselves in.")
    segment = segment_of(db, document, 2)
    reviewing.approve(db, [(segment.id, segment.revision)], document_id=document.id, author=owner)
    review = summing.of_project(db, document.project_id, person=owner).directions[1]
    assert (review.words_changed, review.words, review.hter.score) == (0, 5, 0.0)


def test_languages_are_kept_apart(db, owner):
    english = make_document(db)
    make_document(db, ["猫が好きです。"], lang="ja")
    confirm(db, english, owner, 2, "Some also turned themselves in.")
    japanese = list(db.query("SELECT id FROM documents"))[-1]["id"]
    segment = next(iter(db.query("SELECT id FROM segments WHERE document_id = ?", [japanese])))["id"]
    revising.save_revision(db, segment, "猫が大好きです。", base_revision=None, author=owner, confirm=True)
    found = summing.of_project(db, english.project_id, person=owner).directions
    assert [one.lang for one in found] == ["en", "en", "ja", "ja"]


def test_deleting_takes_time_and_keys_and_leaves_the_log(db, owner):
    document = make_document(db)
    record(db, document, owner, 1, 1000, 5)
    confirm(db, document, owner, 2, "Some also turned themselves in.")
    recording.delete(db, document.project_id, who=owner)
    found = share(db, document, owner, owner)
    assert (found.milliseconds, found.words_changed) == (None, 3)


def test_erasing_takes_recorded_effort_along(db, owner):
    document = make_document(db)
    mira = make_person(db, "Mira")
    record(db, document, mira, 1, 1000, 5)
    record(db, document, owner, 1, 1000, 5)
    erasing.erase_person(db, "Mira", who=owner)
    assert [one.person for one in stretches.of_project(db, document.project_id)] == ["Olga"]
    erasing.erase_document(db, document.id, who=owner)
    assert not list(db.query("SELECT * FROM effort"))
