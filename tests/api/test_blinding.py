"""Whoever judges with hidden names finds them in no answer, page or file that they come across while judging."""

import html

import pytest

from app.services import revising
from app.services.judging import marking, sampling, tasking
from app.services.judging.sampling import Wanted
from tests.factories import make_document, make_person, segment_of

BASE, OTHER = "SecretBase", "B"  # the factory's second system is called B
TEXTS = ("Alpha one.", "ثانٍ ألفا.", "第三。")
OTHERS = ("Beta one.", "ثانٍ بيتا.", "三番目。")


@pytest.fixture
def document(db):
    return make_document(
        db, TEXTS, sources=["Eins.", "Zwei.", "Drei."], other_system=OTHERS, system=BASE, name="Neutral"
    )


@pytest.fixture
def task(db, document, owner):
    return tasking.add(db, document.project_id, kind="mqm", systems=[BASE, OTHER], author=owner)


@pytest.fixture
def rosa(db):
    return make_person(db, "Rosa", "reviewer")


@pytest.fixture
def browser(client_of, rosa):
    return client_of(rosa)


def names_in(text):
    found = html.unescape(text)
    return BASE in found or '"system": "B"' in found or '"system":"B"' in found or "machine:B" in found


def addresses(document, segment):
    return [
        f"/api/v1/documents/{document.id}",
        f"/api/v1/documents/{document.id}/segments",
        f"/api/v1/documents/{document.id}/changes?after=0",
        f"/api/v1/segments/{segment.id}",
        f"/api/v1/segments/{segment.id}/revisions",
        f"/api/v1/segments/{segment.id}/marks",
        f"/api/v1/segments/{segment.id}/blame",
        f"/api/v1/segments/{segment.id}/verdicts",
        f"/api/v1/projects/{document.project_id}",
        "/api/v1/projects",
        f"/api/v1/projects/{document.project_id}/search?q=Alpha",
        f"/d/{document.id}",
        f"/d/{document.id}/rows",
        f"/d/{document.id}/marks",
        f"/d/{document.id}/history",
        f"/d/{document.id}/review",
        f"/d/{document.id}/scores",
        f"/p/{document.project_id}",
        f"/p/{document.project_id}/scores",
        f"/p/{document.project_id}/search?q=Alpha",
        *(f"/d/{document.id}/export?format={one}" for one in ("csv", "tsv", "jsonl", "txt", "html")),
        *(f"/d/{document.id}/export/file?format={one}" for one in ("csv", "tsv", "jsonl")),
        f"/api/v1/documents/{document.id}/export?format=jsonl",
        "/",
    ]


CLOSED = (
    "/p/{project}/quality",
    "/p/{project}/compare",
    "/p/{project}/quality/words",
    "/p/{project}/quality/words.csv",
    "/p/{project}/quality/disagreement",
    "/p/{project}/report",
    "/api/v1/projects/{project}/scores",
    "/api/v1/projects/{project}/report",
    "/api/v1/documents/{document}/scores",
)


def test_no_answer_page_or_file_names_a_system_while_somebody_judges_blind(db, browser, document, task):
    segment = segment_of(db, document)
    body = {"revision": 0, "side": "target", "start": 0, "end": 5, "quote": "Alpha", "category": "Grammar"}
    key = tasking.hidden(task, segment.id, BASE)
    made = browser.post(f"/api/v1/segments/{segment.id}/marks", json={**body, "system": key, "task": task.id})
    assert (made.status_code, made.json["mark"]["system"]) == (201, key)
    again = browser.post(
        f"/api/v1/segments/{segment.id}/marks", json={**body, "system": key, "task": task.id}
    )
    assert (again.status_code, again.json["mark"]["system"]) == (422, key)
    for address in addresses(document, segment):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert not names_in(answer.text), address


def test_posts_answer_without_names_too(db, browser, document, task):
    segment = segment_of(db, document)
    path = f"/api/v1/segments/{segment.id}"
    key = tasking.hidden(task, segment.id, OTHER)
    sent = [
        browser.post(f"{path}/revisions", json={"text": "New one.", "base_revision": 0}),
        browser.post(
            f"{path}/revisions", json={"text": "Older.", "base_revision": 0}
        ),  # refused with the newest
        browser.post(f"{path}/flag", json={"flagged": True}),
        browser.post(f"{path}/ratings", json={"kind": "esa", "value": 50, "system": key, "task": task.id}),
        browser.post(f"{path}/finish", json={"systems": [key], "task": task.id}),
        browser.post(f"{path}/split", json={"offset": 4, "base_revision": 1}),
    ]
    assert [one.status_code for one in sent] == [201, 409, 201, 201, 201, 201]
    assert not any(names_in(one.text) for one in sent)


