"""Folders of mt-metrics-eval: which files count, what their rows say, and that nothing is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import mtme
from app.domain.judging.records import Judgement, Mark, Span

ERROR = {
    "start": 0,
    "end": 2,
    "category": "Style/Awkward",
    "severity": "minor",
    "score": 1,
    "is_source_error": False,
}
FILES = {
    "sources/en-de.txt": "One.\nTwo\u2028too.\n",
    "references/en-de.refA.txt": "Eins.\nZwei.\n",
    "system-outputs/en-de/A.txt": "Ein.\nZwo.\n",
    "documents/en-de.docs": "news\td1\nnews\td2\n",
    "human-scores/en-de.mqm.seg.rating": f'A\t{json.dumps({"errors": [ERROR]})}\nA\tNone\nrefA\t{{"errors": []}}\nrefA\t{{"errors": []}}\n',
    "human-scores/en-de.esa.seg.score": "A\t80.5\nA\tNone\n",
    "human-scores/en-de.esa.sys.score": "A\t80.5\n",
    "README.md": "not of this format",
}  # fmt: skip


def folder(**changed):
    return mtme.read({**FILES, **{path.replace("__", "/"): text for path, text in changed.items()}}, "set")


def with_rating(text):
    return mtme.read({**FILES, "human-scores/en-de.mqm.seg.rating": text}, "set")


def test_ratings_are_marks_on_texts_of_systems_and_references():
    found = mtme.marked(folder(), "set").found
    assert [(one.system, one.segment, one.document, one.domain) for one in found] == [
        ("A", "1", "d1", "news"),
        ("refA", "1", "d1", "news"),
        ("refA", "2", "d2", "news"),
    ]
    assert found[0].marks == (Mark("minor", "Style/Awkward", (Span("target", 0, 2),)),)
    assert [one.target for one in found] == ["Ein.", "Eins.", "Zwei."]
    assert found[2].source == "Two\u2028too."


def test_scores_are_ratings():
    [one] = mtme.rated(folder(), "set").found
    assert (one.system, one.rating, one.rater) == ("A", 80.5, "esa")


def test_a_file_of_each_rater_is_a_rater():
    rows = FILES["human-scores/en-de.mqm.seg.rating"]
    files = {path: text for path, text in FILES.items() if not path.endswith(".rating")}
    files |= {f"human-scores/en-de.mqm.{rater}.seg.rating": rows for rater in ("r1", "r2")}
    assert {one.rater for one in mtme.marked(mtme.read(files, "set"), "set").found} == {"r1", "r2"}


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ("A\n", "set/human-scores/en-de.mqm.seg.rating, line 1: there are 1 cells"),
        ("A\t{\n", "line 1: the rating is not an object"),
        ("A\t[]\n", "line 1: the rating is not an object"),
        ('A\t{"errors": [3]}\n', "the errors are not a list of objects"),
        ('A\t{"errors": [{"severity": ""}]}\n', "an error has no severity"),
        ("A\tNone\n", "line 1: A has 1 rows for 2 lines of the source"),
        ("A\tNone\n" * 3, "line 3: A has more rows than the source has lines (2)"),
        (
            'A\t{"errors": [{"severity": "minor", "start": 1, "end": 9}]}\n',
            "outside the target; the text has 4 characters",
        ),
        ('A\t{"errors": [{"severity": "minor", "start": 3, "end": 1}]}\n', "is no place in a text"),
    ],
)
def test_bad_rows_are_named_with_their_file(rating, words):
    with pytest.raises(Invalid) as refusal:
        mtme.marked(with_rating(rating), "set")
    assert words in refusal.value.message


@pytest.mark.parametrize(
    "path", ["system-outputs__en-de__A.txt", "references__en-de.refA.txt", "documents__en-de.docs"]
)
def test_texts_of_other_lengths_are_named(path):
    with pytest.raises(Invalid, match=r"has 3 lines and sources/en-de\.txt has 2"):
        mtme.marked(folder(**{path: "a\tb\n" * 3}), "set")


def test_a_folder_without_ratings_says_so():
    with pytest.raises(Invalid, match=r"set has no file human-scores/\*\.seg\.rating"):
        mtme.marked(mtme.read({"sources/en-de.txt": "x\n"}, "set"), "set")


def test_of_several_language_pairs_one_has_to_be_chosen():
    two = folder(**{"human-scores__en-zh.mqm.seg.rating": "A\tNone\n"})
    with pytest.raises(Invalid, match="several files of ratings"):
        mtme.marked(two, "set")
    assert mtme.marked(two, "set", "human-scores/en-de.mqm.seg.rating").found


LINE = st.text(st.characters(exclude_characters="\n\r\t", exclude_categories=["Cs"]), max_size=10)


@settings(max_examples=50)
@given(st.lists(LINE, max_size=4), st.lists(st.tuples(LINE, LINE), max_size=4))
def test_a_folder_written_and_read_is_the_same_folder(texts, rows):
    made = mtme.Folder({"sources/a-b.txt": tuple(texts)}, {"human-scores/a-b.mqm.seg.rating": tuple(rows)})
    assert mtme.read(mtme.write(made), "set") == made


def test_files_come_back_byte_for_byte():
    written = mtme.write(folder())
    assert written == {path: text for path, text in FILES.items() if path != "README.md"}


def test_judgements_written_and_read_are_the_same_judgements():
    marks = (
        Mark("minor", "Style", (Span("target", 1, 3),)),
        Mark("major", "Other"),
        Mark("minor", "Omission", (Span("source", 0, 1),)),
    )
    said = [
        Judgement("A", "1", "mqm", "d1", "news", "他来了", "👍🏿 ok", marks, line=1),
        Judgement("A", "2", "mqm", "d1", "news", "x", "y", line=2),
        Judgement("B", "1", "mqm", "d1", "news", "他来了", "قال", line=3),
    ]
    made = mtme.read(mtme.write(mtme.of_judgements(said, "zh-ar", "mqm")), "set")
    assert list(mtme.marked(made, "set").found) == said
