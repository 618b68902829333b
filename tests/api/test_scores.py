"""GET /documents/{id}/scores and /projects/{id}/scores: every score, each with signature, n and interval."""

from app.services import revising
from app.store import segments
from app.store.database import writing
from tests import factories, quality_fixtures


def test_every_score_has_its_four_keys(db, api, owner):
    found = quality_fixtures.reviewed(db, imports=2)
    scores = api.get(f"/api/v1/projects/{found[0].project_id}/scores").get_json()["scores"]
    every = [
        scores["hter"],
        scores["bleu"],
        scores["chrf"],
        scores["human"]["quality"],
        scores["systems"][0]["mqm"],
    ]
    every.append(scores["human"]["errors_per_1000_words"])
    for one in every:
        assert {"score", "signature", "n", "interval"} <= set(one)
        assert one["signature"]
        assert one["n"] > 0
    assert scores["human"]["kind"] == "mqm"
    assert scores["human"]["quality"]["interval"][0] < scores["human"]["quality"]["score"]
    assert scores["systems"][0]["name"] == "A"
    assert scores["systems"][0]["esa"] is None
    assert scores["comparison"] is None
    assert (
        api.get(f"/api/v1/documents/{found[0].id}/scores").get_json()["scores"]["human"]["quality"]["n"] == 40
    )


def test_nothing_measured_is_null_with_a_reason(db, api):
    document = factories.make_document(db)
    scores = api.get(f"/api/v1/documents/{document.id}/scores").get_json()["scores"]
    assert scores["human"] is None
    assert scores["hter"]["score"] is None
    assert scores["hter"]["reason"]
    assert scores["systems"] == [
        {"name": "machine", "mqm": None, "esa": None, "bleu": None, "chrf": None, "ter": None}
    ]


def test_systems_are_scored_against_independent_references_and_compared(db, api):
    found = quality_fixtures.documents(db, "Two", 40)
    with writing(db):
        rows = zip(quality_fixtures.segment_ids(db, found), quality_fixtures.texts(10, "b") * 4, strict=True)
        segments.add_references(db, [(one, "independent", text) for one, text in rows])
    scores = api.get(f"/api/v1/projects/{found[0].project_id}/scores").get_json()["scores"]
    a, b = scores["systems"]
    assert (a["name"], b["name"]) == ("A", "B")
    assert b["chrf"]["score"] == 100
    assert a["chrf"]["score"] < 100
    assert (b["ter"]["score"], b["bleu"]["n"]) == (0, 40)
    assert scores["comparison"]["outcome"] == "b_better"
    assert scores["comparison"]["measures"][0]["measure"] == "chrf"


def test_an_unfair_comparison_has_no_outcome(db, api, owner):
    document = factories.make_document(db, other_system=["a", "b", "c"])
    segment = factories.segment_of(db, document, 1)
    revising.save_revision(db, segment.id, "Hundreds fled.", base_revision=0, author=owner, confirm=True)
    comparison = api.get(f"/api/v1/documents/{document.id}/scores").get_json()["scores"]["comparison"]
    assert comparison["outcome"] is None
    assert comparison["sentence"].startswith("The only references are corrections that started from machine.")
    assert comparison["measures"] == []


def test_languages_are_apart(db, api):
    english = factories.make_document(db)
    factories.make_document(db, ["犬が走る。"], lang="ja")
    answer = api.get(f"/api/v1/projects/{english.project_id}/scores").get_json()
    assert answer["scores"] is None
    assert [one["target_lang"] for one in answer["by_language"]] == ["en", "ja"]
    assert all("systems" in one for one in answer["by_language"])
