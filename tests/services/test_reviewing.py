"""Review of an editor's work: what is shown, approving, sending back, and what comes back to the editor."""

import pytest

from app.domain.errors import Conflict, Forbidden, Invalid
from app.services import reading, reviewing, revising, scoring, signing_in, structuring
from app.services.changing import undoing
from app.store import segments
from tests.factories import make_document, make_person, segment_of

BETTER = "Some also turned themselves in."


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def rosa(db):
    return make_person(db, "Rosa", "reviewer")


@pytest.fixture
def document(db):
    return make_document(db)


def correct(db, document, author, position=2, text=BETTER, confirm=True):
    segment = segment_of(db, document, position)
    return revising.save_revision(
        db, segment.id, text, base_revision=segment.revision, author=author, confirm=confirm
    ).segment


def approve(db, *found, author, **more):
    pairs = [(one.id, one.revision) for one in found]
    return reviewing.approve(db, pairs, document_id=found[0].document_id, author=author, **more)


def send_back(db, *found, author, reason="Not fluent", **more):
    pairs = [(one.id, one.revision) for one in found]
    return reviewing.send_back(
        db, pairs, document_id=found[0].document_id, reason=reason, author=author, **more
    )


def shown(db, document, state="waiting", **more):
    return [one.segment.position for one in reviewing.page(db, document.id, state=state, **more).rows]


def marked(difference):
    return [(one.op, one.text) for one in difference.pieces if one.op != "equal"]


def test_only_changed_segments_wait_for_a_reviewer(db, document, mira):
    correct(db, document, mira)
    correct(db, document, mira, 1, segment_of(db, document, 1).text)
    correct(db, document, mira, 3, "Half a thought", confirm=False)

    assert shown(db, document) == [2]
    assert shown(db, document, "unchanged") == [1]
    assert shown(db, document, "edited") == [3]
    assert shown(db, document, "all") == [2, 3]
    counts = reviewing.page(db, document.id).counts
    assert (counts["waiting"], counts["unchanged"], counts["edited"]) == (1, 1, 1)


def test_a_first_review_compares_with_the_machine_text(db, document, mira):
    correct(db, document, mira)
    row = reviewing.page(db, document.id).rows[0]

    assert not row.is_since_approval
    assert marked(row.difference) == [("delete", "hired themselves"), ("insert", "turned themselves in")]


def test_a_second_review_compares_with_what_was_approved(db, document, mira, rosa):
    approve(db, correct(db, document, mira), author=rosa)
    correct(db, document, mira, text="Some also turned themselves in today.")
    row = reviewing.page(db, document.id).rows[0]

    assert row.is_since_approval
    assert marked(row.difference) == [("insert", " today")]


def test_an_undone_approval_is_no_base(db, document, mira, rosa):
    done = approve(db, correct(db, document, mira), author=rosa)
    undoing.undo(db, done.batch.id, author=rosa)

    row = reviewing.page(db, document.id).rows[0]
    assert (row.segment.state, row.is_since_approval) == ("confirmed", False)


def test_a_sentence_that_was_cut_is_shown_as_deleted(db, document, mira):
    structuring.cut(db, segment_of(db, document, 2).id, base_revision=None, author=mira)

    row = reviewing.page(db, document.id).rows[0]
    assert marked(row.difference) == [("delete", "Some also hired themselves.")]


def test_the_editor_is_who_wrote_not_who_judged(db, document, mira, rosa):
    approve(db, correct(db, document, mira), author=rosa)
    send_back(db, segment_of(db, document, 2), author=rosa)

    assert reviewing.page(db, document.id, state="sent_back").rows[0].editor == "Mira"
    assert [one.verdict.editor for one in reviewing.waiting_for_editor(db, mira)] == ["Mira"]


def test_a_page_of_one_editor(db, document, mira):
    jonas = make_person(db, "Jonas")
    correct(db, document, mira)
    correct(db, document, jonas, 3, "A truce was declared.")

    assert shown(db, document, editor="Jonas") == [3]
    assert reviewing.page(db, document.id, editor="Jonas").counts["waiting"] == 1
    assert reviewing.page(db, document.id).editors == ["Jonas", "Mira"]


def test_pages_have_a_size(db, document, mira):
    for position in (1, 2, 3):
        correct(db, document, mira, position, f"Text {position}.")

    second = reviewing.page(db, document.id, number=2, size=2)
    assert ([one.segment.position for one in second.rows], second.pages, second.total) == ([3], 2, 3)


def test_approving_several_is_one_batch_with_one_undo(db, document, mira, rosa):
    found = [correct(db, document, mira, position, f"Text {position}.") for position in (1, 2)]
    done = approve(db, *found, author=rosa)

    assert [one.state for one in done.segments] == ["approved", "approved"]
    assert done.batch.summary == "Approved 2 segments"
    undone = undoing.undo(db, done.batch.id, author=rosa)
    assert [one.state for one in undone.segments] == ["confirmed", "confirmed"]


