"""stet import, attach and export as scripts call them."""

import json

import pytest

from app.services import asking, structuring
from app.services.quality import gathering, systems
from app.store import documents, people, segments
from tests.factories import make_document, make_person, segment_of


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("A title\n\nOne sentence. Another one.\n\nShare on facebook\n", encoding="utf-8")
    return path


def rows(db):
    names = ("projects", "documents", "segments", "candidates", "originals", "segment_references", "imports")
    return {name: db.table(name).count for name in names}


# Import


def test_import_prints_what_the_contract_says(stet, article):
    ran = stet("import", article, "--project", "News", "--target-lang", "en", "--json")
    assert ran.status == 0
    assert ran.json == {
        "project": {"id": 1, "name": "News"},
        "documents": [
            {
                "id": 1,
                "name": "article",
                "format": "txt",
                "units": 3,
                "segments": 4,
                "left_out": 1,
                "source_lang": None,
                "target_lang": "en",
                "encoding": "utf-8",
                "warnings": [],
            }
        ],
    }


def test_a_dry_run_writes_nothing_and_gives_no_ids(stet, article, db):
    before = rows(db)
    ran = stet("import", article, "--project", "News", "--dry-run", "--json")
    assert (ran.json["project"]["id"], ran.json["documents"][0]["id"]) == (None, None)
    assert rows(db) == before


def test_several_files_come_into_one_project(stet, article, tmp_path):
    other = tmp_path / "zweiter.md"
    other.write_text("# Titel\n\nEin Satz.\n", encoding="utf-8")
    ran = stet("import", article, other, "--project", "News", "--json")
    assert [(one["id"], one["name"], one["format"]) for one in ran.json["documents"]] == [
        (1, "article", "txt"),
        (2, "zweiter", "md"),
    ]


def test_a_text_comes_from_standard_input(stet):
    ran = stet("import", "-", "--project", "News", "--document", "Pasted", "--json", stdin=b"Ein Satz.\n")
    assert (ran.json["documents"][0]["name"], ran.json["documents"][0]["segments"]) == ("Pasted", 1)
    assert stet("export", 1).out == b"Ein Satz.\n"


def test_columns_are_mapped_and_other_systems_become_candidates(stet, tmp_path, db):
    path = tmp_path / "t.csv"
    path.write_text("de,a,b,ref\nEins.,One.,Uno.,One!\n", encoding="utf-8")
    mapping = ["--map", "source=de", "--map", "machine:A=a", "--map", "machine:B=b"]
    assert stet("import", path, "--project", "News", *mapping, "--json").status == 0
    [segment] = stet("segments", 1, "--json").lines
    assert (segment["source"], segment["machine"], segment["reference"]) == ("Eins.", "One.", "One!")
    assert segment["candidates"] == [{"system": "A", "text": "One."}, {"system": "B", "text": "Uno."}]
    assert documents.get(db, 1).system == "A"


