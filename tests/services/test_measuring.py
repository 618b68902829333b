"""Files are scored with sacreBLEU's digits and signatures, and refused with a sentence."""

import random

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest, _bootstrap_resample, estimate_ci

from app.domain.errors import Invalid, NotFound, StetError
from app.services import measuring
from app.services.measuring import Options, Where

METRICS = ("bleu", "chrf", "chrf++", "ter")
TEXTS = {
    "en": [
        "Some also turned themselves in.",
        "The Islamic Feast of Sacrifice begins.",
        "It cost €3.50, he said.",
    ],
    "ja": ["何人かは自首した。", "犠牲祭が始まる。", "それは3.50ユーロだった。"],
    "zh": ["一些人也自首了。", "宰牲节开始了。", "它花了3.50欧元。"],
    "ar": ["سلّم بعضهم أنفسهم أيضًا.", "يبدأ عيد الأضحى.", "كلف ٣٫٥٠ يورو."],
}


@pytest.fixture
def write(tmp_path):
    def write(name, lines):
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


def lines_of(lang, *, seed, count=40):
    """Lines that share words with each other, some of them empty."""
    randomness = random.Random(seed)
    lines = []
    for number in range(count):
        text = TEXTS[lang][number % 3]
        units = text.split(" ") if " " in text else list(text)
        for _ in range(randomness.randint(0, 2)):
            units[randomness.randrange(len(units))] = randomness.choice(units)
        lines.append((" " if " " in text else "").join(units) if number % 13 else "")
    return lines


def sacrebleus(name, *, tokenize="13a", lowercase=False):
    if name == "bleu":
        return BLEU(tokenize=tokenize, lowercase=lowercase, force=True)
    return TER() if name == "ter" else CHRF(word_order=2 if name == "chrf++" else 0, lowercase=lowercase)


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize(
    ("lang", "options", "tokenize"),
    [
        ("en", {}, "13a"),
        ("en", {"lowercase": True}, "13a"),
        ("ja", {"bleu_tokenize": "char"}, "char"),
        ("ja", {"target_lang": "ja"}, "ja-mecab"),
        ("zh", {"target_lang": "zh-Hans"}, "zh"),
        ("zh", {}, "13a"),  # without a language sacreBLEU's default
        ("ar", {"bleu_tokenize": "intl"}, "intl"),
    ],
)
@pytest.mark.parametrize("references", [1, 2])
def test_scores_are_sacrebleus_digit_for_digit(write, name, lang, options, tokenize, references):
    machine = lines_of(lang, seed=1)
    correct = [lines_of(lang, seed=2 + number) for number in range(references)]
    files = [write(f"ref{number}", lines) for number, lines in enumerate(correct)]
    options = Options((name,), **options)
    [system] = measuring.score([write("mt", machine)], files, options, segments=True)
    metric = sacrebleus(name, tokenize=tokenize, lowercase=options.lowercase)
    found = system.scores[name]
    assert found.score == metric.corpus_score(machine, correct).score
    assert found.signature == str(metric.get_signature())
    assert (found.mean, found.ci, found.p) == (None, None, None)
    if name == "bleu":
        metric.effective_order = True
    one_by_one = [
        metric.sentence_score(line, list(each)).score for line, *each in zip(machine, *correct, strict=True)
    ]
    assert list(found.segments) == one_by_one


@pytest.mark.parametrize("name", METRICS)
def test_confidence_is_sacrebleus(write, name):
    machine, correct = lines_of("en", seed=1), lines_of("en", seed=2)
    files = write("mt", machine), write("ref", correct)
    [system] = measuring.score([files[0]], [files[1]], Options((name,)), confidence=True)
    metric = sacrebleus(name)
    expected = metric.corpus_score(machine, [correct], n_bootstrap=1000)
    found = system.scores[name]
    assert (found.score, found.mean, found.ci) == (expected.score, expected._mean, expected._ci)
    assert found.signature == str(metric.get_signature())


@pytest.mark.parametrize("test", ["bs", "ar"])
@pytest.mark.parametrize("name", ["bleu", "chrf", "ter"])
def test_paired_tests_are_sacrebleus(write, name, test):
    systems = [lines_of("en", seed=seed, count=30) for seed in (1, 5, 6)]
    correct = lines_of("en", seed=2, count=30)
    files = [write(f"mt{number}", lines) for number, lines in enumerate(systems)]
    found = measuring.score(files, [write("ref", correct)], Options((name,)), paired=test)
    named = [(str(number), lines) for number, lines in enumerate(systems)]
    signatures, scores = PairedTest(named, {name: sacrebleus(name)}, [correct], test_type=test)()
    [(key, signature)] = signatures.items()
    for system, expected in zip(found, scores[key], strict=True):
        score = system.scores[name]
        assert (score.score, score.p, score.mean, score.ci) == (
            expected.score,
            expected.p_value,
            expected.mean,
            expected.ci,
        )
        assert score.signature == str(signature)


