"""Opening, migrating, and the one writer."""

import multiprocessing
import threading

import pytest
from sqlite_utils.utils import sqlite3

from app.domain.errors import Busy, Invalid
from app.store import database, migrations


def test_every_setting_is_in_force(db):
    for name, wanted in database.PRAGMAS.items():
        assert db.execute(f"PRAGMA {name}").fetchone()[0] == wanted


def test_the_sqlite_in_use_can_not_lose_commits():
    assert database.sqlite_is_safe()


def test_a_database_of_a_newer_stet_is_refused_untouched(tmp_path):
    path = tmp_path / "stet.db"
    db = migrations.prepare(path)
    db.table(migrations.TABLE).insert({"migration_set": "stet", "name": "9999_future", "applied_at": "later"})
    db.close()
    before = path.read_bytes()

    with pytest.raises(Invalid, match="newer Stet"):
        migrations.prepare(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_refused_and_not_replaced(tmp_path, content):
    path = tmp_path / "stet.db"
    path.write_bytes(content)

    with pytest.raises(Invalid, match="restore"):
        migrations.prepare(path)

    assert path.read_bytes() == content


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(Invalid, match="is a folder"):
        migrations.prepare(tmp_path)


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()

    with pytest.raises(Invalid, match="another program"):
        migrations.prepare(path)


def fail_half_way(db):
    with database.writing(db):
        db.table("settings").insert({"key": "half", "value": "x"})
        raise ZeroDivisionError


def test_a_failure_inside_writing_leaves_nothing(db):
    with pytest.raises(ZeroDivisionError):
        fail_half_way(db)

    assert not list(db.query("SELECT * FROM settings WHERE key = 'half'"))


def test_threads_that_read_and_write_lose_no_update(db, db_path):
    with database.writing(db):
        db.table("settings").insert({"key": "n", "value": "0"})

    def count():
        mine = database.open_database(db_path)
        for _ in range(25):
            with database.writing(mine):
                value = int(mine.execute("SELECT value FROM settings WHERE key = 'n'").fetchone()[0])
                mine.execute("UPDATE settings SET value = ? WHERE key = 'n'", [str(value + 1)])
        mine.close()

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert db.execute("SELECT value FROM settings WHERE key = 'n'").fetchone()[0] == "200"


def hold(path, held, release):
    mine = database.open_database(path)
    with database.writing(mine):
        held.set()
        release.wait(20)


def test_another_process_that_writes_is_waited_for_and_then_named(db, db_path, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=hold, args=(db_path, held, release))
    other.start()
    assert held.wait(20)

    with pytest.raises(Busy), database.writing(db):
        pass
    release.set()
    other.join(20)

    with database.writing(db):
        pass


def test_a_trigger_stays_one_statement_of_a_migration():
    script = "CREATE TABLE a (b);\nCREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1; SELECT 2; END;\n"

    assert [text.split()[1] for text in migrations.statements(script)] == ["TABLE", "TRIGGER"]
