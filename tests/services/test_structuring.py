"""Split, join, cut, add and paragraphs: what becomes of texts, sources, states, scores, and how all comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Conflict, Forbidden, Invalid
from app.services import reading, revising, scoring, structuring
from app.services.changing import undoing
from app.store import batches, questions, segments
from app.store.database import writing
from app.store.migrations import prepare
from tests.factories import make_document, make_person, segment_of

SOURCES = [
    "Mehrere hundert entkamen.",
    "Einige stellten sich auch selbst.",
    "Die Waffenruhe galt dem Opferfest.",
]


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


def texts(db, document):
    return [one.text for one in segments.live(db, document.id)]


def snapshot(db, document):
    """Everything a reader sees of a document."""
    return [
        (
            one.position,
            one.paragraph,
            one.before,
            one.lead,
            one.text,
            one.machine,
            one.source,
            one.state,
            one.left_out,
            one.editorial,
            one.cut,
        )
        for one in segments.live(db, document.id)
    ]


def test_a_split_divides_text_and_machine_text_at_the_same_place(db, mira):
    document = make_document(db, ["He came. She went home. They stayed."])
    segment = segment_of(db, document)
    revising.save_revision(
        db, segment.id, "He arrived. She went home. They stayed.", base_revision=0, author=mira
    )

    structuring.split(db, segment.id, len("He arrived. "), base_revision=1, author=mira)

    first, second = segments.live(db, document.id)
    assert (first.machine, second.machine) == ("He came.", "She went home. They stayed.")
    assert (first.text, second.text) == ("He arrived.", "She went home. They stayed.")
    assert (second.before, first.position, second.position) == (" ", 1, 2)


def test_a_split_divides_the_source_where_it_has_sentences(db, mira):
    document = make_document(db, ["He came. She went."], sources=["Er kam. Sie ging."])

    structuring.split(db, segment_of(db, document).id, 9, base_revision=0, author=mira)

    assert [one.source for one in segments.live(db, document.id)] == ["Er kam.", "Sie ging."]


def test_japanese_is_split_without_a_space(db, mira):
    document = make_document(db, ["何人かは自首した。祭りは火曜日に始まる。"], lang="ja")

    structuring.split(db, segment_of(db, document).id, 9, base_revision=0, author=mira)

    first, second = segments.live(db, document.id)
    assert (first.text, second.before, second.text) == ("何人かは自首した。", "", "祭りは火曜日に始まる。")


@pytest.mark.parametrize("offset", [0, 1000, len("Some also hired themselves.")])
def test_a_split_outside_the_text_is_refused(db, mira, offset):
    document = make_document(db)

    with pytest.raises(Invalid):
        structuring.split(db, segment_of(db, document, 2).id, offset, base_revision=0, author=mira)


def test_joined_sentences_keep_sources_candidates_and_their_place(db, mira):
    document = make_document(db, sources=SOURCES, other_system=["A.", "B.", "C."])

    structuring.join(db, segment_of(db, document, 1).id, base_revision=0, author=mira)

    joined, rest = segments.with_candidates(db, segments.live(db, document.id))
    assert joined.text == "Several hundred inmates escaped. Some also hired themselves."
    assert joined.source == "Mehrere hundert entkamen. Einige stellten sich auch selbst."
    assert {one.system: one.text for one in joined.candidates}["B"] == "A. B."
    assert (rest.position, rest.paragraph) == (2, 1)


def test_sentences_of_two_paragraphs_are_joined_after_their_paragraphs(db, mira):
    document = make_document(db, paragraphs=[1, 2, 2])

    with pytest.raises(Invalid, match="paragraphs first"):
        structuring.join(db, segment_of(db, document, 1).id, base_revision=0, author=mira)


def test_breaking_and_joining_paragraphs_moves_all_that_follow(db, mira):
    document = make_document(db)
    structuring.break_paragraph(db, segment_of(db, document, 2).id, breaks=True, author=mira)
    assert [(one.paragraph, one.before) for one in segments.live(db, document.id)] == [
        (1, ""),
        (2, "\n\n"),
        (2, " "),
    ]

    structuring.break_paragraph(db, segment_of(db, document, 2).id, breaks=False, author=mira)
    assert [(one.paragraph, one.before) for one in segments.live(db, document.id)] == [
        (1, ""),
        (1, " "),
        (1, " "),
    ]


def test_an_added_sentence_has_no_machine_text_and_is_editorial(db, mira):
    document = make_document(db)

    structuring.add(db, segment_of(db, document, 1).id, "Nobody saw them again.", author=mira)

    added = segment_of(db, document, 2)
    assert (added.text, added.machine, added.editorial, added.before) == (
        "Nobody saw them again.",
        None,
        True,
        " ",
    )
    assert len(texts(db, document)) == 4


def test_a_cut_is_a_revision_and_stays_out_of_the_machines_score(db, mira):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    revising.save_revision(db, segment.id, "Some gave up.", base_revision=0, author=mira, confirm=True)
    assert scoring.of_document(db, document.id).n == 1

    structuring.cut(db, segment.id, base_revision=1, author=mira)

    assert scoring.of_document(db, document.id).n == 0
    assert revising.history(db, segment.id)[-1].kind == "cut"
    assert segments.get(db, segment.id).cut


def test_putting_back_brings_text_and_score_back(db, mira):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    revising.save_revision(db, segment.id, "Some gave up.", base_revision=0, author=mira, confirm=True)
    structuring.cut(db, segment.id, base_revision=1, author=mira)

    structuring.put_back(db, segment.id, author=mira)

    back = segments.get(db, segment.id)
    assert (back.text, back.state, back.left_out, back.cut, back.editorial) == (
        "Some gave up.",
        "confirmed",
        False,
        False,
        False,
    )
    assert scoring.of_document(db, document.id).n == 1


def test_questions_follow_their_sentence_through_split_and_undo(db, mira):
    document = make_document(db, ["He came. She went."])
    segment = segment_of(db, document)
    with writing(db):
        questions.add(db, segment.id, author="Mira", text="Who?", now="2026-01-01T00:00:00Z")

    changed = structuring.split(db, segment.id, 9, base_revision=0, author=mira)
    assert questions.of_segment(db, changed.segments[0].id)

    undoing.undo(db, changed.batch.id, author=mira)
    assert questions.of_segment(db, segment.id)


def test_what_was_changed_on_top_stands_in_the_way_of_an_undo(db, mira):
    document = make_document(db, ["He came. She went."])
    changed = structuring.split(db, segment_of(db, document).id, 9, base_revision=0, author=mira)
    half = changed.segments[0]
    revising.save_revision(db, half.id, "He arrived.", base_revision=half.revision, author=mira)

    with pytest.raises(Conflict, match="changed since"):
        undoing.undo(db, changed.batch.id, author=mira)

    assert texts(db, document) == ["He arrived.", "She went."]


def test_nothing_is_undone_twice(db, mira):
    changed = structuring.cut(db, segment_of(db, make_document(db), 1).id, base_revision=0, author=mira)
    undoing.undo(db, changed.batch.id, author=mira)

    with pytest.raises(Conflict, match="already"):
        undoing.undo(db, changed.batch.id, author=mira)


def test_the_same_operation_changes_the_structure_once(db, mira):
    document = make_document(db)
    segment = segment_of(db, document, 1)

    first = structuring.join(db, segment.id, base_revision=0, author=mira, op_id="one")
    second = structuring.join(db, segment.id, base_revision=0, author=mira, op_id="one")

    assert first.batch.id == second.batch.id
    assert len(texts(db, document)) == 2


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "split",
                "join",
                "cut",
                "put_back",
                "add",
                "break",
                "unbreak",
                "leave_out",
                "editorial",
                "confirm",
            ]
        ),
        st.integers(1, 4),
        st.integers(1, 25),
    ),
    min_size=1,
    max_size=7,
)


def act(db, document, mira, name, position, offset):
    segment = segment_of(db, document, position)
    if segment is None:
        raise Invalid("no such segment")
    base = segment.revision
    if name == "confirm":
        revising.save_revision(
            db, segment.id, segment.text + "!", base_revision=base, author=mira, confirm=True
        )
        return None
    return {
        "split": lambda: structuring.split(db, segment.id, offset, base_revision=base, author=mira),
        "join": lambda: structuring.join(db, segment.id, base_revision=base, author=mira),
        "cut": lambda: structuring.cut(db, segment.id, base_revision=base, author=mira),
        "put_back": lambda: structuring.put_back(db, segment.id, author=mira),
        "add": lambda: structuring.add(db, segment.id, "New.", author=mira),
        "break": lambda: structuring.break_paragraph(db, segment.id, breaks=True, author=mira),
        "unbreak": lambda: structuring.break_paragraph(db, segment.id, breaks=False, author=mira),
        "leave_out": lambda: structuring.leave_out(db, segment.id, left_out=True, author=mira),
        "editorial": lambda: structuring.set_editorial(db, segment.id, editorial=True, author=mira),
    }[name]()


@settings(max_examples=25, deadline=None)
@given(ACTIONS)
def test_every_action_is_undone_without_a_trace_and_sums_stay_true(tmp_path_factory, actions):
    db = prepare(tmp_path_factory.mktemp("actions") / "stet.db")
    mira = make_person(db, "Mira")
    document = make_document(db, sources=SOURCES)
    for name, position, offset in actions:
        before = snapshot(db, document)
        try:
            changed = act(db, document, mira, name, position, offset)
        except (Invalid, Conflict):
            assert snapshot(db, document) == before
            continue
        after = snapshot(db, document)
        assert [one[0] for one in after] == list(range(1, len(after) + 1))
        assert scoring.recomputed(db, document.id) == scoring.stored(db, document.id)
        if changed:
            undone = undoing.undo(db, changed.batch.id, author=mira)
            assert snapshot(db, document) == before
            undoing.undo(db, undone.batch.id, author=mira)
            assert snapshot(db, document) == after
    assert all(batches.get(db, one.id).detail for one in batches.list_of_document(db, document.id))
    db.close()


def test_a_locked_segment_is_changed_by_nobody_until_it_is_unlocked(db, mira):
    lena = make_person(db, "Lena", "lead")
    document = make_document(db)
    segment = segment_of(db, document, 2)
    done = structuring.set_locked(db, segment.id, locked=True, author=lena)
    assert done.batch.summary == "Locked segment 2"
    with pytest.raises(Forbidden, match="Segment 2 is locked"):
        revising.save_revision(db, segment.id, "Other.", base_revision=None, author=mira)
    with pytest.raises(Forbidden):
        undoing.undo(db, done.batch.id, author=mira)
    with pytest.raises(Invalid, match="locked already"):
        structuring.set_locked(db, segment.id, locked=True, author=lena)

    undoing.undo(db, done.batch.id, author=lena)
    assert not segment_of(db, document, 2).locked
    structuring.set_locked(db, segment.id, locked=True, author=lena)
    structuring.set_locked(db, segment.id, locked=False, author=lena)
    revising.save_revision(db, segment.id, "Other.", base_revision=None, author=mira)


def test_a_direction_of_its_own_is_kept_by_a_split_and_undone(db, mira):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    done = structuring.set_direction(db, segment.id, direction="rtl", author=mira)
    turned = segment_of(db, document, 2)
    assert (turned.direction, turned.text, turned.state, turned.revision) == ("rtl", segment.text, "todo", 0)
    assert done.batch.summary == "Let segment 2 run from right to left"
    undoing.undo(db, done.batch.id, author=mira)
    assert segment_of(db, document, 2).direction is None
    structuring.set_direction(db, segment.id, direction="rtl", author=mira)
    apart = structuring.split(db, segment.id, 5, base_revision=None, author=mira)
    assert [one.direction for one in apart.segments] == ["rtl", "rtl"]


def test_a_lock_says_whose_it_is(db, mira):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    structuring.set_locked(db, segment.id, locked=True, author=mira)
    assert segment_of(db, document, 2).locked_by == mira.name
    structuring.set_locked(db, segment.id, locked=False, author=mira)
    assert segment_of(db, document, 2).locked_by is None


def test_a_flag_changes_no_text_and_no_state_is_listed_counted_and_undone(db, mira):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    done = structuring.set_flagged(db, segment.id, flagged=True, author=mira)
    flagged = segment_of(db, document, 2)
    assert (flagged.flagged, flagged.text, flagged.state) == (True, segment.text, "todo")
    assert reading.counts(db, document.id)["flagged"] == 1
    listed = reading.segment_list(db, document.id, state="flagged", query="", after=0, limit=10)
    assert [one.id for one in listed] == [segment.id]
    structuring.split(db, segment.id, 5, base_revision=None, author=mira)
    assert reading.counts(db, document.id)["flagged"] == 2
    structuring.join(db, segment_of(db, document, 2).id, base_revision=None, author=mira)
    assert reading.counts(db, document.id)["flagged"] == 1
    again = structuring.set_flagged(db, segment_of(db, document, 2).id, flagged=False, author=mira)
    undoing.undo(db, again.batch.id, author=mira)
    assert segment_of(db, document, 2).flagged
    assert done.batch.summary == "Flagged segment 2"
