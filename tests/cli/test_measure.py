"""score, hter and diff on the command line: JSON for scripts, tables and sentences for people."""

import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def python(tmp_path):
    """Run Python in a folder of its own, with a text on standard input."""

    def run(*arguments, stdin=""):
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
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
def stet(python, tmp_path):
    """The command in a folder with two systems and a reference."""
    (tmp_path / "a.txt").write_text("Some also hired themselves.\nHe came.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Some also turned in.\nHe went.\n", encoding="utf-8")
    (tmp_path / "ref.txt").write_text("Some also turned themselves in.\nHe came.\n", encoding="utf-8")
    return functools.partial(python, "-m", "app")


def test_score_prints_one_json_document(stet):
    done = stet("score", "a.txt", "--ref", "ref.txt", "--metrics", "bleu,chrf++", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    [system] = json.loads(done.stdout)["systems"]
    assert set(system) == {"name", "scores", "p_values", "segments"}
    assert (system["name"], system["p_values"], system["segments"]) == ("a.txt", None, None)
    assert list(system["scores"]) == ["bleu", "chrf++"]
    assert set(system["scores"]["bleu"]) == {"score", "signature", "mean", "ci"}
    assert system["scores"]["bleu"]["signature"].startswith(
        "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6"
    )


def test_score_tests_each_system_against_the_first(stet):
    done = stet("score", "a.txt", "b.txt", "--ref", "ref.txt", "--paired", "bs", "--segments", "--json")
    first, second = json.loads(done.stdout)["systems"]
    assert first["p_values"] == {"bleu": None}
    assert 0 < second["p_values"]["bleu"] <= 1
    assert len(second["segments"]["bleu"]) == 2
    assert second["scores"]["bleu"]["ci"] is not None


def test_score_reads_standard_input(stet):
    piped = stet("score", "-", "--ref", "ref.txt", "--json", stdin="Some also hired themselves.\nHe came.\n")
    from_file = stet("score", "a.txt", "--ref", "ref.txt", "--json")
    assert (
        json.loads(piped.stdout)["systems"][0]["scores"]
        == json.loads(from_file.stdout)["systems"][0]["scores"]
    )


def test_score_without_json_is_a_table_with_its_signatures(stet):
    done = stet("score", "a.txt", "b.txt", "--ref", "ref.txt", "--metrics", "bleu,ter")
    assert done.returncode == 0
    head, a, b, _, bleu, ter = done.stdout.splitlines()
    assert head.split() == ["bleu", "ter"]
    assert (a.split()[0], b.split()[0]) == ("a.txt", "b.txt")
    assert bleu.startswith("bleu: nrefs:1")
    assert "tok:tercom" in ter


def test_hter_prints_fractions(stet):
    found = json.loads(stet("hter", "a.txt", "ref.txt", "--json").stdout)
    assert set(found) == {"corpus", "mean", "signature", "segments"}
    assert found["segments"] == [0.6, 0.0]
    assert found["corpus"] == 3 / 7


def test_hter_without_json_is_a_sentence(stet):
    assert stet("hter", "a.txt", "ref.txt").stdout.startswith("42.86% of the words were changed")


def test_diff_rebuilds_both_files(stet, tmp_path):
    found = json.loads(stet("diff", "a.txt", "ref.txt", "--lang", "en", "--json").stdout)
    old = "".join(p["text"] for p in found["pieces"] if p["op"] in {"equal", "delete", "move_from"})
    new = "".join(p["text"] for p in found["pieces"] if p["op"] in {"equal", "insert", "move_to"})
    assert (old, new) == ((tmp_path / "a.txt").read_text(), (tmp_path / "ref.txt").read_text())
    assert found["summary"] == "1 change: 'hired themselves' replaced by 'turned themselves in'."
    assert {"op", "text", "move"} == set(found["pieces"][0])


def test_diff_keeps_line_ends_and_marks_at_the_start_of_a_file(stet, tmp_path):
    (tmp_path / "windows.txt").write_bytes("\ufeffOne.\r\nTwo.\r\n".encode())
    (tmp_path / "unix.txt").write_bytes(b"One.\nTwo.\n")
    found = json.loads(stet("diff", "windows.txt", "unix.txt", "--json").stdout)
    old = "".join(p["text"] for p in found["pieces"] if p["op"] in {"equal", "delete", "move_from"})
    assert old.encode() == (tmp_path / "windows.txt").read_bytes()


def test_diff_without_json_is_drawn(stet):
    drawn = stet("diff", "a.txt", "ref.txt", "--lang", "en").stdout
    assert drawn.startswith("Some also [-hired themselves-]{+turned themselves in+}.")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["score", "a.txt", "--ref", "missing.txt"], 1, "missing.txt: there is no such file"),
        (["score", "a.txt", "--ref", "long.txt"], 1, "a.txt has 2 lines and long.txt has 3"),
        (["score", "empty.txt", "--ref", "ref.txt"], 1, "empty.txt is empty"),
        (["score", "bad.txt", "--ref", "ref.txt"], 1, "bad.txt, line 2: this is not UTF-8"),
        (["score", "a.txt", "--ref", "ref.txt", "--paired", "bs"], 1, "two files"),
        (["score", "-", "--ref", "-"], 1, "one file only"),
        (["score", "a.txt", "--ref", "ref.txt", "--metrics", "bleu,blue"], 2, "no metric 'blue'"),
        (["score", "a.txt"], 2, "--ref"),
        (["score", ".", "--ref", "ref.txt"], 1, "is a folder"),
        (["hter", "a.txt", "long.txt"], 1, "as many lines"),
        (["diff", "a.txt", "bad.txt"], 1, "bad.txt, line 2"),
        (["diff", "a.txt", "huge.txt"], 1, "huge.txt has 1,000,001 characters"),
    ],
)
def test_bad_input_is_one_sentence_and_a_status(stet, tmp_path, arguments, status, words):
    (tmp_path / "long.txt").write_text("one\ntwo\nthree\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "huge.txt").write_text("x" * 1_000_001)
    (tmp_path / "bad.txt").write_bytes(b"one\n\xff\n")
    done = stet(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert status == 2 or done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["score", "hter", "diff"])
def test_help_shows_an_example(stet, command):
    assert f"Example: stet {command}" in stet(command, "--help").stdout


def test_scoring_loads_no_web_server_and_no_database(stet, python):
    script = """
import sys
from app.cli import main
try:
    main()
except SystemExit:
    pass
heavy = ("flask", "sqlite_utils", "numpy", "rapidfuzz", "icu4py")
print([name for name in heavy if name in sys.modules])
"""
    done = python("-c", script, "score", "a.txt", "--ref", "ref.txt")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("value", ["nan", "inf", "-1"])
def test_a_smoothing_that_is_no_number_from_0_is_wrong_usage(stet, tmp_path, value):
    path = tmp_path / "a.txt"
    path.write_text("one two three four five\n")
    done = stet("score", path, "--ref", path, "--smooth", "add-k", "--smooth-value", value)
    assert (done.returncode, "give a number from 0 up" in done.stderr) == (2, True)


def test_a_byte_order_mark_and_empty_lines_are_said(stet, tmp_path):
    (tmp_path / "a.txt").write_text("\ufeffone two\n\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("one two\nthree\n")
    for done in (
        stet("score", tmp_path / "a.txt", "--ref", tmp_path / "b.txt", "--json"),
        stet("hter", tmp_path / "a.txt", tmp_path / "b.txt", "--json"),
    ):
        assert done.returncode == 0
        assert "a.txt begins with a byte order mark" in done.stderr
        assert "a.txt: 1 of 2 lines is empty, the first is line 2" in done.stderr
