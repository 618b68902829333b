"""Saving text: what a save compares, stores once, and never overwrites."""

from contextvars import copy_context

import pytest

from app import config
from app.config import Config
from app.domain.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge
from app.services import importing, revising, scoring, structuring
from app.store import drafts, segments
from app.store.database import writing
from app.store.listings import lists
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


@pytest.fixture
def segment(db):
    return segment_of(db, make_document(db), 2)


def save(db, segment, text, author, *, base=None, op_id=None, confirm=False):
    base = segment.revision if base is None else base
    return revising.save_revision(
        db, segment.id, text, base_revision=base, author=author, op_id=op_id, confirm=confirm
    )


def test_a_correction_becomes_revision_1_and_the_head(db, segment, mira):
    saved = save(db, segment, "Some also turned themselves in.", mira)

    assert (saved.revision.number, saved.revision.kind, saved.segment.state) == (1, "edit", "edited")
    assert segments.get(db, segment.id).text == "Some also turned themselves in."
    assert segments.get(db, segment.id).machine == "Some also hired themselves."


def test_confirming_unchanged_text_makes_a_revision(db, segment, mira):
    saved = save(db, segment, segment.text, mira, confirm=True)

    assert (saved.revision.number, saved.segment.state) == (1, "confirmed")


def test_a_stale_save_is_refused_and_becomes_the_authors_draft(db, segment, mira):
    save(db, segment, "Some also turned themselves in.", mira)
    jonas = make_person(db, "Jonas")

    with pytest.raises(Conflict) as refused:
        save(db, segment, "Some also surrendered.", jonas, base=0)

    assert refused.value.current.text == "Some also turned themselves in."
    assert segments.get(db, segment.id).text == "Some also turned themselves in."
    assert drafts.find(db, jonas.id, segment.id).text == "Some also surrendered."


def test_changes_that_do_not_touch_are_offered_as_one(db, mira):
    segment = segment_of(db, make_document(db, ["The police arrested twelve people on Tuesday evening."]))
    save(db, segment, "The state police arrested twelve people on Tuesday evening.", mira)

    with pytest.raises(Conflict) as refused:
        save(
            db,
            segment,
            "The police arrested twelve people on Monday evening.",
            make_person(db, "Jonas"),
            base=0,
        )

    assert refused.value.merged == "The state police arrested twelve people on Monday evening."


def test_the_same_operation_twice_is_stored_once(db, segment, mira):
    first = save(db, segment, "Some also surrendered.", mira, op_id="one")
    second = save(db, segment, "Some also surrendered.", mira, op_id="one", base=0)

    assert second.revision == first.revision
    assert (first.is_new, second.is_new) == (True, False)
    assert len(revising.history(db, segment.id)) == 1


def test_an_operation_is_not_used_again_for_another_text(db, segment, mira):
    save(db, segment, "Some also surrendered.", mira, op_id="one")

    with pytest.raises(Invalid, match="another text"):
        save(db, segment, "Some gave up.", mira, op_id="one")


@pytest.mark.parametrize(
    ("texts", "state"),
    [
        ([("Some surrendered.", False), ("Some also hired themselves.", False)], "todo"),
        ([("Some surrendered.", True), ("Some gave up.", False)], "edited"),
        ([("Some surrendered.", True), ("Some gave up.", False), ("Some surrendered.", False)], "confirmed"),
        ([("Caf\u00e9.", True), ("Cafe.", False), ("Cafe\u0301.", False)], "confirmed"),  # equal in NFC
    ],
)
def test_typing_back_returns_to_the_state_of_that_text(db, segment, mira, texts, state):
    for text, confirm in texts:
        saved = save(db, segments.get(db, segment.id), text, mira, confirm=confirm)

    assert saved.segment.state == state


@pytest.mark.parametrize(
    "text",
    [
        "سلّم بعضهم أنفسهم.",
        "חלקם הסגירו את עצמם.",
        "何人かは自首した。",
        "一些人自首了。",
        "บางคนมอบตัว",
        "कुछ ने आत्मसमर्पण किया।",
        "👩🏽‍🚒 ok",
        "",
        "a\u00a0b\u200fc\r\nd",
    ],
)
def test_text_is_stored_as_it_was_typed(db, segment, mira, text):
    save(db, segment, text, mira)

    assert segments.get(db, segment.id).text == text
    assert revising.history(db, segment.id)[-1].text == text


@pytest.mark.parametrize(
    ("text", "error"),
    [("a\0b", Invalid), ("\ud800", Invalid), ("a\ufffe", Invalid), ("x" * 10_001, TooLarge)],
)
def test_what_no_file_could_hold_is_refused(db, segment, mira, text, error):
    with pytest.raises(error):
        save(db, segment, text, mira)

    assert segments.get(db, segment.id).revision == 0


def test_restoring_adds_a_revision_that_is_to_be_confirmed_again(db, segment, mira):
    save(db, segment, "Some also surrendered.", mira, confirm=True)
    save(db, segments.get(db, segment.id), "Some gave up.", mira, confirm=True)

    restored = revising.restore(db, segment.id, 1, base_revision=2, author=mira)

    assert (restored.revision.number, restored.revision.kind) == (3, "restore")
    assert (restored.segment.text, restored.segment.state) == ("Some also surrendered.", "edited")
    assert [one.text for one in revising.history(db, segment.id)][1] == "Some gave up."


