"""What is erased is in no byte of the database's files; the log stays provable, scores and counts stay right."""

import pytest

from app.domain.errors import Invalid, NotFound
from app.services import asking, diagnosing, erasing, projecting, revising, scoring, structuring
from app.store import chains, documents, projects, segments, settings
from tests.factories import make_document, make_person, segment_of

SECRET = ("Zyxmachine one.", "Zyxmachine two.", "Zyxmachine three.")
SOURCES = ("Zyxsource eins.", "Zyxsource zwei.", "Zyxsource drei.")


def bytes_of(db_path):
    return b"".join(path.read_bytes() for path in db_path.parent.iterdir() if path.name.startswith("stet.db"))


@pytest.fixture
def mira(db):
    return make_person(db, "Zyxmira")


@pytest.fixture
def secret(db, mira):
    """A document whose every text begins with Zyx, with a long history."""
    document = make_document(db, SECRET, sources=SOURCES, other_system=SECRET, project="Private")
    first = segment_of(db, document, 1)
    for number in range(30):
        revising.save_revision(
            db,
            first.id,
            f"Zyxrevision {number} {'long ' * number}",
            base_revision=number,
            author=mira,
            confirm=True,
        )
    second = segment_of(db, document, 2)
    revising.save_draft(db, second.id, "Zyxdraft", base_revision=0, author=mira)
    asking.ask(db, second.id, "Zyxquestion?", author=mira)
    structuring.split(db, segment_of(db, document, 3).id, 5, base_revision=0, author=mira)
    _review(db, document, first.id, mira)
    return document


def _review(db, document, segment_id, mira):
    db.table("verdicts").insert(
        {
            "segment_id": segment_id,
            "revision": 1,
            "author": "Zyxmira",
            "editor": "Zyxmira",
            "verdict": "send_back",
            "reason": "Zyxreason",
            "note": "Zyxnote",
            "suggestion": "Zyxsuggestion",
            "made_at": "2026",
        }
    )
    db.table("marks").insert(
        {
            "segment_id": segment_id,
            "system": "machine",
            "revision": 1,
            "side": "target",
            "start_at": 0,
            "end_at": 3,
            "quote": "Zyxquote",
            "prefix": "Zyxprefix",
            "suffix": "Zyxsuffix",
            "severity": "major",
            "comment": "Zyxcomment",
            "author": "Zyxmira",
            "made_at": "2026",
            "withdrawn_at": "2026",
            "withdrawn_by": "Zyxmira",
        }
    )
    db.table("points").insert(
        {
            "document_id": document.id,
            "name": "Zyxpoint",
            "last_revision_id": 1,
            "author": "Zyxmira",
            "made_at": "2026",
        }
    )
    db.execute("UPDATE questions SET text = 'Zyxquestion for @Zyxmira?'")
    db.table("mentions").insert({"question_id": 1, "person_id": mira.id})
    db.table("readings").insert({"person_id": mira.id, "segment_id": segment_id, "question_id": 1})
    db.table("jobs").insert(
        {
            "kind": "import",
            "state": "done",
            "document_id": document.id,
            "person_id": mira.id,
            "payload": "Zyxpayload",
            "created_at": "2026",
        }
    )


def test_no_byte_of_an_erased_document_stays_in_the_files(db, db_path, secret, owner):
    assert b"Zyxrevision 7" in bytes_of(db_path)

    erasing.erase_document(db, secret.id, who=owner)

    left = bytes_of(db_path).replace(b"Zyxmira", b"").replace(b"zyxmira", b"")
    assert b"Zyx" not in left


def test_the_log_of_an_erased_document_stays_provable(db, secret, owner):
    before = [row["hash"] for row in db.query("SELECT hash FROM revisions ORDER BY id")]

    erasing.erase_document(db, secret.id, who=owner)

    assert [row["hash"] for row in db.query("SELECT hash FROM revisions ORDER BY id")] == before
    assert list(chains.faults(db)) == []
    assert diagnosing.examine(db).faults == []


def test_a_forged_hash_in_an_erased_log_is_found(db, secret, owner):
    erasing.erase_document(db, secret.id, who=owner)
    db.execute("DROP TRIGGER revisions_are_never_changed")
    db.execute("UPDATE revisions SET text_hash = 'forged' WHERE number = 3")

    assert any("Revision 3" in fault for fault in chains.faults(db))


