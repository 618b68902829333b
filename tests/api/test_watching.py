"""/api/v1/documents/…/changes, events and presence."""

import json

import pytest

from app.config import Config
from app.services import revising, watching
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db)


def save(db, document, position=2, text="Some turned themselves in."):
    segment = segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=make_person(db))


def events(response):
    blocks = response.get_data(as_text=True).split("\n\n")
    return [
        json.loads(line[6:]) for block in blocks for line in block.split("\n") if line.startswith("data: {")
    ]


@pytest.fixture
def short_streams(monkeypatch):
    monkeypatch.setattr(watching, "STREAM_SECONDS", 0.1)
    monkeypatch.setattr(watching, "CHECK_SECONDS", 0.05)


def test_changes_since_a_number(db, api, document):
    save(db, document)
    found = api.get(f"/api/v1/documents/{document.id}/changes?after=0").json
    [news] = found["documents"]

    assert news["segments"][0]["text"] == "Some turned themselves in."
    assert news["document"]["counts"]["edited"] == 1
    assert news["removed"] == []
    again = api.get(f"/api/v1/documents/{document.id}/changes?after={found['number']}").json
    assert again["documents"] == []
    assert again["number"] == found["number"]


def test_events_carry_the_same_with_an_id_to_go_on_from(db, api, document, short_streams):
    save(db, document)
    response = api.get(f"/api/v1/documents/{document.id}/events?after=0")

    assert response.mimetype == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    text = response.get_data(as_text=True)
    assert text.startswith("retry: ")
    number = watching.newest(db)
    assert f"id: {number}\n" in text
    assert events(response)[0]["documents"][0]["segments"][0]["open_questions"] == 0


def test_a_browser_that_connects_again_goes_on_from_the_last_event(db, api, document, short_streams):
    save(db, document)
    number = watching.newest(db)
    response = api.get(
        f"/api/v1/documents/{document.id}/events?after=0", headers={"Last-Event-ID": str(number)}
    )
    assert all(not one["documents"] for one in events(response))


def test_a_seat_is_free_again_after_a_stream(db, api, document, short_streams):
    for _ in range(20):
        response = api.get(f"/api/v1/documents/{document.id}/events")
        assert response.status_code == 200
        response.close()


def test_without_streams_the_answer_is_503_in_a_sentence_and_changes_serve(db, db_path, document, owner):
    from app import create_app
    from app.services import signing_in

    client = create_app(Config(db=str(db_path), event_streams=0), testing=True).test_client(use_cookies=False)
    headers = {"Authorization": f"Bearer {signing_in.make_token(db, owner)}"}

    refused = client.get(f"/api/v1/documents/{document.id}/events", headers=headers)

    assert refused.status_code == 503
    assert "/changes" in refused.json["error"]
    assert client.get(f"/api/v1/documents/{document.id}/changes", headers=headers).status_code == 200


def test_presence_reaches_others_only(db, api, document, client_of):
    mira = client_of(make_person(db))
    segment = segment_of(db, document, 1)
    answer = mira.post(f"/api/v1/documents/{document.id}/presence", json={"segment_id": segment.id})

    assert answer.status_code == 200
    [present] = api.get(f"/api/v1/documents/{document.id}/changes").json["present"][str(document.id)]
    assert present["name"] == "Mira"
    assert present["segment_id"] == segment.id
    assert mira.get(f"/api/v1/documents/{document.id}/changes").json["present"] == {}


@pytest.mark.parametrize("path", ["changes", "events"])
def test_an_unknown_document_is_404_and_a_bad_list_422(api, document, path):
    assert api.get(f"/api/v1/documents/999/{path}").status_code == 404
    assert api.get(f"/api/v1/documents/{document.id}/{path}?also=1,x").status_code == 422
    assert api.get(f"/api/v1/documents/{document.id}/{path}?also=999").status_code == 404


def test_nobody_listens_without_a_sign_in(client, document):
    assert client.get(f"/api/v1/documents/{document.id}/events").status_code == 401
