"""Scores from added statistics are sacreBLEU's corpus scores, digit for digit."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER

from app.domain.models import SegmentStatistics
from app.domain.scoring import statistics, sums

PAIRS = {
    "en": [
        ("Some also hired themselves.", "Some also turned themselves in."),
        ("The Islamic Festival of Victims begins.", "The Islamic Feast of Sacrifice begins."),
        ("It cost 3.50 €.", "It cost €3.50."),
        ("", "Twelve people were arrested."),  # the machine left it out
        ("👩🏽‍🚀 flew.", "The astronaut 👩🏽‍🚀 flew."),
    ],
    "ja": [
        ("何人かは自分を雇った。", "何人かは自首した。"),
        ("", "警察は十二人を逮捕した。"),
        ("彼は来た。", "彼は来た。"),
    ],
    "zh-Hans": [
        ("警方逮捕了十二人。", "警方拘留了十二个人。"),
        ("", "一些人自首了。"),
        ("节日开始了", "宰牲节开始了"),
    ],
    "ko": [("일부는 스스로를 고용했다.", "일부는 자수했다."), ("축제가 시작된다.", "희생제가 시작된다.")],
    "ar": [("استأجر بعضهم أنفسهم أيضا.", "سلّم بعضهم أنفسهم أيضًا."), ("بدأ العيد", "بدأ عيد الأضحى")],
    "he": [("חלקם שכרו את עצמם.", "חלקם הסגירו את עצמם.")],
    "hi": [("त्योहार शुरू होता है।", "बलिदान का त्योहार शुरू होता है।")],
    "de": [
        ("Einige mieteten sich selbst.", "Einige stellten sich auch."),
        ("Am Dienstag kam er.", "Er kam am Dienstag."),
    ],
}
OPTIONS = {"ja": "ja-mecab", "zh-Hans": "zh", "ko": "ko-mecab"}


def metrics_of(lang):
    asian = lang in {"ja", "zh-Hans"}
    return {
        "hter": TER(normalized=asian, asian_support=asian),
        "bleu": BLEU(tokenize=OPTIONS.get(lang, "13a"), force=True),
        "chrf": CHRF(),
    }


def counted(pairs, lang):
    return [statistics.of_segment(machine, correction, lang) for machine, correction in pairs]


@pytest.mark.parametrize("lang", PAIRS)
@pytest.mark.parametrize("name", ["hter", "bleu", "chrf"])
def test_corpus_scores_and_signatures_are_sacrebleus(lang, name):
    machine, corrections = zip(*PAIRS[lang], strict=True)
    metric = metrics_of(lang)[name]
    expected = metric.corpus_score(list(machine), [list(corrections)]).score
    score = sums.corpus(sums.total(counted(PAIRS[lang], lang)), lang)[name]
    assert (100 * score.score if name == "hter" else score.score) == expected
    assert score.signature == str(metric.get_signature())
    assert score.n == len(PAIRS[lang])


@pytest.mark.parametrize("lang", ["en", "ja", "zh-Hans"])
def test_the_order_of_segments_does_not_matter(lang):
    segments = counted(PAIRS[lang], lang)
    shuffled = random.Random(3).sample(segments, len(segments))
    assert sums.total(shuffled) == sums.total(segments)


@pytest.mark.parametrize("name", ["hter", "bleu", "chrf"])
@pytest.mark.parametrize("pair", PAIRS["en"] + PAIRS["de"])
def test_a_segments_scores_are_sacrebleus_sentence_scores(name, pair):
    metric = metrics_of("en")[name] if name != "bleu" else BLEU(effective_order=True, force=True)
    score = sums.segment_scores(statistics.of_segment(*pair, "en"), "en")[name]
    expected = metric.sentence_score(pair[0], [pair[1]]).score
    assert (100 * score.score if name == "hter" else score.score) == expected
    assert score.signature == str(metric.get_signature())


texts = st.text(alphabet="ab c.Äß人か😀", max_size=20)


@given(st.lists(st.tuples(texts, texts), max_size=8), st.integers(0, 7))
@settings(max_examples=50, deadline=None)
def test_what_was_added_can_be_taken_away_again(pairs, position):
    segments = counted(pairs, "en")
    assert sums.join([sums.total(segments[:position]), sums.total(segments[position:])]) == sums.total(
        segments
    )
    if segments:
        everything = sums.total(segments)
        without = sums.subtract(everything, segments[position % len(segments)])
        assert sums.add(without, segments[position % len(segments)]) == everything


def test_nothing_to_score_is_no_number_and_says_why():
    for score in sums.corpus(sums.EMPTY, "en").values():
        assert score.score is None
        assert score.n == 0
        assert score.reason
        assert "version:" in score.signature


def test_a_segment_without_ter_is_left_out_of_hter_and_n_says_so():
    whole = statistics.of_segment("a b c", "a b d", "en")
    cut_off = SegmentStatistics(bleu=whole.bleu, chrf=whole.chrf, ter=None, ter_reason="Too long.")
    scores = sums.corpus(sums.total([whole, cut_off]), "en")
    assert (scores["hter"].score, scores["hter"].n, scores["bleu"].n) == (1 / 3, 1, 2)
    assert sums.segment_scores(cut_off, "en")["hter"].reason == "Too long."
    assert sums.corpus(sums.total([cut_off]), "en")["hter"].score is None


def test_words_changed_are_hters_edits_and_words():
    segment = statistics.of_segment("Some also hired themselves.", "Some also turned themselves in.", "en")
    assert statistics.words_changed(segment) == (3, 5)
    assert sums.segment_scores(segment, "en")["hter"].score == 3 / 5


def test_an_emptied_text_counts_its_words_as_edits_of_none():
    segment = statistics.of_segment("two words", "", "en")
    assert statistics.words_changed(segment) == (2, 0)
    assert sums.segment_scores(segment, "en")["hter"].score == 1.0


def test_thai_is_counted_in_words_that_icu_finds_and_the_signature_says_so():
    segment = statistics.of_segment("ตำรวจจับกุมชาย", "ตำรวจจับชาย", "th")
    scores = sums.segment_scores(segment, "th")
    assert statistics.words_changed(segment) == (1, 3)
    assert "words:icu-" in scores["hter"].signature
    assert "tok:char" in scores["bleu"].signature
