"""An import comes in whole or not at all, whatever kills it; large files are read by a child with limits."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid, TooLarge
from app.domain.models import Candidate
from app.services import exporting, importing
from app.services.intake import apart, packing, parsing, publishing
from app.services.intake.parsing import ImportOptions, Upload
from app.store import documents, projects, segments
from app.store.database import open_database, writing
from app.store.listings import lists
from app.store.staging import nobody_stages, staging
from tests.factories import make_document, make_person

ROOT = Path(__file__).parents[2]
ARTICLE = "Ein Titel\n\nEin Satz. Noch ein Satz.\n"


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


def bring(db, data, *, by, name="a.txt", project="News", **options):
    upload = Upload(name, data.encode() if isinstance(data, str) else data, importing.document_name(name))
    return importing.import_files(db, [upload], ImportOptions(**options), author=by, project_name=project)


def stored(db):
    names = ("projects", "documents", "segments", "candidates", "segment_counts", "originals")
    return {name: db.table(name).count for name in names}


# Languages


@pytest.mark.parametrize(
    ("text", "options", "lang"),
    [
        ("Einige Häftlinge stellten sich auch selbst der Polizei.", {}, "de"),
        ("Einige Häftlinge stellten sich auch selbst der Polizei.", {"target_lang": "en_us"}, "en-US"),
        ("السلام عليكم ورحمة الله وبركاته", {}, "ar"),
        ("犬が走っています。", {}, "ja"),
        ("วันนี้อากาศดีมาก", {}, "th"),
        ("यह एक वाक्य है।", {}, "hi"),
        ("12 345", {}, None),
    ],
)
def test_the_language_is_given_or_detected(db, mira, text, options, lang):
    outcome = bring(db, text, by=mira, **options)
    assert outcome.documents[0].parsed.target_lang == lang
    assert documents.get(db, outcome.documents[0].document_id).target_lang == lang


def test_a_new_project_takes_the_languages_of_its_first_document(db, mira):
    outcome = bring(db, "Einige Häftlinge stellten sich auch selbst der Polizei.", by=mira, source_lang="tr")
    found = projects.get(db, outcome.project_id)
    assert (found.source_lang, found.target_lang) == ("tr", "de")


def test_a_new_project_does_not_take_a_language_that_was_only_guessed(db, mira):
    bring(db, b"a\nb\n", by=mira)

    assert projects.find(db, "News").target_lang is None


def test_the_projects_language_decides_where_a_text_leaves_doubt(db, mira):
    bring(db, "Colour is everywhere in the city of London.", by=mira, target_lang="en-GB")
    second = bring(db, "Colour and honour are found in all the cities.", by=mira)
    assert second.documents[0].parsed.target_lang == "en-GB"


def test_a_text_in_another_language_than_the_projects_is_warned_of(db, mira):
    bring(db, "This is the first text of this project.", by=mira, target_lang="en")
    second = bring(db, "Einige Häftlinge stellten sich auch selbst der Polizei.", by=mira)
    assert any("is in German" in one.message for one in second.documents[0].warnings)


# What comes in


def test_furniture_is_left_out_in_a_text_and_kept_in_a_table(db, mira):
    text = bring(db, "A title here\n\nOne long sentence is here.\n\nShare on facebook\n", by=mira)
    table = bring(db, "machine\nShare on facebook\nOne.\n", by=mira, name="ui.csv")
    assert [one.left_out for one in text.documents[0].parsed.document.segments] == [False, False, True]
    assert not any(one.left_out for one in table.documents[0].parsed.document.segments)


def test_nothing_is_left_out_where_a_reference_has_a_line_for_it(db, mira):
    upload = Upload("a.txt", b"One.\nShare on facebook\n", "a", reference=b"Eins.\nAuf Facebook teilen\n")
    outcome = importing.import_files(
        db, [upload], ImportOptions(target_lang="en"), author=mira, project_name="News"
    )
    found = segments.live(db, outcome.documents[0].document_id)
    assert [(one.reference, one.left_out, one.flag) for one in found] == [
        ("Eins.", False, None),
        ("Auf Facebook teilen", False, "share-link"),
    ]


def test_a_reference_with_another_number_of_lines_is_refused(db, mira):
    upload = Upload("a.txt", b"One.\nTwo.\n", "a", reference=b"Eins.\n")
    with pytest.raises(Invalid, match="reference has 1 lines, the text 2 paragraphs"):
        importing.import_files(db, [upload], ImportOptions(), author=mira, project_name="News")
    assert set(stored(db).values()) == {0}


@pytest.mark.parametrize("with_reference", [True, False])
def test_files_that_are_parallel_line_by_line_are_never_guessed(db, mira, with_reference):
    """Line 2 has two sentences in one language and one in the other: it stays a segment with its whole line."""
    upload = Upload(
        "mt.txt",
        b"Eins. Noch eins.\nZwei! Ja.\nDrei.\nVier.\n",
        "mt",
        source=b"One. One more.\nTwo, yes.\nThree.\nFour.\n",
        reference=b"Hier. Auch hier.\nDort. Ja.\nDa.\nWeg.\n" if with_reference else None,
    )
    options = ImportOptions(target_lang="de", source_lang="en")
    outcome = importing.import_files(db, [upload], options, author=mira, project_name="News")
    found = segments.live(db, outcome.documents[0].document_id)
    assert [(one.source, one.text, one.source_check) for one in found] == [
        ("One.", "Eins.", False),
        ("One more.", "Noch eins.", False),
        ("Two, yes.", "Zwei! Ja.", False),
        ("Three.", "Drei.", False),
        ("Four.", "Vier.", False),
    ]
    if with_reference:
        assert [one.reference for one in found] == ["Hier.", "Auch hier.", "Dort. Ja.", "Da.", "Weg."]
    assert exporting.export(db, outcome.documents[0].document_id).data == upload.data


def test_a_reference_a_segment_forbids_merging(db, mira):
    upload = Upload(
        "a.txt", b"One. Two.\nThree.\n", "a", source=b"Eins zwei.\nDrei.\n", reference=b"1\n2\n3\n"
    )
    options = ImportOptions(target_lang="en", source_lang="de")
    outcome = importing.import_files(db, [upload], options, author=mira, project_name="News")
    found = segments.live(db, outcome.documents[0].document_id)
    assert [(one.text, one.reference) for one in found] == [("One.", "1"), ("Two.", "2"), ("Three.", "3")]


def test_the_original_bytes_are_kept(db, mira):
    data = b"\xef\xbb\xbf" + ARTICLE.encode()
    bring(db, data, by=mira)
    [row] = db.query("SELECT file_name, data FROM originals")
    assert row == {"file_name": "a.txt", "data": data}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("aZ é.!? \t#-*>|[](){}\"'ابجد你好。ไทยक्ष👍🏽0123"), max_size=40), max_size=12
    ),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
    st.sampled_from(["txt", "md"]),
)
def test_any_text_that_comes_in_goes_out_as_it_was(tmp_path_factory, empty_database, lines, newline, format):
    text = newline.join(lines)
    path = tmp_path_factory.mktemp("round") / "stet.db"
    shutil.copy(empty_database, path)
    db = open_database(path)
    try:
        outcome = bring(db, text, by=make_person(db), name=f"a.{format}", target_lang="en")
    except Invalid:
        return
    finally:
        kept = documents.unpublished(db)
        assert kept == []
    out = exporting.export(db, outcome.documents[0].document_id, exporting.Choices(left_out="keep"))
    db.close()
    assert out.data == text.encode()


# Systems


def test_the_second_system_joins_documents_whose_sources_were_attached(db, mira):
    source = b"Eins ist da. Zwei ist da."
    for system, text in (("A", "One is here. Two is here."), ("B", "Uno is here. Due is here.")):
        upload = Upload("a.txt", text.encode(), "a", source=source)
        options = ImportOptions(system=system, target_lang="en", source_lang="de")
        importing.import_files(db, [upload], options, author=mira, project_name="News")
    [document] = documents.list_of_project(db, 1)
    found = lists.page(db, document.id)
    assert found[1].candidates == (Candidate("A", "Two is here."), Candidate("B", "Due is here."))


def test_the_same_system_again_is_a_document_of_its_own(db, mira):
    for _ in range(2):
        bring(db, "source,machine\nEins.,One.\n", by=mira, name="a.csv", system="A")
    assert len(documents.list_of_project(db, 1)) == 2


# A child with limits


def test_a_child_reads_a_file_as_this_process_does():
    upload = Upload("a.md", b"# Titel\n\n- Ein Satz. *Noch* einer.\n", "a", source=b"One. Two.")
    options = ImportOptions(target_lang="de", source_lang="en")
    assert apart.parse_apart(upload, options) == parsing.parse(upload, options)


def test_a_childs_refusal_arrives_with_its_kind_and_words():
    with pytest.raises(Invalid, match=r"^a\.jsonl: Line 2 is not JSON"):
        apart.parse_apart(Upload("a.jsonl", b'{"machine": "a"}\n{\n', "a"), ImportOptions())


@pytest.mark.parametrize("limits", [{"seconds": 1}, {"memory": 60 << 20}])
def test_a_child_that_takes_too_much_is_ended(limits):
    data = ("wort " * 1000 + ".\n\n").encode() * 2000
    upload = Upload("a.txt", data, "a", reference=data)
    with pytest.raises(TooLarge, match="more time or memory"):
        apart.parse_apart(upload, ImportOptions(), **limits)


def test_a_packed_document_is_the_same_again():
    data = 'source,machine,reference,machine:B\nEins.,"One, ""1"".",Uno.,👍🏽\n'.encode()
    parsed = parsing.parse(Upload("a.csv", data, "a"), ImportOptions())
    assert packing.unpack(packing.pack(parsed)) == parsed


# Whole or not at all


def test_a_failure_in_the_middle_leaves_nothing(db, mira, monkeypatch):
    monkeypatch.setattr(publishing, "CHUNK", 1)

    def interrupted(done, total):
        if done == 2:
            raise KeyboardInterrupt

    upload = Upload("a.txt", ARTICLE.encode(), "a")
    with pytest.raises(KeyboardInterrupt):
        importing.import_files(
            db, [upload], ImportOptions(), author=mira, project_name="New", progress=interrupted
        )
    assert set(stored(db).values()) == {0}


def test_nobody_sees_a_document_before_it_is_whole(db, mira, db_path, monkeypatch):
    monkeypatch.setattr(publishing, "CHUNK", 1)
    seen = []

    def look(done, total):
        other = open_database(db_path)
        seen.append((projects.find(other, "New"), len(documents.unpublished(other))))
        other.close()

    upload = Upload("a.txt", ARTICLE.encode(), "a")
    importing.import_files(db, [upload], ImportOptions(), author=mira, project_name="New", progress=look)
    assert seen == [(None, 1)] * 3
    assert projects.find(db, "New") is not None


def test_a_project_made_by_somebody_else_meanwhile_takes_the_document(db, mira, monkeypatch):
    def make(done, total):
        with writing(db):
            projects.add(db, "New", source_lang=None, target_lang=None, now="2026-01-01T00:00:00Z")

    upload = Upload("a.txt", ARTICLE.encode(), "a")
    outcome = importing.import_files(
        db, [upload], ImportOptions(), author=mira, project_name="New", progress=make
    )
    assert outcome.project_id == projects.find(db, "New").id
    publishing.sweep(db)
    assert stored(db)["projects"] == 1


def test_sweeping_spares_an_import_that_is_running(db, mira, db_path):
    document = make_document(db)
    with writing(db):
        db.table("documents").update(document.id, {"is_published": 0})
    other = open_database(db_path)
    with staging(other):
        assert publishing.sweep(db) == 0
        with nobody_stages(db) as is_free:
            assert not is_free
    other.close()
    assert publishing.sweep(db) == 1
    assert (stored(db)["documents"], stored(db)["segments"]) == (0, 0)


def big(path, lines=30_000):
    path.write_text("".join(f"This is line {at} of a long text.\n" for at in range(lines)))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_killed_leaves_the_database_as_before(tmp_path, db, db_path, how):
    before = stored(db)
    command = [sys.executable, "-m", "app", "--db", str(db_path), "import", "--project", "New"]
    process = subprocess.Popen(
        [*command, str(big(tmp_path / "big.txt"))],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    end = time.monotonic() + 60
    while not db.table("segments").count and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(how)
    words = process.stderr.read().decode()
    assert process.wait(30) != 0
    process.stderr.close()
    assert "Traceback" not in words
    assert documents.list_of_project(db, 1) == []
    if how == signal.SIGKILL:
        assert publishing.sweep(db) == 1
    assert stored(db) == before


@pytest.mark.slow
def test_a_hundred_thousand_lines_come_in(tmp_path, db, mira):
    path = tmp_path / "t.tsv"
    path.write_text("source\tmachine\n" + "".join(f"Zeile {at}.\tLine {at}.\n" for at in range(100_000)))
    outcome = bring(db, path.read_bytes(), by=mira, name="t.tsv", target_lang="en", source_lang="de")
    assert documents.counts(db, outcome.documents[0].document_id)["all"] == 100_000
    with pytest.raises(TooLarge, match="100,000"):
        bring(db, path.read_bytes() + b"a\tb\n", by=mira, name="t.tsv")
