"""stet judgements: a project's judgements out into files and back in, without loss and only once."""

import json

import pytest

from app.services.judging import marking
from app.services.judging.collecting import collected
from app.services.judging.marking import Place
from tests.factories import make_document, make_person, segment_of

TEXTS = ("Some also hired themselves.", "何人かは自分を雇った 👩‍👧。", "Fine.")


@pytest.fixture
def document(db):
    found = make_document(db, TEXTS, sources=["Manche stellten sich.", "Zwei.", "Gut."])
    ann = make_person(db, "Ann", "reviewer")
    for position, quote, severity in (
        (1, "hired themselves", "critical"),
        (2, "自分", "minor"),
        (2, "👩‍👧", "major"),
    ):
        start = TEXTS[position - 1].index(quote)
        place = Place(0, "target", start, start + len(quote), quote)
        marking.mark(
            db,
            segment_of(db, found, position).id,
            place,
            category="Terminology",
            severity=severity,
            author=ann,
        )
    marking.finish(db, segment_of(db, found, 3).id, author=ann)
    return found


def said(db, document):
    return [(one.target, one.rater, one.marks) for one in collected(db, document.project_id).found]


@pytest.mark.parametrize("to", ["marot", "jsonl"])
def test_what_goes_out_comes_back_into_the_same_texts_and_only_once(db, document, stet, tmp_path, to):
    file = tmp_path / f"judged.{to}"
    assert stet("judgements", "export", "--project", "News", "--to", to, "-o", file).status == 0
    before = said(db, document)
    other = make_document(db, TEXTS, sources=["Manche stellten sich.", "Zwei.", "Gut."], project="Copy")

    brought = stet("judgements", "import", file, "--project", "Copy", "--format", to, "--json")

    assert brought.json == {"judgements": 3, "marks": 3, "unknown": 0}
    after = said(db, other)
    if to == "marot":
        assert after == before
    else:  # ESA's lines hold no dimension of a category
        assert [[(m.severity, m.spans) for m in marks] for *_, marks in after] == [
            [(m.severity, m.spans) for m in marks] for *_, marks in before
        ]
    assert (
        stet("judgements", "import", file, "--project", "Copy", "--format", to, "--json").json["marks"] == 0
    )
    assert said(db, other) == after


def test_texts_that_are_not_there_are_counted_and_none_at_all_is_refused(db, document, stet, tmp_path):
    line = {
        "system": "A",
        "doc_id": "d",
        "line_id": "1",
        "annotator": "r",
        "src": "x",
        "esa_score": 71,
        "esa_spans": [],
    }
    file = tmp_path / "esa.jsonl"
    file.write_text(json.dumps({**line, "tgt": "Elsewhere."}) + "\n", encoding="utf-8")
    refused = stet("judgements", "import", file, "--project", "News")
    assert (refused.status, "No text of this file" in refused.err) == (1, True)

    file.write_text(
        "".join(json.dumps({**line, "tgt": text}) + "\n" for text in ("Fine.", "Elsewhere.")),
        encoding="utf-8",
    )
    found = stet("judgements", "import", file, "--project", "News", "--json")
    assert found.json == {"judgements": 1, "marks": 0, "unknown": 1}
    assert [one.rating for one in collected(db, document.project_id).found if one.rater == "r"] == [71.0]


def test_a_project_without_judgements_and_an_unknown_project_are_refused(db, stet, tmp_path):
    make_document(db, project="Empty")
    for name, words in (("Empty", "Nobody has judged"), ("Nowhere", "There is no project Nowhere")):
        found = stet("judgements", "export", "--project", name, "-o", tmp_path / "x.tsv")
        assert (found.status, words in found.err) == (1, True)


def test_a_category_that_nobody_knows_is_named(db, document, stet, tmp_path):
    file = tmp_path / "a.tsv"
    stet("judgements", "export", "--project", "News", "--to", "marot", "-o", file)
    file.write_text(file.read_text(encoding="utf-8").replace("Terminology", "Foo/Bar"), encoding="utf-8")
    brought = stet("judgements", "import", file, "--project", "News")
    assert (brought.status, "the category 'Foo/Bar' of 3 marks is in no list" in brought.err) == (0, True)
