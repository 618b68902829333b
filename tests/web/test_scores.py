"""The pages of scores."""

import csv
import io

import pytest

from app.services import revising, scoring, structuring
from app.services.showing import reporting
from tests import factories


def confirm(db, document, author, position, text):
    segment = factories.segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


def words(page):
    return " ".join(page.split())


def test_nothing_measured_says_so_with_the_next_step(db, signed_in):
    document = factories.make_document(db)
    page = signed_in.get(f"/d/{document.id}/scores").text
    assert "Nothing is measured yet." in page
    assert page.count("btn-primary") == 1
    assert "0.0 %" not in page


def test_the_first_heading_is_the_sentence(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 2, "Some also turned themselves in.")
    page = words(signed_in.get(f"/d/{document.id}/scores").text)
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    total = scoring.of_document(db, document.id)
    share = f"{100 * total.scores['hter'].score:.1f} %"
    assert heading.startswith("You changed")
    assert f"{total.words_changed} of {total.words}" in heading
    assert share in heading
    assert "1 confirmed sentence." in heading


def test_the_sentence_names_who_corrected(db, signed_in, owner):
    document = factories.make_document(db)
    mira, jonas = factories.make_person(db, "Mira"), factories.make_person(db, "Jonas")
    confirm(db, document, mira, 1, "Hundreds of inmates escaped.")
    assert "<bdi>Mira</bdi> changed" in words(signed_in.get(f"/d/{document.id}/scores").text)
    confirm(db, document, jonas, 2, "Some also turned themselves in.")
    assert "2 people changed" in words(signed_in.get(f"/d/{document.id}/scores").text)


def test_every_number_has_its_signature_n_and_direction(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 2, "Some also turned themselves in.")
    page = signed_in.get(f"/d/{document.id}/scores").text
    for score in scoring.of_document(db, document.id).scores.values():
        assert score.signature in page
    assert page.count("higher is better") == 2
    assert page.count("lower is better") == 1
    assert page.count("n = 1") >= 3


def test_what_is_not_counted_is_said(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 2, "Some also turned themselves in.")
    structuring.cut(db, factories.segment_of(db, document, 3).id, base_revision=None, author=owner)
    page = words(signed_in.get(f"/d/{document.id}/scores").text)
    assert "1 not confirmed · 1 left out of the text · 1 editorial" in page


def test_the_most_changed_come_first_and_lead_into_the_workbench(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 1, "Several hundred prisoners escaped.")
    confirm(db, document, owner, 2, "Others surrendered.")
    page = signed_in.get(f"/d/{document.id}/scores").text
    worst, second = factories.segment_of(db, document, 2), factories.segment_of(db, document, 1)
    links = [f"?segment={one.id}#s-{one.id}" for one in (worst, second)]
    assert page.index(links[0]) < page.index(links[1])
    assert "<del>" in page
    assert "<ins" in page


def test_a_project_is_scored_by_language(db, signed_in, owner):
    english = factories.make_document(db)
    japanese = factories.make_document(db, ["犬が走る。"], lang="ja")
    confirm(db, english, owner, 1, "Hundreds of inmates escaped.")
    confirm(db, japanese, owner, 1, "犬は走った。")
    page = words(signed_in.get(f"/p/{english.project_id}/scores").text)
    assert "English" in page
    assert "Japanese" in page
    assert page.count("1 confirmed sentence.") == 2
    assert 'lang="ja"' in page


def test_the_csv_holds_every_counted_segment_and_runs_nothing(db, signed_in, owner):
    document = factories.make_document(db, ["=1+1", "An article."])
    confirm(db, document, owner, 1, "=2+2")
    answer = signed_in.get(f"/d/{document.id}/scores.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["position"] for row in rows] == ["1"]
    assert rows[0]["text"] == "'=2+2"
    assert float(rows[0]["hter"]) == 1.0
    assert rows[0]["bleu_signature"].startswith("nrefs:1")
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([], [0] * 11),
        ([0.0, 0.05, 0.1, 0.3, 0.999, 1.0, 2.5], [2, 1, 0, 1, 0, 0, 0, 0, 0, 1, 2]),
        ([0.7, 0.6, 0.3], [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0]),  # 0.7 * 10 is a little under 7
    ],
)
def test_shares_fall_into_tenths(shares, expected):
    assert [bar.n for bar in reporting.spread(shares)] == expected
