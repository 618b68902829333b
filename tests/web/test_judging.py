"""The page of points, categories and tasks, and the desk on which errors are marked."""

import pytest

from app.services.judging import marking, scheme, tasking
from app.services.judging.marking import Place
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db, sources=["Eins.", "Zwei.", "Drei."], other_system=["A", "B", "C"])


def save(browser, project_id, **fields):
    sent = {"minor": "1", "major": "5", "critical": "25", **fields}
    return browser.post(f"/p/{project_id}/judging", data=sent)


def test_points_are_set_for_a_project(db, signed_in, document):
    assert save(signed_in, document.project_id, critical="10", light="on").status_code == 302
    found = scheme.of_project(db, document.project_id)
    assert (found.weights.entries["critical"], found.punctuation_is_light) == (10.0, True)
    assert found.typology == "MQM Core"
    assert 'value="10"' in signed_in.get(f"/p/{document.project_id}/judging").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"minor": "x"}, "not a number"),
        ({"minor": "-1"}, "numbers from 0"),
        ({"critical": "inf"}, "numbers from 0"),
        ({"minor": "9"}, "may not cost more"),
        ({"categories": "Style: Awkward"}, "Give your own categories a name"),
        ({"categories": "Style: Awkward", "typology": "My MQM"}, "may not be called MQM"),
        ({"categories": ": Awkward", "typology": "Ours"}, "Line 1: write a category"),
    ],
)
def test_points_and_categories_that_make_no_sense_are_refused_in_words(signed_in, document, fields, words):
    answer = save(signed_in, document.project_id, **fields)
    assert answer.status_code == 422
    assert words in answer.text


def test_own_categories_have_their_own_keys_and_are_the_only_ones(db, signed_in, api, document):
    save(signed_in, document.project_id, categories="Sense: Wrong, Gap\nTone", typology="House list")
    found = scheme.of_project(db, document.project_id)
    assert set(found.keys.values()) == {"Sense/Wrong", "Sense/Gap", "Tone", "Other"}
    assert len(found.keys) == 4
    page = signed_in.get(f"/d/{document.id}/marks").text
    assert "House list" in page
    assert "MQM Core" not in page
    segment = segment_of(db, document)
    place = {"revision": 0, "side": "target", "start": 0, "end": 7, "quote": "Several", "severity": "minor"}
    path = f"/api/v1/segments/{segment.id}/marks"
    assert api.post(path, json={**place, "category": "Grammar"}).status_code == 422
    assert api.post(path, json={**place, "category": "wrong"}).json["mark"]["category"] == "Sense/Wrong"


def test_a_task_hides_names_until_they_are_revealed(db, signed_in, document, owner):
    answer = signed_in.post(
        f"/p/{document.project_id}/judging/tasks",
        data={"kind": "esa", "system": ["machine", "B"], "blind": "on"},
    )
    assert answer.status_code == 302
    (task,) = tasking.of_project(db, document.project_id)
    page = signed_in.get(f"/d/{document.id}/marks?task={task.id}").text
    assert '"label": null' in page
    assert "hidden:" in page
    signed_in.post(f"/d/{document.id}/marks/reveal", data={"task": task.id})
    page = signed_in.get(f"/d/{document.id}/marks?task={task.id}").text
    assert "hidden:" not in page
    signed_in.post(f"/judging-tasks/{task.id}/close")
    assert tasking.of_project(db, document.project_id) == []


def test_the_order_of_systems_is_shuffled_and_stays(db, document, owner):
    task = tasking.add(db, document.project_id, kind="mqm", systems=["machine", "B"], author=owner)
    orders = [tasking.ordered(task, number, task.systems) for number in range(40)]
    assert orders == [tasking.ordered(task, number, reversed(task.systems)) for number in range(40)]
    assert {tuple(one) for one in orders} == {("machine", "B"), ("B", "machine")}


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"system": ["Nobody"]}, "Choose systems of this project"), ({"document": "99"}, "no document 99")],
)
def test_a_task_of_what_is_not_there_is_refused(signed_in, document, fields, words):
    answer = signed_in.post(f"/p/{document.project_id}/judging/tasks", data={"kind": "mqm", **fields})
    assert answer.status_code in (404, 422)
    assert words in answer.text


def test_another_projects_task_is_not_found(db, signed_in, document, owner):
    other = make_document(db, project="Other")
    task = tasking.add(db, other.project_id, kind="mqm", systems=[], author=owner)
    assert signed_in.get(f"/d/{document.id}/marks?task={task.id}").status_code == 404
    assert signed_in.get(f"/d/{document.id}/marks?task=999").status_code == 404


def test_the_penalty_before_and_after_editing_is_shown_once_all_is_judged(
    db, signed_in, document, owner, api
):
    segment = segment_of(db, document)
    for quote in ("Several", "inmates"):
        start = segment.text.index(quote)
        place = Place(0, "target", start, start + len(quote), quote)
        marking.mark(db, segment.id, place, category="Terminology", severity="critical", author=owner)
    body = {"text": "Many hundred inmates escaped.", "base_revision": 0}
    assert api.post(f"/api/v1/segments/{segment.id}/revisions", json=body).status_code == 201
    assert "penalty before editing" not in signed_in.get(f"/d/{document.id}/marks").text
    for position in (1, 2, 3):
        marking.finish(db, segment_of(db, document, position).id, author=owner)

    page = signed_in.get(f"/d/{document.id}/marks").text

    assert "penalty before editing 50, after 25, over 3 judged segments" in page
    assert "Resolved" not in page  # the page's script says it, from the fates in its data
    assert '"fate": "resolved"' in page


def test_the_review_page_leads_to_marking(signed_in, document):
    assert f"/d/{document.id}/marks" in signed_in.get(f"/d/{document.id}/review").text
    answer = signed_in.get(f"/d/{document.id}/review?purpose=marks")
    assert answer.location == f"/d/{document.id}/marks"


def test_a_document_without_corrections_says_so(signed_in, document):
    assert "no correction to judge" in signed_in.get(f"/d/{document.id}/marks?stage=corrected").text


def test_judgements_go_out_as_a_file(db, signed_in, document, owner):
    path = f"/p/{document.project_id}/judgements?format=jsonl"
    assert signed_in.get(path).status_code == 422
    marking.finish(db, segment_of(db, document).id, author=make_person(db, "Ann"))
    answer = signed_in.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert '"annotator": "Ann"' in answer.text
