"""A document's history, without JavaScript."""

import re

import pytest

from app.domain.searching import Query
from app.services import revising, searching, structuring
from app.services.showing import tracing
from tests import factories


def save(db, document, author, position, text, confirm=True):
    segment = factories.segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=confirm)


def words(page):
    return " ".join(page.split())


def test_each_revision_is_a_difference_to_the_one_before(db, signed_in, owner):
    document = factories.make_document(db)
    save(db, document, owner, 2, "Some also turned themselves in.")
    save(db, document, owner, 2, "Others turned themselves in.")
    found = tracing.of_document(db, document.id)
    assert [entry.steps[0].revision.number for entry in found.entries] == [2, 1]
    old = "".join(p.text for p in found.entries[0].steps[0].difference.pieces if p.op in ("equal", "delete"))
    assert old == "Some also turned themselves in."
    page = signed_in.get(f"/d/{document.id}/history").text
    assert page.count("<del>") >= 2
    assert "Imported" in page


def test_a_batch_is_one_entry(db, signed_in, owner):
    document = factories.make_document(db)
    structuring.split(db, factories.segment_of(db, document, 3).id, 13, base_revision=None, author=owner)
    found = tracing.of_document(db, document.id)
    assert [(entry.batch.summary, len(entry.steps)) for entry in found.entries] == [("Split segment 3", 2)]
    assert "Show 2 segments" in signed_in.get(f"/d/{document.id}/history").text


def test_restoring_makes_a_new_revision_to_be_confirmed(db, signed_in, owner):
    document = factories.make_document(db)
    save(db, document, owner, 2, "Some also turned themselves in.")
    save(db, document, owner, 2, "Others surrendered.")
    segment = factories.segment_of(db, document, 2)
    form = {"segment": segment.id, "number": 1}
    page = signed_in.post(f"/d/{document.id}/history/restore", data=form, follow_redirects=True).text
    assert "text restored, please confirm" in page
    now = factories.segment_of(db, document, 2)
    assert (now.text, now.state, now.revision) == ("Some also turned themselves in.", "edited", 3)


def test_a_batch_is_undone_and_says_so(db, signed_in, owner):
    document = factories.make_document(db)
    structuring.split(db, factories.segment_of(db, document, 3).id, 13, base_revision=None, author=owner)
    page = signed_in.get(f"/d/{document.id}/history").text
    batch = re.search(r'name="batch" value="(\d+)"', page).group(1)
    after = signed_in.post(
        f"/d/{document.id}/history/undo", data={"batch": batch}, follow_redirects=True
    ).text
    assert "Undone: Split segment 3." in after
    again = signed_in.post(
        f"/d/{document.id}/history/undo", data={"batch": batch}, follow_redirects=True
    ).text
    assert "undone already" in again


def test_the_history_of_one_person(db, signed_in, owner):
    document = factories.make_document(db)
    save(db, document, owner, 1, "Hundreds of inmates escaped.")
    save(db, document, factories.make_person(db, "Mira"), 2, "Some also turned themselves in.")
    page = words(signed_in.get(f"/d/{document.id}/history?who=Mira").text)
    assert "turned" in page
    assert "Hundreds" not in page


def test_a_long_history_goes_on_at_the_next_page(db, signed_in, owner, monkeypatch):
    monkeypatch.setattr(tracing, "PAGE", 2)
    document = factories.make_document(db)
    for number in range(5):
        save(db, document, owner, 1, f"Text {number}.")
    seen, before = [], None
    for _ in range(5):
        found = tracing.of_document(db, document.id, before=before)
        seen += [entry.steps[0].revision.number for entry in found.entries]
        before = found.older
        if before is None:
            break
    assert seen == [5, 4, 3, 2, 1]


def test_a_viewer_sees_and_changes_nothing(db, owner, client_of):
    document = factories.make_document(db)
    save(db, document, owner, 2, "Some also turned themselves in.")
    save(db, document, owner, 2, "Others surrendered.")
    viewer = client_of(factories.make_person(db, "Vera", "viewer"))
    assert "Restore" not in viewer.get(f"/d/{document.id}/history").text
    form = {"segment": factories.segment_of(db, document, 2).id, "number": 1}
    assert viewer.post(f"/d/{document.id}/history/restore", data=form).status_code == 403


@pytest.mark.parametrize("query", ["before=nonsense", "who=%00", "before=&who="])
def test_odd_addresses_show_a_page(db, signed_in, query):
    document = factories.make_document(db)
    assert signed_in.get(f"/d/{document.id}/history?{query}").status_code == 200


def test_a_replacement_in_the_whole_project_is_one_entry_in_each_document(db, signed_in, owner):
    documents = [factories.make_document(db), factories.make_document(db)]
    query = Query("festival of victims")
    changes = searching.preview(db, documents[0].project_id, query, "feast", searching.Scope())
    pairs = [(one.segment.id, one.segment.revision) for one in changes]
    done = searching.replace(db, documents[0].project_id, query, "feast", pairs, author=owner)
    for document in documents:
        found = tracing.of_document(db, document.id)
        assert [(entry.batch.id, entry.n) for entry in found.entries] == [(done.batch.id, 1)]
    path = f"/d/{documents[1].id}/history/undo"
    page = signed_in.post(path, data={"batch": done.batch.id}, follow_redirects=True).text
    assert "Undone: Replaced" in page


