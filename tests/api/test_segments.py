"""/api/v1: the shapes and statuses that scripts and the product's own pages rely on."""

import pytest

from app.services import signing_in
from app.store import segments
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db, sources=["Eins.", "Zwei.", "Drei."])


@pytest.fixture
def segment(db, document):
    return segment_of(db, document, 2)


@pytest.fixture
def call(client, db, owner):
    """Requests with the owner's token, as a script makes them."""
    headers = {"Authorization": f"Bearer {signing_in.make_token(db, owner)}"}

    def send(method, path, **kwargs):
        return client.open(f"/api/v1{path}", method=method, headers=headers, **kwargs)

    return send


def save(call, segment, **fields):
    body = {"text": "Some also turned themselves in.", "base_revision": 0, "op_id": "one", "confirm": True}
    return call("POST", f"/segments/{segment.id}/revisions", json={**body, **fields})


def test_a_segment_has_every_key_of_the_contract(call, segment):
    found = call("GET", f"/segments/{segment.id}").json["segment"]

    keys = "id position paragraph kind state left_out locked editorial source machine text reference revision"
    assert set(keys.split()) | {"candidates"} <= set(found)
    assert (found["left_out"], found["reference"], found["position"]) == (False, None, 2)
    assert found["candidates"] == [{"system": "machine", "text": segment.machine}]


def test_a_save_answers_201_with_revision_and_scores(call, segment):
    answer = save(call, segment)

    assert answer.status_code == 201
    assert answer.json["revision"]["number"] == 1
    assert answer.json["scores"]["hter"]["n"] == 1
    assert answer.json["scores"]["bleu"]["signature"].startswith("nrefs:1")
    assert answer.json["document"]["counts"]["confirmed"] == 1


def test_a_segment_has_scores_once_it_is_confirmed(call, segment):
    assert call("GET", f"/segments/{segment.id}").json["scores"] is None
    save(call, segment)

    scores = call("GET", f"/segments/{segment.id}").json["scores"]
    assert scores["hter"]["score"] == pytest.approx(3 / 5)
    assert scores["chrf"]["n"] == 1


def test_the_same_operation_again_answers_200_and_writes_nothing(call, segment, db):
    save(call, segment)
    answer = save(call, segment)

    assert (answer.status_code, answer.json["revision"]["number"]) == (200, 1)
    assert segments.get(db, segment.id).revision == 1


def test_the_same_operation_with_another_text_is_422(call, segment):
    save(call, segment)

    assert save(call, segment, text="Another.").status_code == 422


