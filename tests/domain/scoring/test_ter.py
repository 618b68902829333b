"""TER finds sacreBLEU's numbers, and knows when to stop."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.lib_ter import translation_edit_rate

from app.domain.scoring import ter

few_words = st.lists(st.sampled_from("abcd"), max_size=12)
more_words = st.lists(st.sampled_from([str(number) for number in range(30)]), max_size=40)


@given(few_words, few_words)
@settings(max_examples=300, deadline=None)
def test_short_texts_of_few_words_have_sacrebleus_edits(machine, reference):
    assert ter.edits(machine, reference, None) == translation_edit_rate(machine, reference)[0]


@given(more_words, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_texts_with_moved_phrases_have_sacrebleus_edits(machine, randomness):
    reference = with_a_moved_phrase(machine, randomness)
    assert ter.edits(machine, reference, None) == translation_edit_rate(machine, reference)[0]


@pytest.mark.parametrize("seed", range(12))
def test_texts_beyond_the_band_have_sacrebleus_edits(seed):
    """Longer and more different than 24 words, where the plain distance is only a bound."""
    randomness = random.Random(seed)
    machine = [str(randomness.randrange(60)) for _ in range(45)]
    reference = [str(randomness.randrange(60)) for _ in range(30 + 3 * seed)]
    assert ter.edits(machine, reference, None) == translation_edit_rate(machine, reference)[0]


@pytest.mark.parametrize("seed", range(4))
def test_long_phrases_moved_out_of_the_band_have_sacrebleus_edits(seed):
    randomness = random.Random(seed)
    machine = [str(randomness.randrange(40)) for _ in range(70)]
    reference = (
        machine[35 + seed :] + [str(randomness.randrange(40)) for _ in range(5)] + machine[: 35 + seed]
    )
    assert ter.edits(machine, reference, None) == translation_edit_rate(machine, reference)[0]


@pytest.mark.parametrize(
    ("machine", "reference", "edits"),
    [
        ("", "", 0),
        ("a b c", "", 3),
        ("", "a b c", 3),
        ("a b c", "a b c", 0),
        ("a x c", "a b c", 1),
        ("c a b", "a b c", 1),  # one shift
        ("警 方 逮 捕", "警 方 拘 捕", 1),
    ],
)
def test_edits_of_small_texts(machine, reference, edits):
    assert ter.edits(machine.split(), reference.split()) == edits


def test_hostile_text_ends_within_the_budget_at_the_same_point():
    randomness = random.Random(1)
    machine, reference = ([randomness.choice("abcd") for _ in range(3000)] for _ in range(2))
    assert ter.edits(machine, reference) is None


def test_a_long_segment_that_was_edited_at_length_still_has_its_number():
    randomness = random.Random(2)
    machine = [f"word{int(3000 ** randomness.random())}" for _ in range(1000)]
    reference = [word if randomness.random() < 0.8 else "other" for word in machine]
    assert ter.edits(machine, reference) == sum(a != b for a, b in zip(machine, reference, strict=True))


def with_a_moved_phrase(words, randomness):
    moved = list(words)
    for _ in range(3):
        start, length = randomness.randint(0, len(moved)), randomness.randint(1, 5)
        phrase = moved[start : start + length]
        del moved[start : start + length]
        place = randomness.randint(0, len(moved))
        moved[place:place] = phrase
    return moved