def test_a_source_and_a_reference_are_told_to_their_lines(stet, tmp_path):
    for name, text in (
        ("mt", "One. Two.\nThree.\n"),
        ("src", "Eins. Zwei.\nDrei.\n"),
        ("ref", "1. 2.\n3.\n"),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = ["--source", tmp_path / "src.txt", "--reference", tmp_path / "ref.txt"]
    stet(
        "import",
        tmp_path / "mt.txt",
        *files,
        "--project",
        "News",
        "--target-lang",
        "en",
        "--source-lang",
        "de",
    )
    found = stet("segments", 1, "--json").lines
    assert [one["reference"] for one in found] == ["1. 2.", "3."]
    assert [one["source"] for one in found] == ["Eins. Zwei.", "Drei."]
    assert [one["machine"] for one in found] == ["One. Two.", "Three."]


def test_a_second_system_joins_where_all_sources_are_equal(stet, tmp_path):
    (tmp_path / "a.csv").write_text("source,machine\nEins.,One.\nZwei.,Two.\n")
    (tmp_path / "b.csv").write_text("source,machine\nEins.,Uno.\nZwei.,Due.\n")
    stet("import", tmp_path / "a.csv", "--project", "News", "--system", "A")
    ran = stet("import", tmp_path / "b.csv", "--project", "News", "--system", "B", "--json")
    assert ran.json["documents"][0]["id"] == 1
    assert [[one["text"] for one in each["candidates"]] for each in stet("segments", 1, "--json").lines] == [
        ["One.", "Uno."],
        ["Two.", "Due."],
    ]


def test_a_reference_says_whose_text_it_was_corrected_from(stet, db, tmp_path):
    head = "source,machine:A,machine:B,reference\n"
    rows = "Eins. Zwei.,One. Two.,Uno. Due.,One. Two!\nDrei.,Three.,Tre.,Three.\n"
    (tmp_path / "a.csv").write_text(head + rows)
    ran = stet(
        "import", tmp_path / "a.csv", "--project", "News", "--target-lang", "en", "--reference-of", "A"
    )
    assert ran.status == 0
    [first, _] = stet("segments", 1, "--json").lines
    structuring.split(db, first["id"], 4, base_revision=0, author=people.get(db, "local"))
    origins = {row["origin"] for row in db.query("SELECT origin FROM segment_references")}
    assert origins == {"corrected:A"}
    material = gathering.gather(db, 1, {}, people.get(db, "local"))
    assert "They favour A" in systems.fairness(db, material, "A", "B").refusal


def test_a_file_without_references_has_none_that_was_corrected(stet, tmp_path):
    (tmp_path / "a.csv").write_text("source,machine\nEins.,One.\n")
    ran = stet("import", tmp_path / "a.csv", "--project", "News", "--reference-of", "A")
    assert ran.status == 1
    assert "There is no reference" in ran.err


def test_the_same_system_again_is_told_that_it_is_there_already(stet, tmp_path):
    (tmp_path / "a.csv").write_text("source,machine\nEins.,One.\nZwei.,Two.\n")
    stet("import", tmp_path / "a.csv", "--project", "News", "--system", "A")
    ran = stet("import", tmp_path / "a.csv", "--project", "News", "--system", "A", "--json")
    [document] = ran.json["documents"]
    messages = [one["message"] for one in document["warnings"]]
    assert any("has these sources and a translation by A already" in one for one in messages), messages


@pytest.mark.parametrize("other", ["Zwei.,Due.\nEins.,Uno.\n", "Eins.,Uno.\n", ",Uno.\n,Due.\n"])
def test_a_second_system_with_other_sources_becomes_a_document_with_a_warning(stet, tmp_path, other):
    (tmp_path / "a.csv").write_text("source,machine\nEins.,One.\nZwei.,Two.\n")
    (tmp_path / "b.csv").write_text("source,machine\n" + other)
    stet("import", tmp_path / "a.csv", "--project", "News", "--system", "A")
    ran = stet("import", tmp_path / "b.csv", "--project", "News", "--system", "B", "--json")
    [document] = ran.json["documents"]
    assert document["id"] == 2
    assert any("document of its own" in one["message"] for one in document["warnings"])


def test_bad_rows_are_listed_and_skipped_on_demand(stet, tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"machine": "One."}\n{broken\n{"machine": "Three."}\n')
    refused = stet("import", path, "--project", "News")
    assert (refused.status, refused.out) == (1, b"")
    assert f"{path}: Line 2 is not JSON" in refused.err
    [document] = stet("import", path, "--project", "News", "--skip-bad", "--json").json["documents"]
    assert (document["segments"], [one["line"] for one in document["warnings"] if one["line"]]) == (2, [2])


# Bad input: a name, the file's bytes, more arguments, what the sentence says.
BAD = [
    ("empty.txt", b"", [], "empty"),
    ("blank.txt", b" \n\t\n", [], "no text"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", [], "PNG"),
    ("nul.txt", b"abc\x00def", [], "byte 3"),
    ("latin.txt", "Eine Straße\nfür Fußgänger.\n".encode("latin-1"), [], "Line 1 is not UTF-8"),
    ("wrong.txt", b"caf\xe9", ["--encoding", "ascii"], "ascii"),
    ("rot.txt", b"abc", ["--encoding", "rot13"], "rot13"),
    ("columns.csv", b"source,machine\na,b\na,b,c\n", [], "Line 3 has 3 columns, expected 2"),
    ("columns.tsv", b"source\tmachine\na\n", [], "Line 2 has 1 column, expected 2"),
    ("map.csv", b"source,machine\na,b\n", ["--map", "machine=nothing"], "nothing"),
    ("role.csv", b"source,machine\na,b\n", ["--map", "colour=machine"], "colour"),
    ("header.csv", b"source,machine\n", [], "no segments"),
    ("quote.csv", b'source,machine\n"a,b\n', [], "Line 2"),
    ("broken.jsonl", b'{"machine": "a"}\n{"machine": \n', [], "Line 2 is not JSON"),
    ("number.jsonl", b'{"machine": 5}\n', [], "number"),
    ("list.jsonl", b"[1]\n", [], "Line 1"),
    ("lang.txt", b"A sentence.", ["--target-lang", "klingon"], "klingon"),
    ("source.txt", b"A sentence.", ["--source-lang", "xx-yy-zz"], "xx-yy-zz"),
    ("word.docx", b"PK\x03\x04", [], "ZIP"),
    ("page.html", b"<html>", [], "html"),
    ("system.txt", b"A sentence.", ["--system", "\x07"], "system"),
    ("name.txt", b"A sentence.", ["--document", " "], "name"),
]


@pytest.mark.parametrize(("name", "data", "more", "words"), BAD, ids=[one[0] for one in BAD])
def test_bad_input_is_refused_in_a_sentence_and_nothing_is_stored(
    stet, tmp_path, db, name, data, more, words
):
    path = tmp_path / name
    path.write_bytes(data)
    ran = stet("import", path, "--project", "News", *more, "--json")
    assert (ran.status, ran.out) == (1, b"")
    assert words in ran.err
    assert set(rows(db).values()) == {0}


def test_limits_are_settings_and_can_be_lifted(stet, tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("One.\n\nTwo.\n\nThree.\n")
    monkeypatch.setenv("STET_MAX_SEGMENTS", "2")
    ran = stet("import", path, "--project", "News")
    assert ran.status == 1
    assert "the limit is 2 a document" in ran.err
    monkeypatch.setenv("STET_MAX_FILE_BYTES", "10")
    assert "larger than 10 bytes" in stet("import", path, "--project", "News").err
    assert stet("import", path, "--project", "News", "--no-limits").status == 0


def test_a_file_that_is_not_there_is_named(stet, tmp_path, db):
    ran = stet("import", tmp_path / "nothing.txt", "--project", "News")
    assert ran.status == 1
    assert "nothing.txt" in ran.err
    assert rows(db)["projects"] == 0


def test_a_folder_is_no_file(stet, tmp_path):
    assert "is a folder" in stet("import", tmp_path, "--project", "News").err


def test_one_bad_file_among_several_refuses_all(stet, article, tmp_path, db):
    (tmp_path / "bad.jsonl").write_text("{broken\n")
    assert stet("import", article, tmp_path / "bad.jsonl", "--project", "News").status == 1
    assert set(rows(db).values()) == {0}


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "a.txt"],
        ["import", "a.txt", "b.txt", "--project", "P", "--document", "D"],
        ["import", "-", "-", "--project", "P"],
        ["import", "a.txt", "--project", "P", "--map", "machine"],
        ["import", "a.txt", "--project", "P", "--format", "docx"],
        ["export", "first"],
        ["export", "1", "--format", "exe"],
        ["attach", "1"],
    ],
)
def test_wrong_usage_is_exit_status_2(stet, arguments):
    ran = stet(*arguments)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err


# Attach


def test_attach_pairs_a_source_and_changes_no_text(stet, tmp_path, db):
    document = make_document(db)
    before = stet("export", document.id).out
    (tmp_path / "src.txt").write_text("Eins ist da. Zwei ist da. Drei ist da.", encoding="utf-8")
    ran = stet("attach", document.id, "--source", tmp_path / "src.txt", "--source-lang", "de", "--json")
    assert ran.status == 0
    assert (ran.json["paired"], ran.json["document"]) == (3, {"id": document.id, "source_lang": "de"})
    assert [one["source"] for one in stet("segments", document.id, "--json").lines] == [
        "Eins ist da.",
        "Zwei ist da.",
        "Drei ist da.",
    ]
    assert stet("export", document.id).out == before
    again = stet("attach", document.id, "--source", tmp_path / "src.txt")
    assert (again.status, "already" in again.err) == (1, True)


# Export


def test_the_article_kept_whole_comes_back_byte_for_byte(stet, shared_data, tmp_path):
    path, out = shared_data / "article/prison-attack.txt", tmp_path / "out.txt"
    stet("import", path, "--project", "News")
    assert stet("export", 1, "--left-out", "keep", "-o", out).out == b""
    assert out.read_bytes() == path.read_bytes()


def test_the_clean_article_has_every_paragraph_no_share_link_and_its_title_once(stet, shared_data):
    path = shared_data / "article/prison-attack.txt"
    stet("import", path, "--project", "News")
    wanted = list(dict.fromkeys(path.read_text(encoding="utf-8").split("\n\n")))[:-1]
    assert stet("export", 1).out.decode().split("\n\n") == wanted


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_byte_order_mark_and_line_ends_come_back(stet, tmp_path, encoding, bom, newline):
    text = f"Überschrift{newline}{newline}مرحبا بالعالم. 你好。 👍🏽{newline}"
    path = tmp_path / "a.txt"
    path.write_bytes(bom + text.encode(encoding))
    stet("import", path, "--project", "News")
    assert stet("export", 1).out == path.read_bytes()


def test_a_letter_that_the_files_encoding_lacks_is_named_with_the_way_out(stet, tmp_path, db):
    path = tmp_path / "a.txt"
    path.write_bytes("Ein Café.\n".encode("latin-1"))
    stet("import", path, "--project", "News", "--encoding", "latin-1")
    stet("revise", 1, "--text", "Ein “Café”.")
    refused = stet("export", 1)
    assert (refused.status, refused.out) == (1, b"")
    assert "UTF-8" in refused.err
    assert stet("export", 1, "--encoding", "utf-8").out == "Ein “Café”.\n".encode()


def test_open_questions_are_announced_and_can_be_listed(stet, db):
    document = make_document(db)
    mira = make_person(db)
    asking.ask(db, segment_of(db, document, 2).id, "Hired or turned in?", author=mira)
    ran = stet("export", document.id)
    assert "1 question is still open" in ran.err
    listed = stet("export", document.id, "--questions").out.decode().splitlines()
    assert listed[0] == "position,text,question,author,made_at"
    assert listed[1].startswith("2,Some also hired themselves.,Hired or turned in?,Mira,")


def test_a_document_that_is_not_there_is_refused(stet):
    ran = stet("export", 99)
    assert (ran.status, ran.out) == (1, b"")
    assert "no document 99" in ran.err


# Segments, revise, history


def test_segments_have_the_contracts_keys_and_no_others(stet, article):
    stet("import", article, "--project", "News", "--target-lang", "en")
    found = stet("segments", 1, "--json").lines
    assert list(found[0]) == [
        "id",
        "position",
        "paragraph",
        "kind",
        "state",
        "left_out",
        "locked",
        "editorial",
        "source",
        "machine",
        "text",
        "reference",
        "revision",
        "candidates",
    ]
    assert [(one["position"], one["paragraph"], one["kind"], one["left_out"]) for one in found] == [
        (1, 1, "title", False),
        (2, 2, "sentence", False),
        (3, 2, "sentence", False),
        (4, 3, "sentence", True),
    ]


def test_a_revision_is_saved_refused_when_stale_and_listed(stet, db):
    segment = segment_of(db, make_document(db), 2)
    first = stet(
        "revise", segment.id, "--text", "Some also turned themselves in.", "--base", 0, "--confirm", "--json"
    )
    assert first.json | {"made_at": ""} == {
        "number": 1,
        "text": "Some also turned themselves in.",
        "author": "local",
        "made_at": "",
        "kind": "confirm",
        "state": "confirmed",
    }
    for base in (0, 2, 10**25):
        stale = stet("revise", segment.id, "--text", "Another text.", "--base", base, "--json")
        assert (stale.status, stale.out) == (1, b"")
    assert stet("history", segment.id, "--json").json == {"revisions": [first.json]}
    assert segments.get(db, segment.id).state == "confirmed"


def test_a_text_is_revised_from_standard_input(stet, db):
    segment = segment_of(db, make_document(db), 1)
    ran = stet("revise", segment.id, "--text", "-", "--json", stdin="نصّ جديد.\n".encode())
    assert ran.json["text"] == "نصّ جديد."


@pytest.mark.parametrize("command", [["segments", 99], ["revise", 99, "--text", "x"], ["history", 99]])
def test_what_is_not_there_is_refused(stet, command):
    ran = stet(*command, "--json")
    assert (ran.status, ran.out) == (1, b"")
    assert "99" in ran.err


# A table that Stet wrote comes back as it was


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl"])
def test_a_table_of_our_own_brings_its_corrections_back(stet, db, tmp_path, format):
    document = make_document(db, ["=SUM(1)", "Some also hired themselves.", 'A "quoted"\ttext.'])
    stet("revise", segment_of(db, document, 2).id, "--text", "Some also turned themselves in.")
    path = tmp_path / f"out.{format}"
    stet("export", document.id, "--format", format, "-o", path)
    ran = stet("import", path, "--project", "Again", "--json")
    found = stet("segments", ran.json["documents"][0]["id"], "--json").lines
    assert [(one["machine"], one["text"], one["state"]) for one in found] == [
        ("=SUM(1)", "=SUM(1)", "todo"),
        ("Some also hired themselves.", "Some also turned themselves in.", "edited"),
        ('A "quoted"\ttext.', 'A "quoted"\ttext.', "todo"),
    ]
    assert json.loads(stet("history", found[1]["id"], "--json").out)["revisions"][0]["kind"] == "edit"


def test_a_text_without_sources_is_not_told_that_it_joined_nothing(stet, tmp_path):
    table, text = tmp_path / "table.csv", tmp_path / "text.txt"
    table.write_text("source,machine\nDas Haus ist groß.,The house is big.\n")
    text.write_text("The house is large.\n")
    stet("import", table, "--project", "P", "--system", "A", "--target-lang", "en", "--json")

    unnamed = stet("import", text, "--project", "P", "--json")
    named = stet("import", text, "--project", "P", "--system", "B", "--json")

    assert unnamed.json["documents"][0]["warnings"] == []
    assert "became a document of its own" in named.json["documents"][0]["warnings"][0]["message"]