@pytest.mark.parametrize("count", [30, 31, 95])
@pytest.mark.parametrize("test", ["bs", "ar"])
def test_all_metrics_at_once_are_tested_as_sacrebleu_tests_them(write, test, count):
    """Three references give TER fractions, so that even the order of adding matters."""
    systems = [lines_of("en", seed=seed, count=count) for seed in (1, 5, 6)]
    correct = [lines_of("en", seed=seed, count=count) for seed in (2, 3, 4)]
    files = [write(f"mt{number}", lines) for number, lines in enumerate(systems)]
    references = [write(f"ref{number}", lines) for number, lines in enumerate(correct)]
    found = measuring.score(files, references, Options(METRICS), paired=test, confidence=True)
    metrics = {name: sacrebleus(name) for name in METRICS}
    named = [(str(number), lines) for number, lines in enumerate(systems)]
    confidence = 1000 if test == "ar" else -1
    _, scores = PairedTest(named, metrics, correct, test_type=test, n_ar_confidence=confidence)()
    for name, expected in zip(METRICS, list(scores.values())[1:], strict=True):
        for system, result in zip(found, expected, strict=True):
            score = system.scores[name]
            assert (score.score, score.p) == (result.score, result.p_value)
            assert (score.mean, score.ci) == pytest.approx((result.mean, result.ci), rel=1e-6)


def test_samples_without_any_match_have_sacrebleus_scores(write):
    """sacreBLEU's own `--confidence` ends with a TypeError on these, its paired test does not."""
    machine, correct = ["a", "b c", "", "d"] * 5, ["x", "b y", "z", ""] * 5
    files = write("mt", machine), write("ref", correct)
    [system] = measuring.score(files[:1], files[1:], Options(METRICS), confidence=True)
    for name in METRICS:
        metric = sacrebleus(name)
        drawn = _bootstrap_resample(metric._extract_corpus_statistics(machine, [correct]), metric)[1]
        found = system.scores[name]
        assert (found.mean, found.ci) == pytest.approx(estimate_ci([score.score for score in drawn])), name


def test_one_line_has_no_interval_and_says_why(write):
    files = [write("a", ["He came."]), write("b", ["He went."])]
    for options in ({"confidence": True}, {"paired": "bs"}, {"paired": "ar", "confidence": True}):
        for system in measuring.score(files, [write("ref", ["He came in."])], Options(METRICS), **options):
            for score in system.scores.values():
                assert (score.mean, score.ci, score.p) == (None, None, None)
                assert score.reason == "There is one line only: an interval or a test needs two or more."


def test_equal_systems_have_sacrebleus_p_and_a_sentence_about_it(write):
    lines = lines_of("en", seed=1)
    files = [write("a", lines), write("b", lines)]
    found = measuring.score(files, [write("ref", lines_of("en", seed=2))], Options(), paired="bs")
    assert found[1].scores["bleu"].p == 1 / 1001
    assert any("b has the same counts as" in note for note in found[0].notes)


def test_files_with_empty_lines_are_named_with_their_first(write):
    machine = ["a", "", "b", ""]
    found = measuring.score([write("mt", machine)], [write("ref", ["a", "b", "", "d"])], Options())
    assert [note.rsplit("/", 1)[1] for note in found[0].notes] == [
        "mt: 2 of 4 lines are empty, the first is line 2; they count with sacreBLEU's values.",
        "ref: 1 of 4 lines is empty, the first is line 3; they count with sacreBLEU's values.",
    ]


def test_a_file_that_ends_early_is_named_with_its_last_line(write):
    files = write("mt", ["a"] * 2500), write("ref", ["a"] * 5000)
    with pytest.raises(Invalid, match=r"mt has 2500 lines and .*ref has 5000: .*mt ends after line 2500\."):
        measuring.score(files[:1], files[1:], Options())


@pytest.mark.parametrize(
    ("options", "sacrebleus"),
    [
        ({"smooth": "floor"}, {"smooth_method": "floor"}),
        ({"smooth": "floor", "smooth_value": 0.3}, {"smooth_method": "floor", "smooth_value": 0.3}),
        ({"smooth": "add-k"}, {"smooth_method": "add-k"}),
        ({"smooth": "none"}, {"smooth_method": "none"}),
        ({"effective_order": True}, {"effective_order": True}),
        ({"bleu_tokenize": "ko-mecab"}, {"tokenize": "ko-mecab"}),
    ],
)
def test_bleus_options_are_sacrebleus(write, options, sacrebleus):
    machine, correct = ["a b c", "d e"], ["a b d", "d f"]
    files = write("mt", machine), write("ref", correct)
    [system] = measuring.score(files[:1], files[1:], Options(**options), segments=True)
    metric = BLEU(force=True, **sacrebleus)
    found = system.scores["bleu"]
    assert found.score == metric.corpus_score(machine, [correct]).score
    assert found.signature == str(metric.get_signature())
    metric.effective_order = True
    assert list(found.segments) == [
        metric.sentence_score(one, [other]).score for one, other in zip(machine, correct, strict=True)
    ]


