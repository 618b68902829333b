"""Direct-assessment tables."""

import pytest

from app.domain.errors import Invalid
from app.domain.formats.judgements import da

HEAD = "\t".join(da.COLUMNS) + "\n"
ROW = "7\tShe came.\tЕна дошла.\t[70, 80.5, 90]\t80.1666\t[-0.5, 0.1, 0.4]\t0.0\t-1.25\n"


def test_each_score_is_a_judgement_of_a_rater_known_by_place():
    [row] = da.read(HEAD + ROW, "f.tsv")
    assert (row.scores, row.z_scores, row.z_mean, row.model_scores) == (
        (70, 80.5, 90),
        (-0.5, 0.1, 0.4),
        0,
        -1.25,
    )
    found = da.judgements([row], "MT")
    assert [(one.segment, one.rater, one.rating) for one in found] == [
        ("7", "rater1", 70),
        ("7", "rater2", 80.5),
        ("7", "rater3", 90),
    ]


def test_columns_that_are_not_there_are_none():
    [row] = da.read("index\toriginal\ttranslation\tscores\n1\ta\tb\t[50]\n", "f")
    assert (row.mean, row.z_scores, row.model_scores) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "f, line 1: the column index is missing"),
        (HEAD + "1\t2\n", "f, line 2: there are 2 cells under 8 columns"),
        (HEAD + ROW.replace("[70, 80.5, 90]", "70"), "f, line 2: scores is not a list"),
        (HEAD + ROW.replace("[70, 80.5, 90]", "[]"), "scores is not a list"),
        (HEAD + ROW.replace("[70, 80.5, 90]", "[a]"), "scores is not a list"),
        (HEAD + ROW.replace("Ена дошла.", " "), "the row has no translation"),
    ],
)
def test_bad_lines_are_named(text, words):
    with pytest.raises(Invalid, match=words):
        da.read(text, "f")
