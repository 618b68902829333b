"""The search index only narrows: with it or without it the same is found, whatever the script and the choices."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.searching import Query, finder, index_form, pieces
from app.services import erasing, revising, searching, structuring
from app.services.searching import Scope
from app.store.database import writing
from app.store.listings import hits
from tests.factories import make_document, make_person, segment_of

SCRIPTS = [
    "Straße STRASSE ﬁnden Ångström naïve ǰ ŉ İstanbul ıstanbul Kelvin K",
    "ᾳ αι ᾼ ΑΙ ὀδύσσεια Σίσυφος σς",
    "東京都 東京 ﾄｳｷｮｳ トウキョウ ｶﾞガ か\u3099が",
    "กรุงเทพ ตำรวจ ที่",
    "हिन्दी क़िला प्रेस",
    "مُحَمَّد محمد ﷺ لله",
    "שָׁלוֹם שלום",
    "👩‍👩‍👧 🇩🇪 ✔️ ① ² ½ Ⅷ",
    'a"b "" AND OR * ^ a\0b \u200b\u00ad \ufffe',
]
LETTERS = "".join(dict.fromkeys("".join(SCRIPTS)))
TEXTS = st.one_of(
    st.text(LETTERS, max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
CHOICES = [
    {"match_case": case, "is_folded": folded, "whole_words": words}
    for case in (False, True)
    for folded in (False, True)
    for words in (False, True)
]


@given(text=TEXTS, query=TEXTS.filter(bool), choices=st.sampled_from(CHOICES), before=TEXTS, after=TEXTS)
@settings(max_examples=400, deadline=None)
def test_a_text_with_a_hit_has_every_piece_in_its_index_form(text, query, choices, before, after):
    for each in (text, before + query + after, before + query.swapcase() + after):
        asked = Query(query, **choices)
        if finder(asked)(each):
            assert all(piece in index_form(each) for piece in pieces(asked))


def plain(db, project_id, asked, field):
    """Every hit by reading every text."""
    found = finder(asked)
    column = {"text": "text", "machine": "machine", "source": "source"}[field]
    sql = f"""
        SELECT segments.id, coalesce({column}, '') FROM segments
        JOIN documents ON documents.id = segments.document_id
        WHERE project_id = ? AND is_live ORDER BY documents.id, position
    """
    return [(one, tuple(found(text))) for one, text in db.execute(sql, [project_id]) if found(text)]


def with_index(db, project_id, asked, field):
    listed = searching.find(db, project_id, asked, Scope(field=field), limit=5000)
    return [(one.segment.id, one.spans) for one in listed.hits]


@pytest.mark.parametrize("seed", range(4))
def test_searching_with_the_index_finds_what_reading_every_text_finds(db, seed):
    generator = random.Random(seed)

    def some(longest):
        where = generator.choice([*SCRIPTS, LETTERS])
        return "".join(generator.choice(where) for _ in range(generator.randint(1, longest)))

    mira = make_person(db)
    texts = [some(30) for _ in range(60)]
    documents = [make_document(db, texts[:40], sources=texts[20:]), make_document(db, texts[40:])]
    for _ in range(30):
        segment = segment_of(db, generator.choice(documents), generator.randint(1, 20))
        new = some(30).replace("\0", "").replace("\ufffe", "") or "x"
        revising.save_revision(
            db,
            segment.id,
            new,
            base_revision=segment.revision,
            author=mira,
            confirm=bool(generator.getrandbits(1)),
        )
    structuring.add(db, segment_of(db, documents[0], 3).id, "東京へ、Straße.", author=mira)
    known = [
        row[0] for row in db.execute("SELECT text FROM segments UNION SELECT machine FROM segments") if row[0]
    ]
    for _ in range(150):
        where = generator.choice(known)
        start = generator.randrange(len(where))
        text = where[start : start + generator.randint(1, 6)] if generator.random() < 0.8 else some(4)
        asked = Query(text, **generator.choice(CHOICES))
        field = generator.choice(("text", "machine", "source"))
        assert with_index(db, documents[0].project_id, asked, field) == plain(
            db, documents[0].project_id, asked, field
        ), (text, asked)


def test_the_index_narrows(db):
    document = make_document(db, ["The cat sat.", "東京へ行く。", "Nothing."])
    ids = [segment_of(db, document, number).id for number in (1, 2, 3)]
    assert hits.holding(db, pieces(Query("CAT"))) == {document.id: [ids[0]]}
    assert hits.holding(db, pieces(Query("東京"))) == {document.id: [ids[1]]}
    assert hits.holding(db, pieces(Query("東"))) == {document.id: [ids[1]]}
    assert hits.holding(db, pieces(Query("dog"))) == {}
    assert hits.holding(db, pieces(Query("c.t", is_pattern=True))) is None


def test_a_document_from_before_the_index_is_searched_and_indexed_later(db):
    document = make_document(db)
    with writing(db):
        hits.forget(db)
    assert searching.find(db, document.project_id, Query("ceasefire"), Scope()).places == 1
    hits.complete(db)
    assert hits.indexed_documents(db, document.project_id) == {document.id}
    assert len(hits.holding(db, pieces(Query("ceasefire")))[document.id]) == 1


def test_an_erased_text_leaves_the_index_and_others_stay_in_it(db, owner):
    erased, kept = make_document(db, ["A secret word."]), make_document(db, ["A public word."])
    erasing.erase_document(db, erased.id, who=owner)
    assert hits.holding(db, pieces(Query("secret"))) == {}
    assert list(hits.holding(db, pieces(Query("public")))) == [kept.id]


@pytest.fixture
def few(monkeypatch):
    """Ten segments are many."""
    monkeypatch.setattr(searching, "MOST_COUNTED", 10)


def test_of_very_many_hits_the_first_are_counted_and_all_can_be_reached(db, few):
    document = make_document(db, [f"Word {n}." for n in range(1, 36)])
    page = searching.page(db, document.project_id, Query("word"), Scope(), size=4)
    assert (page.hits.segments, page.hits.is_more, page.facets.is_more) == (10, True, True)
    last = searching.page(db, document.project_id, Query("word"), Scope(), number=9, size=4)
    assert [one.segment.position for one in last.hits.hits] == [33, 34, 35]
    assert (last.hits.segments, last.hits.is_more) == (35, False)


def test_a_filter_looks_behind_the_first_hits(db, few):
    mira = make_person(db)
    document = make_document(db, [f"Word {n}." for n in range(1, 36)])
    segment = segment_of(db, document, 30)
    revising.save_revision(db, segment.id, "Word!", base_revision=0, author=mira)
    page = searching.page(db, document.project_id, Query("word"), Scope(state="edited"))
    assert [one.segment.position for one in page.hits.hits] == [30]
    assert not page.hits.is_more


def test_a_list_goes_on_behind_what_was_counted(db, few):
    document = make_document(db, [f"Word {n}." for n in range(1, 36)])
    listed = searching.find(db, document.project_id, Query("word"), Scope(), limit=8, after=32)
    assert [one.segment.position for one in listed.hits] == [33, 34, 35]
    assert not listed.is_more
