"""Plain text is read into its parts and nothing of it is lost."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid, TooLarge
from app.domain.formats import Limits, ReadOptions, plain
from app.domain.splitting import split_sentences

SHARED = Path(os.environ.get("STET_SHARED", Path(__file__).parents[3].parent / "shared"))


def read(text, lang="en", **options):
    document = plain.read(text, "text.txt", ReadOptions(lang=lang, split=split_sentences, **options))
    assert joined(document) == text
    return document


def joined(document):
    parts = [part for s in document.segments for part in (s.before, s.lead, s.machine, s.trail)]
    return "".join(parts) + document.tail


def kinds(document):
    return [(segment.paragraph, segment.kind, segment.machine) for segment in document.segments]


def test_a_title_headings_items_and_sentences_are_told_apart():
    document = read(
        "The title\n\nIt rains. We stay.\n\nA heading\n\n- One thing. More.\n* Another\n1. First\n2. Second\n"
    )
    assert kinds(document) == [
        (1, "title", "The title"),
        (2, "sentence", "It rains."),
        (2, "sentence", "We stay."),
        (3, "heading", "A heading"),
        (4, "item", "One thing."),
        (4, "item", "More."),
        (5, "item", "Another"),
        (6, "item", "First"),
        (7, "item", "Second"),
    ]
    assert [segment.lead for segment in document.segments] == ["", "", "", "", "- ", "", "* ", "1. ", "2. "]
    assert document.units == 7


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n\r\n"])
def test_a_title_that_stands_twice_is_a_title_twice(between):
    document = read(f"The title{between}The title\n\nA text follows here.\n")
    assert [segment.kind for segment in document.segments] == ["title", "title", "sentence"]


def test_share_links_on_consecutive_lines_are_paragraphs_of_their_own():
    document = read("Title\n\nThe text ends.\n\nShare on facebook\nShare on twitter\nShare on linkedin")
    assert kinds(document)[2:] == [
        (3, "sentence", "Share on facebook"),
        (4, "sentence", "Share on twitter"),
        (5, "sentence", "Share on linkedin"),
    ]


def test_what_nothing_follows_is_no_heading():
    assert [s.kind for s in read("Hello world").segments] == ["sentence"]
    assert [s.kind for s in read("Apples\n\nPears\n\nPlums").segments] == ["sentence"] * 3


def test_a_german_date_at_the_start_of_a_line_is_no_list():
    document = read("3. Oktober ist ein Feiertag.\nDanach wird gearbeitet.\n", lang="de")
    assert [segment.lead for segment in document.segments] == ["", ""]


WRAPPED = """\
The committee met on Tuesday evening in the old town hall to talk about the
bridge, which has been closed since spring. Nobody could say when it would be
open again. The mayor promised an answer before the end of the month and left
early.

A second paragraph, wrapped by the same editor at the same width, goes on for
two lines.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_sentences_of_a_wrapped_text_run_across_its_lines(newline):
    document = read(WRAPPED.replace("\n", newline))
    assert [segment.paragraph for segment in document.segments] == [1, 1, 1, 2]
    assert document.segments[1].machine == f"Nobody could say when it would be{newline}open again."
    assert [segment.line for segment in document.segments] == [1, 2, 3, 6]
    assert document.newline == newline


@pytest.mark.parametrize(
    ("lang", "text", "line"),
    [
        (
            "de",
            "Die Regierung hat am Dienstag beschlossen, dass die Schulen in allen\n"
            "Bundesländern früher öffnen. Die Opposition kritisierte das. Am 3.\n"
            "Oktober wird darüber abgestimmt.\n",
            "Am 3.\nOktober wird darüber abgestimmt.",
        ),
        (
            "ja",
            "政府は火曜日に、すべての県の学校を早く開くことを\n決定した。野党はこれを批判した。来月には投票が行わ\n"
            "れる予定である。\n",
            "来月には投票が行わ\nれる予定である。",
        ),
        (
            "ar",
            "قررت الحكومة يوم الثلاثاء أن تفتح المدارس في جميع المحافظات قبل\n"
            "موعدها المعتاد. وانتقدت المعارضة هذا القرار بشدة لأنه جاء متأخرا\nوسيجري التصويت الشهر المقبل.\n",
            "وانتقدت المعارضة هذا القرار بشدة لأنه جاء متأخرا\nوسيجري التصويت الشهر المقبل.",
        ),
    ],
)
def test_wrapped_texts_in_other_languages(lang, text, line):
    assert read(text, lang=lang).segments[-1].machine == line


def test_headlines_of_like_length_are_not_wrapped():
    text = "Government decides on Tuesday to open the schools in all the states\nOpposition calls the plan late and says that it will not vote for it\nVote in October\n"
    assert len(read(text).segments) == 3


