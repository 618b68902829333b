"""A mark is kept, moved, resolved or orphaned by an edit, and what is said of its place is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.judging.anchoring import Anchored, Edit, of_source


def anchored(old, new, quote, lang="en"):
    start = old.index(quote)
    found = Edit.of(old, new, lang).anchor(start, start + len(quote))
    return found.fate, None if found.start is None else new[found.start : found.end]


@pytest.mark.parametrize(
    ("old", "new", "quote", "lang", "expected"),
    [
        ("Some also hired themselves.", "Some also hired themselves.", "hired", "en", ("kept", "hired")),
        ("Some also hired themselves.", "Late, some also hired themselves.", "hired", "en", ("kept", "hired")),
        ("Some also hired themselves.", "Some also turned themselves in.", "hired themselves", "en", ("resolved", None)),
        ("Some also hired themselves.", "Some also surrendered.", "also", "en", ("kept", "also")),
        ("On Tuesday evening the police arrested twelve people.", "The police arrested twelve people on Tuesday evening.", "Tuesday", "en", ("moved", "Tuesday")),
        ("استأجر بعضهم أنفسهم أيضا.", "سلّم بعضهم أنفسهم أيضًا.", "استأجر", "ar", ("resolved", None)),
        ("استأجر بعضهم أنفسهم أيضا.", "سلّم بعضهم أنفسهم أيضًا.", "أنفسهم", "ar", ("kept", "أنفسهم")),
        ("הפסטיבל האסלאמי מתחיל.", "החג האסלאמי מתחיל היום.", "מתחיל", "he", ("kept", "מתחיל")),
        ("何人かは自分を雇った。", "何人かは自首した。", "自分を雇った", "ja", ("resolved", None)),
        ("何人かは自分を雇った。", "何人かは自首した。", "何人か", "ja", ("kept", "何人か")),
        ("他们也雇用了自己。", "他们也自首了。", "雇用", "zh-Hans", ("resolved", None)),
        ("เทศกาลของเหยื่อเริ่มต้น", "เทศกาลเริ่มต้น", "เหยื่อ", "th", ("resolved", None)),
        ("पीड़ितों का त्योहार शुरू होता है।", "बलिदान का त्योहार शुरू होता है।", "त्योहार", "hi", ("kept", "त्योहार")),
        ("Yes 👩‍👩‍👧 and 🇩🇪 fly.", "No 👩‍👩‍👧 and 🇩🇪 fly.", "🇩🇪", "en", ("kept", "🇩🇪")),
        ("Some also hired themselves.", "Completely different.", "hired", "en", ("orphaned", None)),
        ("Some also hired themselves.", "", "hired", "en", ("orphaned", None)),
    ],
)  # fmt: skip
def test_the_fate_of_a_mark_is_read_from_the_difference(old, new, quote, lang, expected):
    assert anchored(old, new, quote, lang) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("The festival begins.", "kept"),
        ("Today the festival begins.", "kept"),
        ("The Islamic festival begins.", "resolved"),
        ("The feast begins.", "kept"),
        ("It starts now", "orphaned"),
    ],
)
def test_a_gap_is_resolved_once_words_stand_there(new, expected):
    assert Edit.of("The festival begins.", new, "en").anchor(4, 4).fate == expected


@pytest.mark.parametrize(
    ("source", "new", "expected"),
    [
        ("Das Fest beginnt.", "The feast.", "kept"),
        ("Das Fest beginnt.", "feast.", "kept"),
        ("Das Fest beginnt.", "The feast begins.", "orphaned"),
        ("Ein anderer Satz.", "The feast.", "orphaned"),
        (None, "The feast.", "orphaned"),
    ],
)
def test_words_missing_from_the_text_are_asked_about_again_once_words_were_added(source, new, expected):
    assert of_source(source, Edit.of("The feast.", new, "en"), 9, 16, "beginnt").fate == expected


WORDS = st.lists(
    st.sampled_from(
        ["the", "Festival", "of", "Victims", "自分", "雇った", "أنفسهم", "🇩🇪", ",", " ", "👩‍👧", "it's"]
    ),
    max_size=12,
).map(" ".join)


@given(WORDS, WORDS, st.data())
def test_what_is_kept_stands_in_the_new_text_with_the_same_words(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))

    found = Edit.of(old, new, None).anchor(start, end)

    if found.fate == "kept":
        assert new[found.start : found.end] == old[start:end]
    elif found.fate == "moved":
        assert new[found.start : found.end].casefold() == old[start:end].casefold()
    else:
        assert (found.start, found.end) == (None, None)


@given(WORDS, st.data())
def test_an_unchanged_text_keeps_every_mark_where_it_was(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert Edit.of(text, text, None).anchor(start, end) == Anchored("kept", start, end)
