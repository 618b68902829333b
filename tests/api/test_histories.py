"""/api/v1 for looking back."""

import pytest

from app.services import revising
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(db, sources=["Eins.", "Zwei.", "Drei."])


@pytest.fixture
def corrected(db, document):
    segment = segment_of(db, document, 2)
    mira = make_person(db, "Mira")
    return revising.save_revision(
        db, segment.id, "Some also surrendered.", base_revision=0, author=mira, confirm=True
    ).segment


def test_who_wrote_each_word(api, corrected):
    runs = api.get(f"/api/v1/segments/{corrected.id}/blame").json["runs"]

    assert "".join(one["text"] for one in runs) == corrected.text
    assert [(one["text"], one["revision"], one["author"]) for one in runs] == [
        ("Some also ", 0, None),
        ("surrendered", 1, "Mira"),
        (".", 0, None),
    ]


def test_points_are_named_listed_and_deleted(api, document):
    path = f"/api/v1/documents/{document.id}/points"
    made = api.post(path, json={"name": "Sent to client"})
    assert (made.status_code, made.json["point"]["author"]) == (201, "Olga")
    assert [one["name"] for one in api.get(path).json["points"]] == ["Sent to client"]
    assert api.post(path, json={"name": "Sent to client"}).status_code == 422
    assert api.delete(f"{path}/{made.json['point']['id']}").status_code == 200
    assert api.get(path).json["points"] == []


def test_what_changed_between_two_points(api, document, corrected):
    found = api.get(f"/api/v1/documents/{document.id}/compare?from=original&to=now").json

    assert (found["total"], found["next"]) == (1, None)
    change = found["changes"][0]
    assert (change["position"], change["segment_ids"], change["source"], change["author"]) == (
        2,
        [corrected.id],
        "Zwei.",
        "Mira",
    )
    assert api.get(f"/api/v1/documents/{document.id}/compare?from=x").status_code == 422


def test_where_a_split_segment_came_from(api, db, corrected):
    from app.services import structuring

    changed = structuring.split(db, corrected.id, 10, base_revision=None, author=make_person(db, "Mira"))
    second = changed.segments[1].id

    found = api.get(f"/api/v1/segments/{second}/ancestors").json["ancestors"]
    assert [(one["segment_id"], one["how"], one["made_segment_id"]) for one in found] == [
        (corrected.id, "split", second)
    ]
    assert [one["text"] for one in found[0]["revisions"]] == ["Some also surrendered."]
    runs = api.get(f"/api/v1/segments/{second}/blame").json["runs"]
    assert (runs[0]["segment_id"], runs[0]["instead"]) == (corrected.id, "hired themselves")
