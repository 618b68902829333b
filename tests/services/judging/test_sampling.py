"""Drawing samples, giving them to others, how far people are, and what the quality page says of it."""

import pytest

from app.domain.errors import Forbidden, Invalid, NotFound
from app.domain.reports import checking
from app.services.judging import marking, sample_desk, sampling
from app.services.judging.sampling import Wanted
from app.services.quality import page as quality
from app.services.reports import gathering
from app.store import segments
from app.store.judging import samples
from tests.factories import make_document, make_person, segment_of

TEXTS = [f"Sentence {number}." for number in range(30)]
SOURCES = [f"Satz {number}." for number in range(30)]


@pytest.fixture
def papers(db):
    """Two documents of thirty segments, in two systems' words."""
    return [
        make_document(db, TEXTS, sources=SOURCES, other_system=TEXTS, name=name) for name in ("One", "Two")
    ]


@pytest.fixture
def ann(db):
    return make_person(db, "Ann", "reviewer")


def draw(db, papers, who, **wanted):
    return sampling.draw(db, papers[0].project_id, Wanted(lang="en", **wanted), judge=None, who=who)


def ids_of(db, task):
    return [one.segment_id for one in samples.places(db, samples.get(db, task.sample_id), person=task.person)]


def test_a_sample_is_kept_with_all_that_draws_it_again(db, papers, ann):
    task = draw(db, papers, ann, size=20, seed=77)
    sample = samples.get(db, task.sample_id)
    ids = ids_of(db, task)
    assert (sample.size, sample.seed, sample.could_be_drawn, sample.author) == (20, 77, 60, "Ann")
    assert sorted(sampling.again(sample)) == sorted(ids)
    places = samples.places(db, sample, person="Ann")
    assert [(one.document_id, one.position) for one in places] == sorted(
        (one.document_id, one.position) for one in places
    )
    assert {one.document_id for one in places} == {papers[0].id, papers[1].id}


def test_what_the_person_judged_and_what_is_left_out_is_not_drawn(db, papers, ann, owner):
    judged = segment_of(db, papers[0], 3)
    marking.finish(db, judged.id, author=ann)
    marking.rate(db, segment_of(db, papers[0], 4).id, kind="esa", value=50, author=ann)
    marking.finish(db, segment_of(db, papers[0], 5).id, author=owner)
    out = segment_of(db, papers[1], 7)
    db.execute("UPDATE segments SET left_out = 1 WHERE id = ?", [out.id])

    task = draw(db, papers, ann, size=1000)

    ids = set(ids_of(db, task))
    assert len(ids) == 57
    assert not ids & {judged.id, segment_of(db, papers[0], 4).id, out.id}
    assert samples.get(db, task.sample_id).already_judged == 2


