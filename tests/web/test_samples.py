"""Drawing a sample on a page, and the desk that walks through it."""

import csv
import hashlib
import io
import json
import re

import pytest

from app.services.judging import sampling
from app.services.judging.sampling import Wanted
from app.store.judging import samples
from tests import quality_fixtures
from tests.factories import make_document, make_person


@pytest.fixture
def document(db):
    return make_document(db, [f"Text {n}." for n in range(12)], other_system=[f"B {n}." for n in range(12)])


def post(browser, project_id, **fields):
    return browser.post(f"/p/{project_id}/samples", data={"n": "5", "kind": "mqm", "lang": "en", **fields})


def data_of(page):
    return json.loads(re.search(r'id="desk-data">(.*?)</script>', page, re.S)[1])


def test_buttons_of_the_quality_page_lead_to_a_filled_form(db, signed_in):
    found = quality_fixtures.documents(db, "New", 20)
    page = signed_in.get(f"/p/{found[0].project_id}/quality").text
    links = re.findall(r'href="(/p/\d+/samples\?[^"]*)"', page)
    assert any("n=50" in one for one in links)
    assert any("n=100" in one and "system=A" in one and "system=B" in one for one in links)
    form = signed_in.get(links[-1].replace("&amp;", "&"))
    assert form.status_code == 200
    assert 'name="n"' in form.text


def test_drawing_opens_the_desk_of_the_sample_only(db, signed_in, document):
    answer = post(signed_in, document.project_id, system=["machine", "B"], blind="on")
    assert answer.status_code == 302
    page = signed_in.get(answer.location).text
    data = data_of(page)
    assert [one["position"] for one in data["segments"]] == [1, 2, 3, 4, 5]
    assert data["of"] == 5
    assert all("segment" in one["where"] for one in data["segments"])
    assert all(text["label"] is None for one in data["segments"] for text in one["texts"])
    task = answer.location.split("/")[-1]
    assert signed_in.get(f"/d/{document.id}/marks?task={task}").location == f"/samples/tasks/{task}"
    assert signed_in.post(f"/samples/tasks/{task}/reveal").status_code == 302
    assert "hidden:" not in signed_in.get(answer.location).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"n": "0"}, "1 to 1,000 segments"),
        ({"n": "many"}, "1 to 1,000 segments"),
        ({"seed": "x"}, "no whole number"),
        ({"lang": "fr"}, "no machine text"),
        ({"system": ["Nobody"]}, "Choose systems of this project"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_in_words(signed_in, document, fields, words):
    answer = post(signed_in, document.project_id, **fields)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_sample_is_drawn_for_another_person(db, signed_in, document, client_of):
    ann = make_person(db, "Ann", "reviewer")
    assert post(signed_in, document.project_id, person="Ann").location == f"/p/{document.project_id}/samples"
    (task,) = samples.tasks_of(db, document.project_id)
    assert task.person == "Ann"
    assert "Ann has the sample now." in signed_in.get(f"/p/{document.project_id}/samples").text
    assert signed_in.get(f"/samples/tasks/{task.id}").status_code == 403
    hers = client_of(ann)
    assert hers.get(f"/samples/tasks/{task.id}").status_code == 200
    assert "0 of 5 segments are judged" in hers.get(f"/p/{document.project_id}/quality").text


def test_the_same_segments_are_given_to_a_second_person(db, signed_in, document):
    make_person(db, "Bo")
    post(signed_in, document.project_id)
    (task,) = samples.tasks_of(db, document.project_id)
    assert signed_in.post(f"/samples/{task.sample_id}/people", data={"person": "Bo"}).status_code == 302
    assert [one.person for one in samples.tasks_of(db, document.project_id)][-1] == "Bo"
    assert signed_in.post(f"/samples/{task.sample_id}/people", data={"person": "Nobody"}).status_code == 404
    assert signed_in.post("/samples/999/people", data={"person": "Bo"}).status_code == 404
    signed_in.post(f"/samples/tasks/{task.id}/close")
    assert [one.person for one in samples.tasks_of(db, document.project_id)] == ["Bo"]


def test_others_see_their_own_samples_only(db, document, client_of, owner):
    ann, bo = make_person(db, "Ann"), make_person(db, "Bo")
    sampling.draw(db, document.project_id, Wanted(size=3, lang="en"), judge="Ann", who=owner)
    assert "Begin" in client_of(ann).get(f"/p/{document.project_id}/samples").text
    page = client_of(bo).get(f"/p/{document.project_id}/samples").text
    assert "Begin</a>" not in page
    assert "Who judges" not in page


def test_a_project_without_text_draws_nothing(db, signed_in):
    from app import clock
    from app.store import projects
    from app.store.database import writing

    with writing(db):
        project = projects.add(db, "Empty", source_lang="de", target_lang="en", now=clock.now())
    assert signed_in.get(f"/p/{project.id}/samples").status_code == 200
    assert post(signed_in, project.id, lang="").status_code == 422


def test_anybody_can_draw_again_from_the_file_of_a_sample(db, signed_in, document):
    post(signed_in, document.project_id, seed="77")
    (task,) = samples.tasks_of(db, document.project_id)
    answer = signed_in.get(f"/samples/{task.sample_id}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == 12
    assert [row["drawn"] for row in rows] == ["1"] * 5 + ["0"] * 7
    digests = [hashlib.sha256(f"{row['seed']}:{row['segment']}".encode()).hexdigest() for row in rows]
    assert digests == sorted(row["sha256"] for row in rows)
    drawn = {int(row["segment"]) for row in rows if row["drawn"] == "1"}
    sample = samples.get(db, task.sample_id)
    assert drawn == {one.segment_id for one in samples.places(db, sample, person="")}
    assert signed_in.get("/samples/999.csv").status_code == 404
