"""What triggers keep beside segments and revisions is what reading all of them would find."""

import random

import pytest

from app.domain.errors import StetError
from app.services import reviewing, revising, structuring
from app.services.changing import undoing
from app.store import reviews
from app.store.history import entries
from tests.factories import make_document, make_person

CHANGED = """
    SELECT id AS segment_id,
        (SELECT made.author FROM revisions AS made
         WHERE made.segment_id = segments.id AND made.kind NOT IN ('approve', 'send_back', 'undo')
         ORDER BY made.number DESC LIMIT 1) AS editor,
        machine IS NULL OR text <> coalesce((
            SELECT earlier.text FROM revisions AS earlier
            WHERE earlier.segment_id = segments.id AND earlier.kind = 'approve'
                AND earlier.number < segments.revision
                AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.undoes = earlier.batch_id)
            ORDER BY earlier.number DESC LIMIT 1), machine, '') AS is_changed,
        state, cut, is_live = 1 AND (left_out = 0 OR cut = 1) AS is_shown
    FROM segments WHERE changed_at IS NOT NULL ORDER BY id
"""
ENTRIES = """
    SELECT batch_id, max(revisions.id) AS revision_id, count(*) AS n, max(made_at) AS at
    FROM segments JOIN revisions ON revisions.segment_id = segments.id
    WHERE document_id = :id GROUP BY coalesce(batch_id, -revisions.id) ORDER BY revision_id DESC
"""


def act(db, generator, document, mira, rosa, done):
    """One random thing that a person does."""
    ids = [row["id"] for row in db.query("SELECT id FROM segments WHERE is_live = 1")]
    one, other = generator.choice(ids), generator.choice(ids)
    heads = {row["id"]: row["revision"] for row in db.query("SELECT id, revision FROM segments")}
    chosen = [(each, heads[each]) for each in {one, other}]
    did = generator.randrange(9)
    if did < 3:
        text = generator.choice(["One here.", "Two there.", "One two three."])
        revising.save_revision(db, one, text, base_revision=heads[one], author=mira, confirm=did > 0)
    elif did == 3:
        done.append(reviewing.approve(db, chosen, document_id=document.id, author=rosa))
    elif did == 4:
        sent = reviewing.send_back(db, chosen, document_id=document.id, reason="Style", author=rosa)
        done.append(sent)
    elif did == 5:
        done.append(structuring.split(db, one, 4, author=mira, base_revision=heads[one]))
    elif did == 6:
        done.append(structuring.cut(db, one, author=mira, base_revision=heads[one]))
    elif did == 7:
        done.append(structuring.leave_out(db, one, left_out=generator.random() < 0.5, author=mira))
    elif done:
        undoing.undo(db, generator.choice(done).batch.id, author=rosa)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_do_the_lists_stay_true(db, seed):
    generator = random.Random(seed)
    document = make_document(db, ["First sentence.", "Second one.", "Third of all.", "Last and least."])
    mira, rosa = make_person(db, "Mira"), make_person(db, "Rosa", "lead")
    done = []
    for _ in range(60):
        try:
            act(db, generator, document, mira, rosa, done)
        except StetError:
            continue
    kept = (
        "SELECT segment_id, editor, is_changed, state, cut, is_shown FROM changed_texts ORDER BY segment_id"
    )
    assert list(db.query(kept)) == list(db.query(CHANGED))
    listed = entries.list_before(
        db, document.id, author=None, kinds=None, since=None, before=None, limit=1000
    )
    found = [(one.batch_id, one.revision_id, one.n, one.at) for one in listed if one.revision_id]
    assert sorted(found, key=lambda one: -one[1]) == [
        tuple(row.values()) for row in db.query(ENTRIES, {"id": document.id})
    ]
    assert (
        len(reviews.page(db, document.id, state="all", editor=None, offset=0, limit=99))
        == (reviews.counts(db, document.id, editor=None)["all"])
    )
