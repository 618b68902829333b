"""convert and labels: judgements in another format, what it cannot hold named; labels equal to the published ones."""

import json

import pytest

HEAD = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\tcomment\n"
ROWS = (
    "A\ttalk\t1\t7\tr1\tShe came.\t<v>Er</v> kam.\tAccuracy/Mistranslation\tMajor\tnot he\n"
    "A\ttalk\t1\t7\tr1\tShe came.\tEr kam<v>.</v>\tFluency/Punctuation\tMinor\t\n"
    "B\ttalk\t1\t7\tr1\tShe <v>came</v>.\tSie.\tAccuracy/Omission\tMajor\t\n"
    "B\ttalk\t2\t8\tr1\tالسلام عليكم 👋🏽\tフリーデン\tNo-error\tNo-error\t\n"
)
RATED = {
    "system": "A",
    "doc_id": "d",
    "line_id": "1",
    "annotator": "r",
    "tgt": "日本語です。",
    "esa_score": 71.5,
}


@pytest.fixture
def ted(shared_data):
    return shared_data / "mqm" / "ted-en-de.tsv"


@pytest.mark.parametrize("to", ["marot", "jsonl", "mtme"])
def test_published_judgements_score_the_same_in_every_format(to, ted, tmp_path, stet):
    made = tmp_path / f"ted.{to}"
    assert (
        stet("convert", ted, "--to", to, "--source-lang", "en", "--target-lang", "de", "-o", made).status == 0
    )
    before, after = stet("mqm", ted, "--json").json, stet("mqm", made, "--format", to, "--json").json
    assert {one["name"]: one["segments"] for one in after["systems"]} == {
        one["name"]: one["segments"] for one in before["systems"]
    }
    # Raters are added in another order where a format keeps a file for each.
    assert {one["name"]: one["score"] for one in after["systems"]} == pytest.approx(
        {one["name"]: one["score"] for one in before["systems"]}, abs=1e-12
    )


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("jsonl", []),
        ("marot", []),
        (
            "mtme",
            [
                "This format cannot hold all comments: 1 of 3 judgements lose some.",
                "This format cannot hold all numbers of segments: 3 of 3 judgements lose some.",
            ],
        ),
    ],
)
def test_what_a_format_cannot_hold_is_said(to, said, tmp_path, stet):
    (tmp_path / "a.tsv").write_text(HEAD + ROWS, encoding="utf-8")
    done = stet("convert", tmp_path / "a.tsv", "--to", to, "-o", tmp_path / "out")
    assert done.status == 0
    *warnings, last = done.err.splitlines()
    assert [warning.partition(": ")[2] for warning in warnings] == said
    assert "3 judgements" in last


def test_there_and_back_is_the_same_file(tmp_path, stet):
    (tmp_path / "a.tsv").write_text(HEAD + ROWS, encoding="utf-8")
    stet("convert", tmp_path / "a.tsv", "--to", "jsonl", "-o", tmp_path / "b.jsonl")
    stet("convert", tmp_path / "b.jsonl", "--to", "marot", "-o", tmp_path / "c.tsv")
    assert (tmp_path / "c.tsv").read_text(encoding="utf-8") == HEAD + ROWS


def test_ratings_become_rows_of_appraise(tmp_path, stet):
    span = {"start_i": 0, "end_i": 3, "severity": "minor"}
    (tmp_path / "a.jsonl").write_text(json.dumps({**RATED, "esa_spans": [span]}) + "\n", encoding="utf-8")
    done = stet(
        "convert", tmp_path / "a.jsonl", "--to", "appraise", "--target-lang", "ja", "-o", tmp_path / "a.csv"
    )
    assert done.status == 0
    assert "cannot hold all translations: 1 of 1" in done.err
    assert '71.5,d,False,"[{""start_i"":0,""end_i"":2,' in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_marks_without_a_rating_are_no_rows_of_appraise(tmp_path, stet):
    (tmp_path / "a.tsv").write_text(HEAD + ROWS, encoding="utf-8")
    done = stet("convert", tmp_path / "a.tsv", "--to", "appraise", "-o", tmp_path / "a.csv")
    assert (done.status, (tmp_path / "a.csv").exists()) == (1, False)
    assert "3 of 3 judgements have none" in done.err


