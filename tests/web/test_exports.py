"""The export page and its files, without JavaScript."""

import pytest

from app.services import asking, exporting, revising, structuring
from tests import factories


def words(page):
    return " ".join(page.split())


def confirm(db, document, author, position, text):
    segment = factories.segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


def test_the_page_says_what_goes_out(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 2, "Some also turned themselves in.")
    structuring.leave_out(db, factories.segment_of(db, document, 3).id, left_out=True, author=owner)
    page = words(signed_in.get(f"/d/{document.id}/export").text)
    assert "3 segments: 1 confirmed, 1 as the machine wrote them · 1 left out" in page
    assert "Several hundred inmates escaped. Some also turned themselves in." in page


@pytest.mark.parametrize("format", exporting.formats.WRITERS)
def test_the_file_is_what_the_preview_showed(db, signed_in, format):
    document = factories.make_document(db, ["<b>One</b> & two.", "السلام عليكم.", "犬が走る。"])
    page = signed_in.get(f"/d/{document.id}/export?format={format}&unconfirmed=mark")
    made = signed_in.get(f"/d/{document.id}/export/file?format={format}&unconfirmed=mark")
    choices = exporting.Choices(format=format, unconfirmed="mark")
    assert made.data == exporting.export(db, document.id, choices).data
    assert made.headers["Content-Disposition"].startswith("attachment")
    assert "<b>One</b>" not in page.text


def test_choices_of_the_address_are_kept_in_the_form_and_the_links(db, signed_in):
    document = factories.make_document(db)
    page = words(signed_in.get(f"/d/{document.id}/export?format=csv&cells=exact&unconfirmed=drop").text)
    assert 'value="csv" checked' in page
    assert 'value="exact" checked' in page
    assert "stet export 1 --format csv --unconfirmed drop --cells exact" in page
    assert "/api/v1/documents/1/export?format=csv&amp;unconfirmed=drop&amp;cells=exact" in page
    assert 'href="/d/1/export/file?format=csv&amp;unconfirmed=drop&amp;cells=exact"' in page


def test_unknown_choices_are_the_usual_ones(db, signed_in):
    document = factories.make_document(db)
    page = signed_in.get(f"/d/{document.id}/export?format=exe&unconfirmed=%00")
    assert page.status_code == 200
    assert 'value="txt" checked' in page.text


def test_nothing_left_to_export_says_what_to_do(db, signed_in):
    document = factories.make_document(db)
    page = signed_in.get(f"/d/{document.id}/export?unconfirmed=drop").text
    assert "nothing is left to export" in page


def test_open_questions_are_warned_of_and_listed(db, signed_in, owner):
    document = factories.make_document(db)
    segment = factories.segment_of(db, document, 2)
    asking.ask(db, segment.id, "Who <i>surrendered</i>?", author=owner)
    page = words(signed_in.get(f"/d/{document.id}/export").text)
    assert "1 question is still open." in page
    assert "Who &lt;i&gt;surrendered" in page
    assert f"?segment={segment.id}#s-{segment.id}" in page
    table = signed_in.get(f"/d/{document.id}/questions.csv").data.decode()
    assert "Some also hired themselves." in table


def test_the_preview_has_the_texts_direction(db, signed_in):
    document = factories.make_document(db, ["السلام عليكم."], lang="ar")
    assert 'lang="ar" dir="rtl"' in signed_in.get(f"/d/{document.id}/export").text


def test_a_download_is_noted(db, signed_in):
    document = factories.make_document(db)
    signed_in.get(f"/d/{document.id}/export/file")
    newest = next(iter(db.query("SELECT * FROM events ORDER BY id DESC")))
    assert (newest["who"], newest["what"], newest["about"]) == ("Olga", "exported as txt", "Article")