def test_what_and_when_narrow_the_history(db, signed_in, owner):
    document = factories.make_document(db)
    save(db, document, owner, 1, "Hundreds escaped.")
    structuring.split(db, factories.segment_of(db, document, 3).id, 13, base_revision=None, author=owner)
    structuring.leave_out(db, factories.segment_of(db, document, 2).id, left_out=True, author=owner)

    def found(**more):
        return [
            one.batch.kind if one.batch else "text"
            for one in tracing.of_document(db, document.id, **more).entries
        ]

    assert found() == ["leave_out", "split", "text"]
    assert found(what="structure") == ["leave_out", "split"]
    assert found(what="confirmed", days=0) == ["text"]
    assert found(what="reviews") == []
    assert "Nothing of this kind." in signed_in.get(f"/d/{document.id}/history?what=reviews").text


def test_a_page_never_cuts_a_batch_in_two(db, owner, monkeypatch):
    document = factories.make_document(db)
    structuring.split(db, factories.segment_of(db, document, 3).id, 13, base_revision=None, author=owner)
    save(db, document, owner, 1, "Text.")
    monkeypatch.setattr(tracing, "PAGE", 1)
    first = tracing.of_document(db, document.id)
    second = tracing.of_document(db, document.id, before=first.older)
    assert [one.n for one in second.entries] == [2]
    assert second.older is None


def test_a_point_is_named_compared_with_and_deleted(db, signed_in, owner):
    document = factories.make_document(db)
    save(db, document, owner, 1, "Hundreds escaped.")
    path = f"/d/{document.id}"
    page = signed_in.post(f"{path}/points", data={"name": "Sent, 12 Sep <b>"}, follow_redirects=True).text
    assert "Sent, 12 Sep &lt;b&gt;" in page
    again = signed_in.post(f"{path}/points", data={"name": "Sent, 12 Sep <b>"}, follow_redirects=True).text
    assert "Choose another name" in again
    save(db, document, owner, 1, "Many escaped.")
    compared = words(signed_in.get(f"{path}/compare?from=p1&to=now").text)
    assert "1 of 3 segments differ" in compared
    assert "Hundreds" in compared
    page = signed_in.post(f"{path}/points/1/delete", follow_redirects=True).text
    assert "Sent, 12 Sep" not in page
    assert signed_in.get(f"{path}/compare?from=p1&to=now").status_code == 404


@pytest.mark.parametrize(
    ("lang", "old", "new"),
    [("ar", "بدأ أمس.", "بدأ اليوم."), ("ja", "犬。", "猫。"), ("th", "สุนัขวิ่ง", "แมววิ่ง")],
)
def test_two_points_stand_side_by_side_in_any_script(db, signed_in, owner, lang, old, new):
    document = factories.make_document(db, [old, "—"], lang=lang)
    save(db, document, owner, 1, new)
    page = signed_in.get(f"/d/{document.id}/compare").text
    assert page.count(f'text" lang="{lang}"') == 2
    assert "<del>" in page
    assert "<ins" in page


def test_nothing_differs_is_said_with_a_way_on(db, signed_in):
    document = factories.make_document(db)
    assert "No text differs" in signed_in.get(f"/d/{document.id}/compare").text
    assert signed_in.get(f"/d/{document.id}/compare?from=x").status_code == 422


def test_a_lead_takes_back_what_one_person_did(db, signed_in, owner):
    document = factories.make_document(db)
    jonas = factories.make_person(db, "Jonas")
    save(db, document, jonas, 1, "bad")
    save(db, document, jonas, 2, "bad")
    save(db, document, owner, 2, "bad, but better")
    path = f"/d/{document.id}/history/take-back"
    page = signed_in.get(f"{path}?who=Jonas").text
    assert "2 segments would go back" in page
    ticks = re.findall(r'name="segment" value="([\d:]+)" id="[^"]+"( checked)?', page)
    assert [bool(checked) for _, checked in ticks] == [True, False]
    assert "changed since by <bdi>Olga</bdi>" in page
    answer = signed_in.post(path, data={"who": "Jonas", "segment": ticks[0][0]})
    assert factories.segment_of(db, document, 1).text == factories.ARTICLE[0]
    assert "Took back changes by Jonas in 1 segment" in signed_in.get(answer.location).text
    refused = signed_in.post(path, data={"who": "Jonas"})
    assert refused.status_code == 422
    assert "Tick at least one" in refused.text


@pytest.mark.parametrize("query", ["since=yesterday", "who=Jonas&until=9999", "who=Nobody"])
def test_odd_periods_are_answered_in_words(db, signed_in, query):
    document = factories.make_document(db)
    assert signed_in.get(f"/d/{document.id}/history/take-back?{query}").status_code in (200, 422)


def test_only_leads_take_back(db, client_of):
    document = factories.make_document(db)
    reviewer = client_of(factories.make_person(db, "Rosa", "reviewer"))
    assert reviewer.get(f"/d/{document.id}/history/take-back").status_code == 403
    assert "take-back" not in reviewer.get(f"/d/{document.id}/history").text
