"""Places and changes survive when a text becomes another one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import rebase

words = st.sampled_from(
    ["the", "police", "came", "12", "Straße", "شرطة", "警方", "👩🏽‍🚀", "e\u0301", "हिन्दी"]
)
texts = st.lists(words, max_size=12).map(" ".join) | st.text(max_size=12)


@pytest.mark.parametrize(
    ("lang", "old", "new"),
    [  # | is the place: after the full stop in one text, where is it in the other?
        ("en", "He came. |She went.", "He arrived. |She went home."),
        ("en", "He came. |She went.", "She went."),
        ("de", "Er kam.| Sie ging.", "Er kam dann.| Sie ging."),
        ("ja", "彼は来た。|彼女は行った。", "彼が着いた。|彼女は行った。"),
        ("zh", "他来了。|她走了。", "他到了。|她走了。"),
        ("ar", "جاء هو. |ذهبت هي.", "وصل هو. |ذهبت هي الآن."),
        ("th", "เขามา |เธอไป", "เขามาถึง |เธอไป"),
        ("hi", "वह आया। |वह गई।", "वह पहुँचा। |वह गई।"),
        ("en", "👩🏽‍🚀 flew. |She came.", "👩🏽‍🚀👨 flew far. |She came."),
        ("en", "|", "|"),
    ],
)
def test_a_place_between_sentences_is_found_again(lang, old, new):
    expected = new.index("|") if "|" in new else 0
    assert rebase.map_offset(old.replace("|", ""), new.replace("|", ""), old.index("|"), lang) == expected


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_places_keep_their_order_and_the_ends_stay_the_ends(old, new):
    mapped = [rebase.map_offset(old, new, offset, "en") for offset in range(len(old) + 1)]
    assert mapped == sorted(mapped)
    assert mapped[-1] == len(new)
    assert 0 <= mapped[0] <= len(new)


@pytest.mark.parametrize(
    ("lang", "base", "mine", "theirs", "merged"),
    [
        ("en", "one two three four", "ONE two three four", "one two three FOUR", "ONE two three FOUR"),
        ("en", "one two three four", "ONE two three four", "ONE two three FOUR", "ONE two three FOUR"),
        ("en", "one two three", "one two", "one two", "one two"),
        ("en", "one two", "ONE two", "one TWO", None),  # no unchanged word between them
        ("en", "one two", "one big two", "one small two", None),
        ("en", "one two three", "one three", "one 2 three", None),
        (
            "ar",
            "جاء الرجل إلى المدينة أمس",
            "وصل الرجل إلى المدينة أمس",
            "جاء الرجل إلى المدينة اليوم",
            "وصل الرجل إلى المدينة اليوم",
        ),
        ("zh", "警方逮捕了十二人。", "警察逮捕了十二人。", "警方逮捕了十三人。", "警察逮捕了十三人。"),
        (
            "ja",
            "彼は昨日東京に来た。",
            "彼女は昨日東京に来た。",
            "彼は昨日東京に着いた。",
            "彼女は昨日東京に着いた。",
        ),
        ("en", "", "", "text", "text"),
        ("en", "", "mine", "theirs", None),
    ],
)
def test_two_peoples_changes(lang, base, mine, theirs, merged):
    assert rebase.merge(base, mine, theirs, lang) == merged
    assert rebase.merge(base, theirs, mine, lang) == merged


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_where_one_person_changed_nothing_the_other_text_stands(base, changed):
    assert rebase.merge(base, changed, base, "en") == changed
    assert rebase.merge(base, base, changed, "en") == changed
    assert rebase.merge(base, changed, changed, "en") == changed
