"""mqm, esa and agreement on the command line: JSON for scripts, tables for people, one sentence for bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\tcomment\n"
ROW = "A\ttalk.1\t1\t7\tr1\tShe came.\t<v>Er</v> kam.\tAccuracy/Mistranslation\tMajor\t\n"


@pytest.fixture
def stet(tmp_path):
    """The command in a folder of its own."""

    def run(*arguments, stdin=""):
        return subprocess.run(
            [sys.executable, "-m", "app", *map(str, arguments)],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def put(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")

    return write


def test_mqm_prints_one_json_document(stet, put):
    put("a.tsv", HEAD + ROW + ROW.replace("A\t", "B\t", 1).replace("Major", "Minor"))
    done = stet("mqm", "a.tsv", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == {"systems", "signature"}
    assert found["systems"] == [
        {"name": "B", "score": 1.0, "segments": 1, "interval": None},
        {"name": "A", "score": 5.0, "segments": 1, "interval": None},
    ]
    assert found["signature"].startswith("mqm:wmt|weights:wmt20|")


def test_mqm_of_the_published_file(stet, shared_data):
    done = stet("mqm", shared_data / "mqm/ted-en-de.tsv", "--weights", "wmt20", "--json")
    scores = {system["name"]: system["score"] for system in json.loads(done.stdout)["systems"]}
    assert (round(scores["ref"], 4), round(scores["Nemo"], 4), len(scores)) == (0.9115, 2.1408, 14)
    assert "line 6444" in done.stderr


def test_mqm_reads_standard_input_and_own_weights(stet, put):
    put("house.txt", "Major 7\n")
    done = stet("mqm", "-", "--format", "marot", "--weights", "house.txt", stdin=HEAD + ROW)
    assert done.stdout.splitlines()[1].split()[:2] == ["A", "7.0000"]
    assert "weights:house" in done.stdout


@pytest.mark.parametrize("options", [[], ["--format", "mtme"]])
def test_mqm_reads_a_folder_of_mt_metrics_eval(stet, put, tmp_path, options):
    for folder in ("sources", "documents", "system-outputs/en-de", "human-scores"):
        (tmp_path / "set" / folder).mkdir(parents=True)
    put("set/sources/en-de.txt", "One.\nTwo.\n")
    put("set/system-outputs/en-de/A.txt", "Eins.\nZwei.\n")
    rating = '{"errors": [{"start": 0, "end": 2, "category": "Style", "severity": "minor"}]}'
    put("set/human-scores/en-de.mqm.seg.rating", f"A\t{rating}\nA\tNone\n")
    for path in ("set", "set/human-scores/en-de.mqm.seg.rating"):
        [system] = json.loads(stet("mqm", path, *options, "--json").stdout)["systems"]
        assert (system["score"], system["segments"]) == (1, 1)


def test_mqm_reads_json_lines(stet, put):
    put(
        "a.jsonl",
        json.dumps(
            {"system": "A", "tgt": "Er kam.", "esa_spans": [{"start_i": 0, "end_i": 7, "severity": "major"}]}
        ),
    )
    done = stet("mqm", "a.jsonl", "--weights", "mqm2", "--json")
    assert json.loads(done.stdout)["systems"][0]["score"] == 5
    assert "since 2024-11-29" in done.stderr


def appraise_rows():
    for system, base in (("A", 90), ("B", 40)):
        for item in range(12):
            yield f"anna,{system},{item},TGT,deu,eng,{base + item % 7},doc{item // 4},False,[],1,2\n"


@pytest.mark.parametrize("protocol", ["wmt24", "wmt25"])
def test_esa_prints_one_json_document(stet, put, protocol):
    put("a.csv", "".join(appraise_rows()))
    done = stet("esa", "a.csv", "--protocol", protocol, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == {"systems", "signature"}
    assert [set(system) for system in found["systems"]] == [
        {"name", "score", "segments", "interval", "rank_low", "rank_high"}
    ] * 2
    assert [(s["name"], s["segments"], s["rank_low"], s["rank_high"]) for s in found["systems"]] == [
        ("A", 12, 1, 1),
        ("B", 12, 2, 2),
    ]
    assert found["signature"].startswith(f"esa:{protocol}|")


def test_esa_without_json_is_a_table_with_its_signature(stet, put):
    put("a.csv", "".join(appraise_rows()))
    head, first, second, _, line = stet("esa", "a.csv").stdout.splitlines()
    assert head.split()[:2] == ["system", "ESA"]
    assert (first.split()[0], second.split()[0]) == ("A", "B")
    assert line.startswith("esa:wmt24|")


def test_a_system_with_half_the_segments_is_mentioned(stet, put):
    put("a.csv", "".join(row for row in appraise_rows() if ",B," not in row or ",doc0," in row))
    assert "B was judged on 4 of 12 segments" in stet("esa", "a.csv", "--json").stderr


def test_agreement_prints_one_json_document(stet, put):
    put("a.csv", "unit,rater,value\n1,A,1\n1,B,1\n2,A,2\n2,B,3\n3,A,3\n3,B,3\n")
    done = stet("agreement", "a.csv", "--json")
    found = json.loads(done.stdout)
    assert set(found) == {"alpha_nominal", "alpha_ordinal", "alpha_interval", "kappa", "units", "raters"}
    assert (found["units"], found["raters"]) == (3, 2)
    assert found["kappa"] == pytest.approx(0.5)
    assert stet("agreement", "a.csv").stdout.splitlines()[4].split() == ["kappa", "0.500"]


def test_agreement_of_equal_values_is_null_with_a_sentence(stet, put):
    put("a.csv", "1,A,5\n1,B,5\n")
    done = stet("agreement", "a.csv", "--json")
    assert json.loads(done.stdout)["alpha_interval"] is None
    assert done.stderr == "a.csv: All values are equal: agreement beyond chance cannot be told from them.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mqm", "none.tsv"], "none.tsv: there is no such file"),
        (["mqm", "a.tsv", "--weights", "wmt99"], "There are no weights 'wmt99'"),
        (["mqm", "a.tsv", "--weights", "none.txt"], "none.txt: there is no such file"),
        (["mqm", "short.tsv"], "short.tsv, line 2: there are 2 cells"),
        (["mqm", "head.tsv"], "head.tsv has no judgement that counts"),
        (["mqm", "."], "has no file human-scores/*.seg.rating"),
        (["esa", "spans.jsonl"], "spans.jsonl has no score: ESA ranks systems by the 0–100"),
        (["esa", "bytes.csv"], "bytes.csv, line 1: this is not UTF-8"),
        (["esa", "a.tsv"], "a.tsv has no score"),
        (["agreement", "one.csv"], "one.csv has one rater"),
        (["agreement", "twice.csv"], "twice.csv, line 2: A rated 1 twice"),
        (["mqm", "odd.tsv"], "odd.tsv, line 2: the severity 'Majr' has no weight in wmt20"),
    ],
)
def test_bad_input_is_one_sentence(stet, put, tmp_path, arguments, words):
    put("spans.jsonl", '{"system": "A", "tgt": "x", "esa_spans": []}')
    put("one.csv", "1,A,5\n2,A,5\n")
    put("twice.csv", "1,A,5\n1,A,6\n")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\n")
    put("a.tsv", HEAD + ROW)
    put("head.tsv", HEAD)
    put("short.tsv", HEAD + "a\tb\n")
    put("odd.tsv", HEAD + ROW.replace("Major", "Majr"))
    done = stet(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert words in done.stderr


@pytest.mark.parametrize("command", ["mqm", "esa", "agreement"])
def test_help_shows_an_example(stet, command):
    assert f"Example: stet {command}" in stet(command, "--help").stdout


def test_a_rating_alone_is_no_text_without_errors(stet, put):
    put("rated.jsonl", '{"esa_score": 70, "tgt": "x"}\n')
    done = stet("mqm", "rated.jsonl", "--json")
    assert (done.returncode, "has ratings and no word on errors" in done.stderr) == (1, True)
    put("both.jsonl", '{"esa_score": 70, "tgt": "x", "id": 1}\n{"esa_spans": [], "tgt": "x", "id": 2}\n')
    done = stet("mqm", "both.jsonl", "--json")
    assert "ratings without a word on errors, which do not count: 1." in done.stderr
    assert '"segments": 1' in done.stdout


def card(stet, put, errors, *options, words=100, severity="minor"):
    lines = [
        json.dumps(
            {
                "system": "A",
                "doc_id": "d",
                "id": number,
                "annotator": "r",
                "src": "word " * words,
                "tgt": "x",
                "esa_spans": [{"severity": severity, "start_i": 0, "end_i": 1}],
            }
        )
        for number in range(errors)
    ]
    put("card.jsonl", "\n".join(lines) + "\n")
    done = stet("scorecard", "card.jsonl", "--json", *options)
    return json.loads(done.stdout)["systems"][0] if done.returncode == 0 else done.stderr


def test_a_scorecard_has_the_scores_of_mqm_2(stet, put):
    found = card(stet, put, 10)  # ten minor errors in 1,000 words
    assert (found["per_thousand"], found["raw"], found["calibrated"], found["passes"]) == (10, 99, 90, True)
    assert (found["zone"], found["score"], found["nonlinear"], found["words_needed"]) == (
        "medium",
        90,
        None,
        0,
    )
    assert "|words:source|pt:90|app:10|zones:300-5000|zone:medium" in found["signature"]


def test_a_long_text_has_the_non_linear_score_and_a_short_one_none(stet, put):
    curve = ("--tolerance", "500:5", "--tolerance", "1000:8")
    long = card(stet, put, 10, *curve, words=1000)
    assert (long["zone"], long["score"] == long["nonlinear"]) == ("large", True)
    assert card(stet, put, 10, *curve)["nonlinear"] == pytest.approx(100 - 10 * 10 / 8)
    short = card(stet, put, 2)
    assert (short["zone"], short["score"], short["passes"], short["words_needed"]) == (
        "small",
        None,
        None,
        100,
    )


def test_a_critical_error_fails(stet, put):
    found = card(stet, put, 1, words=5000, severity="Critical")
    assert (found["score"], found["critical"], found["passes"]) == (95, 1, False)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--threshold", "100"], "The threshold is a number from 0 to below 100"),
        (["--threshold", "nan"], "The threshold is a number"),
        (["--acceptable", "0"], "must be above 0"),
        (["--zones", "500", "300"], "write the smaller number first"),
        (["--tolerance", "500:5"], "A tolerance has two points"),
        (["--tolerance", "500:5", "--tolerance", "1000:50"], "do not make a curve"),
        (["--tolerance", "5"], "is not words:points"),
        (["--tolerance", "nan:5", "--tolerance", "1000:8"], "do not make a curve"),
        (["--weights", "wmt20"], None),
    ],
)
def test_what_makes_no_scorecard_is_a_sentence(stet, put, options, words):
    found = card(stet, put, 10, *options)
    assert words is None or words in found


def test_a_scorecard_without_the_texts_that_count_is_refused(stet, put):
    put("a.jsonl", '{"esa_spans": [], "tgt": "one two"}\n')
    done = stet("scorecard", "a.jsonl")
    assert (done.returncode, "line 1: the source text is missing" in done.stderr) == (1, True)
    assert "too little text: 298 more words" in stet("scorecard", "a.jsonl", "--words", "target").stdout