def test_a_stale_base_is_409_with_the_newest_revision(call, segment):
    save(call, segment)
    answer = save(call, segment, text="Some gave up.", op_id="two")

    assert answer.status_code == 409
    assert answer.json["ok"] is False
    assert answer.json["current"]["text"] == "Some also turned themselves in."
    assert "merged" in answer.json


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": None}, "text"),
        ({"text": 7}, "text"),
        ({"base_revision": "0"}, "base_revision"),
        ({"base_revision": True}, "base_revision"),
        ({"base_revision": -1}, "base_revision"),
        ({"confirm": "yes"}, "confirm"),
        ({"op_id": ""}, "op_id"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(call, segment, fields, field):
    answer = save(call, segment, **fields)

    assert answer.status_code == 422
    assert field in answer.json["error"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'])
def test_a_body_that_is_no_json_object_is_400(call, segment, data):
    assert call("POST", f"/segments/{segment.id}/revisions", data=data).status_code == 400


@pytest.mark.parametrize("segment_id", [0, 999, 2**63, 10**30])
def test_a_segment_that_is_not_there_is_404(call, segment_id):
    answer = call("GET", f"/segments/{segment_id}")

    assert (answer.status_code, answer.json["status"]) == (404, 404)


def test_structure_changes_answer_what_is_new_and_what_is_gone(call, segment):
    answer = call("POST", f"/segments/{segment.id}/split", json={"offset": 10, "base_revision": 0})
    made = [one["id"] for one in answer.json["segments"]]

    assert (answer.status_code, answer.json["removed"]) == (201, [segment.id])
    undone = call("POST", f"/batches/{answer.json['batch']['id']}/undo", json={})
    assert (undone.json["removed"], undone.json["segments"][0]["id"]) == (made, segment.id)


def test_a_draft_is_kept_and_dropped(call, segment):
    body = {"text": "Some al", "base_revision": 0}

    assert call("PUT", f"/segments/{segment.id}/draft", json=body).json["draft"]["text"] == "Some al"
    assert call("DELETE", f"/segments/{segment.id}/draft").status_code == 200


def test_questions_are_asked_counted_and_resolved(call, segment, document):
    question = call("POST", f"/segments/{segment.id}/questions", json={"text": "Which feast?"}).json[
        "question"
    ]
    listed = call("GET", f"/documents/{document.id}/segments?state=questions").json["segments"]
    assert [one["id"] for one in listed] == [segment.id]

    call("POST", f"/questions/{question['id']}/resolve", json={})
    assert call("GET", f"/documents/{document.id}/segments?state=questions").json["segments"] == []


def test_lists_go_on_where_they_stopped(call, document):
    first = call("GET", f"/documents/{document.id}/segments?limit=2").json
    second = call("GET", f"/documents/{document.id}/segments?limit=2&after={first['next']}").json

    assert [one["position"] for one in first["segments"] + second["segments"]] == [1, 2, 3]
    assert second["next"] is None


def test_a_query_finds_its_own_percent_sign_only(call, db):
    document = make_document(db, ["50 % of them.", "All of them."], project="Other")

    found = call("GET", f"/documents/{document.id}/segments?q=%25").json["segments"]
    assert [one["position"] for one in found] == [1]


def test_a_viewer_reads_but_does_not_write(client, db, segment):
    token = signing_in.make_token(db, make_person(db, "Vera", "viewer"))
    headers = {"Authorization": f"Bearer {token}"}

    assert client.get(f"/api/v1/segments/{segment.id}", headers=headers).status_code == 200
    answer = client.post(
        f"/api/v1/segments/{segment.id}/revisions", headers=headers, json={"text": "x", "base_revision": 0}
    )
    assert answer.status_code == 403


def test_every_route_that_reads_fields_is_described(call, app):
    from app.api.openapi import FIELDS

    paths = call("GET", "/openapi.json").json["paths"]
    described = {one["operationId"].rsplit(".", 1)[0] for path in paths.values() for one in path.values()}

    assert set(FIELDS) <= described
    assert "/api/v1/segments/{segment_id}/revisions" in paths


def test_a_confirmation_is_taken_back_once(call, segment):
    saved = {"text": segment.text, "base_revision": 0, "confirm": True}
    call("POST", f"/segments/{segment.id}/revisions", json=saved)
    reopened = call("POST", f"/segments/{segment.id}/reopen", json={"base_revision": 1, "op_id": "r"})
    again = call("POST", f"/segments/{segment.id}/reopen", json={"base_revision": 1, "op_id": "r"})

    assert (reopened.status_code, reopened.json["segment"]["state"]) == (201, "todo")
    assert (again.status_code, again.json["revision"]["number"]) == (200, 2)


def test_several_segments_are_confirmed_and_left_out_by_one_request(call, document, db):
    chosen = [{"id": segment_of(db, document, number).id, "revision": 0} for number in (1, 2)]
    confirmed = call("POST", f"/documents/{document.id}/confirm", json={"segments": chosen, "op_id": "c"})
    assert confirmed.status_code == 201
    assert [one["state"] for one in confirmed.json["segments"]] == ["confirmed", "confirmed"]
    assert confirmed.json["document"]["counts"]["confirmed"] == 2
    third = [{"id": segment_of(db, document, 3).id, "revision": 0}]
    left = call("POST", f"/documents/{document.id}/leave-out", json={"segments": third})
    assert (left.status_code, left.json["document"]["counts"]["left_out"]) == (201, 1)


def test_a_projects_scores_are_the_documents_where_there_is_one_language(call, segment, document):
    save(call, segment)

    found = call("GET", f"/projects/{document.project_id}/scores").json
    assert found["scores"]["hter"] == call("GET", f"/documents/{document.id}/scores").json["scores"]["hter"]
    assert [one["target_lang"] for one in found["by_language"]] == ["en"]


def test_languages_are_never_averaged(call, segment, document, db):
    make_document(db, ["これは文です。"], lang="ja")

    found = call("GET", f"/projects/{document.project_id}/scores").json
    assert found["scores"] is None
    assert [one["target_lang"] for one in found["by_language"]] == ["en", "ja"]


@pytest.mark.parametrize("wanted", ["rtl", "ltr", None])
def test_a_text_may_run_otherwise_than_its_language(call, segment, wanted):
    answer = call("POST", f"/segments/{segment.id}/direction", json={"direction": wanted})
    assert answer.status_code == 201
    assert answer.json["segments"][0]["direction"] == wanted


@pytest.mark.parametrize("body", [{}, {"direction": "up"}, {"direction": 1}, {"direction": ["rtl"]}])
def test_no_other_direction_is_known(call, segment, body):
    answer = call("POST", f"/segments/{segment.id}/direction", json=body)
    assert (answer.status_code, answer.json["error"]) == (
        422,
        "The field direction must be ltr, rtl or null.",
    )
