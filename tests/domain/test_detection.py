"""The language of a text is told with honest certainty."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.domain.detection import detect
from app.domain.errors import Invalid

SENTENCES = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
ALL = [(lang, sentence) for lang, sentences in SENTENCES.items() for sentence in sentences]


def test_whole_sentences_are_recognised():
    wrong = [(lang, detect(sentence).lang) for lang, sentence in ALL if detect(sentence).lang != lang]
    assert len(SENTENCES) >= 55
    assert len(wrong) <= 0.025 * len(ALL), wrong


def test_what_is_called_sure_is_right():
    sure = [(lang, found.lang) for lang, sentence in ALL if (found := detect(sentence)).certainty == "sure"]
    assert len(sure) >= 0.8 * len(ALL)
    assert [pair for pair in sure if pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    "text", ["", " \n", "12 345", "…!?", "https://example.org/das-ist-deutsch", "a@b.example", "🙂👍🏽"]
)
def test_nothing_is_claimed_where_nothing_tells(text):
    found = detect(text)
    assert (found.lang, found.certainty, found.alternatives) == (None, "unknown", ())


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ありがとう", "ja"),
        ("감사합니다", "ko"),
        ("ขอบคุณ", "th"),
        ("תודה רבה", "he"),
        ("ευχαριστώ", "el"),
        ("շնորհակալություն", "hy"),
        ("გმადლობთ", "ka"),
        ("አመሰግናለሁ", "am"),
        ("이것은 DNA 검사입니다", "ko"),
        ("IBMとAppleの新しい計画", "ja"),
    ],
)
def test_a_script_of_its_own_decides_even_for_a_word(text, lang):
    assert detect(text).lang == lang


def test_one_word_is_never_sure():
    assert detect("Hotel").certainty == "guess"


def test_capitals_do_not_mislead():
    assert detect("DER ZUG KAM WEGEN DES STARKEN REGENS ZU SPÄT AN.").lang == "de"


def test_candidates_restrict_the_answer_and_keep_their_spelling():
    assert detect("Guten Morgen", ["en", "de-AT"]).lang == "de-AT"
    assert detect("Ministri su se sastali u školi.", ["bs", "en"]).lang == "bs"
    assert detect("大臣たちは昨日話し合った。", ["ja", "en"]).lang == "ja"


def test_a_text_in_no_candidates_script_is_unknown():
    assert detect("これは日本語です。", ["de", "en"]).lang is None


def test_a_text_in_another_language_than_the_candidates_is_a_guess_at_most():
    assert (
        detect("Les ministres se sont réunis hier pour parler du budget.", ["de", "en"]).certainty == "guess"
    )


def test_an_unknown_candidate_is_refused():
    with pytest.raises(Invalid):
        detect("Guten Tag", ["klingon"])


def test_alternatives_follow_in_order():
    shares = [guess.confidence for guess in detect("Han bor i Oslo.").alternatives]
    assert shares == sorted(shares, reverse=True)


def test_a_long_text_is_sampled_over_its_length():
    german = "Der Zug kam wegen des starken Regens zu spät an. "
    assert detect("Foreword in English by the editor. " * 20 + german * 5000).lang == "de"
    assert detect("\n".join([german] * 50_000)).lang == "de"


def test_many_threads_get_the_same_first_answers():
    script = (
        "import concurrent.futures as f; from app.domain.detection import detect;"
        "print({detect(t).lang for t in []} or set(f.ThreadPoolExecutor(8).map("
        "lambda _: detect('I ministri si sono riuniti ieri per discutere.').lang, range(16))))"
    )
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert answer.stdout.strip() == "{'it'}"
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda pair: detect(pair[1]) == detect(pair[1]), ALL)) == {True}


def test_importing_loads_no_model():
    script = (
        "import app.domain.detection, sys; print('langdetect' in sys.modules, 'py3langid' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert answer.stdout.split() == ["False", "False"]
