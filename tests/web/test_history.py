"""A document's history, without JavaScript."""

import re

import pytest

from app.services import revising, structuring
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
