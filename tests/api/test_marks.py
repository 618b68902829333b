"""/api/v1 marks, ratings and finished segments."""

import pytest

from app.services import signing_in
from tests.factories import make_document, make_person, segment_of

SCRIPTS = {
    "en": ("The Islamic Festival of Victims begins.", "Festival"),
    "ar": ("استأجر بعضهم أنفسهم أيضا.", "أنفسهم"),
    "he": ("הפסטיבל האסלאמי מתחיל.", "האסלאמי"),
    "ja": ("何人かは自分を雇った。", "自分"),
    "th": ("เทศกาลของเหยื่อเริ่มต้น", "เหยื่อ"),
    "hi": ("पीड़ितों का त्योहार शुरू होता है।", "त्योहार"),
    "emoji": ("Yes 👩‍👩‍👧 and 🇩🇪 fly 🎉.", "🇩🇪"),
}


def body(text, quote, **more):
    start = text.index(quote)
    place = {"revision": 0, "side": "target", "start": start, "end": start + len(quote), "quote": quote}
    return {**place, "category": "Terminology", "severity": "critical", "comment": None, **more}


@pytest.fixture
def segment(db):
    return segment_of(
        db, make_document(db, sources=["Eins.", "Zwei.", "Drei."], other_system=["A", "B", "C"])
    )


@pytest.fixture
def call_as(app, db):
    def send(name, role, method, path, **more):
        token = signing_in.make_token(db, make_person(db, name, role))
        script = app.test_client(use_cookies=False)
        return script.open(
            f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {token}"}, **more
        )

    return send


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_mark_is_stored_with_the_text_at_its_offsets(db, api, script):
    text, quote = SCRIPTS[script]
    segment = segment_of(db, make_document(db, [text]))

    answer = api.post(f"/api/v1/segments/{segment.id}/marks", json=body(text, quote))

    assert answer.status_code == 201
    mark = answer.json["mark"]
    assert text[mark["start"] : mark["end"]] == mark["quote"] == quote
    assert (mark["category"], mark["severity"], mark["author"]) == ("Terminology", "critical", "Olga")
    now = [mark["start"], mark["end"]]
    assert mark["pieces"] == [{"side": "target", "start": now[0], "end": now[1], "quote": quote}]
    held = {**mark, "pieces": [{**mark["pieces"][0], "now": now}], "fate": "kept", "now": now}
    assert api.get(f"/api/v1/segments/{segment.id}/marks").json["marks"] == [held]


def test_a_mark_may_have_several_pieces_or_no_place(db, api):
    text = "She gave the plan up."
    segment = segment_of(db, make_document(db, [text]))
    pieces = [body(text, one) for one in ("up", "gave")]
    sent = [{name: one[name] for name in ("side", "start", "end", "quote")} for one in pieces]
    path = f"/api/v1/segments/{segment.id}/marks"

    mark = api.post(path, json={"revision": 0, "category": "Grammar", "pieces": sent}).json["mark"]
    nowhere = api.post(path, json={"revision": 0, "category": "Grammar", "pieces": []}).json["mark"]

    assert mark["pieces"] == sent[::-1]
    assert (mark["start"], mark["end"], mark["quote"]) == (4, 20, "gave the plan up")
    assert (nowhere["pieces"], nowhere["quote"]) == ([], text)
    listed = api.get(path).json["marks"]
    assert [[one["now"] for one in each["pieces"]] for each in listed] == [[[4, 8], [18, 20]], []]
    for wrong in ("x", [1], [{"side": "target"}], [{**sent[0], "side": "left"}]):
        assert api.post(path, json={"revision": 0, "category": "Grammar", "pieces": wrong}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "inmate"},
        {"start": 1},
        {"end": 10_000},
        {"start": 20, "end": 3},
        {"side": "above"},
        {"severity": "terrible"},
        {"category": "Taste"},
        {"revision": 7},
        {"system": "Nobody"},
        {"start": -1},
        {"quote": None},
    ],
)
def test_what_is_not_in_the_text_is_refused_in_words(db, api, segment, wrong):
    answer = api.post(f"/api/v1/segments/{segment.id}/marks", json={**body(segment.text, "inmates"), **wrong})

    assert answer.status_code == 422
    assert answer.json["ok"] is False
    assert len(answer.json["error"]) > 20
    assert not db.execute("SELECT count(*) FROM marks").fetchone()[0]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("mistranslation", "Accuracy/Mistranslation"),
        ("ACCURACY/omission", "Accuracy/Omission"),
        ("terminology", "Terminology"),
        ("Fluency/Punctuation", "Fluency/Punctuation"),
        ("Other", "Other"),
        (None, None),
        ("", None),
    ],
)
def test_a_category_is_known_in_any_case(api, segment, written, stored):
    answer = api.post(
        f"/api/v1/segments/{segment.id}/marks", json=body(segment.text, "inmates", category=written)
    )
    assert answer.json["mark"]["category"] == stored


def test_an_omission_is_a_gap_in_the_text_or_words_in_the_source(api, segment):
    gap = {**body(segment.text, "inmates"), "start": 8, "end": 8, "quote": "", "category": "omission"}
    words = {**gap, "side": "source", "start": 0, "end": 4, "quote": "Eins"}
    for sent in (gap, words):
        assert api.post(f"/api/v1/segments/{segment.id}/marks", json=sent).status_code == 201


