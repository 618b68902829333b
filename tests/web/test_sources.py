"""Attaching a source and repairing the pairs, without JavaScript."""

import re

from tests import factories

SOURCE = "Mehrere hundert Insassen entkamen. Einige stellten sich auch. Die Waffenruhe galt zum Opferfest."


def attach(browser, document, text=SOURCE):
    return browser.post(
        f"/d/{document.id}/source", data={"text": text, "source_lang": "de"}, follow_redirects=True
    )


def pairs(page):
    """(source, text) of every row."""
    cells = re.findall(r'<td class="words"[^>]*>(.*?)</td>', page, re.S)
    plain = [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]
    return list(zip(plain[::2], plain[1::2], strict=True))


def repair(browser, document, segment, action, **more):
    form = {"segment": segment.id, "action": action, **more}
    return browser.post(f"/d/{document.id}/pairs", data=form, follow_redirects=True)


def test_a_source_is_paired_with_a_document_that_has_none(db, signed_in):
    document = factories.make_document(db, source_lang=None)
    assert "/source" in signed_in.get(f"/d/{document.id}/pairs").location
    page = attach(signed_in, document).text
    assert ("Einige stellten sich auch.", "Some also hired themselves.") in pairs(page)
    assert "/pairs" in signed_in.get(f"/d/{document.id}/source").location


def test_attaching_is_undone_by_one_button(db, signed_in):
    document = factories.make_document(db, source_lang=None)
    page = attach(signed_in, document).text
    batch = re.search(r'name="batch" value="(\d+)"', page).group(1)
    back = signed_in.post(f"/d/{document.id}/pairs/undo", data={"batch": batch}, follow_redirects=True)
    assert "Attach the source text" in back.text


def test_a_source_moves_down_and_back(db, signed_in):
    document = factories.make_document(db, ["One.", "Two.", "Three."], sources=["Eins.", "Zwei.", None])
    second = factories.segment_of(db, document, 2)
    page = repair(signed_in, document, second, "down").text
    assert pairs(page)[1:] == [("no source", "Two."), ("Zwei.", "Three.")]
    third = factories.segment_of(db, document, 3)
    assert pairs(repair(signed_in, document, third, "up").text)[1] == ("Zwei.", "Two.")


def test_a_source_is_split_at_a_word(db, signed_in):
    document = factories.make_document(db, ["One.", "Two."], sources=["Eins. Zwei.", None])
    first = factories.segment_of(db, document)
    page = signed_in.get(f"/d/{document.id}/pairs?split={first.id}").text
    offset = re.search(r'name="offset" value="(\d+)"', page).group(1)
    page = repair(signed_in, document, first, "split", offset=offset).text
    assert pairs(page) == [("Eins.", "One."), ("Zwei.", "Two.")]


def test_what_cannot_be_done_is_said(db, signed_in):
    document = factories.make_document(db, ["One."], sources=["Eins."])
    answer = repair(signed_in, document, factories.segment_of(db, document), "up")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_an_empty_source_is_refused_at_its_field(db, signed_in):
    document = factories.make_document(db, source_lang=None)
    answer = attach(signed_in, document, " ")
    assert answer.status_code == 422
    assert 'aria-describedby="text-error"' in answer.text


def test_each_side_has_its_language_and_direction(db, signed_in):
    document = factories.make_document(db, ["One."], sources=["واحد."], source_lang="ar")
    page = signed_in.get(f"/d/{document.id}/pairs").text
    assert 'lang="ar" dir="rtl"' in page
    assert 'lang="en" dir="ltr"' in page


def test_another_documents_batch_is_not_undone_here(db, signed_in):
    one, other = factories.make_document(db, source_lang=None), factories.make_document(db, source_lang=None)
    page = attach(signed_in, one).text
    batch = re.search(r'name="batch" value="(\d+)"', page).group(1)
    assert signed_in.post(f"/d/{other.id}/pairs/undo", data={"batch": batch}).status_code == 404
