"""`stet report` and `stet verify` as a script calls them."""

import json

import pytest

from app.services import revising, signing_in
from app.services.judging import marking
from tests.factories import make_document, segment_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def news(db):
    olga = signing_in.add_person(db, "Olga", "owner")
    document = make_document(db, sources=["Eins.", "Zwei.", "Drei."])
    for position, text in ((1, "Several hundred inmates escaped."), (2, "Some also turned themselves in.")):
        segment = segment_of(db, document, position)
        revising.save_revision(db, segment.id, text, base_revision=None, author=olga, confirm=True)
    return document


def test_a_report_is_checked_by_the_other_command(stet, news, tmp_path):
    path = tmp_path / "r.json"
    assert stet("report", "News", "-o", path).status == 0
    ran = stet("verify", path)
    assert ran.status == 0
    assert "computed again from 2 segments, and every one is as stated." in ran.out.decode()
    assert stet("verify", path, "--json").json["segments"] == 2


def test_checking_needs_no_database(stet, news, tmp_path, db_path):
    path = tmp_path / "r.json"
    stet("report", "News", "-o", path)
    db_path.write_bytes(b"no database at all")
    assert stet("verify", path).status == 0


def test_the_first_number_that_is_another_is_named(stet, news, tmp_path):
    path = tmp_path / "r.json"
    stet("report", "News", "-o", path)
    report = json.loads(path.read_text())
    stated = report["results"][0]["scores"]["hter"]["score"]
    report["results"][0]["scores"]["hter"]["score"] = 0.001
    path.write_text(json.dumps(report))
    ran = stet("verify", path)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "results[0].scores.hter.score is stated as 0.001" in ran.err
    assert str(stated) in ran.err


def test_the_same_report_twice_is_the_same_file(stet, news):
    for form in ("html", "json", "csv", "latex"):
        first = stet("report", "News", "--format", form)
        assert first.status == 0
        assert first.out == stet("report", "News", "--format", form).out


def test_the_form_follows_the_files_name(stet, news, tmp_path):
    for name, start in (
        ("r.html", b"<!doctype html>"),
        ("r.json", b"{"),
        ("r.csv", b"\xef\xbb\xbfsource"),
        ("r.tex", b"% Needs"),
    ):
        assert stet("report", "News", "-o", tmp_path / name).status == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_client_logo_title_and_period_are_stated(stet, news, tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG)
    ran = stet("report", "News", "--format", "html", "--client", "Daily Post", "--logo", tmp_path / "logo.png",
               "--title", "March", "--from", "2026-01-01")  # fmt: skip
    html = ran.out.decode()
    assert "<h1>March</h1>" in html
    assert "For Daily Post" in html
    assert "data:image/png;base64," in html
    assert "in the period" in html


def test_nobodys_name_goes_out(stet, news):
    for form in ("html", "json", "csv", "latex"):
        assert b"Olga" not in stet("report", "News", "--format", form).out


def test_a_period_leaves_out_what_was_corrected_at_another_time(stet, news):
    report = stet("report", "News", "--format", "json", "--to", "2001-01-01").json
    assert report["sampling"]["counted"] == 0
    assert report["sampling"]["not_counted"]["outside_period"] == 2


def test_several_projects_stand_in_one_table(stet, news, db):
    make_document(db, ["猫が好きです。"], lang="ja", project="Cats")
    report = stet("report", "News", "Cats", "--format", "json").json
    assert report["title"] == "News, Cats"
    assert report["sampling"]["documents"] == 2


def test_marks_of_people_are_in_it(stet, news, db):
    segment = segment_of(db, news, 2)
    olga = signing_in.author_named(db, None)
    place = marking.Place(0, "target", 10, 15, "hired")
    marking.mark(db, segment.id, place, category="Mistranslation", severity="major", author=olga)
    report = stet("report", "News", "--format", "json").json
    stated = report["results"][0]["human"]["mqm"]
    assert (stated["score"], stated["n"]) == (5.0, 1)
    assert report["data"]["judgements"][0]["rater"] == "rater 1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("No such project",), "There is no project called No such project. There are: News."),
        (("News", "--from", "1 March"), "Write it like 2026-01-31."),
        (("News", "--from", "2026-02-30"), "Write it like 2026-01-31."),
        (("News", "--from", "2026-02-02", "--to", "2026-02-01"), "ends (2026-02-01) before it begins"),
        (("News", "--logo", "nowhere.png"), "nowhere.png"),
        (("News", "--client", "x" * 300), "at most 200 visible characters"),
        (("News", "-o", "no/such/folder/r.html"), "no/such/folder"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(stet, news, arguments, said):
    ran = stet("report", *arguments)
    assert ran.status == 1
    assert said in ran.err


def test_a_logo_that_is_no_picture_is_refused(stet, news, tmp_path):
    (tmp_path / "logo.svg").write_text("<svg/>")
    ran = stet("report", "News", "--logo", tmp_path / "logo.svg")
    assert ran.status == 1
    assert "no PNG, JPEG, GIF or WebP" in ran.err


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1, 2]"])
def test_what_is_no_report_is_refused(stet, tmp_path, content):
    path = tmp_path / "r.json"
    path.write_bytes(content)
    ran = stet("verify", path)
    assert ran.status == 1
    assert str(path) in ran.err
    assert stet("verify", tmp_path / "none.json").status == 1
