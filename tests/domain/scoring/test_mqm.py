"""WMT's MQM: weights, means over raters and segments, the published scores."""

import tomllib
from pathlib import Path

import pytest

from app.domain.errors import Invalid
from app.domain.formats.judgements import marot
from app.domain.judging.records import Judgement, Mark
from app.domain.scoring import human_signatures, mqm, weights

# From google/wmt-mqm-human-evaluation, the table of the TED talks, English to German.
PUBLISHED = {
    "ref": 0.9115,
    "Facebook-AI": 1.0560,
    "Online-W": 1.1225,
    "VolcTrans-AT": 1.2410,
    "metricsystem3": 1.4357,
    "VolcTrans-GLAT": 1.4943,
    "HuaweiTSC": 1.4975,
    "metricsystem1": 1.6293,
    "metricsystem2": 1.6936,
    "metricsystem5": 1.7161,
    "UEdin": 1.7716,
    "metricsystem4": 1.7760,
    "eTranslation": 1.9688,
    "Nemo": 2.1408,
}


def test_the_published_scores_of_fourteen_systems(shared_data):
    text = (shared_data / "mqm/ted-en-de.tsv").read_text(encoding="utf-8")
    found = mqm.system_scores(marot.judgements(marot.read(text, "ted"), "ted").found, weights.KNOWN["wmt20"])
    assert {system.name: round(system.score, 4) for system in found} == PUBLISHED
    assert [system.name for system in found] == list(PUBLISHED)
    assert {system.segments for system in found} == {529}
    assert all(system.interval.low < system.score < system.interval.high for system in found)


@pytest.mark.parametrize(
    ("severity", "category", "wmt20", "wmt23", "mqm2"),
    [
        ("Major", "Accuracy/Mistranslation", 5, 5, 5),
        ("minor", "Style/Awkward", 1, 1, 1),
        ("Minor", "Fluency/Punctuation", 0.1, 0.1, 1),
        ("MINOR", "fluency/punctuation", 0.1, 0.1, 1),
        ("Major", "Fluency/Punctuation", 5, 5, 5),
        ("Major", "Non-translation!", 25, 25, 5),
        ("Neutral", "Other", 0, 0, 0),
        ("Major", "Source issue", 5, 0, 5),
        ("Minor", "Source error/Spelling", 1, 0, 1),
        ("Major", "Accuracy/Creative Reinterpretation", 5, 0, 5),
        ("Critical", "Accuracy/Addition", None, 5, 25),  # WMT's raters of 2020 had no such severity
        ("Majr", "Accuracy/Addition", None, None, None),
        ("Major", "", 5, 5, 5),
        ("Minor", "语言/标点", 1, 1, 1),
    ],
)
def test_the_most_specific_weight_wins(severity, category, wmt20, wmt23, mqm2):
    mark = Mark(severity, category)
    assert [weights.KNOWN[name].of(mark) for name in ("wmt20", "wmt23", "mqm2")] == [wmt20, wmt23, mqm2]


def said(system, segment, rater, *marks, document="d"):
    return Judgement(
        system, segment, rater, document, marks=tuple(Mark(*mark.split(" ", 1)) for mark in marks)
    )


def test_raters_are_averaged_in_a_segment_and_segments_in_a_system():
    judgements = [
        said("A", "1", "r1", "Major Accuracy", "Minor Style"),  # 6
        said("A", "1", "r2"),  # 0: a rater who found nothing counts
        said("A", "2", "r1", "Minor Fluency/Punctuation"),  # 0.1
    ]
    [system] = mqm.system_scores(judgements, weights.KNOWN["wmt20"])
    assert system.score == pytest.approx((3 + 0.1) / 2)
    assert system.segments == 2


def test_the_same_segment_number_in_two_documents_is_two_segments():
    judgements = [said("A", "1", "r"), said("A", "1", "r", "Major X", document="e")]
    assert mqm.system_scores(judgements, weights.KNOWN["wmt20"])[0].segments == 2


def test_one_segment_has_a_score_and_no_interval():
    [system] = mqm.system_scores([said("A", "1", "r", "Minor X")], weights.KNOWN["wmt20"])
    assert (system.score, system.interval.limits) == (1, None)