def test_the_log_is_append_only_again_after_an_erasure(db, secret, owner):
    erasing.erase_document(db, secret.id, who=owner)

    with pytest.raises(Exception, match="append-only"):
        db.execute("UPDATE revisions SET text = 'forged'")
    with pytest.raises(Exception, match="append-only"):
        db.execute("DELETE FROM revisions")


def test_scores_of_the_project_are_those_of_what_is_left(db, secret, mira, owner):
    other = make_document(db, project="Private")
    segment = segment_of(db, other)
    revising.save_revision(db, segment.id, "Better.", base_revision=0, author=mira, confirm=True)
    alone = scoring.of_document(db, other.id).scores

    erasing.erase_document(db, secret.id, who=owner)

    assert scoring.of_project(db, other.project_id)["en"].scores == alone


def test_a_preview_changes_nothing_and_counts_everything(db, db_path, secret):
    before = db.execute("SELECT total_changes()").fetchone()[0]

    preview = erasing.preview_document(db, secret.id)

    assert db.execute("SELECT total_changes()").fetchone()[0] == before
    assert preview.counts["revisions"] == 32
    assert preview.counts["drafts"] == preview.counts["questions"] == 1
    assert documents.get(db, secret.id) == secret


def test_an_erased_document_is_gone_and_is_not_erased_twice(db, secret, owner):
    erasing.erase_document(db, secret.id, who=owner)

    with pytest.raises(NotFound):
        documents.get(db, secret.id)
    with pytest.raises(NotFound, match="erased before"):
        erasing.erase_document(db, secret.id, who=owner)


def test_a_hidden_document_can_be_erased(db, secret, owner):
    documents.hide(db, secret.id, now="2026-01-01T00:00:00Z")

    erasing.erase_document(db, secret.id, who=owner)

    assert not db.execute("SELECT count(*) FROM segments WHERE text <> ''").fetchone()[0]


def test_backups_that_may_hold_it_are_named(db, secret, owner, tmp_path):
    from app.services import backing_up

    backing_up.back_up(db, tmp_path / "monday.db", who=owner)

    taken = erasing.erase_document(db, secret.id, who=owner)

    assert taken.backups == [str((tmp_path / "monday.db").resolve())]
    assert any("monday.db" in sentence for sentence in taken.sentences())


def test_no_byte_of_an_erased_person_stays_and_the_texts_do(db, db_path, secret, mira, owner):
    erasing.erase_person(db, "Zyxmira", who=owner)

    found = bytes_of(db_path)
    assert b"zyxmira" not in found.lower()
    assert b"Zyxrevision 7" in found
    head = segment_of(db, secret, 1)
    assert head.author == f"removed person {mira.id}"
    assert list(chains.faults(db)) == []


def test_the_name_of_a_person_of_the_demo_is_erased_from_its_list_too(db, db_path, mira, owner):
    settings.save(db, erasing.DEMO_PEOPLE, '["Zyxmira", "Jonas"]')
    erasing.erase_person(db, "Zyxmira", who=owner)

    assert b"zyxmira" not in bytes_of(db_path).lower()
    assert settings.find(db, erasing.DEMO_PEOPLE) == '["Jonas"]'


def test_the_name_of_an_erased_person_cannot_be_guessed_back(db, secret, mira, owner):
    erasing.erase_person(db, "Zyxmira", who=owner)

    assert db.execute("SELECT salt FROM people WHERE id = ?", [mira.id]).fetchone()[0] is None


def test_the_only_owner_stays(db, owner):
    with pytest.raises(Invalid, match="only owner"):
        erasing.erase_person(db, owner.name, who=owner)


def test_the_demo_is_erased_whole(db, db_path, mira, owner):
    demo = projecting.create(db, "Zyxdemo", source_lang="de", target_lang="en", who=owner, is_demo=True)
    document = make_document(db, SECRET, sources=SOURCES, project="Zyxdemo")
    first = segment_of(db, document, 1)
    revising.save_revision(db, first.id, "Zyxtext", base_revision=0, author=mira)

    projecting.erase(db, demo.id, who=owner)

    assert projects.find(db, "Zyxdemo") is None
    assert not db.execute(
        "SELECT count(*) FROM segments WHERE text LIKE '%Zyx%' OR machine LIKE '%Zyx%'"
    ).fetchone()[0]
    assert list(chains.faults(db)) == []


