"""The page that asks what a report shall say, and the file that comes of it."""

import io
import json

import pytest

from app.domain.reports import checking
from app.services import revising
from tests.factories import make_document, make_person, segment_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def document(db, owner):
    document = make_document(db)
    segment = segment_of(db, document, 2)
    revising.save_revision(
        db, segment.id, "Some also turned themselves in.", base_revision=None, author=owner, confirm=True
    )
    return document


def test_the_form_offers_other_projects(db, signed_in, document):
    make_document(db, project="Sports")
    page = signed_in.get(f"/p/{document.project_id}/report").text
    assert "Sports" in page
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize(
    ("form", "ending"), [("html", "html"), ("json", "json"), ("csv", "csv"), ("latex", "tex")]
)
def test_each_form_is_a_file_to_save(signed_in, document, form, ending):
    answer = signed_in.post(f"/p/{document.project_id}/report", data={"form": form})
    assert answer.status_code == 200
    assert f'.{ending}"' in answer.headers["Content-Disposition"]


def test_a_logo_and_a_client_are_taken(signed_in, document):
    data = {"form": "html", "client": "Daily Post", "logo": (io.BytesIO(PNG), "logo.png")}
    page = signed_in.post(f"/p/{document.project_id}/report", data=data).text
    assert "data:image/png;base64," in page
    assert "For Daily Post" in page


def test_the_page_speaks_the_readers_language_and_direction(signed_in, document):
    page = signed_in.post(
        f"/p/{document.project_id}/report", data={"form": "html"}, headers={"Accept-Language": "ar"}
    ).text
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"start": "1 March"}, "Write it like"),
        ({"start": "2026-02-02", "end": "2026-02-01"}, "before it begins"),
        ({"client": "x" * 300}, "at most 200 visible characters"),
        ({"logo": (io.BytesIO(b"<svg/>"), "logo.svg")}, "no PNG"),
    ],
)
def test_what_cannot_be_comes_back_with_the_form(signed_in, document, data, said):
    answer = signed_in.post(
        f"/p/{document.project_id}/report", data={"form": "html", "title": "Mine", **data}
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Mine"' in answer.text


def test_an_unknown_project_is_not_found(signed_in, document):
    assert signed_in.get("/p/999/report").status_code == 404
    answer = signed_in.post(f"/p/{document.project_id}/report", data={"form": "csv", "project": "999"})
    assert answer.status_code == 404


def test_scripts_get_the_same_report(api, document):
    answer = api.get(f"/api/v1/projects/{document.project_id}/report?client=Post").json
    assert answer["report"]["client"]["name"] == "Post"
    assert checking.check(json.loads(json.dumps(answer["report"]))).difference is None
    assert api.get(f"/api/v1/projects/{document.project_id}/report?from=x").status_code == 422


def test_a_viewer_may_take_a_report(client_of, db, document):
    browser = client_of(make_person(db, "Vera", "viewer"))
    assert browser.post(f"/p/{document.project_id}/report", data={"form": "csv"}).status_code == 200