def test_segments_that_all_cost_the_same_have_an_interval_of_no_width():
    judgements = [said("A", str(number), "r", "Minor X") for number in range(9)]
    assert mqm.system_scores(judgements, weights.KNOWN["wmt20"])[0].interval.limits == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Major 10\nMinor: 1 # as at home\nMinor/Style/Awkward\t0.5\n*/Other = 2",
        '{"Major": 10, "Minor": 1, "Minor/Style/Awkward": 0.5, "*/Other": 2}',
    ],
)
def test_own_weights_are_read_from_a_file(text):
    own = weights.read(text, "folder/house.txt")
    costs = [
        own.of(Mark(*mark))
        for mark in (("major", "X"), ("Minor", "Style"), ("Minor", "style/awkward"), ("?", "Other"))
    ]
    assert (costs, own.name) == ([10, 1, 0.5, 2], "house")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "w.txt has no weights"),
        ("Major five", "w.txt, line 1: write a severity and its weight"),
        ("Minor 1\nMajor -5", "w.txt, line 2: a weight is a number from 0 up"),
        ("Minor 1.2.3", "w.txt, line 1"),
        ("Major 1e300", "a weight is a number from 0 up to 1,000,000"),
        ("Major 5\nminor 1\nMAJOR 6", "w.txt, line 3: MAJOR has a weight already"),
        ('{"Major": 5, "major": 6}', "major has a weight already"),
        ('{"Major": NaN}', "nan is not"),
        ('{"Major": "x"}', "the weight of 'Major' is not a number up to"),
        ('{"Major"', "w.txt, line 1: this is not JSON"),
    ],
)
def test_bad_weights_are_refused_with_their_line(text, words):
    with pytest.raises(Invalid, match=words.replace("(", "[(]")):
        weights.read(text, "w.txt")


def test_an_unknown_severity_is_refused_and_never_0():
    judgement = Judgement("A", "1", "r", marks=(Mark("Majr", "Other"),), line=12)
    with pytest.raises(
        Invalid,
        match=r"f\.tsv, line 12: the severity 'Majr' has no weight in wmt20, which knows major, minor",
    ):
        weights.refuse_unknown_severities([judgement], weights.KNOWN["wmt20"], "f.tsv")


def test_an_unknown_category_is_named_once_with_its_first_line():
    judgements = [
        Judgement("A", str(line), "r", marks=(Mark("Minor", "Fluency/Gramar"),), line=line) for line in (4, 9)
    ]
    [warning] = weights.unknown_categories(judgements, weights.KNOWN["wmt20"])
    assert warning.line == 4
    assert "'Fluency/Gramar'" in warning.message


def test_every_category_of_the_published_file_is_known(shared_data):
    text = (shared_data / "mqm/ted-en-de.tsv").read_text(encoding="utf-8")
    found = marot.judgements(marot.read(text, "ted"), "ted").found
    assert weights.unknown_categories(found, weights.KNOWN["wmt20"]) == []


def test_the_version_in_signatures_is_the_products():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    assert human_signatures.signature(a=1) == f"a:1|version:stet-{project['project']['version']}"


def test_a_value_cannot_be_taken_for_two_fields():
    assert human_signatures.signature(weights="my|own:set", none=None).startswith(
        "weights:my/own-set|version"
    )


def test_a_byte_order_mark_belongs_to_no_name():
    assert weights.read("\ufeffMajor 5", "w.txt").entries == {"no-error": 0, "major": 5}


def test_an_entry_that_would_never_count_is_named():
    found = weights.unknown_entries(
        weights.read("Mjaor 5\nMinor/Flueny/Punctuation 0.1\n*/Style 2\nMinor 1", "w")
    )
    assert [warning.message.split(", whose ")[0] for warning in found] == [
        "the weights w have an entry 'mjaor'",
        "the weights w have an entry 'minor/flueny/punctuation'",
    ]


def test_weights_of_the_same_name_have_different_signatures():
    one, other = (weights.read(f"Major {points}", "wmt20.txt") for points in (5, 6))
    assert len({one.label, other.label, "wmt20"}) == 3
    assert [found.label for found in weights.KNOWN.values()] == ["wmt20", "wmt23", "mqm2"]


def test_the_same_errors_in_another_order_cost_the_same():
    marks = [
        Mark("minor", "Fluency/Punctuation"),
        Mark("major", "Style"),
        Mark("minor", "Fluency/Punctuation"),
    ]
    costs = {
        mqm.penalty(Judgement("A", "1", "r", marks=tuple(some)), weights.KNOWN["wmt20"])
        for some in (marks, [marks[1], marks[0], marks[2]], marks[::-1])
    }
    assert len(costs) == 1
