"""Views of the quality page under a name: saved, opened by link, removed."""

import re

from app.services.quality import viewing
from tests import quality_fixtures
from tests.factories import make_document, make_person


def save(browser, project_id, name, **fields):
    return browser.post(f"/p/{project_id}/quality/views", data={"name": name, "page": "quality", **fields})


def test_a_view_is_an_address_under_a_name(db, signed_in):
    found = quality_fixtures.reviewed(db, imports=2, each=10)
    project = found[0].project_id
    page = signed_in.get(f"/p/{project}/quality?document={found[1].id}&sort=changes").text
    assert "Save view" in page
    answer = save(signed_in, project, "Second import", document=found[1].id, sort="changes", evil="x")
    assert answer.location == f"/p/{project}/quality?document={found[1].id}&sort=changes"
    (view,) = viewing.of_project(db, project)
    assert (view.name, view.filters) == ("Second import", {"document": str(found[1].id), "sort": "changes"})
    page = signed_in.get(answer.location).text
    assert re.search(r'aria-current="true" href="[^"]*document=\d+[^"]*"><bdi>Second import', page)


def test_views_of_two_systems_lead_to_the_page_that_compares(db, signed_in):
    project, _ = quality_fixtures.make(db, "few")
    answer = save(signed_in, project, "A ahead", page="compare", a="A", b="B", ahead="a")
    assert answer.location == f"/p/{project}/compare?a=A&b=B&ahead=a"
    assert "A ahead" in signed_in.get(f"/p/{project}/quality").text
    assert 'aria-current="true" href="/p/' in signed_in.get(answer.location).text


def test_names_are_taken_once_and_are_names(db, signed_in):
    project = make_document(db).project_id
    assert save(signed_in, project, "Überall", state="todo").status_code == 302
    assert save(signed_in, project, "überall", state="todo").status_code == 422
    assert save(signed_in, project, " ").status_code == 422
    assert save(signed_in, project, "x" * 61).status_code == 422
    assert save(signed_in, 999, "Lost").status_code == 404
    assert "already a view called" in save(signed_in, project, "ÜBERALL").text


def test_whoever_saved_a_view_and_leads_remove_it(db, signed_in, client_of):
    project = make_document(db).project_id
    ann, bo = client_of(make_person(db, "Ann")), client_of(make_person(db, "Bo"))
    save(ann, project, "Mine", state="todo")
    (view,) = viewing.of_project(db, project)
    path = f"/quality/views/{view.id}/remove"
    assert bo.post(path).status_code == 403
    assert "Remove Mine" not in bo.get(f"/p/{project}/quality").text
    assert ann.post(path).location == f"/p/{project}/quality"
    assert signed_in.post(path).status_code == 404
    assert viewing.of_project(db, project) == []


def test_a_person_who_only_reads_sees_views_and_saves_none(db, signed_in, client_of):
    project = make_document(db).project_id
    save(signed_in, project, "To do", state="todo")
    reader = client_of(make_person(db, "Vi", "viewer"))
    page = reader.get(f"/p/{project}/quality?state=todo").text
    assert "To do" in page
    assert "Save view" not in page
    assert save(reader, project, "Other").status_code == 403
