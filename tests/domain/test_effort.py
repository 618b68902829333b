"""Stages read from revisions, and MateCat's PEE with its faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.effort import pee, stages
from app.domain.effort.stages import Handed, Run, Step


def step(author, kind="edit", text="x", **more):
    return Step(author, kind, text, **more)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], []),
        ([("Mira", "edit"), ("Jonas", "edit")], ["editing", "editing"]),  # nobody has confirmed yet
        ([("Mira", "confirm"), ("Jonas", "approve")], ["editing", "review"]),
        ([("Mira", "confirm"), ("Jonas", "edit"), ("Jonas", "confirm")], ["editing", "review", "review"]),
        # What the editor does after the text came back is editing again.
        ([("Mira", "confirm"), ("Jonas", "send_back"), ("Mira", "edit")], ["editing", "review", "editing"]),
        ([("Jonas", "approve")], ["review"]),
        ([("مريم", "confirm"), ("雪", "edit")], ["editing", "review"]),
    ],
)
def test_the_stage_of_each_revision(steps, expected):
    assert stages.stages([step(*one) for one in steps]) == expected


def test_runs_join_what_one_person_did_in_a_row():
    steps = [step("Mira", text="b"), step("Mira", "confirm", "c"), step("Jonas", "edit", "d")]
    assert stages.runs("a", steps) == [
        Run("Mira", "editing", "a", "c", 2),
        Run("Jonas", "review", "c", "d", 1),
    ]


def test_what_a_file_brought_is_nobodys_work():
    steps = [step("Mira", text="from the file", is_imported=True), step("Mira", "confirm", "mine")]
    assert stages.runs("machine", steps) == [Run("Mira", "editing", "from the file", "mine", 1)]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], Handed("machine", False)),
        ([step("Mira", "confirm", "edited")], Handed("edited", False)),
        ([step("Mira", "confirm", "edited"), step("Jonas", "edit", "reviewed")], Handed("edited", True)),
        ([step("Jonas", "approve", "machine")], Handed("machine", True)),
    ],
)
def test_the_text_that_editing_handed_to_review(steps, expected):
    assert stages.handed("machine", steps) == expected


# Expected values follow from the definition by hand, the words as aliases: a b c, a word of over four letters twice.
@pytest.mark.parametrize(
    ("machine", "correction", "lang", "expected"),
    [
        ("The cat sat down.", "The cat sat down.", "en", 0),
        ("The cat sat down.", "the cat sat down.", "en", 1),  # case is almost free
        ("One two six ten", "One two six red", "en", 25),  # 3 of 4 words are kept
        ("five 12 cats are in", "five 21 cats are in", "en", 20),  # a number is a word like any other
        ("a b", "a c", "en", 25),  # short texts are measured as if they had four words
        ("No comma here now", "No, comma here now", "en", 1 + 0),
        ("everything is lost", "nothing at all", "en", 100),
        ("", "", "en", 0),  # MateCat says 100
        ("猫が好き", "猫が好きだ", "ja", 14),  # three pairs of letters of four
        ("猫が好き", "犬が好き", None, 100),
        ("القط هنا الآن معنا", "القط هنا الآن معكم", "ar", 25),
        ("👍🏽 yes", "👍🏽 yes", "en", 0),
    ],
)
def test_pee_is_what_matecat_would_say(machine, correction, lang, expected):
    found = pee.of_pair(machine, correction, lang)
    assert found == expected, found


def test_a_segment_with_too_many_different_words_counts_as_rewritten():
    words = [f"w{number}" for number in range(255)]
    assert pee.of_pair(" ".join(words), " ".join([*words[:-1], "other"])) == 100


def test_endless_texts_have_no_pee_instead_of_holding_the_page_up():
    assert pee.of_pair("a b " * 300, "b a " * 300) is None


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "ja", "zh-Hans", None]))
def test_pee_stays_between_nothing_and_everything(one, other, lang):
    found = pee.of_pair(one, other, lang)
    assert found is None or 0 <= found <= 100


@pytest.mark.parametrize("text", ["", "…", "?!", "猫", "100 %", "👩‍👩‍👧"])
def test_what_was_not_changed_has_no_pee(text):
    assert pee.of_pair(text, text, "ja") == 0
