"""The demo comes in as any upload does, once, and goes whole."""

from app.services import diagnosing, projecting, seeding
from app.store import documents, people, projects, questions, segments, settings

NAME = "Demo: regional news"


def test_the_demo_is_alive_at_first_sight(db, owner):
    assert seeding.load_demo(db)

    project = projects.find(db, NAME)
    article = documents.list_of_project(db, project.id)[0]
    counts = documents.counts(db, article.id)
    found = segments.live(db, article.id)
    assert project.is_demo
    assert counts["confirmed"] >= 6
    assert counts["left_out"] == 5, "four share links and the title's second appearance"
    assert {one.author for one in found if one.author} == {"Mira Kaya", "Jonas Berg"}
    assert len(questions.open_of_document(db, article.id)) == 1
    for phrase in ("hired themselves", "Islamic Festival of Victims"):
        assert [one.state for one in found if phrase in one.text] == ["todo"]


def test_every_kept_sentence_of_the_demo_stands_beside_its_source(db, owner):
    seeding.load_demo(db)

    for document in documents.list_of_project(db, projects.find(db, NAME).id):
        kept = [one for one in segments.live(db, document.id) if not one.left_out]
        assert all(one.source for one in kept), document.name
        assert not any(one.source_check for one in kept), document.name


def test_the_second_system_stands_beside_the_first(db, owner):
    seeding.load_demo(db)

    article = documents.list_of_project(db, projects.find(db, NAME).id)[0]
    assert segments.systems(db, article.id) == ["System A", "System B"]


def test_the_demo_is_loaded_once(db, owner):
    seeding.load_demo(db)
    before = len(segments.live(db, 1))

    assert not seeding.load_demo(db)
    assert len(segments.live(db, 1)) == before


def test_a_demo_that_was_interrupted_is_completed_without_doubles(db, owner):
    seeding.load_demo(db)
    before = db.execute("SELECT count(*) FROM revisions").fetchone()[0]
    settings.save(db, "demo", "")

    assert seeding.load_demo(db)
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == before


def test_the_people_of_the_demo_cannot_sign_in(db, owner):
    seeding.load_demo(db)

    assert people.get(db, "Mira Kaya").role == "editor"
    assert not people.can_sign_in(db, "Mira Kaya")


def test_the_demo_goes_whole_and_comes_back_when_asked_for(db, owner):
    seeding.load_demo(db)
    projecting.erase(db, projects.find(db, NAME).id, who=owner)

    assert projects.find(db, NAME) is None
    assert people.find(db, "Mira Kaya") is None
    assert diagnosing.examine(db).faults == []
    assert seeding.load_demo(db)
    assert projects.find(db, NAME)
