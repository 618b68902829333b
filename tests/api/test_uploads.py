"""Texts in and out through the API: uploads of every shape, jobs for large ones, exports as the command line has them."""

import io
import json
import time

import pytest

from app import clock
from app.services import exporting, importing
from app.services.intake import working
from app.services.intake.parsing import ImportOptions, Upload
from app.store import documents, jobs, projects
from app.store.database import writing
from tests.factories import make_document, make_person

ARTICLE = "Ein Titel\n\nEin Satz. Noch ein Satz.\n"


@pytest.fixture
def project(db):
    with writing(db):
        return projects.add(db, "News", source_lang="en", target_lang="de", now=clock.now())


@pytest.fixture
def url(project):
    return f"/api/v1/projects/{project.id}/documents"


def form(data: bytes, name: str = "a.txt", **fields):
    return {"file": (io.BytesIO(data), name), **fields}


def stored(db):
    return {name: db.table(name).count for name in ("documents", "segments", "originals", "imports", "jobs")}


def finished(db, job_id, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = working.get(db, job_id)
        if job.state not in ("queued", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"job {job_id} was not done in {seconds} seconds")


def test_a_file_becomes_a_document(api, url):
    answer = api.post(url, data=form(ARTICLE.encode(), "artikel.txt", system="A"))
    assert answer.status_code == 201
    document = answer.json["document"]
    assert (document["name"], document["segments"], document["system"]) == ("artikel", 3, "A")
    assert (document["target_lang"], document["format"], document["warnings"]) == ("de", "txt", [])


@pytest.mark.parametrize("kind", ["form", "json"])
def test_a_dry_run_reads_and_stores_nothing(api, db, url, kind):
    sent = {"form": {"data": form(ARTICLE.encode(), "artikel.txt", dry_run="true")}}
    sent["json"] = {"json": {"name": "artikel", "text": ARTICLE, "dry_run": True}}
    answer = api.post(url, **sent[kind])
    assert (answer.status_code, answer.json["ok"]) == (200, True)
    document = answer.json["document"]
    assert (document["id"], document["name"], document["segments"]) == (None, "artikel", 3)
    assert (stored(db)["documents"], stored(db)["segments"]) == (0, 0)


def test_a_form_without_a_file_is_told_so(api, url):
    body = b"------x--\r\n"
    answer = api.post(url, data=body, content_type="multipart/form-data; boundary=----x")
    assert answer.status_code == 422
    assert "has no file" in answer.json["error"]


def test_a_script_without_its_token_is_asked_to_sign_in(app, url):
    answer = app.test_client().post(url, json={"name": "x", "text": "A."})
    assert (answer.status_code, answer.json["ok"]) == (401, False)


def test_a_text_in_json_becomes_a_document(api, url):
    answer = api.post(url, json={"name": "Pasted", "text": ARTICLE})
    assert answer.status_code == 201
    exported = api.get(f"/api/v1/documents/{answer.json['document']['id']}/export")
    assert exported.data == ARTICLE.encode()


def test_segments_in_json_keep_sources_references_systems_and_paragraphs(api, url):
    rows = [
        {"source": "One.", "machine": "Eins.", "reference": "Eins!", "system": "A", "paragraph": 1},
        {"source": "二。", "machine": "Zwei 👍🏽.", "reference": None, "system": "A", "paragraph": 1},
    ]
    document = api.post(url, json={"name": "Rows", "segments": rows}).json["document"]
    found = api.get(f"/api/v1/documents/{document['id']}/segments").json["segments"]
    keys = ("source", "machine", "reference", "paragraph")
    assert [tuple(one[key] for key in keys) for one in found] == [
        ("One.", "Eins.", "Eins!", 1),
        ("二。", "Zwei 👍🏽.", None, 1),
    ]
    assert found[0]["candidates"] == [{"system": "A", "text": "Eins."}]


def test_a_source_and_a_reference_come_with_the_file(api, url):
    fields = {"source": (io.BytesIO(b"A title\n\nA sentence. One more sentence.\n"), "a.en.txt")}
    document = api.post(url, data=form(ARTICLE.encode(), **fields, source_lang="en")).json["document"]
    found = api.get(f"/api/v1/documents/{document['id']}/segments").json["segments"]
    assert [one["source"] for one in found] == ["A title", "A sentence.", "One more sentence."]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"data": {}}, 400, "JSON object"),
        ({"data": {"name": "x"}}, 422, "no file"),
        ({"json": {"name": "x"}}, 422, "text"),
        ({"json": {"name": "x", "text": ""}}, 422, "empty"),
        ({"json": {"name": "x", "text": 5}}, 422, "must be a text"),
        ({"json": {"name": "x", "segments": []}}, 422, "list of objects"),
        ({"json": {"name": "x", "segments": [{"source": "a"}]}}, 422, "Segment 1"),
        ({"json": {"name": "x", "segments": "a"}}, 422, "list of objects"),
        ({"json": {"name": "x", "text": "A.", "target_lang": "klingon"}}, 422, "klingon"),
        ({"json": {"name": "x", "text": "A.", "format": "docx"}}, 415, "docx"),
        ({"json": {"name": "", "text": "A."}}, 422, "name"),
        ({"json": {"name": "x", "text": "A \x00"}}, 422, ""),
        ({"json": {"name": "x", "text": "A \x07"}}, 422, "U+0007"),
        ({"data": {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n"), "a.txt")}}, 415, "PNG"),
        ({"data": {"file": (io.BytesIO(b"{broken"), "a.jsonl")}}, 422, "Line 1"),
        ({"data": {"file": (io.BytesIO(b"caf\xe9 au lait"), "a.txt")}}, 422, "Line 1"),
        ({"data": {"file": (io.BytesIO(b"a,b\n1,2,3\n"), "a.csv")}}, 422, "3 columns, expected 2"),
        ({"data": {"file": (io.BytesIO(b"a,b\n1,2\n"), "a.csv"), "map": "machine"}}, 422, "ROLE=COLUMN"),
    ],
)
def test_bad_input_is_refused_in_words_and_stores_nothing(api, url, db, body, status, words):
    before = stored(db)
    answer = api.post(url, **body)
    assert (answer.status_code, answer.json["ok"]) == (status, False)
    assert words in " ".join(answer.json["errors"])
    assert stored(db) == before


def test_a_project_that_is_not_there_is_not_found(api):
    assert api.post("/api/v1/projects/99/documents", json={"name": "x", "text": "A."}).status_code == 404


def test_a_viewer_may_not_upload(client_of, db, url):
    viewer = client_of(make_person(db, "Vera", "viewer"))
    assert viewer.post(url, json={"name": "x", "text": "A."}).status_code == 403


# Jobs


def large(lines: int = 20_000) -> bytes:
    return "".join(
        f"Die Nummer {at} ist eine Zeile mit etwas mehr Text darin.\n" for at in range(lines)
    ).encode()


def test_a_large_upload_becomes_a_job_that_makes_the_document(api, url, db):
    data = large()
    answer = api.post(url, data=form(data))
    assert answer.status_code == 202
    job = finished(db, answer.json["job"]["id"])
    assert (job.state, job.error, job.done, job.total) == ("done", None, 20_000, 20_000)
    shown = api.get(f"/api/v1/jobs/{job.id}").json["job"]
    assert shown.keys() == {"id", "state", "done", "total", "error", "document_id"}
    assert api.get(f"/api/v1/documents/{job.document_id}/export").data == data
    assert stored(db)["imports"] == 0


def test_a_large_upload_that_cannot_be_read_fails_in_words(api, url, db):
    answer = api.post(url, data=form(large() + b"\xff\xff broken"))
    job = finished(db, answer.json["job"]["id"])
    assert job.state == "failed"
    assert "Line 20001 is not UTF-8" in job.error
    assert stored(db) == {"documents": 0, "segments": 0, "originals": 0, "imports": 0, "jobs": 1}


@pytest.fixture
def queued(db, project, owner):
    """A job that nobody works on yet."""
    upload = Upload("a.txt", ARTICLE.encode(), importing.document_name("a.txt"))
    return working.queue_import(db, upload, ImportOptions(), project_id=project.id, author=owner)


def test_a_job_whose_worker_died_is_done_by_the_next_one(db, queued):
    with writing(db):
        claimed = jobs.claim(db, now=clock.now(), until=clock.later(seconds=-1))
    assert working.work_once(db)
    job = working.get(db, claimed.id)
    assert (job.state, job.payload["attempts"]) == ("done", 2)
    assert documents.get(db, job.document_id).name == "a"


def test_a_job_that_another_worker_holds_is_left_alone(db, queued):
    with writing(db):
        jobs.claim(db, now=clock.now(), until=clock.later(seconds=60))
    assert not working.work_once(db)


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(db, queued):
    for _ in range(working.MOST_ATTEMPTS):
        with writing(db):
            jobs.claim(db, now=clock.now(), until=clock.later(seconds=-1))
    working.work_once(db)
    job = working.get(db, queued.id)
    assert (job.state, stored(db)["imports"]) == ("failed", 0)


def test_a_cancelled_job_leaves_nothing(api, db, queued):
    answer = api.post(f"/api/v1/jobs/{queued.id}/cancel")
    assert answer.json["job"]["state"] == "cancelled"
    assert not working.work_once(db)
    assert stored(db)["documents"] == 0


def test_a_job_cancelled_in_the_middle_leaves_nothing(db, queued, project, owner):
    with writing(db):
        hold = working.Hold(db, jobs.claim(db, now=clock.now(), until=clock.later(seconds=60)))

    def cancelling(done, total):
        working.cancel(db, queued.id)
        hold.progress(done, total)

    with pytest.raises(working.Lost):
        importing.import_files(
            db,
            [Upload("a.txt", ARTICLE.encode(), "a")],
            ImportOptions(),
            author=owner,
            project_id=project.id,
            progress=cancelling,
        )
    assert working.get(db, queued.id).state == "cancelled"
    assert (stored(db)["documents"], stored(db)["segments"]) == (0, 0)


# Exports


@pytest.mark.parametrize("format", ["txt", "md", "html", "csv", "tsv", "jsonl"])
def test_an_export_is_a_file_with_the_services_bytes(api, db, format):
    document = make_document(db)
    answer = api.get(f"/api/v1/documents/{document.id}/export?format={format}")
    assert answer.data == exporting.export(db, document.id, exporting.Choices(format=format)).data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=Article-en-")
    types = {"txt": "text/plain", "md": "text/markdown", "html": "text/html", "csv": "text/csv"}
    assert answer.headers["Content-Type"].startswith(types.get(format, ""))
    assert answer.headers["Content-Type"].count("charset=") == 1


@pytest.mark.parametrize(
    "query", ["format=exe", "unconfirmed=maybe", "left_out=x", "cells=x", "encoding=rot13"]
)
def test_an_unknown_choice_is_refused(api, db, query):
    document = make_document(db)
    assert api.get(f"/api/v1/documents/{document.id}/export?{query}").status_code == 422


def test_a_source_is_attached_and_repaired_through_the_api(api, db):
    document = make_document(db)
    answer = api.post(f"/api/v1/documents/{document.id}/source", json={"text": "Eins.\nZwei.\nDrei.\n"})
    assert answer.status_code == 201
    listed = api.get(f"/api/v1/documents/{document.id}/segments").json["segments"]
    moved = api.post(f"/api/v1/segments/{listed[1]['id']}/source", json={"action": "up"})
    assert [one["source"] for one in moved.json["segments"]] == ["Eins. Zwei.", None]


def test_the_open_questions_are_a_table(api, db):
    document = make_document(db)
    listed = api.get(f"/api/v1/documents/{document.id}/segments").json["segments"]
    api.post(f"/api/v1/segments/{listed[0]['id']}/questions", json={"text": "=1+1 or several?"})
    answer = api.get(f"/api/v1/documents/{document.id}/questions.csv")
    assert "'=1+1 or several?" in answer.text
    assert json.loads(api.get(f"/api/v1/documents/{document.id}").data)["ok"]


def test_a_far_too_large_upload_is_refused_with_the_limit(api, url):
    answer = api.post(url, data=form(b"x" * 21_100_000))
    assert answer.status_code == 413
    assert "20 MB" in answer.json["error"]
