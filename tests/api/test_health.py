"""/healthz says whether the database answers; a monitor reads the status alone."""

import pytest


def test_a_database_that_answers_is_healthy(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"ok": True, "status": 200})


@pytest.mark.parametrize(
    "content", [None, b"", b"this is no database\n" * 400], ids=["gone", "empty", "no database"]
)
def test_a_database_that_does_not_answer_is_503(client, db, db_path, content):
    db.close()
    for path in db_path.parent.glob(f"{db_path.name}*"):
        path.unlink()
    if content is not None:
        db_path.write_bytes(content)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["ok"] is False
    assert not db_path.exists() or db_path.read_bytes() == (content or b"")


def test_a_database_that_went_away_is_not_replaced_by_an_empty_one(api, db, db_path):
    db.close()
    for path in db_path.parent.glob(f"{db_path.name}*"):
        path.unlink()
    answer = api.get("/api/v1/projects")
    assert (answer.status_code, answer.get_json()["ok"]) == (503, False)
    assert not db_path.exists()


def test_people_are_told_where_the_database_went(signed_in, db, db_path):
    db.close()
    for path in db_path.parent.glob(f"{db_path.name}*"):
        path.unlink()
    answer = signed_in.get("/")
    assert answer.status_code == 503
    assert "Put it back" in answer.get_data(as_text=True)
