"""/api/v1 for reviewers."""

import pytest

from app.services import revising, signing_in
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db)


@pytest.fixture
def corrected(db, document):
    segment = segment_of(db, document, 2)
    mira = make_person(db, "Mira")
    return revising.save_revision(
        db, segment.id, "Some also surrendered.", base_revision=0, author=mira, confirm=True
    ).segment


@pytest.fixture
def call_as(app, db):
    """call_as(role, method, path, …): a script with the token of a person in this role."""

    def send(role, method, path, **more):
        token = signing_in.make_token(db, make_person(db, f"A {role}", role))
        script = app.test_client(use_cookies=False)
        return script.open(
            f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {token}"}, **more
        )

    return send


def seen(*found):
    return [{"id": one.id, "revision": one.revision} for one in found]


@pytest.mark.parametrize(
    ("role", "status"), [("viewer", 403), ("editor", 403), ("reviewer", 201), ("lead", 201), ("owner", 201)]
)
def test_only_reviewers_and_leads_judge(call_as, document, corrected, role, status):
    body = {"segments": seen(corrected), "op_id": "one"}
    assert call_as(role, "POST", f"/documents/{document.id}/approve", json=body).status_code == status
    body = {
        "segments": [{"id": corrected.id, "revision": corrected.revision + (status == 201)}],
        "reason": "Style",
    }
    assert call_as(role, "POST", f"/documents/{document.id}/send-back", json=body).status_code == status


def test_approving_answers_with_the_batch_and_the_counts(call_as, document, corrected):
    answer = call_as(
        "reviewer", "POST", f"/documents/{document.id}/approve", json={"segments": seen(corrected)}
    )

    assert answer.json["batch"]["summary"] == "Approved 1 segment"
    assert [one["state"] for one in answer.json["segments"]] == ["approved"]
    assert answer.json["document"]["counts"]["approved"] == 1
    undone = call_as("reviewer", "POST", f"/batches/{answer.json['batch']['id']}/undo", json={})
    assert undone.json["segments"][0]["state"] == "confirmed"


def test_what_a_reviewer_said_can_be_read(call_as, document, corrected):
    body = {
        "segments": seen(corrected),
        "reason": "Style",
        "note": "Too short",
        "suggestion": "Others surrendered.",
    }
    call_as("reviewer", "POST", f"/documents/{document.id}/send-back", json=body)

    said = call_as("viewer", "GET", f"/segments/{corrected.id}/verdicts").json["verdicts"]
    assert [(one["reason"], one["note"], one["is_open"], one["editor"]) for one in said] == [
        ("Style", "Too short", True, "Mira")
    ]
    assert [one["op"] for one in said[0]["suggestion_difference"]["pieces"]] == ["delete", "insert", "equal"]


@pytest.mark.parametrize(
    "segments",
    [None, [], 7, [7], [{"id": 1}], [{"id": "1", "revision": 0}], [{"id": 1, "revision": 0}] * 2],
)
def test_a_bad_list_of_segments_is_refused_in_words(call_as, document, segments):
    answer = call_as("reviewer", "POST", f"/documents/{document.id}/approve", json={"segments": segments})

    assert answer.status_code == 422
    assert answer.json["error"].endswith(".")


def test_a_lead_sets_the_reasons(call_as, document):
    path = f"/projects/{document.project_id}/reasons"
    assert call_as("reviewer", "PUT", path, json={"reasons": ["Tone"]}).status_code == 403
    assert call_as("lead", "PUT", path, json={"reasons": ["Tone"]}).json["reasons"] == ["Tone"]
    assert call_as("viewer", "GET", path).json["reasons"] == ["Tone"]
    assert call_as("lead", "PUT", path, json={"reasons": "Tone"}).status_code == 422
