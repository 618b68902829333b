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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mqm", "none.tsv"], "none.tsv: there is no such file"),
        (["mqm", "a.tsv", "--weights", "wmt99"], "There are no weights 'wmt99'"),
        (["mqm", "a.tsv", "--weights", "none.txt"], "none.txt: there is no such file"),
        (["mqm", "short.tsv"], "short.tsv, line 2: there are 2 cells"),
        (["mqm", "head.tsv"], "head.tsv has no judgement that counts"),
        (["mqm", "odd.tsv"], "odd.tsv, line 2: the severity 'Majr' has no weight in wmt20"),
    ],
)
def test_bad_input_is_one_sentence(stet, put, arguments, words):
    put("a.tsv", HEAD + ROW)
    put("head.tsv", HEAD)
    put("short.tsv", HEAD + "a\tb\n")
    put("odd.tsv", HEAD + ROW.replace("Major", "Majr"))
    done = stet(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert words in done.stderr


@pytest.mark.parametrize("command", ["mqm"])
def test_help_shows_an_example(stet, command):
    assert f"Example: stet {command}" in stet(command, "--help").stdout
