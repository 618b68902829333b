"""Home and project pages, without JavaScript."""

import pytest

from app.services import asking, projecting, reviewing, revising, structuring
from tests import factories


def confirm(db, document, author, position=1, text="Hundreds of inmates escaped."):
    segment = factories.segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


def test_an_empty_home_offers_one_next_step(signed_in):
    page = signed_in.get("/").text
    assert page.count("btn-primary") == 1
    assert "Add your first text" in page


def test_home_continues_where_this_person_stopped(db, signed_in, owner):
    factories.make_document(db)
    document = factories.make_document(db, project="Court")
    confirm(db, document, owner)
    page = signed_in.get("/").text
    second = factories.segment_of(db, document, 2)
    assert f'href="/d/{document.id}?segment={second.id}#s-{second.id}" autofocus' in page
    assert "Resume" in page


def test_somebody_new_starts_at_the_first_segment_to_do(db, signed_in):
    document = factories.make_document(db)
    first = factories.segment_of(db, document)
    page = signed_in.get("/").text
    assert f"?segment={first.id}" in page
    assert "Start here" in page


def test_the_table_says_how_far_a_document_is(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner)
    asking.ask(db, factories.segment_of(db, document, 2).id, "Who?", author=owner)
    structuring.leave_out(db, factories.segment_of(db, document, 3).id, left_out=True, author=owner)
    page = " ".join(signed_in.get(f"/p/{document.project_id}").text.split())
    assert "1 of 2</span> confirmed" in page
    assert "1 open" in page
    assert "50 %" in page
    assert "n = 1" in page


def test_nothing_measured_is_not_zero(db, signed_in):
    document = factories.make_document(db)
    page = signed_in.get(f"/p/{document.project_id}").text
    assert "not measured" in page
    assert "0.0 %" not in page


def test_names_are_escaped(db, signed_in, owner):
    project = projecting.create(
        db, "<script>alert(1)</script>", source_lang=None, target_lang=None, who=owner
    )
    for address in ("/", f"/p/{project.id}", f"/p/{project.id}/settings"):
        page = signed_in.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_new_project_is_made_by_a_form(signed_in):
    answer = signed_in.post("/p/new", data={"name": "محكمة", "source_lang": "ar", "target_lang": "en"})
    assert answer.status_code == 302
    page = signed_in.get(answer.location).text
    assert "محكمة" in page
    assert "Arabic" in page


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_bad_name_is_refused_at_the_field(signed_in, name):
    answer = signed_in.post("/p/new", data={"name": name, "target_lang": "en"})
    assert answer.status_code == 422
    assert 'aria-describedby="name-error"' in answer.text
    assert '<option value="en" selected>' in answer.text


def test_a_deleted_document_comes_back_by_one_button(db, signed_in):
    document = factories.make_document(db)
    answer = signed_in.post(f"/d/{document.id}/delete", follow_redirects=True)
    assert "Undo" in answer.text
    assert signed_in.get(f"/d/{document.id}/scores").status_code == 404
    answer = signed_in.post(f"/d/{document.id}/put-back", follow_redirects=True)
    assert f'href="/d/{document.id}"' in answer.text


def test_a_deleted_project_comes_back_by_one_button(db, signed_in):
    document = factories.make_document(db)
    home = signed_in.post(f"/p/{document.project_id}/delete", follow_redirects=True)
    assert "Undo" in home.text
    assert signed_in.get(f"/p/{document.project_id}").status_code == 404
    back = signed_in.post(f"/p/{document.project_id}/put-back", follow_redirects=True)
    assert "Article" in back.text


def test_an_editor_deletes_no_project(db, client_of):
    document = factories.make_document(db)
    editor = client_of(factories.make_person(db))
    assert editor.post(f"/p/{document.project_id}/delete").status_code == 403
    assert "Delete project" not in editor.get(f"/p/{document.project_id}").text


def test_a_deleted_document_is_no_place_to_continue(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner)
    signed_in.post(f"/d/{document.id}/delete")
    assert "Resume" not in signed_in.get("/").text


def test_documents_that_people_work_on_come_first_but_the_demo_keeps_its_order(db, signed_in, owner):
    first, second = factories.make_document(db, project="Own"), factories.make_document(db, project="Own")
    db.table("documents").update(first.id, {"name": "Older"})
    confirm(db, first, owner)
    page = signed_in.get(f"/p/{first.project_id}").text
    assert page.index(f'href="/d/{first.id}"') < page.index(f'href="/d/{second.id}"')
    confirm(db, second, owner)
    db.table("projects").update(first.project_id, {"is_demo": 1})
    page = signed_in.get(f"/p/{first.project_id}").text
    assert page.index(f'href="/d/{first.id}"') < page.index(f'href="/d/{second.id}"')


def test_a_lead_edits_the_reasons_from_which_reviewers_choose(db, client_of):
    document = factories.make_document(db)
    lead = client_of(factories.make_person(db, "Lena", "lead"))
    client_of(factories.make_person(db, "Mira"))
    path = f"/p/{document.project_id}"
    assert "Reasons for sending back" in lead.get(f"{path}/settings").text

    answer = lead.post(f"{path}/reasons", data={"reasons": "Zahl falsch\r\n\r\n 用語が違う \r\nZahl falsch"})
    assert answer.status_code == 303
    assert reviewing.reasons(db, document.project_id) == ["Zahl falsch", "用語が違う"]
    assert "The reasons are saved." in lead.get(f"{path}/settings").text

    refused = lead.post(f"{path}/reasons", data={"reasons": "x" * 500})
    assert refused.status_code == 422
    assert "x" * 500 in refused.text
    assert "reasons of at most" in refused.text
    assert reviewing.reasons(db, document.project_id) == ["Zahl falsch", "用語が違う"]


def test_an_editor_reads_the_reasons_and_a_person_alone_sees_none(db, client_of, signed_in):
    document = factories.make_document(db)
    path = f"/p/{document.project_id}"
    assert "Reasons for sending back" not in signed_in.get(f"{path}/settings").text

    editor = client_of(factories.make_person(db, "Mira"))
    page = editor.get(f"{path}/settings").text
    assert "Leads change this list." in page
    assert "<textarea" not in page
    assert editor.post(f"{path}/reasons", data={"reasons": "Mine"}).status_code == 403
