"""A source attached to a document changes pairs and nothing else, and every repair can be undone."""

import pytest

from app.domain.errors import Conflict, Invalid
from app.services import attaching, exporting, importing, revising, structuring
from app.services.changing import undoing
from app.services.intake.parsing import ImportOptions, Upload
from app.store import documents, segments
from tests.factories import make_document, make_person, segment_of

SOURCE = "Mehrere hundert entkamen. Einige stellten sich auch selbst. Die Waffenruhe galt dem Opferfest."
SENTENCES = [
    "Mehrere hundert entkamen.",
    "Einige stellten sich auch selbst.",
    "Die Waffenruhe galt dem Opferfest.",
]


@pytest.fixture
def mira(db):
    return make_person(db, "Mira")


def attach(db, document, text=SOURCE, *, by, lang="de"):
    return attaching.attach(db, document.id, text.encode(), source_lang=lang, author=by)


def sources(db, document):
    return [one.source for one in segments.live(db, document.id)]


def test_sentences_are_paired_in_order(db, mira):
    document = make_document(db)
    found = attach(db, document, by=mira)
    assert sources(db, document) == SENTENCES
    assert (found.paired, found.unpaired) == (3, 0)
    assert documents.get(db, document.id).source_lang == "de"


def test_a_source_is_attached_after_corrections_and_no_text_changes(db, mira):
    document = make_document(db)
    second = segment_of(db, document, 2)
    revising.save_revision(
        db, second.id, "Some also turned themselves in.", base_revision=0, author=mira, confirm=True
    )
    structuring.add(db, second.id, "A sentence of an editor.", author=mira)
    before = exporting.export(db, document.id).data
    attach(db, document, by=mira)
    assert sources(db, document) == [*SENTENCES[:2], None, SENTENCES[2]]
    assert exporting.export(db, document.id).data == before


def test_a_cut_sentence_keeps_its_place_in_the_source(db, mira):
    document = make_document(db)
    structuring.cut(db, segment_of(db, document, 2).id, base_revision=None, author=mira)
    attach(db, document, by=mira)
    assert sources(db, document) == SENTENCES


def test_share_links_get_no_source(db, mira):
    upload = Upload("a.txt", b"One sentence is here. Another one is here.\n\nShare on facebook\n", "a")
    outcome = importing.import_files(
        db, [upload], ImportOptions(target_lang="en"), author=mira, project_name="News"
    )
    document = documents.get(db, outcome.documents[0].document_id)
    attach(db, document, "Ein Satz steht hier. Noch einer steht hier.", by=mira)
    assert sources(db, document) == ["Ein Satz steht hier.", "Noch einer steht hier.", None]


def test_where_counts_differ_the_pairs_are_marked_and_nothing_of_the_source_is_lost(db, mira):
    document = make_document(db)
    text = f"{SENTENCES[0]} Und das war noch nicht alles. {SENTENCES[1]} {SENTENCES[2]}"
    found = attach(db, document, text, by=mira)
    assert found.to_check > 0
    assert " ".join(one for one in sources(db, document) if one) == text


def test_a_second_source_is_refused(db, mira):
    document = make_document(db)
    attach(db, document, by=mira)
    with pytest.raises(Invalid, match="has a source already"):
        attach(db, document, by=mira)


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"\xff\xfe\xfd", b"   \n"])
def test_a_source_that_is_no_text_is_refused_and_changes_nothing(db, mira, data):
    document = make_document(db)
    with pytest.raises(Exception, match=r"The source: "):
        attaching.attach(db, document.id, data, author=mira)
    assert documents.get(db, document.id) == document


def test_attaching_is_undone(db, mira):
    document = make_document(db)
    batch = attach(db, document, by=mira).changed.batch
    undoing.undo(db, batch.id, author=mira)
    assert sources(db, document) == [None, None, None]
    assert documents.get(db, document.id) == document


@pytest.mark.parametrize(
    ("position", "action", "offset", "wanted"),
    [
        (2, "up", None, ["a b", None, "c"]),
        (2, "down", None, ["a", None, "b c"]),
        (1, "insert_gap", None, [None, "a", "b c"]),
        (1, "join", None, ["a b", None, "c"]),
    ],
)
def test_repairs_move_sources_and_can_be_undone(db, mira, position, action, offset, wanted):
    document = make_document(db, sources=["a", "b", "c"])
    segment = segment_of(db, document, position)
    changed = attaching.repair(db, segment.id, action, offset=offset, author=mira)
    assert sources(db, document) == wanted
    undoing.undo(db, changed.batch.id, author=mira)
    assert sources(db, document) == ["a", "b", "c"]


def test_a_gap_is_closed_and_a_source_split(db, mira):
    document = make_document(db, sources=["Eins. Zwei.", "", "Drei."])
    first, second = segment_of(db, document, 1), segment_of(db, document, 2)
    attaching.repair(db, first.id, "split", offset=6, author=mira)
    assert sources(db, document) == ["Eins.", "Zwei.", "Drei."]
    attaching.repair(db, second.id, "up", author=mira)
    attaching.repair(db, second.id, "close_gap", author=mira)
    assert sources(db, document) == ["Eins. Zwei.", "Drei.", None]


def test_a_pair_that_was_looked_at_is_marked_no_more(db, mira):
    document = make_document(db)
    attach(db, document, SOURCE.replace("Einige", "Ja. Einige"), by=mira)
    first = next(one for one in segments.live(db, document.id) if one.source_check)
    attaching.repair(db, first.id, "checked", author=mira)
    assert not segments.get(db, first.id).source_check
    attaching.mark_all_checked(db, document.id, author=mira)
    assert not any(one.source_check for one in segments.live(db, document.id))


def test_a_repair_on_top_stands_in_the_way_of_an_undo(db, mira):
    document = make_document(db)
    batch = attach(db, document, by=mira).changed.batch
    attaching.repair(db, segment_of(db, document, 2).id, "up", author=mira)
    with pytest.raises(Conflict, match="changed since"):
        undoing.undo(db, batch.id, author=mira)


def test_the_same_repair_sent_twice_is_done_once(db, mira):
    document = make_document(db, sources=["a", "b", "c"])
    segment = segment_of(db, document, 2)
    first = attaching.repair(db, segment.id, "up", author=mira, op_id="x")
    again = attaching.repair(db, segment.id, "up", author=mira, op_id="x")
    assert first.batch.id == again.batch.id
    assert sources(db, document) == ["a b", None, "c"]


def test_moving_what_is_not_there_is_refused(db, mira):
    document = make_document(db, sources=["a", "b", "c"])
    with pytest.raises(Invalid, match="nothing to change"):
        attaching.repair(db, segment_of(db, document, 1).id, "up", author=mira)
