"""Finding and replacing in real scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.searching import Query, _folded, _folded_fast, finder, replace


def found(within, /, **query):
    return [within[start:end] for start, end in finder(Query(**query))(within)]


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ({"text": "festival"}, "The Festival of Victims, a festival.", ["Festival", "festival"]),
        ({"text": "festival", "match_case": True}, "The Festival, a festival.", ["festival"]),
        ({"text": "cat", "whole_words": True}, "cat, cats, concat, cat.", ["cat", "cat"]),
        ({"text": "cafe"}, "Café, cafe, CAFE\u0301!", ["Café", "cafe", "CAFE\u0301"]),
        ({"text": "café", "is_folded": False}, "Café cafe", ["Café"]),
        ({"text": "strasse"}, "Die Straße.", ["Straße"]),
        ({"text": "ABC"}, "ＡＢＣ abc", ["ＡＢＣ", "abc"]),  # full width
        ({"text": "犠牲祭"}, "イスラム教の犠牲祭は火曜日に始まる。", ["犠牲祭"]),
        ({"text": "العيد"}, "يبدأ العيدُ يوم الثلاثاء", ["العيدُ"]),  # a vowel sign belongs to its letter
        ({"text": "שלום", "whole_words": True}, "שלום, ושלום", ["שלום"]),
        ({"text": "हिन्दी"}, "यह हिन्दी है", ["हिन्दी"]),
        ({"text": "👩🏽‍🚒"}, "A 👩🏽‍🚒 came.", ["👩🏽‍🚒"]),
        ({"text": r"\d+ %", "is_pattern": True}, "50 % and 7 %", ["50 %", "7 %"]),
        ({"text": "x*", "is_pattern": True}, "axxb", ["xx"]),  # an empty hit is no hit
        ({"text": "a.b"}, "a.b axb", ["a.b"]),
    ],
)
def test_hits_are_what_a_reader_expects(query, text, hits):
    assert found(text, **query) == hits


@pytest.mark.parametrize("query", [{"text": ""}, {"text": "x" * 1001}, {"text": "(", "is_pattern": True}])
def test_a_query_that_finds_nothing_by_mistake_is_refused(query):
    with pytest.raises(Invalid):
        found("text", **query)


def test_a_pattern_that_runs_away_is_stopped():
    with pytest.raises(Invalid, match="too long"):
        found("a" * 40 + "!", text=r"(a|a|aa)+$", is_pattern=True)


@pytest.mark.parametrize(
    ("query", "new", "text", "after"),
    [
        (
            {"text": "festival of victims"},
            "Feast of Sacrifice",
            "The FESTIVAL OF VICTIMS",
            "The FEAST OF SACRIFICE",
        ),
        ({"text": "victims"}, "sacrifice", "Victims and victims", "Sacrifice and sacrifice"),
        ({"text": r"(\w+) euro", "is_pattern": True}, r"€\1", "50 euro, 7 euro", "€50, €7"),
        ({"text": "犠牲者"}, "犠牲", "犠牲者の祭り", "犠牲の祭り"),
    ],
)
def test_replacing_keeps_capitals_and_groups(query, new, text, after):
    assert replace(Query(**query), text, new).new_text == after


def test_a_group_that_does_not_exist_is_named():
    with pytest.raises(Invalid, match="Groups"):
        replace(Query("a", is_pattern=True), "a", r"\3")


@given(st.text(max_size=40), st.text(min_size=1, max_size=3), st.booleans(), st.booleans())
def test_spans_are_ordered_and_replacing_changes_nothing_else(text, wanted, match_case, is_folded):
    query = Query(wanted, match_case=match_case, is_folded=is_folded)
    done = replace(query, text, "·", keep_capitals=False)
    if done is None:
        return
    kept = "".join(
        text[a:b]
        for a, b in zip(
            [0, *(end for _, end in done.spans)], [*(s for s, _ in done.spans), len(text)], strict=True
        )
    )
    assert list(done.spans) == sorted(done.spans)
    assert all(done.new_text[start:end] == "·" for start, end in done.new_spans)
    assert len(done.new_text) == len(kept) + len(done.spans)


@given(st.text(max_size=30), st.booleans(), st.booleans())
def test_the_fast_folding_is_the_careful_one(text, match_case, is_folded):
    query = Query("x", match_case=match_case, is_folded=is_folded)

    assert _folded_fast(text, query) == _folded(text, query)[0]