def test_what_changed_since_it_was_seen_is_not_approved(db, document, mira, rosa):
    seen = correct(db, document, mira)
    other = correct(db, document, mira, 1, "Many escaped.")
    correct(db, document, mira, text="Something else.")

    done = approve(db, seen, other, author=rosa)
    assert [one.position for one in done.segments] == [1]
    assert len(done.skipped) == 1
    with pytest.raises(Conflict):
        approve(db, seen, author=rosa)


def test_an_approved_text_counts_in_the_scores(db, document, mira, rosa):
    approve(db, correct(db, document, mira), author=rosa)

    assert scoring.stored(db, document.id).n == 1
    assert scoring.stored(db, document.id) == scoring.recomputed(db, document.id)


def test_the_same_operation_is_done_once(db, document, mira, rosa):
    segment = correct(db, document, mira)
    first = send_back(db, segment, author=rosa, op_id="one")
    again = send_back(db, segment, author=rosa, op_id="one")

    assert again.batch.id == first.batch.id
    assert len(reviewing.verdicts_of(db, segment.id)) == 1


def test_a_sent_back_text_reaches_its_editor_with_all_that_was_said(db, document, mira, rosa):
    segment = correct(db, document, mira)
    send_back(db, segment, author=rosa, note="أضف الفاعل 🙏🏽", suggestion="Some also gave themselves up.")

    waiting = reviewing.waiting_for_editor(db, mira)
    assert len(waiting) == 1
    assert (waiting[0].verdict.reason, waiting[0].verdict.note) == ("Not fluent", "أضف الفاعل 🙏🏽")
    assert marked(waiting[0].suggestion) == [
        ("delete", "turned themselves in"),
        ("insert", "gave themselves up"),
    ]
    assert reviewing.waiting_for_editor(db, rosa) == []


def test_confirming_again_clears_it(db, document, mira, rosa):
    send_back(db, correct(db, document, mira), author=rosa)
    correct(db, document, mira, text="Others gave themselves up.")

    assert reviewing.waiting_for_editor(db, mira) == []
    assert [one.is_open for one in reviewing.verdicts_of(db, segment_of(db, document, 2).id)] == [False]


def test_an_unfinished_change_does_not_clear_it(db, document, mira, rosa):
    send_back(db, correct(db, document, mira), author=rosa)
    correct(db, document, mira, text="Others gave", confirm=False)

    assert len(reviewing.waiting_for_editor(db, mira)) == 1


def test_typing_back_to_a_text_that_was_sent_back_does_not_confirm_it(db, document, mira, rosa):
    send_back(db, correct(db, document, mira), author=rosa)
    correct(db, document, mira, text="Others", confirm=False)

    assert correct(db, document, mira, text=BETTER, confirm=False).state == "sent_back"


def test_an_undone_verdict_waits_for_nobody(db, document, mira, rosa):
    done = send_back(db, correct(db, document, mira, confirm=False), author=rosa)
    undoing.undo(db, done.batch.id, author=rosa)

    assert reviewing.waiting_for_editor(db, mira) == []
    assert segment_of(db, document, 2).state == "edited"


def test_a_reason_must_be_one_of_the_projects(db, document, mira, rosa):
    with pytest.raises(Invalid, match="Wrong meaning"):
        send_back(db, correct(db, document, mira), author=rosa, reason="Because")


def test_a_suggestion_goes_with_one_segment(db, document, mira, rosa):
    found = [correct(db, document, mira, position, f"Text {position}.") for position in (1, 2)]

    with pytest.raises(Invalid, match="one segment"):
        send_back(db, *found, author=rosa, suggestion="x")


def test_segments_of_another_document_are_refused(db, document, mira, rosa):
    other = correct(db, make_document(db), mira)

    with pytest.raises(Invalid, match="this document"):
        reviewing.approve(db, [(other.id, other.revision)], document_id=document.id, author=rosa)
    assert segments.get(db, other.id).state == "confirmed"


@pytest.mark.parametrize("found", [[], ["", "  "], ["x" * 101], [f"Reason {n}" for n in range(31)]])
def test_a_bad_list_of_reasons_is_refused(db, document, found):
    with pytest.raises(Invalid):
        reviewing.set_reasons(db, document.project_id, found)


def test_reasons_are_kept_in_order_without_repetitions(db, document):
    kept = reviewing.set_reasons(db, document.project_id, [" 意味が違う ", "أسلوب", "意味が違う", ""])

    assert kept == reviewing.reasons(db, document.project_id) == ["意味が違う", "أسلوب"]


def test_one_person_alone_has_no_colleagues(db, owner):
    make_person(db, "Mira Kaya")  # a name in the demo's history: nobody ever gave her a way in
    assert not reading.has_colleagues(db)

    signing_in.make_link(db, make_person(db, "Rosa", "reviewer"))
    assert reading.has_colleagues(db)


def test_an_editor_undoes_no_verdict_and_no_undoing_of_one(db, document, mira, rosa):
    done = approve(db, correct(db, document, mira), author=rosa)
    with pytest.raises(Forbidden):
        undoing.undo(db, done.batch.id, author=mira)

    undone = undoing.undo(db, done.batch.id, author=rosa)
    with pytest.raises(Forbidden):
        undoing.undo(db, undone.batch.id, author=mira)
