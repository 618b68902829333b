"""Who wrote each word, in real scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.blame import Origin, blame, part


@pytest.mark.parametrize(
    ("versions", "lang", "runs"),
    [
        ([], "en", []),
        (["Same."], "en", [("Same.", 0)]),
        (
            ["Some hired themselves.", "Some turned themselves in.", "Some also turned themselves in."],
            "en",
            [("Some ", 0), ("also ", 2), ("turned ", 1), ("themselves ", 0), ("in", 1), (".", 0)],
        ),
        (["A b c", "A c", "A b c"], "en", [("A ", 0), ("b ", 2), ("c", 0)]),  # typed again
        (
            ["何人かは自分を雇った。", "何人かは自首した。"],
            "ja",
            [("何人かは", 0), ("自首した", 1), ("。", 0)],
        ),
        (["استأجر بعضهم أنفسهم.", "سلّم بعضهم أنفسهم."], "ar", [("سلّم ", 1), ("بعضهم أنفسهم.", 0)]),
        (["A 👩🏽‍🚒 came.", "A 👩🏽‍🚒 left."], "en", [("A 👩🏽‍🚒 ", 0), ("left", 1), (".", 0)]),
    ],
)
def test_words_belong_to_the_version_that_brought_them(versions, lang, runs):
    assert [(one.text, one.version) for one in blame(versions, lang)] == runs


@given(st.lists(st.text("ab c.", max_size=12), min_size=1, max_size=5))
def test_the_runs_are_the_last_version(versions):
    assert "".join(one.text for one in blame(versions, "en")) == versions[-1]


def test_what_a_word_replaced_is_kept():
    found = blame(["He hired himself.", "He surrendered.", "He surrendered at once."], "en")
    assert [(one.text, one.instead) for one in found] == [
        ("He ", ""),
        ("surrendered ", "hired himself"),
        ("at once", ""),
        (".", ""),
    ]


@pytest.mark.parametrize(
    ("words", "start", "end", "found"),
    [
        (["ab", " ", "cd"], 0, 5, ["ab", " ", "cd"]),
        (["ab", " ", "cd"], 1, 4, ["b", " ", "c"]),
        (["犬", "が"], 1, 2, ["が"]),
        (["👩🏽‍🚒", "!"], 4, 5, ["!"]),
        (["ab"], 1, 1, []),
        ([], 0, 3, []),
    ],
)
def test_a_part_is_cut_by_places_of_the_text(words, start, end, found):
    cut = part([Origin(word, 0) for word in words], start, end)
    assert [one.text for one in cut] == found