def test_only_what_all_systems_translated_is_drawn(db, ann):
    both = make_document(db, TEXTS[:5], other_system=TEXTS[:5], name="Both")
    make_document(db, TEXTS, name="One only")
    task = draw(db, [both], ann, size=50, systems=("machine", "B"))
    assert len(ids_of(db, task)) == 5
    assert task.is_blind
    assert len(ids_of(db, draw(db, [both], make_person(db, "Bo"), size=50))) == 35


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"size": 0}, "1 to 1,000 segments"),
        ({"size": 1001}, "1 to 1,000 segments"),
        ({"seed": -1}, "A seed is a whole number"),
        ({"kind": "guess"}, "There is no kind guess"),
        ({"systems": ("Nobody",)}, "Choose systems of this project"),
        ({"systems": ("machine", "B", "Other")}, "Choose systems of this project"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(db, papers, ann, wanted, words):
    with pytest.raises(Invalid, match=words):
        draw(db, papers, ann, **wanted)


def test_where_nothing_can_be_drawn_the_reason_is_said(db, papers, ann):
    with pytest.raises(Invalid, match="no machine text"):
        sampling.draw(db, papers[0].project_id, Wanted(lang="fr"), judge=None, who=ann)
    draw(db, papers, ann, size=60)
    for document in papers:
        for segment in segments.live(db, document.id):
            marking.finish(db, segment.id, author=ann)
    with pytest.raises(Invalid, match="Ann has judged every segment"):
        draw(db, papers, ann)


def test_systems_that_never_stand_together_are_named(db, ann):
    one = make_document(db, TEXTS[:3], system="A", name="First")
    make_document(db, TEXTS[:3], system="C", name="Second")
    with pytest.raises(Invalid, match="each of these systems: A, C"):
        draw(db, [one], ann, systems=("A", "C"))


def test_leads_give_the_same_sample_to_others(db, papers, ann, owner):
    bo = make_person(db, "Bo")
    first = sampling.draw(
        db, papers[0].project_id, Wanted(lang="en", size=10, kind="esa"), judge="Ann", who=owner
    )
    second = sampling.give(db, first.sample_id, judge="Bo", who=owner)
    assert (first.person, second.person, second.kind) == ("Ann", "Bo", "esa")
    assert ids_of(db, first) == ids_of(db, second)
    assert sampling.give(db, first.sample_id, judge="Bo", who=owner).id == second.id
    with pytest.raises(Forbidden, match="Only leads"):
        sampling.give(db, first.sample_id, judge="Ann", who=bo)
    with pytest.raises(Invalid, match="cannot judge"):
        sampling.give(db, first.sample_id, judge=make_person(db, "Vi", "viewer").name, who=owner)
    with pytest.raises(Forbidden, match="given to Ann"):
        sample_desk.get(db, first.id, person=bo)


def test_progress_counts_what_the_person_finished_and_names_what_is_gone(db, papers, ann):
    task = draw(db, papers, ann, size=10)
    ids = ids_of(db, task)
    for one in ids[:3]:
        marking.finish(db, one, author=ann, task_id=task.id)
    db.execute("UPDATE segments SET left_out = 1 WHERE id = ?", [ids[9]])

    share = sampling.share(db, samples.get(db, task.sample_id), task)

    assert (share.done, share.of, share.gone, share.is_finished) == (3, 9, 1, False)
    desk = sample_desk.get(db, task.id, person=ann)
    assert [one["position"] for one in desk.left] == [4, 5, 6, 7, 8, 9]
    assert (desk.of, desk.gone) == (9, 1)


def test_the_desk_holds_only_the_sample_with_its_neighbours_in_the_document(db, papers, ann):
    task = draw(db, papers, ann, size=6, seed=3)
    desk = sample_desk.get(db, task.id, person=ann)
    assert [one.judged.segment.id for one in desk.rows] == ids_of(db, task)
    for one in desk.rows:
        at = one.judged.segment.position
        assert (one.before.position if one.before else 0) == at - 1
        assert one.before is None or one.before.text == SOURCES[at - 2]
        assert one.after is None or one.after.is_source


def test_pages_of_the_desk_begin_where_work_is_left(db, papers, ann):
    task = draw(db, papers, ann, size=6)
    for one in ids_of(db, task)[:3]:
        marking.finish(db, one, author=ann, task_id=task.id)
    desk = sample_desk.get(db, task.id, person=ann, size=2)
    assert (desk.number, desk.pages, [one.place for one in desk.rows]) == (2, 3, [3, 4])
    assert sample_desk.get(db, task.id, person=ann, size=2, number=99).number == 3


def test_hidden_names_are_shown_to_whoever_asked_in_all_documents(db, papers, ann):
    task = draw(db, papers, ann, size=40, systems=("machine", "B"))
    assert {
        text.label for one in sample_desk.get(db, task.id, person=ann).rows for text in one.judged.texts
    } == {None}
    sample_desk.reveal(db, task.id, who=ann)
    shown = {text.label for one in sample_desk.get(db, task.id, person=ann).rows for text in one.judged.texts}
    assert shown == {"machine", "B"}


def test_a_sample_of_which_everything_is_gone_says_so(db, papers, ann):
    task = draw(db, papers, ann, size=5)
    db.execute("UPDATE segments SET left_out = 1")
    with pytest.raises(NotFound, match="left out or deleted since"):
        sample_desk.get(db, task.id, person=ann)


def test_the_quality_page_knows_which_judgements_were_drawn(db, papers, ann, owner):
    task = draw(db, papers, ann, size=4)
    ids = ids_of(db, task)
    for one in ids[:3]:
        marking.finish(db, one, author=ann, task_id=task.id)
    other = next(one for one in segments.live(db, papers[0].id) if one.id not in ids)
    marking.finish(db, other.id, author=owner)

    found = quality.build(db, papers[0].project_id, {}, order="", show=10, person=ann)

    assert (found.sampled.judged, found.sampled.drawn, found.sampled.is_whole) == (4, 3, False)
    assert [part.judged for part in found.sampled.parts] == [3]
    assert found.unfinished.task.id == task.id


def test_a_segment_beside_the_sample_is_not_counted_as_drawn(db, papers, ann):
    task = draw(db, papers, ann, size=4)
    other = next(one for one in segments.live(db, papers[0].id) if one.id not in ids_of(db, task))
    marking.finish(db, other.id, author=ann, task_id=task.id)
    found = quality.build(db, papers[0].project_id, {}, order="", show=10, person=ann)
    assert (found.sampled.judged, found.sampled.drawn) == (1, 0)


def test_a_sample_is_put_away_by_whoever_has_it_and_by_leads(db, papers, ann, owner):
    bo = make_person(db, "Bo")
    task = draw(db, papers, ann, size=4)
    with pytest.raises(Forbidden):
        sampling.close(db, task.id, who=bo)
    sampling.close(db, task.id, who=ann)
    assert sampling.unfinished(db, papers[0].project_id, who=ann) is None
    assert sampling.page(db, papers[0].project_id, who=owner).found == []


def test_a_report_knows_the_sample_and_can_be_checked(db, papers, ann, owner):
    task = draw(db, papers, ann, size=4, seed=9)
    for one in ids_of(db, task):
        marking.finish(db, one, author=ann, task_id=task.id)
    report = gathering.report(db, [papers[0].project_id], gathering.Wanted())
    judged = report["sampling"]["judged"]
    assert (judged["segments"], judged["drawn"]) == (4, 4)
    assert judged["samples"][0]["seed"] == 9
    assert checking.check(report).difference is None
