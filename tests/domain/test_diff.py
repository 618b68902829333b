"""Differences rebuild both texts and say what a person would say."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import lcs, tokens
from app.domain.diff import difference

CASES = json.loads((Path(__file__).parent / "differences.json").read_text(encoding="utf-8"))
FIXTURES = [
    ("en", "Some also [-hired themselves-]{+turned themselves in+}.", []),
    ("en", "The Islamic [-Festival of Victims-]{+Feast of Sacrifice+} begins.", []),
    ("ja", "何人かは[-自分を雇った-]{+自首した+}。", []),
    ("ar", "[-استأجر-]{+سلّم+} بعضهم أنفسهم [-أيضا-]{+أيضًا+}.", []),
    (
        "en",
        "[-On Tuesday evening the-]{+The+} police arrested twelve people{+ on Tuesday evening+}.",
        ["On Tuesday evening"],
    ),
    ("en", "It cost [-3.50 €-]{+€3.50+}.", []),
]
words = st.sampled_from(
    ["the", "The", "police", "12", "3.50", "Straße", "شرطة", "警方", "か\u3099", "ตำรวจ", "हिन्दी"]
)
gaps = st.sampled_from(
    [" ", "\u00a0", "\n", "", ", ", ". ", "\u200f", "👩🏽‍🚀", "e\u0301", "é", "'", "\u0301"]
)
texts = st.lists(st.one_of(words, gaps), max_size=25).map("".join) | st.text(max_size=20)
small = st.lists(st.sampled_from("abc"), max_size=12)


def rebuilt(pieces, ops):
    return "".join(piece.text for piece in pieces if piece.op in ops)


def old_of(pieces):
    return rebuilt(pieces, {"equal", "delete", "move_from"})


def new_of(pieces):
    return rebuilt(pieces, {"equal", "insert", "move_to"})


def drawn(pieces):
    """The difference as the design draws its fixtures: moves as what they are made of."""
    signs = {"delete": "[--]", "move_from": "[--]", "insert": "{++}", "move_to": "{++}"}
    text, open_sign = "", ""
    for piece in pieces:
        sign = signs.get(piece.op, "")
        if sign != open_sign:
            text += open_sign[2:] + sign[:2]
            open_sign = sign
        text += piece.text
    return text + open_sign[2:]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_table_that_both_languages_share(case):
    found = difference(case["old"], case["new"], case["lang"])
    assert [[p.op, p.text] + ([p.move] if p.move else []) for p in found.pieces] == case["pieces"]
    assert found.summary == case["summary"]
    assert (found.deleted_words, found.inserted_words) == (case["deleted_words"], case["inserted_words"])
    assert (old_of(found.pieces), new_of(found.pieces)) == (case["old"], case["new"])


@pytest.mark.parametrize(
    ("case", "fixture"), list(zip(CASES, FIXTURES, strict=False)), ids=[f[1] for f in FIXTURES]
)
def test_the_designs_fixtures_are_drawn_exactly(case, fixture):
    lang, drawing, moved = fixture
    pieces = difference(case["old"], case["new"], lang).pieces
    assert drawn(pieces) == drawing
    assert [piece.text for piece in pieces if piece.op == "move_from"] == moved


@given(texts, texts, st.sampled_from(["en", "ja", "ar", None]))
@settings(max_examples=300, deadline=None)
def test_pieces_rebuild_both_texts_code_point_for_code_point(old, new, lang):
    pieces = difference(old, new, lang).pieces
    assert (old_of(pieces), new_of(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_a_text_has_no_difference_from_itself(text):
    found = difference(text, text, "en")
    assert found.summary == "No changes."
    assert (found.deleted_words, found.inserted_words) == (0, 0)


@given(texts, st.sampled_from(["en", "zh", "th", None]))
@settings(max_examples=200, deadline=None)
def test_tokens_joined_are_the_text(text, lang):
    assert "".join(tokens.split(text, lang)) == text


@given(small, small)
@settings(max_examples=300, deadline=None)
def test_the_bit_vectors_find_what_the_plain_table_finds(a, b):
    assert lcs.matches(a, b) == matches_by_the_table(a, b)


def matches_by_the_table(a, b):
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            same = lengths[i + 1][j + 1] + 1
            lengths[i][j] = same if a[i] == b[j] else max(lengths[i + 1][j], lengths[i][j + 1])
    i = j = 0
    pairs = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def test_decomposed_text_is_compared_with_composed_text_letter_by_letter():
    composed = "Tiếng Việt rất đẹp và khó."
    found = difference(unicodedata.normalize("NFD", composed), composed.replace("khó", "dễ"), "vi")
    assert [p.text for p in found.pieces if p.op == "delete"][-1].endswith(
        unicodedata.normalize("NFD", "khó")
    )
    assert new_of(found.pieces) == composed.replace("khó", "dễ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 1500, "b a a " * 1000),  # two words: every tie there is
        (" ".join(map(str, range(3000))), " ".join(map(str, reversed(range(3000))))),
        ("one two three . " * 750, "x " + "three two one ! " * 750),
        ("- " * 3000, "-" * 3000),
    ],
)
def test_thousands_of_hostile_tokens_are_no_trap(old, new):
    started = time.process_time()
    pieces = difference(old, new, "en").pieces
    assert time.process_time() - started < 20, "well under a second; a cubic search takes minutes"
    assert (old_of(pieces), new_of(pieces)) == (old, new)