def test_a_wrapped_list_item_is_one_paragraph():
    text = (
        WRAPPED
        + "\n- The first point of the list is so long that the editor had to break it and\n  go on below.\n- Short\n"
    )
    items = [segment for segment in read(text).segments if segment.kind == "item"]
    assert [item.machine.split()[0] for item in items] == ["The", "Short"]
    assert items[0].machine.endswith("go on below.")


@pytest.mark.parametrize(
    "text",
    [
        "One sentence stands on this line, as in a corpus.\nAnother stands here.\nAnd a third, which is longer than these.\n",
        "the cat sat on the mat\nthe dog lay beside it and slept\nthe bird sang\n",  # lower-cased corpora
        "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\n",
        "今日は雨です。\n明日は晴れます。\nあさっては雪でしょう。\n",
    ],
)
def test_a_sentence_of_a_text_with_a_paragraph_a_line_holds_no_line_break(text):
    document = read(text)
    assert [segment.machine for segment in document.segments] == text.split("\n")[:-1]
    assert [segment.paragraph for segment in document.segments] == [1, 2, 3]


@pytest.mark.parametrize(
    ("lang", "text", "sentences"),
    [
        ("ja", "　今日は雨です。家にいます。\n", ["今日は雨です。", "家にいます。"]),
        ("zh", "今天下雨。我们在家。", ["今天下雨。", "我们在家。"]),
        ("ar", "وصل القطار متأخرا. هل انتظرت طويلا؟\n", ["وصل القطار متأخرا.", "هل انتظرت طويلا؟"]),
        ("hi", "आज बारिश है। हम घर पर हैं।\n", ["आज बारिश है।", "हम घर पर हैं।"]),
        ("he", "ירד גשם. נשארנו בבית.\n", ["ירד גשם.", "נשארנו בבית."]),
        ("en", "👩🏽‍🚀 Hello.\u00a0Bye.", ["👩🏽‍🚀 Hello.", "Bye."]),
    ],
)
def test_sentences_in_the_worlds_scripts(lang, text, sentences):
    assert [segment.machine for segment in read(text, lang=lang).segments] == sentences


def test_rules_and_invisible_lines_stay_beside_the_segments():
    document = read("\ufeff\n---\nOne.\n* * *\nTwo.\n\u200b\n")
    assert [segment.machine for segment in document.segments] == ["One.", "Two."]


def test_an_over_long_segment_names_its_line():
    with pytest.raises(TooLarge, match=r"Line 2 has a segment of 11 characters; the limit is 10"):
        read("One.\nTwo is here\n", limits=Limits(characters=10))


def test_too_many_segments_name_the_line():
    with pytest.raises(TooLarge, match=r"Line 3 begins segment 3; the limit is 2"):
        read("a\nb\nc\n", limits=Limits(segments=2))


def test_a_text_of_rules_alone_has_no_segments():
    with pytest.raises(Invalid, match="no segments"):
        read("---\n\n***\n")


LINES = st.sampled_from(
    ["", " ", "A sentence. And more.", "Title", "- item", "1. one", "2. two", "\u3000今日は。", "  indented", "x" * 70,
     "goes on in lower case", "---", "a\u2028b", "مرحبا. نعم؟", "\u200b", "•", "a) b", "\x0c"]
)  # fmt: skip


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])), min_size=1))
@settings(max_examples=150, deadline=None)
def test_no_character_is_ever_lost(pieces):
    text = "".join(line + ending for line, ending in pieces)
    try:
        document = read(text)
    except Invalid:
        assert not any(character.isalpha() for character in text)
    else:
        assert all(segment.machine == segment.machine.strip() != "" for segment in document.segments)


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_comes_back(text):
    with suppress(Invalid):
        read(text)


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000_000, "\n" * 100_000 + "x", "- " * 100_000 + "x", "1. x\n" * 90_000, " " * 5_000_000 + "x"],
)
def test_hostile_texts_are_read_in_linear_time(text):
    started = time.process_time()
    with suppress(TooLarge):
        plain.read(text, "x", ReadOptions())
    assert time.process_time() - started < 30, "linear: about a second; anything quadratic takes minutes"


def test_the_article_is_read_as_an_editor_sees_it():
    path = SHARED / "data/article/prison-attack.txt"
    if not path.exists():
        pytest.skip("../shared/data/article is not there")
    document = read(path.read_text(encoding="utf-8"))
    assert [s.kind for s in document.segments[:3]] == ["title", "title", "sentence"]
    assert [s.machine for s in document.segments[-3:]] == [
        f"Share on {n}" for n in ("facebook", "twitter", "linkedin")
    ]
    assert "Some also hired themselves." in [s.machine for s in document.segments]
    assert document.segments[-1].paragraph == 16
