"""Errors of several pieces: stored, held against edits, brought from files and given back as they came."""

import json

import pytest

from app.domain.errors import Invalid
from app.domain.formats.judgements import esa_lines, marot
from app.domain.judging.pieces import Piece
from app.domain.judging.records import Span
from app.services import revising
from app.services.judging import bringing, collecting, exchanging, marking, standing
from app.services.judging.files import Read
from app.services.judging.marking import AlreadyMarked, Place
from tests.factories import make_document, make_person, segment_of

TEXT = "She gave the whole plan up 👩‍👧 today."
SOURCE = "Sie gab heute den Plan auf."
GAVE, UP, PLAN = Piece("target", 4, 8, "gave"), Piece("target", 24, 26, "up"), Piece("source", 18, 22, "Plan")


@pytest.fixture
def document(db):
    return make_document(db, [TEXT, "二つ目。"], sources=[SOURCE, "Zwei."])


@pytest.fixture
def ann(db):
    return make_person(db, "Ann", "reviewer")


def mark(db, segment, author, *pieces, **more):
    place = Place(0, "target", 0, 0, "", pieces=pieces)
    fields = {"category": "Terminology", "severity": "major", **more}
    return marking.mark(db, segment.id, place, author=author, **fields).mark


def test_a_mark_of_several_pieces_is_one_mark_with_the_words_of_each(db, document, ann):
    segment = segment_of(db, document)

    stored = mark(db, segment, ann, UP, PLAN, GAVE)

    assert stored.pieces == (PLAN, GAVE, UP)
    assert (stored.side, stored.start, stored.end) == ("target", 4, 26)
    assert stored.quote == TEXT[4:26]
    (read,) = collecting.collected(db, document.project_id).found
    assert read.marks[0].spans == (Span("source", 18, 22), Span("target", 4, 8), Span("target", 24, 26))


def test_the_same_pieces_are_refused_and_what_covers_them_is_another_mark(db, document, ann):
    segment = segment_of(db, document)
    mark(db, segment, ann, GAVE, UP)
    with pytest.raises(AlreadyMarked):
        mark(db, segment, ann, UP, GAVE)
    covering = mark(db, segment, ann, Piece("target", 4, 26, TEXT[4:26]))
    assert len(covering.pieces) == 1


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ((GAVE, Piece("target", 6, 12, TEXT[6:12])), "overlap in the target"),
        ((GAVE, Piece("target", 24, 27, "up")), "The quote is not the text at 24 to 27"),
        ((GAVE, Piece("target", 24, 99, "up")), "is not in the text"),
        (tuple(Piece("target", 0, 0, "") for _ in range(41)), "at most 40 pieces"),
    ],
)
def test_pieces_that_are_not_there_are_refused_in_a_sentence(db, document, ann, pieces, words):
    with pytest.raises(Invalid, match=words):
        mark(db, segment_of(db, document), ann, *pieces)


def test_an_edit_of_one_piece_resolves_the_whole_mark_once(db, document, ann):
    segment = segment_of(db, document)
    mark(db, segment, ann, GAVE, UP)
    revising.save_revision(db, segment.id, TEXT.replace("up", "away"), base_revision=0, author=ann)

    found = standing.of_document(db, document.id)

    assert (found.before, found.after, found.fates) == (5.0, 0.0, {"resolved": 1})


MAROT = "\n".join(
    "\t".join(row)
    for row in (
        ("system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity", "comment"),
        ("machine", "Article", "1", "1", "r1", SOURCE, "She <v>gave</v> the whole plan <v>up</v> 👩‍👧 today.", "Style/Awkward style", "major", "one verb"),
        ("machine", "Article", "1", "1", "r1", "Sie gab heute den <v>Plan</v> auf.", "She gave the whole <v>plan</v> up <v></v>👩‍👧 today.", "Accuracy/Mistranslation", "minor", ""),
        ("machine", "Article", "1", "1", "r1", SOURCE, TEXT, "Accuracy/Mistranslation", "minor", "nowhere"),
        ("machine", "Article", "2", "2", "r1", "Zwei.", "<v>二</v>つ<v>目。</v>", "Terminology", "critical", ""),
    )
) + "\n"  # fmt: skip


def read(text, format):
    return (
        marot.judgements(marot.read(text, "x"), "x")
        if format == "marot"
        else esa_lines.judgements(esa_lines.read(text, "x"), "x")
    )


def bring(db, document, said):
    lead = make_person(db, "Lea", "lead")
    return bringing.bring(db, document.project_id, Read("marot", said), name="ratings.tsv", author=lead)


@pytest.mark.parametrize("format", ["marot", "jsonl"])
def test_what_comes_in_goes_out_as_it_came(db, document, format):
    came = read(MAROT, "marot")
    if format == "jsonl":
        came = read(esa_lines.write(esa_lines.of_judgements(came.found)), "jsonl")
    assert [[len(one.spans) for one in each.marks] for each in came.found] == [[2, 3, 0], [2]]

    brought = bring(db, document, came)

    assert brought.marks == 4
    went = read(exchanging.written(db, document.project_id, format)[""], format)
    assert [(one.target, one.rater, one.marks) for one in went.found] == [
        (one.target, one.rater, one.marks) for one in came.found
    ]
    if format == "marot":
        assert exchanging.written(db, document.project_id, format)[""] == MAROT
    assert bring(db, document, came).marks == 0


def test_a_file_with_pieces_that_share_characters_is_refused_with_its_line():
    span = {"severity": "major", "pieces": [{"start_i": 0, "end_i": 4}, {"start_i": 2, "end_i": 6}]}
    line = {"system": "A", "line_id": "1", "tgt": TEXT, "offsets": "half-open", "esa_spans": [span]}
    with pytest.raises(Invalid, match="line 1: two pieces of one span share characters: 0 to 4 and 2 to 6"):
        read(json.dumps(line) + "\n", "jsonl")
