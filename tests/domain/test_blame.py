"""Who wrote each word, in real scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.blame import blame


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
