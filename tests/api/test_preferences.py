"""/api/v1/me/preferences and the people, comments and mentions beside it."""

from app.services import asking
from tests.factories import make_document, make_person, segment_of


def put(api, **changes):
    return api.put("/api/v1/me/preferences", json={"preferences": changes})


def test_preferences_are_kept_for_one_person(api, client_of, db):
    assert put(api, theme="dark", text_size=20, keys={"ask": ["Q"]}).status_code == 200
    found = api.get("/api/v1/me/preferences").json["preferences"]

    assert (found["theme"], found["text_size"], found["keys"]) == ("dark", 20, {"ask": ["Q"]})
    assert found["density"] == "normal"
    mira = client_of(make_person(db))
    assert mira.get("/api/v1/me/preferences").json["preferences"]["theme"] == "system"


def test_null_is_the_default_again(api):
    put(api, theme="dark")
    assert put(api, theme=None).json["preferences"]["theme"] == "system"


def test_one_bad_value_changes_nothing(api):
    refused = put(api, theme="dark", keys={"confirm": ["Mod+W"]})

    assert refused.status_code == 422
    assert "tabs and windows" in refused.json["error"]
    assert api.get("/api/v1/me/preferences").json["preferences"]["theme"] == "system"


def test_preferences_must_be_an_object(api):
    assert api.put("/api/v1/me/preferences", json={"preferences": []}).status_code == 422


def test_comments_mentions_and_reading(api, client_of, db, owner):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    mira = make_person(db)
    asked = api.post(f"/api/v1/segments/{segment.id}/questions", json={"text": "@Mira?", "kind": "comment"})

    assert asked.json["question"]["kind"] == "comment"
    theirs = client_of(mira)
    [mention] = theirs.get("/api/v1/mentions").json["mentions"]
    assert mention["position"] == 2
    assert mention["segment_id"] == segment.id
    assert theirs.get(f"/api/v1/documents/{document.id}/unread").json["segments"] == [
        {"segment_id": segment.id, "unread": 1}
    ]
    assert theirs.post(f"/api/v1/segments/{segment.id}/questions/read", json={}).status_code == 200
    assert theirs.get(f"/api/v1/documents/{document.id}/unread").json["segments"] == []
    resolved = theirs.post(f"/api/v1/questions/{mention['id']}/resolve", json={}).json["question"]
    assert resolved["resolved_by"] == "Mira"
    assert (
        theirs.post(f"/api/v1/questions/{mention['id']}/reopen", json={}).json["question"]["resolved_at"]
        is None
    )
    assert {one["name"] for one in api.get("/api/v1/people").json["people"]} == {"Olga", "Mira"}
    assert asking.mentions_of(db, mira)