@pytest.mark.parametrize("address", CLOSED)
def test_pages_that_say_which_system_is_better_are_closed_until_the_person_has_finished(
    db, browser, document, task, rosa, address
):
    address = address.format(project=document.project_id, document=document.id)
    answer = browser.get(address)
    assert answer.status_code == 403
    assert "hidden names" in answer.text
    assert not names_in(answer.text)

    for position in (1, 2, 3):
        segment = segment_of(db, document, position)
        marking.finish(db, segment.id, author=rosa, systems=[BASE, OTHER], task_id=task.id)
    assert browser.get(address).status_code == 200


def test_a_candidate_has_another_stand_in_under_each_segment(db, browser, document, task):
    found = browser.get(f"/api/v1/documents/{document.id}/segments").json["segments"]
    named = [[one["system"] for one in segment["candidates"]] for segment in found]
    assert all(sorted(one) == one and len(set(one)) == 2 for one in named)
    assert len({name for one in named for name in one}) == 4
    assert browser.get(f"/api/v1/documents/{document.id}").json["document"]["system"] == "hidden:"


@pytest.mark.parametrize("role", ["lead", "owner", "viewer"])
def test_leads_and_whoever_cannot_judge_see_names(db, client_of, document, task, role):
    somebody = client_of(make_person(db, "Max", role))
    assert names_in(somebody.get(f"/api/v1/documents/{document.id}/segments").text)
    assert somebody.get(f"/p/{document.project_id}/quality").status_code == 200


def test_whoever_shows_the_names_sees_them_everywhere_and_that_is_noted(db, browser, document, task):
    refused = browser.get(f"/p/{document.project_id}/compare").text
    assert f"/d/{document.id}/marks/reveal" in refused
    browser.post(f"/d/{document.id}/marks/reveal", data={"task": task.id})
    assert names_in(browser.get(f"/api/v1/documents/{document.id}/segments").text)
    assert browser.get(f"/p/{document.project_id}/compare").status_code == 200
    assert [row["author"] for row in db.query("SELECT author FROM reveals")] == ["Rosa"]


def test_a_closed_task_and_one_that_shows_names_hide_nothing(db, browser, document, task, owner):
    tasking.close(db, task.id)
    tasking.add(db, document.project_id, kind="mqm", systems=[BASE], author=owner, is_blind=False)
    assert names_in(browser.get(f"/d/{document.id}").text)


def test_a_sample_hides_names_from_the_person_who_has_it_in_its_documents_only(
    db, client_of, document, owner
):
    other = make_document(db, ["Nobody drew this."], system="Elsewhere", name="Second")
    ann = make_person(db, "Ann", "editor")
    wanted = Wanted(size=3, lang="en", systems=(BASE, OTHER))
    sampling.draw(db, document.project_id, wanted, judge="Ann", who=owner)
    assert not names_in(client_of(ann).get(f"/api/v1/documents/{document.id}/segments").text)
    assert "Elsewhere" in client_of(ann).get(f"/api/v1/documents/{other.id}").text
    bo = client_of(make_person(db, "Bo", "editor"))
    assert names_in(bo.get(f"/api/v1/documents/{document.id}/segments").text)


def test_one_system_alone_needs_no_hiding(db, browser, owner):
    document = make_document(db, project="Alone", system=BASE)
    tasking.add(db, document.project_id, kind="mqm", systems=[], author=owner)
    assert browser.get(f"/p/{document.project_id}/quality").status_code == 200
    assert names_in(browser.get(f"/d/{document.id}").text)


def test_the_export_page_says_why_no_system_is_named(browser, document, task):
    path = f"/d/{document.id}/export?format="
    assert "this file names no system" in browser.get(f"{path}csv").text
    assert "this file names no system" not in browser.get(f"{path}txt").text


def test_the_stream_of_news_names_no_system(db, browser, document, task, rosa, monkeypatch):
    segment = segment_of(db, document)
    revising.save_revision(db, segment.id, "New one.", base_revision=0, author=make_person(db, "Bo"))
    answer = browser.get(f"/api/v1/documents/{document.id}/events?after=0", buffered=False)
    chunk = next(part for part in answer.iter_encoded() if b"candidates" in part).decode()
    answer.close()
    assert "hidden:" in chunk
    assert not names_in(chunk)


def test_the_desk_without_a_task_works_without_the_name(db, browser, document, task):
    page = browser.get(f"/d/{document.id}/marks").text
    assert '"key": "hidden:"' in page
    segment = segment_of(db, document)
    body = {"revision": 0, "side": "target", "start": 0, "end": 5, "quote": "Alpha", "system": "hidden:"}
    assert browser.post(f"/api/v1/segments/{segment.id}/marks", json=body).status_code == 201
    assert next(db.query("SELECT system FROM marks"))["system"] == BASE
