"""/api/v1/projects/…/search and replace."""

import pytest

from app.services import signing_in
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def document(db):
    return make_document(
        db, ["The café is open.", "A CAFE in Köln.", "喫茶店です。"], sources=["Eins.", "Zwei.", "Drei."]
    )


def search(api, document, query, **more):
    return api.get(f"/api/v1/projects/{document.project_id}/search", query_string={"q": query, **more})


def test_a_hit_says_where_it_is(api, document):
    found = search(api, document, "café").json

    assert (found["places"], found["segments"], found["documents"], found["next"]) == (2, 2, 1, None)
    hit = found["hits"][1]
    assert (hit["document_name"], hit["position"], hit["text"], hit["source"]) == (
        "Article",
        2,
        "A CAFE in Köln.",
        "Zwei.",
    )
    assert hit["spans"] == [[2, 6]]


@pytest.mark.parametrize(
    ("more", "positions"),
    [
        ({"accents": "1"}, [1]),
        ({"case": "1"}, [1]),
        ({"words": "1", "q": "caf"}, []),
        ({"pattern": "1", "q": r"\w+\sis"}, [1]),
        ({"field": "source", "q": "zwei"}, [2]),
        ({"q": "喫茶"}, [3]),
        ({"state": "confirmed"}, []),
        ({"author": "Mira"}, []),
    ],
)
def test_choices_narrow_the_search(api, document, more, positions):
    found = search(api, document, **{"query": more.pop("q", "café"), **more}).json
    assert [one["position"] for one in found["hits"]] == positions


def test_a_list_goes_on_where_it_stopped(api, document):
    first = search(api, document, "café", limit=1).json
    second = search(api, document, "café", limit=1, after=first["next"]).json

    assert [one["hits"][0]["position"] for one in (first, second)] == [1, 2]
    assert second["next"] is None


@pytest.mark.parametrize(
    "more",
    [
        {"q": ""},
        {"q": "(", "pattern": "1"},
        {"q": "a", "field": "id"},
        {"q": "a", "state": "x"},
        {"q": "a", "document": "x"},
    ],
)
def test_a_search_that_cannot_be_done_is_refused_in_words(api, document, more):
    answer = api.get(f"/api/v1/projects/{document.project_id}/search", query_string=more)
    assert answer.status_code == 422
    assert answer.json["error"].endswith(".")


def test_replacing_is_one_batch(api, db, document):
    body = {
        "q": "café",
        "replacement": "bar",
        "segments": [{"id": segment_of(db, document).id, "revision": 0}],
    }
    answer = api.post(f"/api/v1/projects/{document.project_id}/replace", json=body)

    assert answer.status_code == 201
    assert [one["text"] for one in answer.json["segments"]] == ["The bar is open."]


def test_a_viewer_replaces_nothing(app, db, document):
    token = signing_in.make_token(db, make_person(db, "Vera", "viewer"))
    body = {"q": "a", "replacement": "b", "segments": [{"id": 1, "revision": 0}]}
    script = app.test_client(use_cookies=False)
    answer = script.post(
        f"/api/v1/projects/{document.project_id}/replace",
        json=body,
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 403