def test_a_folder_with_other_files_is_left_alone(tmp_path, stet):
    (tmp_path / "a.tsv").write_text(HEAD + ROWS, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    done = stet("convert", tmp_path / "a.tsv", "--to", "mtme", "-o", tmp_path / "out")
    assert done.status == 1
    assert "is not empty" in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("pair", ["en-de", "ru-en"])
def test_labels_are_the_published_ones(pair, shared_data, tmp_path, stet):
    folder = shared_data / "postedits" / pair
    machine, corrected, published = (next(folder.glob(f"*.{end}")) for end in ("mt", "pe", "hter"))
    done = stet("labels", machine, corrected, "--hter", tmp_path / "a.hter", "--tags", tmp_path / "a.tags")
    assert done.status == 0
    assert (tmp_path / "a.hter").read_text().split() == [
        f"{float(n):.6f}" for n in published.read_text().split()
    ]
    words = [len(line.split()) for line in machine.read_text(encoding="utf-8").splitlines()]
    assert [len(line.split()) for line in (tmp_path / "a.tags").read_text().splitlines()] == [
        2 * n + 1 for n in words
    ]


@pytest.mark.parametrize(
    ("machine", "corrected", "tags"),
    [
        ("Some also hired themselves", "Some also turned themselves in", "OK OK OK OK OK BAD OK OK BAD"),
        ("", "", "OK"),
        ("هذا نص", "هذا", "OK OK OK BAD OK"),
        ("🙂 b", "🙂 b", "OK OK OK OK OK"),
    ],
)
def test_tags_say_which_words_and_gaps_are_wrong(machine, corrected, tags, tmp_path, stet):
    for name, text in (("mt", machine), ("pe", corrected)):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    assert stet("labels", tmp_path / "mt", tmp_path / "pe", "--tags", tmp_path / "tags").status == 0
    assert (tmp_path / "tags").read_text() == tags + "\n"


def test_labels_of_files_that_do_not_pair_are_refused(tmp_path, stet):
    (tmp_path / "mt").write_text("a\nb\n", encoding="utf-8")
    (tmp_path / "pe").write_text("a\n", encoding="utf-8")
    done = stet("labels", tmp_path / "mt", tmp_path / "pe", "--tags", tmp_path / "tags")
    assert (done.status, (tmp_path / "tags").exists()) == (1, False)
    assert "has 2 lines" in done.err


def test_what_has_the_format_already_stays_byte_for_byte(tmp_path, stet):
    unpaired = ROWS.replace("kam<v>.</v>", "kam</v>.") + ROWS.splitlines()[0].replace("Major", "HOTW-test")
    (tmp_path / "a.tsv").write_text(HEAD + unpaired + "\n", encoding="utf-8")
    assert stet("convert", tmp_path / "a.tsv", "--to", "marot", "-o", tmp_path / "b.tsv").status == 0
    assert (tmp_path / "b.tsv").read_bytes() == (tmp_path / "a.tsv").read_bytes()


def test_a_folder_of_every_rater_comes_back_the_same(ted, tmp_path, stet):
    languages = ("--source-lang", "en", "--target-lang", "de")
    stet("convert", ted, "--to", "mtme", *languages, "-o", tmp_path / "one")
    stet("convert", tmp_path / "one", "--to", "jsonl", "-o", tmp_path / "two.jsonl")
    stet("convert", tmp_path / "two.jsonl", "--to", "mtme", *languages, "-o", tmp_path / "three")
    stet("convert", tmp_path / "one", "--to", "mtme", "-o", tmp_path / "four")
    one, three, four = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in sorted((tmp_path / name).rglob("*.*"))
        }
        for name in ("one", "three", "four")
    )
    assert one == three == four


def test_ratings_alone_are_no_texts_without_errors(tmp_path, stet):
    (tmp_path / "a.jsonl").write_text(json.dumps(RATED, ensure_ascii=False) + "\n", encoding="utf-8")
    done = stet("convert", tmp_path / "a.jsonl", "--to", "marot", "-o", tmp_path / "a.tsv")
    assert (done.status, "these judgements are ratings alone" in done.err) == (1, True)
    assert stet("convert", tmp_path / "a.jsonl", "--to", "mtme", "-o", tmp_path / "m").status == 0
    [ratings] = (tmp_path / "m" / "human-scores").iterdir()
    assert (ratings.name, ratings.read_text()) == ("und-und.esa.r.seg.score", "A\t71.5\n")
    assert stet("convert", tmp_path / "m", "--to", "jsonl", "-o", tmp_path / "b.jsonl").status == 0
    back = json.loads((tmp_path / "b.jsonl").read_text())
    assert (back["esa_score"], back["annotator"], "esa_spans" in back) == (71.5, "r", False)


