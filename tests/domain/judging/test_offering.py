"""A correction offers its changed phrases as marks on the machine text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.judging.offering import offers

OMISSION, ADDITION = "Accuracy/Omission", "Accuracy/Addition"


@pytest.mark.parametrize(
    ("machine", "text", "lang", "expected"),
    [
        ("Same.", "Same.", "en", []),
        ("", "", "en", []),
        ("Some also hired themselves.", "Some also turned themselves in.", "en", [("hired themselves", "turned themselves in", "replaced", None)]),
        ("The festival begins.", "The Islamic festival begins.", "en", [("", "Islamic", "added", OMISSION)]),
        ("The very old festival.", "The old festival.", "en", [("very", "", "removed", ADDITION)]),
        ("He came", "He came.", "en", [("", ".", "added", "Linguistic conventions/Punctuation")]),
        ("the police came.", "The police came.", "en", [("the", "The", "replaced", "Linguistic conventions/Spelling")]),
        ("何人かは自分を雇った。", "何人かは自首した。", "ja", [("自分を雇った", "自首した", "replaced", None)]),
        ("استأجر بعضهم أنفسهم أيضا.", "سلّم بعضهم أنفسهم أيضًا.", "ar", [("استأجر", "سلّم", "replaced", None), ("أيضا", "أيضًا", "replaced", None)]),
        ("A  gap.", "A gap.", "en", []),
    ],
)  # fmt: skip
def test_changed_phrases_are_offered(machine, text, lang, expected):
    found = offers(machine, text, lang)
    assert [(one.quote, one.instead, one.kind, one.category) for one in found] == expected


def test_a_moved_phrase_is_offered_once_where_it_stood():
    machine = "On Tuesday evening the police arrested twelve people."
    found = offers(machine, "The police arrested twelve people on Tuesday evening.", "en")
    assert [one.kind for one in found].count("moved") == 1
    assert found[0].quote == "On Tuesday evening"


TEXTS = st.lists(st.sampled_from(["one", "two", "三", "أربعة", "👩‍👧", ",", "."]), max_size=10).map(" ".join)


@given(TEXTS, TEXTS)
def test_every_offer_quotes_the_machine_text(machine, text):
    for one in offers(machine, text, None):
        assert machine[one.start : one.end] == one.quote
        assert one.quote == one.quote.strip()
        assert (one.start == one.end) == (one.kind == "added")
