"""Files are scored with sacreBLEU's digits and signatures, and refused with a sentence."""

import random

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

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
