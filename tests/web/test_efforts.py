"""The page of effort and its door for scripts."""

import pytest

from app.services.effort import recording
from app.services.effort.recording import Count
from tests.factories import make_document, make_person, segment_of


def words(page):
    return " ".join(page.split())


def test_an_empty_page_says_so(db, signed_in):
    document = make_document(db)
    page = words(signed_in.get(f"/p/{document.project_id}/effort").text)
    assert "Nothing is recorded yet." in page
    assert "Nothing is confirmed yet." in page


def test_a_lead_switches_recording_off_and_on(db, signed_in):
    project = make_document(db).project_id
    page = signed_in.post(f"/p/{project}/effort", data={"recorded": "off"}, follow_redirects=True).text
    assert "browsers do not even count them" in page
    assert not recording.is_recorded(db, project)
    signed_in.post(f"/p/{project}/effort", data={"recorded": "on"})
    assert recording.is_recorded(db, project)


def test_an_editor_sees_no_switch_and_no_colleague(db, client_of):
    document = make_document(db)
    mira, jonas = make_person(db, "Mira"), make_person(db, "Jonas")
    for person in (mira, jonas):
        count = Count(segment_of(db, document).id, 90_000, 5)
        recording.record(db, document.id, [count], op_id=person.name, person=person)
    browser = client_of(mira)
    page = words(browser.get(f"/p/{document.project_id}/effort").text)
    assert "Jonas" not in page
    assert "Stop recording" not in page
    assert "1 min" in page
    assert "Jonas" not in browser.get(f"/p/{document.project_id}/effort.csv").text


def test_the_workbench_counts_only_where_the_project_records(db, signed_in, client_of, owner):
    document = make_document(db)
    assert 'data-effort="on"' in signed_in.get(f"/d/{document.id}").text
    assert (
        'data-effort="on"' not in client_of(make_person(db, "Vera", "viewer")).get(f"/d/{document.id}").text
    )
    recording.switch(db, document.project_id, False, who=owner)
    assert 'data-effort="on"' not in signed_in.get(f"/d/{document.id}").text


def test_scripts_send_and_read_effort(db, api):
    document = make_document(db)
    segment = segment_of(db, document).id
    body = {"op_id": "a", "segments": [{"id": segment, "milliseconds": 1500, "keystrokes": 4}]}
    assert api.post(f"/api/v1/documents/{document.id}/effort", json=body).json == {"ok": True, "recorded": 1}
    found = api.get(f"/api/v1/projects/{document.project_id}/effort").json
    assert found["shares"][0]["milliseconds"] == 1500
    assert found["is_recorded"] is True


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"op_id": "a"},
        {"op_id": "a", "segments": [1]},
        {"op_id": "a", "segments": [{"id": 1}]},
        {"op_id": "a", "segments": [{"id": 1, "milliseconds": -1, "keystrokes": 0}]},
        {"op_id": "a", "segments": [{"id": 1, "milliseconds": 1.5, "keystrokes": 0}]},
        {"op_id": "a", "segments": []},
        {"op_id": "", "segments": [{"id": 1, "milliseconds": 1, "keystrokes": 0}]},
    ],
)
def test_counts_that_are_none_are_refused_with_a_sentence(db, api, body):
    document = make_document(db)
    answer = api.post(f"/api/v1/documents/{document.id}/effort", json=body)
    assert answer.status_code == 422
    assert len(answer.json["error"]) > 10


def test_on_shared_computers_the_browser_keeps_nothing(db, config, owner):
    from dataclasses import replace

    from app import create_app
    from app.access import COOKIE
    from app.services import signing_in

    document = make_document(db)
    browser = create_app(replace(config, journal=False), testing=True).test_client()
    _, session = signing_in.sign_in_by_link(db, signing_in.make_link(db, owner), days=1)
    browser.set_cookie(COOKIE, session)
    for path in (f"/d/{document.id}", f"/d/{document.id}/review"):
        assert 'data-journal="on"' not in browser.get(path).text