def test_revision_0_restores_the_machine_text(db, segment, mira):
    save(db, segment, "Some also surrendered.", mira, confirm=True)

    restored = revising.restore(db, segment.id, 0, base_revision=1, author=mira)

    assert (restored.segment.text, restored.segment.state) == (segment.machine, "todo")


def test_a_missing_revision_cannot_be_restored(db, segment, mira):
    with pytest.raises(NotFound):
        revising.restore(db, segment.id, 7, base_revision=0, author=mira)


def test_a_saved_revision_ends_the_draft_that_it_grew_from(db, segment, mira):
    revising.save_draft(db, segment.id, "Some al", base_revision=0, author=mira, op_id="draft")
    revising.save_revision(
        db, segment.id, "Some also surrendered.", base_revision=0, author=mira, draft_ops=["draft"]
    )

    assert drafts.find(db, mira.id, segment.id) is None


def test_a_draft_from_another_tab_outlives_a_save(db, segment, mira):
    revising.save_draft(
        db, segment.id, "Some gave themselves up", base_revision=0, author=mira, op_id="tab 2"
    )
    save(db, segment, "Some also surrendered.", mira)

    assert drafts.find(db, mira.id, segment.id).text == "Some gave themselves up"


def test_a_draft_changes_nothing_for_others(db, segment, mira):
    revising.save_draft(db, segment.id, "Some al", base_revision=0, author=mira)

    assert segments.get(db, segment.id) == segment
    assert scoring.of_document(db, segment.document_id).n == 0


def test_a_locked_segment_is_not_changed(db, segment, mira):
    with writing(db):
        segments.change(db, segment.id, locked=True)

    with pytest.raises(Forbidden):
        save(db, segment, "Some gave up.", mira)


def test_a_segment_that_was_split_is_gone_for_a_late_save(db, segment, mira):
    structuring.split(db, segment.id, 9, base_revision=0, author=mira)

    with pytest.raises(NotFound, match="Reload"):
        save(db, segment, "Some gave up.", mira)


def test_a_confirmed_segment_is_reopened_with_its_text_and_no_longer_counts(db, segment, mira):
    save(db, segment, "Some also turned themselves in.", mira, confirm=True)
    saved = revising.reopen(db, segment.id, base_revision=1, author=mira)

    assert (saved.segment.state, saved.segment.revision) == ("edited", 2)
    assert saved.segment.text == "Some also turned themselves in."
    assert lists.count(db, segment.document_id, state="confirmed") == 0


def test_reopening_machine_text_that_was_confirmed_leaves_it_to_do(db, segment, mira):
    save(db, segment, segment.text, mira, confirm=True)
    assert revising.reopen(db, segment.id, base_revision=1, author=mira).segment.state == "todo"


def test_there_is_nothing_to_reopen_in_what_nobody_confirmed(db, segment, mira):
    with pytest.raises(Invalid, match="nothing to reopen"):
        revising.reopen(db, segment.id, base_revision=0, author=mira)


def test_reopening_compares_its_base(db, segment, mira):
    save(db, segment, "Some also turned themselves in.", mira, confirm=True)
    with pytest.raises(Conflict):
        revising.reopen(db, segment.id, base_revision=0, author=mira)


def test_a_base_that_there_never_was_is_refused_and_no_draft_is_made(db, mira):
    segment = segment_of(db, make_document(db))
    with pytest.raises(Invalid, match="has no revision 7; its newest is 0"):
        revising.save_revision(db, segment.id, "Mine.", base_revision=7, author=mira)
    assert segments.get(db, segment.id).revision == 0
    assert drafts.of_segments(db, mira.id, [segment.id]) == {}


def test_one_limit_holds_for_imports_and_for_every_text_of_the_editor(
    db, segment, mira, monkeypatch, tmp_path
):
    monkeypatch.setenv("STET_MAX_SEGMENT_CHARACTERS", "40")
    with pytest.raises(TooLarge, match="This text has 41 characters; a segment may have 40"):
        save(db, segment, "猫" * 41, mira)
    with pytest.raises(TooLarge):
        revising.save_draft(db, segment.id, "x" * 41, base_revision=0, author=mira)
    assert importing.options_of(Config.from_environment()).max_characters == 40
    assert save(db, segment, "猫" * 40, mira).revision.text == "猫" * 40


def test_a_text_that_is_longer_already_may_shrink_but_not_grow(db, segment, mira, monkeypatch):
    length = len(segment.text)
    monkeypatch.setenv("STET_MAX_SEGMENT_CHARACTERS", "5")
    with pytest.raises(TooLarge, match="a segment may have 5"):
        save(db, segment, segment.text + "!", mira)
    save(db, segment, "x" * length, mira)
    save(db, segments.get(db, segment.id), "x" * (length - 1), mira)
    with pytest.raises(TooLarge):
        save(db, segments.get(db, segment.id), "x" * length, mira)


def test_settings_of_a_request_win_over_the_environment(db, segment, mira, monkeypatch):
    monkeypatch.setenv("STET_MAX_SEGMENT_CHARACTERS", "5")
    context = copy_context()
    context.run(config.use, Config(max_segment_characters=70))
    assert context.run(save, db, segment, "x" * 70, mira).is_new