def test_a_project_of_people_is_not_erased_by_a_button(db, secret, owner):
    with pytest.raises(Invalid, match="demo"):
        projecting.erase(db, secret.project_id, who=owner)


def test_segments_without_machine_text_survive_an_erasure(db, mira, owner):
    document = make_document(db)
    structuring.add(db, segment_of(db, document).id, "Added.", author=mira)

    erasing.erase_document(db, document.id, who=owner)

    assert diagnosing.examine(db).faults == []
    assert all(not one.text for one in segments.live(db, document.id))


# Which columns can hold a document's text or a person's name, and so must be thought of when erasing.
TEXTS = {
    "batches.detail", "batches.summary", "candidates.text", "documents.name", "documents.tail", "drafts.text",
    "events.about", "imports.data", "imports.file_name", "imports.options", "imports.plan", "jobs.error",
    "jobs.payload", "marks.comment", "marks.pieces", "marks.prefix", "marks.quote", "marks.suffix", "originals.data", "originals.file_name", "points.name", "projects.name", "quality_views.filters", "quality_views.name", "quality_views.name_key", "questions.text",
    "revisions.text", "search_grams_data.block", "search_grams_idx.term", "segment_references.text", "segments.before", "segments.flag_reason", "segments.lead",
    "segments.machine", "segments.source", "segments.text", "segments.trail", "verdicts.note",
    "verdicts.reason", "verdicts.suggestion",
}  # fmt: skip
NAMES = {
    "attempts.key", "batches.author", "documents.created_by", "events.about", "events.who", "finishes.author",
    "judging_tasks.author", "marks.author", "marks.withdrawn_by", "people.name",
    "people.name_key", "people.password_hash", "people.preferences", "people.salt", "points.author",
    "questions.author", "ratings.author", "reveals.author", "questions.resolved_by", "revisions.author", "segments.author", "segments.locked_by", "verdicts.author",
    "changed_texts.editor", "entries.author", "verdicts.editor", "judging_tasks.person", "samples.author", "quality_views.author",
}  # fmt: skip
NEITHER = {
    "changed_texts.state", "entries.kind", "batches.kind", "batches.made_at", "batches.op_id", "candidate_statistics.bleu",
    "candidate_statistics.chrf", "candidate_statistics.system", "candidate_statistics.ter_reason",
    "projects.quality_rules", "candidates.system", "document_sums.bleu",
    "document_sums.chrf", "documents.encoding", "documents.format", "documents.newline", "documents.source_lang",
    "documents.system", "documents.target_lang", "drafts.op_id", "effort.op_id", "effort.stage", "events.what", "finishes.system", "imports.id",
    "jobs.kind", "judging_settings.categories", "judging_settings.typology", "judging_settings.weights",
    "judging_tasks.kind", "judging_tasks.systems", "marks.category", "marks.op_id", "marks.severity", "marks.side",
    "marks.system", "ratings.kind", "ratings.system",
    "quality_views.page", "samples.lang", "samples.population", "samples.systems",
    "jobs.state", "links.token_hash", "originals.sha256", "people.role", "projects.reasons",
    "projects.source_lang", "projects.target_lang", "questions.kind", "revisions.author_hash", "revisions.hash",
    "revisions.kind", "revisions.op_id", "revisions.previous_hash", "revisions.state", "revisions.text_hash",
    "segment_counts.bucket", "segment_references.origin", "segment_statistics.bleu", "segment_statistics.chrf",
    "segment_statistics.ter_reason", "segments.direction", "segments.flag", "segments.head_hash", "segments.kind", "segments.state",
    "sessions.token_hash", "settings.key", "settings.value", "tokens.token_hash", "verdicts.verdict",
}  # fmt: skip


def test_every_column_that_can_hold_words_was_thought_of(db):
    found = {
        f"{table}.{column.name}"
        for table in db.table_names()
        if not table.startswith(("sqlite_", "_"))
        for column in db.table(table).columns
        if column.type in ("TEXT", "BLOB") and not column.name.endswith(("_at", "_until"))
    } - {"events.at"}
    assert found <= TEXTS | NAMES | NEITHER, (
        f"{sorted(found - (TEXTS | NAMES | NEITHER))}: may it hold a text or a name? Then app/store/erasures.py must "
        "erase it; say here which it is"
    )