def test_the_same_mark_twice_is_refused_and_names_the_one_that_stands(api, segment):
    path = f"/api/v1/segments/{segment.id}/marks"
    first = api.post(path, json=body(segment.text, "inmates")).json["mark"]

    again = api.post(path, json=body(segment.text, "inmates"))

    assert again.status_code == 422
    assert again.json["error"].startswith("Already marked")
    assert again.json["mark"] == first
    other = api.post(path, json=body(segment.text, "inmates", category="grammar"))
    assert other.status_code == 201


def test_adjacent_nested_and_crossing_marks_are_stored(api, segment):
    path = f"/api/v1/segments/{segment.id}/marks"
    for quote in ("Several", " hundred", "hundred inmates", "inmates", "inmates escaped"):
        assert api.post(path, json=body(segment.text, quote)).status_code == 201
    assert len(api.get(path).json["marks"]) == 5


def test_the_same_operation_twice_is_one_mark(api, segment):
    path = f"/api/v1/segments/{segment.id}/marks"
    sent = body(segment.text, "inmates", op_id="one")
    first = api.post(path, json=sent)

    again = api.post(path, json=sent)
    other = api.post(path, json={**sent, "severity": "minor"})

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 422)
    assert again.json["mark"] == first.json["mark"]


def test_a_mark_is_withdrawn_and_stays_in_the_log(db, api, segment):
    path = f"/api/v1/segments/{segment.id}/marks"
    mark = api.post(path, json=body(segment.text, "inmates")).json["mark"]

    answer = api.delete(f"/api/v1/marks/{mark['id']}")

    assert answer.json["mark"]["withdrawn_by"] == "Olga"
    assert api.get(path).json["marks"] == []
    assert db.execute("SELECT count(*) FROM marks").fetchone()[0] == 1
    assert api.post(path, json=body(segment.text, "inmates")).status_code == 201


def test_a_changed_mark_replaces_the_one_before(api, segment):
    path = f"/api/v1/segments/{segment.id}/marks"
    mark = api.post(path, json=body(segment.text, "inmates")).json["mark"]

    new = api.post(path, json=body(segment.text, "inmates", severity="minor", replaces=mark["id"])).json[
        "mark"
    ]

    assert [one["id"] for one in api.get(path).json["marks"]] == [new["id"]]


def test_a_candidate_of_another_system_is_marked_on_its_own_text(api, segment):
    answer = api.post(f"/api/v1/segments/{segment.id}/marks", json=body("A", "A", system="B"))
    assert answer.json["mark"]["system"] == "B"


def test_a_correction_is_marked_on_its_revision(api, segment):
    api.post(f"/api/v1/segments/{segment.id}/revisions", json={"text": "Hundreds fled.", "base_revision": 0})
    answer = api.post(f"/api/v1/segments/{segment.id}/marks", json=body("Hundreds fled.", "fled", revision=1))
    assert answer.status_code == 201


@pytest.mark.parametrize("value", [-1, 101, "70", None, True, 1e308])
def test_a_rating_is_a_number_from_0_to_100(api, segment, value):
    answer = api.post(f"/api/v1/segments/{segment.id}/ratings", json={"kind": "esa", "value": value})
    assert answer.status_code == 422


def test_the_newest_rating_counts(api, segment):
    for value in (40, 66.5):
        path = f"/api/v1/segments/{segment.id}/ratings"
        assert api.post(path, json={"kind": "esa", "value": value}).status_code == 201
    found = api.get(f"/api/v1/segments/{segment.id}/marks").json["ratings"]
    assert [one["value"] for one in found] == [66.5]


def test_a_segment_is_finished_and_taken_up_again(api, segment):
    path = f"/api/v1/segments/{segment.id}"
    assert api.post(f"{path}/finish", json={}).status_code == 201
    assert len(api.get(f"{path}/marks").json["finished"]) == 1

    api.post(f"{path}/finish", json={"finished": False})

    assert api.get(f"{path}/marks").json["finished"] == []


def test_others_marks_are_seen_by_those_who_finished_and_by_leads(call_as, segment):
    path = f"/segments/{segment.id}"
    call_as("Ann", "reviewer", "POST", f"{path}/marks", json=body(segment.text, "inmates"))

    def seen(name, role="reviewer"):
        return len(call_as(name, role, "GET", f"{path}/marks").json["marks"])

    assert (seen("Ann"), seen("Bo"), seen("Lea", "lead")) == (1, 0, 1)
    call_as("Bo", "reviewer", "POST", f"{path}/finish", json={})
    assert seen("Bo") == 1


def test_only_the_author_and_leads_withdraw(call_as, segment):
    mark = call_as(
        "Ann", "reviewer", "POST", f"/segments/{segment.id}/marks", json=body(segment.text, "inmates")
    ).json["mark"]
    path = f"/marks/{mark['id']}"
    assert call_as("Bo", "reviewer", "DELETE", path).status_code == 403
    assert call_as("Lea", "lead", "DELETE", path).status_code == 200


def test_what_an_edit_did_to_a_mark_is_said(api, segment):
    path = f"/api/v1/segments/{segment.id}"
    for quote in ("Several", "inmates"):
        api.post(f"{path}/marks", json=body(segment.text, quote))
    api.post(f"{path}/revisions", json={"text": "Some hundred inmates escaped.", "base_revision": 0})

    found = api.get(f"{path}/marks").json["marks"]

    assert [(one["fate"], one["now"]) for one in found] == [("resolved", None), ("kept", [13, 20])]
