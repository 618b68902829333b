"""Lines counted many at a time have sacreBLEU's counts, words and scores, whatever they hold."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER

from app.domain.scoring.counting import lines, totals, words

# Characters that tokenizers treat in some way, and those of several scripts.
ALPHABET = "ab1 2.,-&'\"/()[]{}<>:;!?$%~^_ \t\u00a0\u2009\u3000\u200bΣσİıßéÉ，。、中文字ーかナ한국ไทยहिन्दीعربי🙂\x00\x0b\x1c\x85"
text = st.one_of(
    st.text(st.sampled_from(ALPHABET), max_size=25),
    st.lists(
        st.sampled_from(["a", "b.", "3,5", "3-4", "&quot;x", "&amp;lt;", "<skipped>", "--", ".."]), max_size=9
    ).map(" ".join),
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=12),
)
corpus = st.integers(1, 3).flatmap(
    lambda sides: st.lists(st.tuples(*[text] * (sides + 1)), min_size=1, max_size=8)
)
TOKENIZERS = ["13a", "intl", "zh", "char", "none"]


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
@given(st.lists(text, min_size=1, max_size=6), st.booleans())
@settings(max_examples=150, deadline=None)
def test_words_are_those_of_sacrebleus_tokenizer(tokenizer, texts, lowercase):
    metric = BLEU(tokenize=tokenizer, lowercase=lowercase)
    assert words.of_lines(metric, texts) == [metric._preprocess_segment(line).split() for line in texts]


@pytest.mark.parametrize("tokenizer", ["13a", "char"])
@given(corpus, st.booleans())
@settings(max_examples=100, deadline=None)
def test_bleu_counts_what_sacrebleu_counts(tokenizer, rows, lowercase):
    machine, *references = zip(*rows, strict=True)
    metric = BLEU(tokenize=tokenizer, lowercase=lowercase, force=True)
    [found] = lines.bleu(metric, [machine], references)
    assert found.tolist() == metric._extract_corpus_statistics(machine, references)


@pytest.mark.parametrize("word_order", [0, 2])
@given(corpus, st.booleans())
@settings(max_examples=100, deadline=None)
def test_chrf_counts_what_sacrebleu_counts(word_order, rows, lowercase):
    machine, *references = zip(*rows, strict=True)
    metric = CHRF(word_order=word_order, lowercase=lowercase)
    [found] = lines.chrf(metric, [machine], references)
    assert found.tolist() == metric._extract_corpus_statistics(machine, references)


@pytest.mark.parametrize("different", [300, 3000])
def test_texts_of_very_many_different_characters_are_counted(different):
    """Too many for 64 bits: numbered for each line, or n-gram by n-gram."""
    randomness = random.Random(different)
    characters = [chr(0x4E00 + number) for number in range(different)]
    sides = [["".join(randomness.choices(characters, k=4000)) for _ in range(3)] for _ in range(3)]
    for metric, counted in ((CHRF(), lines.chrf), (BLEU(tokenize="char"), lines.bleu)):
        [found] = counted(metric, sides[:1], sides[1:])
        assert found.tolist() == metric._extract_corpus_statistics(sides[0], sides[1:])


def test_several_systems_are_counted_beside_each_other():
    systems = [["a b c d e", "x"], ["a b c", ""], ["", "x y"]]
    references = [["a b c d", "x y"], ["b c d e f", "y"]]
    for metric, counted in ((CHRF(word_order=2), lines.chrf), (BLEU(), lines.bleu)):
        for found, system in zip(counted(metric, systems, references), systems, strict=True):
            assert found.tolist() == metric._extract_corpus_statistics(system, references)


BLEUS = [
    BLEU(),
    BLEU(effective_order=True),
    BLEU(smooth_method="none"),
    BLEU(smooth_method="floor", smooth_value=0.2),
    BLEU(smooth_method="add-k"),
]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("number", range(len(BLEUS)))
def test_many_bleu_scores_are_sacrebleus_one_by_one(number, kind):
    rows = _bleu_rows(random.Random(number)).astype(kind)
    expected = [BLEUS[number]._compute_score_from_stats(row.copy()).score for row in rows]
    assert totals.scores(BLEUS[number], rows).tolist() == np.array(expected).tolist()


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("metric", [CHRF(), CHRF(word_order=2), CHRF(eps_smoothing=True), TER()])
def test_many_other_scores_are_sacrebleus_one_by_one(metric, kind):
    randomness = random.Random(1)
    width = 2 if isinstance(metric, TER) else 3 * metric.order
    rows = np.array([[randomness.choice([0, 1, 7, 300]) for _ in range(width)] for _ in range(200)], kind)
    expected = np.array([metric._compute_score_from_stats(row.copy()).score for row in rows])
    assert totals.scores(metric, rows).tolist() == expected.tolist()


def _bleu_rows(randomness):
    rows = []
    for _ in range(300):
        length = randomness.randint(0, 60)
        total = [max(0, length - order) for order in range(4)]
        correct = [randomness.randint(0, number) for number in total]
        rows.append([length, randomness.randint(0, 60), *correct, *total])
    return np.array(rows, float)