def test_a_name_never_leads_out_of_the_folder(tmp_path, stet):
    rows = ROWS.replace("\tr1\t", "\t../../r1\t")
    (tmp_path / "a.tsv").write_text(HEAD + rows, encoding="utf-8")
    done = stet("convert", tmp_path / "a.tsv", "--to", "mtme", "-o", tmp_path / "deep" / "out")
    assert (done.status, "cannot be the name of a file" in done.err) == (1, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tsv", "stet.db"]


def test_a_folder_is_not_written_over_a_file(tmp_path, stet):
    (tmp_path / "a.tsv").write_text(HEAD + ROWS, encoding="utf-8")
    done = stet("convert", tmp_path / "a.tsv", "--to", "mtme", "-o", tmp_path / "a.tsv")
    assert (done.status, "is a file" in done.err) == (1, True)


def test_a_table_of_direct_assessments_is_read(tmp_path, stet):
    head = "index\toriginal\ttranslation\tscores\tmean\tz_scores\tz_mean\tmodel_scores\n"
    row = "7\tمرحبا\tこんにちは\t[70, 85.5]\t77.75\t[0.1, -0.2]\t-0.05\t-0.4\n"
    (tmp_path / "da.tsv").write_text(head + row, encoding="utf-8")
    assert stet("convert", tmp_path / "da.tsv", "--to", "jsonl", "-o", tmp_path / "a.jsonl").status == 0
    found = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["annotator"], one["line_id"], one["esa_score"]) for one in found] == [
        ("rater1", "7", 70.0),
        ("rater2", "7", 85.5),
    ]
    assert "esa_spans" not in found[0]


def test_half_a_character_is_refused(tmp_path, stet):
    (tmp_path / "a.jsonl").write_text(r'{"tgt": "\ud83d", "esa_score": 4}' + "\n")
    done = stet("convert", tmp_path / "a.jsonl", "--to", "appraise", "-o", tmp_path / "a.csv")
    assert (done.status, "line 1: this is not JSON (half of a character" in done.err) == (1, True)


def test_labels_of_others_are_compared(tmp_path, stet):
    (tmp_path / "mt").write_text("a b\nc d\n")
    (tmp_path / "pe").write_text("a b\nc e\n")
    (tmp_path / "hter").write_text("0.0\n0.4\n")
    (tmp_path / "tags").write_text("OK OK OK OK OK\nOK OK OK BAD OK\n")
    done = stet(
        *("labels", tmp_path / "mt", tmp_path / "pe", "--compare"),
        *("--hter", tmp_path / "hter", "--tags", tmp_path / "tags"),
    )
    assert done.status == 0
    assert "1 of 2 lines as computed here, the first other one is line 2" in done.out.decode()
    assert "2 of 2 lines as computed here." in done.out.decode()
    (tmp_path / "tags").write_text("OK OK OK\n")
    done = stet("labels", tmp_path / "mt", tmp_path / "pe", "--compare", "--tags", tmp_path / "tags")
    assert (done.status, "1 lines" in done.err) == (1, True)


def test_judgements_without_a_document_fit_into_appraise(tmp_path, stet):
    (tmp_path / "a.jsonl").write_text('{"system": "A", "id": 1, "tgt": "x", "esa_score": 70}\n')
    assert stet("convert", tmp_path / "a.jsonl", "--to", "appraise", "-o", tmp_path / "a.csv").status == 0
    assert stet("esa", tmp_path / "a.csv", "--json").json["systems"][0]["score"] == 70


def test_what_a_format_needs_and_a_file_lacks_is_said(tmp_path, stet):
    (tmp_path / "a.csv").write_text("u,A,1,TGT,en,de,70,d,False,[],1,2\n")
    done = stet("convert", tmp_path / "a.csv", "--to", "marot", "-o", tmp_path / "a.tsv")
    assert done.status == 1
    assert (
        "a.csv cannot be written as marot: the new file, line 2: the row of u has no source text" in done.err
    )
    assert not (tmp_path / "a.tsv").exists()
