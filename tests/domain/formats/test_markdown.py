"""Markdown gives its prose to the editor and keeps its markup."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid, TooLarge
from app.domain.formats import ReadOptions, markdown
from app.domain.splitting import split_sentences


def read(text, lang="en"):
    document = markdown.read(text, "text.md", ReadOptions(lang=lang, split=split_sentences))
    assert joined(document) == text
    return document


def joined(document):
    parts = [part for s in document.segments for part in (s.before, s.lead, s.machine, s.trail)]
    return "".join(parts) + document.tail


def parts(text):
    return [(s.kind, s.lead, s.machine, s.trail) for s in read(text).segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A title #\n\n## Part\n", [("title", "# ", "A title", " #"), ("heading", "## ", "Part", "")]),
        (
            "Title\n=====\n\nPart\n---\n",
            [("title", "", "Title", "\n====="), ("heading", "", "Part", "\n---")],
        ),
        ("- One. Two.\n", [("item", "- ", "One.", ""), ("item", "", "Two.", "")]),
        (
            "* a\n  - b\n    1. c\n",
            [("item", "* ", "a", ""), ("item", "  - ", "b", ""), ("item", "    1. ", "c", "")],
        ),
        ("- [x] done\n", [("item", "- [x] ", "done", "")]),
        ("> Said. Done.\n", [("sentence", "> ", "Said.", ""), ("sentence", "", "Done.", "")]),
        ("> - deep\n", [("item", "> - ", "deep", "")]),
        ("**Bold.** Next *one.*\n", [("sentence", "", "**Bold.**", ""), ("sentence", "", "Next *one.*", "")]),
        ("Use `a. B` here. Go.\n", [("sentence", "", "Use `a. B` here.", ""), ("sentence", "", "Go.", "")]),
        ("[^1]: A note.\n", [("sentence", "[^1]: ", "A note.", "")]),
        ("a\n\n***\n\nb\n", [("sentence", "", "a", ""), ("sentence", "", "b", "")]),
        ("a\n\n[link]: http://x.y\n", [("sentence", "", "a", "")]),
        ("#hashtag\n", [("sentence", "", "#hashtag", "")]),
        ("C#\n", [("sentence", "", "C#", "")]),
        ("line one  \nline two\n", [("sentence", "", "line one", "  "), ("sentence", "", "line two", "")]),
    ],
)
def test_each_construct_is_read(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "block",
    [
        "```py\nx = 1. Y\n\n# no heading\n```",
        "~~~\n```\n~~~",
        "    indented\n\n    code",
        "<div>\n<p>Text.</p>\n</div>",
        "<!-- a\n\ncomment -->",
        "<script>\n\nalert(1)\n</script>",
    ],
)
def test_code_and_html_are_one_locked_segment(block):
    document = read(f"Before.\n\n{block}\n\nAfter.\n")
    assert [segment.kind for segment in document.segments] == ["sentence", "code", "sentence"]
    code = document.segments[1]
    assert code.locked
    assert code.lead + code.machine == block


def test_front_matter_is_kept_whole():
    document = read("---\ntitle: x\n---\n\nText.\n")
    assert [(s.kind, s.locked) for s in document.segments] == [("code", True), ("sentence", False)]


def test_the_cells_of_a_table_are_segments_and_a_row_is_a_paragraph():
    document = read("| Name | a \\| b |\n|:---|---:|\n| One. Two. | `x|y` |\n\nAfter.\n")
    cells = [(s.paragraph, s.machine) for s in document.segments if s.kind == "cell"]
    assert cells == [(1, "Name"), (1, "a \\| b"), (2, "One. Two."), (2, "`x|y`")]
    assert document.segments[-1].machine == "After."


def test_a_wrapped_paragraph_is_split_across_its_lines():
    text = (
        "The committee met on Tuesday evening in the old town hall to talk about the\n"
        "bridge, which has been closed since spring. Nobody could say when it would be\nopen again.\n"
    )
    assert [segment.machine.count("\n") for segment in read(text).segments] == [1, 1]


def test_lines_that_no_width_ended_stay_apart():
    assert [s.machine for s in read("Share on facebook\nShare on twitter\n").segments] == [
        "Share on facebook",
        "Share on twitter",
    ]


LINES = st.sampled_from(
    ["", "# T", "## T ##", "Text here. And **more.** Yes", "===", "---", "- a", "  - b", "1. c", "    code", "```", "~~~~",
     "> q", "> > r", "> - s", "| a | b |", "|---|---|", "a | b", "<div>", "</div>", "<!--", "-->", "[x]: y", "[^1]: n",
     "***", "* * *", "goes on\\", "two  ", "\tx", "今日は。明日も。", "+++", "- ", ">", "#", "- [ ] t", "`a. B` c. D",
     "</script>", "<script>", "\u3000x", "مرحبا."]
)  # fmt: skip


@pytest.mark.parametrize(
    "text", ["- \u3000x\n", "> \u3000今日は。明日も。\n", "1. \u00a0b. C\n", "\u3000x\n"]
)
def test_blanks_that_markdown_does_not_know_stay_between_the_mark_and_the_text(text):
    assert not any(segment.machine[0].isspace() for segment in read(text).segments)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])), min_size=1))
@settings(max_examples=300, deadline=None)
def test_no_character_is_ever_lost(pieces):
    text = "".join(line + ending for line, ending in pieces)
    segments = []
    with suppress(Invalid):
        segments = read(text).segments
    assert all(segment.machine.strip() for segment in segments)
    assert [s.paragraph for s in segments] == sorted(s.paragraph for s in segments)
    assert segments or "Text" not in text


@pytest.mark.parametrize(
    "text",
    [
        "- " * 100_000 + "x",
        "> " * 100_000 + "x",
        "<!--\n" * 50_000 + "x",
        "```\n" * 49_999,
        "`" * 100_000 + "x",
        "](a" * 100_000,
        "![" * 100_000,
        "|" * 100_000 + "\n|-|-|\nx",
        "a\n| \n" * 30_000,
        "a|b\n" * 50_000,
        "*" * 100_000 + "x",
        "* " * 50_000 + "x",
        "[" * 100_000,
        "<a " * 50_000,
        "x" * 5_000_000,
        "# " * 50_000,
        " " * 1_000_000 + "x",
        "``a`" * 30_000,
    ],
)
def test_hostile_texts_take_seconds_at_most(text):
    started = time.process_time()
    with suppress(Invalid, TooLarge):
        markdown.read(text, "x", ReadOptions())
    assert time.process_time() - started < 30, text[:5]