def test_thai_can_be_scored_by_its_words_and_the_signature_says_so(write):
    files = write("mt", ["ตำรวจจับกุมชายสิบสองคน"]), write("ref", ["ตำรวจจับกุมคนสิบสองคน"])
    by_words, by_characters = (
        measuring.score(files[:1], files[1:], Options(("bleu",), "th", bleu_tokenize=chosen))[0].scores[
            "bleu"
        ]
        for chosen in ("icu", None)
    )
    assert "|tok:icu-" in by_words.signature
    assert by_words.signature.split("tok:")[1].split("|")[0].endswith("-th")
    assert "|tok:char|" in by_characters.signature
    assert 0 < by_words.score < by_characters.score < 100


def test_tokenizers_that_need_a_download_are_refused_in_words(write):
    with pytest.raises(StetError, match="downloads nothing"):
        measuring.score([write("mt", ["a"])], [write("ref", ["a"])], Options(bleu_tokenize="flores200"))


def test_a_tokenizer_that_is_not_installed_is_named_with_its_package(write, monkeypatch):
    from sacrebleu.tokenizers import tokenizer_ja_mecab

    monkeypatch.setattr(tokenizer_ja_mecab, "MeCab", None)
    options = Options(bleu_tokenize="ja-mecab", lowercase=True)
    with pytest.raises(StetError, match=r"pip install 'sacrebleu\[ja\]'"):
        measuring.score([write("mt", ["a"])], [write("ref", ["a"])], options)


def test_several_workers_count_what_one_counts(write):
    files = [
        write("mt", lines_of("en", seed=1, count=1200)),
        write("ref", lines_of("en", seed=2, count=1200)),
    ]
    options = Options(METRICS)
    one = measuring.score(files[:1], files[1:], options, segments=True)
    assert measuring.score(files[:1], files[1:], options, segments=True, where=Where(workers=2)) == one


@pytest.mark.parametrize("pair", ["en-de", "ru-en"])
def test_hter_gives_the_published_labels_on_every_line(shared_data, pair):
    folder = shared_data / "postedits" / pair
    labels = [float(line) for line in (folder / "test20.hter").read_text().split()]
    found = measuring.hter(folder / "test20.mt", folder / "test20.pe", None)
    assert len(found.segments) == len(labels)
    wrong = [n for n, (a, b) in enumerate(zip(found.segments, labels, strict=True), 1) if abs(a - b) > 1e-3]
    assert wrong == []
    assert found.mean == sum(found.segments) / len(labels)


def test_hter_of_a_file_is_all_edits_over_all_words_and_lines_are_capped(write):
    found = measuring.hter(write("mt", ["a b c d e", "x"]), write("pe", ["z", "x"]), None)
    assert list(found.segments) == [1.0, 0.0]
    assert found.corpus == 5 / 2
    assert found.mean == 0.5


def test_chinese_hter_counts_characters_and_says_so(write):
    files = write("mt", ["警方逮捕了十二人。"]), write("pe", ["警方拘留了十二人。"])
    assert measuring.hter(*files, None).corpus == 1.0
    found = measuring.hter(*files, "zh")
    assert found.corpus == 2 / 9
    assert "asian:yes" in found.signature


def test_only_a_line_feed_ends_a_line(write, tmp_path):
    """Other separators and a missing last line feed are as in sacreBLEU's files."""
    (tmp_path / "mt").write_bytes("a\u2028b\x0bc\r\nlast".encode())
    found = measuring.score([tmp_path / "mt"], [write("ref", ["a b c", "last"])], Options(), segments=True)
    assert len(found[0].scores["bleu"].segments) == 2


@pytest.mark.parametrize(
    ("error", "content", "words"),
    [
        (Invalid, b"one\ntwo\n", ["mt has 2 lines", "ref has 3"]),
        (Invalid, b"", ["mt is empty"]),
        (Invalid, b"one\n\xff\xfe\nthree\n", ["mt, line 2", "UTF-8"]),
        (NotFound, None, ["mt: there is no such file"]),
    ],
)
def test_files_that_cannot_be_scored_are_refused_in_words(write, tmp_path, error, content, words):
    if content is not None:
        (tmp_path / "mt").write_bytes(content)
    with pytest.raises(error) as refusal:
        measuring.score([tmp_path / "mt"], [write("ref", ["one", "two", "three"])], Options())
    assert all(word in refusal.value.message for word in words), refusal.value.message


def test_one_system_cannot_be_paired(write):
    with pytest.raises(StetError, match="two files"):
        measuring.score([write("mt", ["a"])], [write("ref", ["a"])], Options(), paired="bs")
