"""One error of several pieces: what covers them, what an edit does to them, how many of their characters count."""

import pytest

from app.domain.errors import Invalid
from app.domain.judging import pieces
from app.domain.judging.anchoring import Edit, of_pieces
from app.domain.judging.pieces import Piece
from app.domain.judging.records import Judgement, Mark, Span
from app.domain.scoring import overlaps

SCRIPTS = {
    "en": ("She gave the whole plan up.", ("gave", "up")),
    "ar": ("استأجر بعضهم أنفسهم أيضا.", ("استأجر", "أنفسهم")),
    "he": ("הפסטיבל האסלאמי מתחיל היום.", ("הפסטיבל", "היום")),
    "zh-Hans": ("他们也雇用了自己。", ("他们", "自己")),
    "ja": ("何人かは自分を雇った。", ("何人か", "雇った")),
    "th": ("เทศกาลของเหยื่อเริ่มต้น", ("เทศกาล", "เริ่มต้น")),
    "hi": ("पीड़ितों का त्योहार शुरू होता है।", ("पीड़ितों", "त्योहार")),
    "emoji": ("Yes 👩‍👩‍👧 and 🇩🇪 fly 🎉.", ("👩‍👩‍👧", "🎉")),
}


def made(text, *quotes, side="target"):
    return tuple(Piece(side, text.index(one), text.index(one) + len(one), one) for one in quotes)


@pytest.mark.parametrize("script", SCRIPTS)
def test_pieces_are_covered_by_what_lies_between_their_ends(script):
    text, quotes = SCRIPTS[script]
    found = made(text, *quotes)

    over = pieces.cover(found, text)

    assert text[over.start : over.end] == over.quote
    assert over.quote.startswith(quotes[0])
    assert over.quote.endswith(quotes[1])
    assert pieces.in_order(reversed(found)) == found


def test_a_mark_without_pieces_covers_the_whole_text_even_an_empty_one():
    assert pieces.cover((), "whole") == Piece("target", 0, 5, "whole")
    assert pieces.cover((), "") == Piece("target", 0, 0, "")


def test_a_piece_of_the_text_says_where_the_error_is_before_one_of_the_source():
    source, target = made("Das Fest beginnt.", "Fest", side="source"), made("The feast starts.", "starts")
    assert pieces.main_side([*source, *target]) == "target"
    assert pieces.main_side(source) == "source"
    assert pieces.covering([one.span for one in (*source, *target)]) == Span("target", 10, 16)


@pytest.mark.parametrize(
    ("one", "two", "is_refused"),
    [((0, 4), (3, 6), True), ((0, 4), (4, 6), False), ((0, 4), (4, 4), False), ((0, 6), (2, 2), True)],
)
def test_pieces_that_share_characters_are_refused(one, two, is_refused):
    text = "abcdefgh"
    found = [Piece("target", *one, text[slice(*one)]), Piece("target", *two, text[slice(*two)])]
    if is_refused:
        with pytest.raises(Invalid, match="overlap in the target"):
            pieces.refuse_overlaps(found)
    else:
        pieces.refuse_overlaps(found)


OLD = "She gave the whole plan up today."


@pytest.mark.parametrize(
    ("new", "fates"),
    [
        (OLD, ("kept", "kept", "kept")),
        ("Then she gave the whole plan up today.", ("kept", "kept", "kept")),
        ("She gave the entire plan up today.", ("kept", "kept", "kept")),  # between the pieces
        ("She gave the whole plan away today.", ("resolved", "kept", "resolved")),
        ("She dropped the whole plan today.", ("resolved", "resolved", "resolved")),
        ("Completely different.", ("orphaned", "orphaned", "orphaned")),
    ],
)
def test_one_resolved_piece_resolves_the_mark_and_words_between_do_not(new, fates):
    held = of_pieces(made(OLD, "gave", "up"), Edit.of(OLD, new, "en"), None)
    assert (held.whole.fate, *(one.fate for one in held.pieces)) == fates


@pytest.mark.parametrize("script", SCRIPTS)
def test_pieces_of_every_script_stand_where_their_words_stand_after_an_edit_before_them(script):
    text, quotes = SCRIPTS[script]
    new = f"«{text}"
    held = of_pieces(made(text, *quotes), Edit.of(text, new, script if len(script) < 5 else "en"), None)
    for there, quote in zip(held.pieces, quotes, strict=True):
        assert there.fate in ("kept", "resolved")
        if there.start is not None:
            assert new[there.start : there.end] == quote


def test_words_in_the_source_beside_the_text_do_not_decide():
    source, old = "Das Fest beginnt.", "The feast begins."
    found = (*made(source, "Fest", side="source"), *made(old, "feast"))
    longer = of_pieces(found, Edit.of(old, "Today the feast begins, at last.", "en"), source)
    assert (longer.whole.fate, [one.fate for one in longer.pieces]) == ("kept", ["kept", "kept"])
    assert of_pieces(found, Edit.of(old, "The party begins.", "en"), source).whole.fate == "resolved"


def test_a_mark_without_a_place_is_kept_until_the_text_changes():
    assert of_pieces((), Edit.of(OLD, OLD, "en"), None).whole.fate == "kept"
    assert of_pieces((), Edit.of(OLD, OLD + " Yes.", "en"), None).whole.fate == "orphaned"


def said(rater, *spans):
    marks = (Mark("major", "Style", tuple(Span("target", *one) for one in spans)),)
    return Judgement("A", "1", rater, target=OLD, marks=marks)


def test_span_f1_counts_the_characters_of_the_pieces_only():
    ann, bo = said("Ann", (4, 8), (24, 26)), said("Bo", (4, 26))
    both = overlaps.of_judgements([ann, bo])[0]
    assert both.f1 == pytest.approx(2 * 6 / (6 + 22))
    assert both.containment == 1
