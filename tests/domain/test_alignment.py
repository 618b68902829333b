"""A source text finds its sentences, nothing of it is lost, and what was guessed says so."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import alignment, lengths
from app.domain.alignment import Target, align
from app.domain.errors import Invalid


def targets(*paragraphs):
    """A paragraph is a list of texts; one that begins with "-" is left out."""
    return [
        [Target(text.lstrip("-"), left_out=text.startswith("-")) for text in texts] for texts in paragraphs
    ]


def sources(found):
    return [pair.source for pair in found.pairs]


def certain(found):
    return [pair.is_certain for pair in found.pairs]


def test_equal_numbers_of_lines_are_paired_line_by_line():
    found = align(
        targets(["It rained.", "We left."], ["Nobody came."]),
        "Es regnete.\nWir gingen.\n\nNiemand kam.\n",
        "de",
    )
    assert (found.method, sources(found)) == ("lines", ["Es regnete.", "Wir gingen.", "Niemand kam."])
    assert certain(found) == [True] * 3


def test_lines_that_are_left_out_need_no_source():
    found = align(
        targets(["Attack on prison"], ["-Attack on prison"], ["It burned."]),
        "Angriff auf Gefängnis\nEs brannte.",
        "de",
    )
    assert sources(found) == ["Angriff auf Gefängnis", None, "Es brannte."]
    assert certain(found) == [True, True, True]


def test_furniture_of_the_source_stays_out_of_the_pairs_and_is_not_lost():
    text = (
        "Angriff auf Gefängnis\n\nAngriff auf Gefängnis\n\nEs brannte. Viele flohen.\n\nAuf Facebook teilen"
    )
    found = align(targets(["Attack on prison"], ["It burned.", "Many fled."]), text, "de")
    assert found.method == "paragraphs"
    assert sources(found) == ["Angriff auf Gefängnis", "Es brannte.", "Viele flohen."]
    assert found.leftovers == ("Angriff auf Gefängnis", "Auf Facebook teilen")
    assert certain(found) == [True] * 3


def test_paragraphs_are_certain_only_where_their_sentences_are_equal_in_number():
    text = "Es regnete. Wir gingen.\n\nAls niemand kam, gingen wir nach Hause und schliefen."
    found = align(
        targets(["It rained.", "We left."], ["Nobody came.", "So we went home and slept."]), text, "de"
    )
    assert found.method == "paragraphs"
    assert sources(found) == [
        "Es regnete.",
        "Wir gingen.",
        "Als niemand kam, gingen wir nach Hause und schliefen.",
        None,
    ]
    assert certain(found) == [True, True, False, False]


@pytest.mark.parametrize(
    ("lang", "text", "joined"),
    [
        (
            "de",
            "Kurz war es. Sehr kurz.\n\nDann kam ein langer Satz über das Wetter.",
            "Kurz war es. Sehr kurz.",
        ),
        (
            "ja",
            "短かった。とても短い。\n\nそれから天気についての長い長い文が来た。",
            "短かった。とても短い。",
        ),
    ],
)
def test_two_source_sentences_of_one_target_are_joined_as_the_language_does(lang, text, joined):
    found = align(
        targets(["It was short, very short."], ["Then came a long sentence about the weather."]), text, lang
    )
    assert sources(found)[0] == joined


def test_different_numbers_are_paired_by_length_and_not_certain():
    german = [
        "Am Abend sprengten Bewaffnete das Tor des Gefängnisses in die Luft.",
        "Viele flohen.",
        "Die Regierung sprach von 29 Toten und 50 Verletzten in der Stadt.",
    ]
    english = [
        "In the evening gunmen blew up the gate of the prison.",
        "Many fled.",
        "The government spoke of 29 dead and 50 injured in the city.",
        "Nobody knows more.",
    ]
    found = align(targets(english), " ".join(german), "de")
    assert found.method == "lengths"
    assert sources(found)[:3] == german
    assert certain(found) == [False] * 4


def test_without_targets_the_source_is_left_over():
    assert align([], "Es regnete.\nWir gingen.", "de").leftovers == ("Es regnete.", "Wir gingen.")


@pytest.mark.parametrize("source", ["", " \n\n", "🙂"])
def test_a_source_without_text_pairs_nothing_wrongly(source):
    found = align(targets(["One.", "Two."], ["Three."]), source, None)
    assert [text for text in sources(found) if text] == ([source] if source.strip() else [])


WORDS = st.sampled_from(
    ["Es regnete.", "Wir gingen nach Hause!", "Ja.", "Auf Facebook teilen", "Am 3. Mai kam er.", "日本。", ""]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.builds(
                Target, st.sampled_from(["It rained.", "We went home!", "Yes.", "日本"]), st.booleans()
            ),
            max_size=4,
        ),
        max_size=5,
    ),
    st.lists(st.tuples(WORDS, st.sampled_from(["\n", "\n\n", " "]))).map(
        lambda parts: "".join(a + b for a, b in parts)
    ),
    st.sampled_from(["de", "ja", None]),
)
def test_every_character_of_the_source_is_in_one_pair_or_left_over(paragraphs, source, lang):
    found = align(paragraphs, source, lang)
    assert len(found.pairs) == sum(map(len, paragraphs))
    kept = sorted("".join([text for text in sources(found) if text] + list(found.leftovers)).replace(" ", ""))
    assert kept == sorted("".join(source.split()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([0, 1, 9, 5000]), max_size=300),
    st.lists(st.sampled_from([0, 1, 9, 5000]), max_size=300),
)
def test_texts_of_any_lengths_are_grouped_in_order(first, second):
    groups = lengths.pair_by_length(["x" * length for length in first], ["y" * length for length in second])
    assert [index for group in groups for index in range(*group.sources)] == list(range(len(first)))
    assert [index for group in groups for index in range(*group.targets)] == list(range(len(second)))


def test_one_long_source_for_hundreds_of_targets_finds_a_way():
    groups = lengths.pair_by_length(["x", "x" * 90_000, "x"], ["y" * 100] * 900)
    assert groups[-1].targets[1] == 900


def test_ten_thousand_sentences_are_aligned_in_seconds():
    english = [
        [Target(f"Sentence number {n} speaks of things" + " again" * (n % 7) + ".")] for n in range(10_000)
    ]
    german = [
        f"Satz Nummer {n} spricht von Dingen" + " wieder" * (n % 7) + "." for n in range(10_000) if n != 5_000
    ]
    begun = time.process_time()
    found = align(english, "\n".join(german), "de")
    assert time.process_time() - begun < 60, "about four seconds on a quiet machine"
    assert sources(found)[9_999] == german[-1]
    assert sources(found)[0] == german[0]


def test_a_source_of_another_size_is_still_aligned_in_bounded_time():
    begun = time.process_time()
    found = align([[Target("The bus came.")] * 1_000], "Der Bus kam. " * 20_000, "de")
    assert time.process_time() - begun < 60, "about two seconds on a quiet machine"
    assert sum(len(text) for text in sources(found) if text) >= 20_000 * 12


REPAIRS = [
    (alignment.move_up, (["a", None, "b"], 2), ["a", "b", None]),
    (alignment.move_up, (["a", "b", "c"], 1), ["a b", None, "c"]),
    (alignment.move_up, (["a", "b"], 0), ["a", "b"]),
    (alignment.move_down, (["a", None, "b"], 0), [None, "a", "b"]),
    (alignment.move_down, (["a", "b"], 0), [None, "a b"]),
    (alignment.move_down, (["a", "b"], 1), ["a", "b"]),
    (alignment.insert_gap, (["a", "b", None, "c"], 0), [None, "a", "b", "c"]),
    (alignment.insert_gap, (["a", "b", "c"], 0), [None, "a", "b c"]),
    (alignment.insert_gap, (["a", "b"], 0), [None, "a b"]),
    (alignment.insert_gap, (["a", "b"], 1), ["a", "b"]),
    (alignment.close_gap, ([None, "a", "b", None, "c"], 0), ["a", "b", None, None, "c"]),
    (alignment.close_gap, ([None, "a"], 0), ["a", None]),
    (alignment.close_gap, (["a", None], 0), ["a", None]),
    (alignment.join_with_next, (["a", "b", "c"], 0), ["a b", None, "c"]),
    (alignment.join_with_next, (["我们。", "走吧。"], 0, ""), ["我们。走吧。", None]),
    (alignment.split_at, (["One. Two.", None, "c"], 0, 4), ["One.", "Two.", "c"]),
    (alignment.split_at, (["One. Two.", "b", None], 0, 5), ["One.", "Two.", "b"]),
    (alignment.split_at, (["One. Two.", "b"], 0, 5), ["One.", "Two. b"]),
    (alignment.split_at, (["One.", "b"], 0, 9), ["One.", "b"]),
    (alignment.split_at, (["One. Two."], 0, 5), ["One. Two."]),
]


@pytest.mark.parametrize(("repair", "arguments", "expected"), REPAIRS)
def test_pairs_are_repaired_row_by_row(repair, arguments, expected):
    assert repair(*arguments) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.text("ab 。🙂", min_size=1, max_size=6)), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(0, 6)), max_size=6),
)
def test_no_repair_loses_a_character_or_changes_the_order(rows, steps):
    before = "".join("".join(row.split()) for row in rows if row)
    for which, row, offset in steps:
        index = row % len(rows)
        if which == 5:
            rows = alignment.split_at(rows, index, offset)
        elif which == 4:
            rows = alignment.close_gap(rows, index)
        else:
            repair = (alignment.move_up, alignment.move_down, alignment.insert_gap, alignment.join_with_next)[
                which
            ]
            rows = repair(rows, index)
    assert "".join("".join(row.split()) for row in rows if row) == before


def test_a_row_that_is_not_there_is_refused():
    with pytest.raises(Invalid):
        alignment.move_up(["a"], 3)
