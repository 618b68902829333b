"""Removing the demo."""

from app.store import projects
from tests import factories


def make_demo(db):
    document = factories.make_document(db, project="Demo")
    db.table("projects").update(document.project_id, {"is_demo": 1})
    return document


def test_the_page_says_what_goes_before_it_goes(db, signed_in):
    document = make_demo(db)
    page = signed_in.get(f"/p/{document.project_id}/remove-demo").text
    assert "Article" in page
    assert "3 segments" in page
    assert projects.get(db, document.project_id)


def test_the_demo_goes_whole_and_other_projects_stay(db, signed_in):
    document, own = make_demo(db), factories.make_document(db, project="Own")
    home = signed_in.post(f"/p/{document.project_id}/remove-demo", follow_redirects=True).text
    assert "Demo" not in home
    assert "Own" in home
    assert signed_in.get(f"/d/{own.id}/scores").status_code == 200
    assert signed_in.get(f"/p/{document.project_id}").status_code == 404


def test_a_project_that_is_no_demo_is_not_removed(db, signed_in):
    document = factories.make_document(db)
    assert signed_in.post(f"/p/{document.project_id}/remove-demo").status_code == 422
    assert signed_in.get(f"/p/{document.project_id}").status_code == 200


def test_only_the_owner_removes_it(db, client_of):
    document = make_demo(db)
    lead = client_of(factories.make_person(db, "Lea", "lead"))
    assert lead.post(f"/p/{document.project_id}/remove-demo").status_code == 403
    assert "Remove demo" not in lead.get(f"/p/{document.project_id}").text
