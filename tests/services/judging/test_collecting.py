"""What people judged in a project becomes the records of the human scores."""

from app.domain.judging.records import Mark, Span
from app.domain.scoring import mqm, weights
from app.services import revising, structuring
from app.services.judging import marking
from app.services.judging.collecting import collected
from app.services.judging.marking import Place
from tests.factories import make_document, make_person, segment_of


def mark(db, segment, quote, author, *, text=None, severity="major", category="Terminology", **more):
    start = (text or segment.text).index(quote)
    place = Place(
        more.pop("revision", 0), "target", start, start + len(quote), quote, more.pop("system", None)
    )
    return marking.mark(
        db, segment.id, place, category=category, severity=severity, author=author, **more
    ).mark


def test_marks_finishes_and_ratings_become_judgements(db):
    document = make_document(db, other_system=["Hundreds fled.", "b", "c"])
    ann, bo = make_person(db, "Ann", "reviewer"), make_person(db, "Bo", "reviewer")
    first, second = segment_of(db, document, 1), segment_of(db, document, 2)
    mark(db, first, "inmates", ann, severity="critical")
    mark(db, first, "fled", bo, text="Hundreds fled.", system="B")
    marking.finish(db, second.id, author=ann)
    marking.rate(db, second.id, kind="esa", value=66, author=bo)

    found = collected(db, document.project_id)

    said = [(one.segment, one.system, one.rater, len(one.marks), one.rating) for one in found.found]
    assert said == [
        (str(first.id), "B", "Bo", 1, None),
        (str(first.id), "machine", "Ann", 1, None),
        (str(second.id), "machine", "Ann", 0, None),
        (str(second.id), "machine", "Bo", 0, 66.0),
    ]
    assert found.found[1].marks == (Mark("critical", "Terminology", (Span("target", 16, 23),)),)
    assert found.found[1].target == first.text
    scores = {one.name: one.score for one in mqm.system_scores(found.found, weights.KNOWN["mqm2"])}
    assert scores == {"B": 5.0, "machine": 12.5}


def test_withdrawn_marks_do_not_count(db):
    document = make_document(db)
    ann, segment = make_person(db, "Ann"), segment_of(db, document)
    stored = mark(db, segment, "inmates", ann)
    marking.withdraw(db, stored.id, who=ann)

    assert collected(db, document.project_id).found == ()

    marking.finish(db, segment.id, author=ann)
    assert [len(one.marks) for one in collected(db, document.project_id).found] == [0]


def test_corrections_are_a_stage_of_their_own_and_the_newest_revision_counts(db):
    document = make_document(db)
    ann, segment = make_person(db, "Ann"), segment_of(db, document)
    mark(db, segment, "inmates", ann)
    for number, text in enumerate(("Hundreds fled.", "Hundreds ran away."), start=1):
        revising.save_revision(db, segment.id, text, base_revision=number - 1, author=ann)
        mark(db, segment, "Hundreds", ann, text=text, revision=number, severity="minor")

    machine = collected(db, document.project_id, document_id=document.id)
    corrected = collected(db, document.project_id, stage="corrected")

    assert [one.target for one in machine.found] == [segment.text]
    assert [one.target for one in corrected.found] == ["Hundreds ran away."]


def test_another_projects_document_has_no_judgement_here(db):
    document, other = make_document(db), make_document(db, project="Other")
    mark(db, segment_of(db, document), "inmates", make_person(db, "Ann"))

    assert collected(db, other.project_id, document_id=document.id).found == ()


def test_esa_and_da_are_told_apart(db):
    document = make_document(db)
    ann, segment = make_person(db, "Ann"), segment_of(db, document)
    marking.rate(db, segment.id, kind="esa", value=33, author=ann)
    marking.rate(db, segment.id, kind="da", value=90, author=ann)

    values = [collected(db, document.project_id, rating=kind).found[0].rating for kind in ("esa", "da", None)]

    assert values == [33, 90, 90]


def test_what_was_judged_before_a_split_counts_until_the_parts_are_judged(db):
    document = make_document(db)
    ann, segment = make_person(db, "Ann"), segment_of(db, document)
    mark(db, segment, "inmates", ann)
    structuring.split(db, segment.id, 8, base_revision=0, author=ann)

    assert [one.segment for one in collected(db, document.project_id).found] == [str(segment.id)]

    part = segment_of(db, document)
    marking.finish(db, part.id, author=ann)
    assert [one.segment for one in collected(db, document.project_id).found] == [str(part.id)]
