"""Marot TSV: what counts, where the spans are, what is refused, and that nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import marot
from app.domain.judging.records import Judgement, Mark, Span

HEAD = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\tcomment\n"
ROW = "A\ttalk.1\t1\t7\tr1\tShe came.\t<v>Er</v> kam.\tAccuracy/Mistranslation\tMajor\t\n"
CELL = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), max_size=12)
TEXT = st.text(
    st.characters(exclude_characters="\t\n\r<>", exclude_categories=["Cs"]), min_size=1, max_size=20
)


def said(text):
    return marot.judgements(marot.read(text, "file.tsv"), "file.tsv")


def test_a_row_is_an_error_with_its_span_in_code_points():
    [one] = said(HEAD + ROW).found
    assert (one.system, one.document, one.segment, one.rater) == ("A", "talk.1", "7", "r1")
    assert (one.source, one.target) == ("She came.", "Er kam.")
    assert one.marks == (Mark("Major", "Accuracy/Mistranslation", (Span("target", 0, 2),)),)


@pytest.mark.parametrize(
    ("cell", "text", "spans"),
    [
        ("<v>قالت</v> المرأة", "قالت المرأة", [(0, 4)]),
        ("他<v>来了</v>。", "他来了。", [(1, 3)]),
        ("👩🏽‍🏫 <v>👍🏿</v>", "👩🏽‍🏫 👍🏿", [(5, 7)]),
        ("वह <v></v>आया", "वह आया", [(3, 3)]),  # a gap where a word is missing
        ("<v>a</v> b <v>c</v>", "a b c", [(0, 1), (4, 5)]),
        ("one\u2028<v>two</v>", "one\u2028two", [(4, 7)]),  # a line separator ends no line
    ],
)
def test_spans_are_found_in_every_script(cell, text, spans):
    [one] = said(HEAD + ROW.replace("<v>Er</v> kam.", cell)).found
    assert one.target == text
    assert [(span.start, span.end) for span in one.marks[0].spans] == spans


def test_a_span_in_the_source_is_an_omission():
    row = ROW.replace("She came.", "She <v>never</v> came.").replace("<v>Er</v>", "Er")
    [one] = said(HEAD + row).found
    assert one.marks[0].spans == (Span("source", 4, 9),)


def test_rows_of_one_rater_on_one_text_are_one_judgement():
    [one] = said(HEAD + ROW + ROW.replace("Major", "Minor")).found
    assert [mark.severity for mark in one.marks] == ["Major", "Minor"]


def test_no_error_is_a_judgement_without_marks():
    [one] = said(
        HEAD + ROW.replace("<v>Er</v>", "Er").replace("Accuracy/Mistranslation\tMajor", "No-error\tNo-error")
    ).found
    assert one.marks == ()


def test_attention_checks_never_count_and_are_mentioned():
    found = said(HEAD + ROW + ROW.replace("Accuracy/Mistranslation\tMajor", "HOTW-test\tHOTW-test"))
    assert len(found.found[0].marks) == 1
    assert [warning.message for warning in found.warnings] == [
        "attention checks (HOTW), which do not count: 1."
    ]


def test_a_marker_without_its_pair_counts_without_a_place_and_is_named():
    found = said(HEAD + ROW.replace("</v>", ""))
    assert found.found[0].marks[0].spans == ()
    assert found.found[0].target == "Er kam."
    assert (found.warnings[0].line, found.warnings[0].message[:26]) == (2, "the markers <v> and </v> i")


def test_the_column_doc_id_may_be_missing():
    text = "".join("\t".join(c for i, c in enumerate(line.split("\t")) if i != 2) for line in (HEAD, ROW))
    assert said(text).found[0].segment == "7"


def test_the_columns_may_have_marots_own_names():
    text = HEAD.replace("doc_id\tseg_id", "docSegId\tglobalSegId").replace("comment", "metadata") + ROW
    assert said(text).found[0].segment == "7"


def test_no_error_may_stand_in_the_category_alone():
    row = ROW.replace("Accuracy/Mistranslation\tMajor", "No-error\t")
    assert said(HEAD + row).found[0].marks == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "file.tsv is empty"),
        ("system\tdoc\n", "file.tsv, line 1: the column seg_id is missing"),
        (HEAD + "A\tB\n", "file.tsv, line 2: there are 2 cells under 10 columns"),
        (HEAD + ROW + "\n", "file.tsv, line 3: there are 1 cells"),
        (HEAD + ROW.replace("<v>Er</v> kam.", ""), "file.tsv, line 2: the row of r1 has no target text"),
        (HEAD + ROW.replace("She came.", " "), "file.tsv, line 2: the row of r1 has no source text"),
        (HEAD + ROW.replace("r1", ""), "file.tsv, line 2: the row has no rater"),
        (HEAD + ROW.replace("Major", ""), "file.tsv, line 2: the row of r1 has no severity"),
        (HEAD + "A\n" + ROW + "B\nC\n", "also wrong: lines 4, 5."),
    ],
)
def test_bad_lines_are_one_sentence_with_their_numbers(text, words):
    with pytest.raises(Invalid) as refusal:
        said(text)
    assert words in refusal.value.message
    assert refusal.value.errors == [refusal.value.message]


@settings(max_examples=50)
@given(
    st.lists(st.lists(CELL, min_size=8, max_size=8), max_size=5),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_file_read_and_written_is_the_same_file(cells, has_last, newline):
    table = [list(marot.COLUMNS), *cells]
    text = newline.join("\t".join(row) for row in table) + (newline if has_last else "")
    assert marot.write(marot.read(text, "f")) == text


@settings(max_examples=50)
@given(TEXT.filter(str.strip), st.data())
def test_judgements_written_and_read_are_the_same_judgements(target, data):
    start = data.draw(st.integers(0, len(target)))
    span = Span("target", start, data.draw(st.integers(start, len(target))))
    mark = Mark("minor", "Style", (span,), data.draw(st.sampled_from([None, "a comment"])))
    judgement = Judgement(
        "A", "1", "r", "d", None, "source", target, data.draw(st.sampled_from([(), (mark,)])), None, 2
    )
    assert said(marot.write(marot.of_judgements([judgement]))).found == (judgement,)


def test_a_text_with_a_tab_cannot_be_written():
    judgement = Judgement("A", "1", "r", "d", source="a\tb", target="c")
    with pytest.raises(Invalid, match="Line 2 has a tab"):
        marot.write(marot.of_judgements([judgement]))


def test_the_published_file_comes_back_byte_for_byte(shared_data):
    text = (shared_data / "mqm/ted-en-de.tsv").read_bytes().decode()
    assert marot.write(marot.read(text, "ted")) == text
