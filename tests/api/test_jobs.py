"""A job survives the death of its server: what was answered with 202 is imported, once."""

import time

import pytest

from app import clock
from app.services import signing_in
from app.store import documents, projects
from app.store.database import writing
from tests.serving import Client, Server

TEXT = "".join(f"Die Nummer {at} ist eine Zeile mit etwas mehr Text darin.\n" for at in range(4_000))


def state_of(client, job_id):
    return client.call("GET", f"/api/v1/jobs/{job_id}")[1]["job"]["state"]


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0, 0.7])
def test_a_job_is_done_after_the_server_was_killed(db, db_path, owner, seconds):
    with writing(db):
        project = projects.add(db, "News", source_lang=None, target_lang="de", now=clock.now())
    token = signing_in.make_token(db, owner)
    settings = {"STET_JOB_BYTES": "100000"}
    server = Server(db_path, environment=settings).start()
    status, answer = Client(server, token).call(
        "POST", f"/api/v1/projects/{project.id}/documents", {"name": "Long", "text": TEXT}
    )
    assert status == 202
    time.sleep(seconds)
    server.kill()
    with Server(db_path) as again:
        client = Client(again, token)
        end = time.monotonic() + 90
        while state_of(client, answer["job"]["id"]) in ("queued", "running") and time.monotonic() < end:
            time.sleep(0.2)
        assert state_of(client, answer["job"]["id"]) == "done"
    [document] = documents.list_of_project(db, project.id)
    assert documents.counts(db, document.id)["all"] == 4_000
    assert documents.unpublished(db) == []
    assert db.table("imports").count == 0
