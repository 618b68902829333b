"""The server as a process: what it prints, what survives its death, and who may write beside it."""

import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from app.services import signing_in
from app.store import database
from tests.proofs import kill_while_saving, many_on_one, missing, prepare
from tests.serving import ROOT, Client, Server


@pytest.fixture
def place(tmp_path):
    """(database, segment id, tokens of 16 people)"""
    path = tmp_path / "stet.db"
    segment_id, tokens = prepare(path, names=[f"P{number}" for number in range(16)])
    return path, segment_id, tokens


def run(db, *arguments, **more):
    command = [sys.executable, "-m", "app", "--db", str(db), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, **more)


def test_it_says_where_it_is_and_how_to_get_in(place):
    with Server(place[0]) as server:
        said = "\n".join(server.lines)
        page = urllib.request.urlopen(server.link).read().decode()

    assert f"{server.address}/" in said
    assert f"ssh -L {server.port}:127.0.0.1:{server.port}" in said
    assert "<form" in page


def test_acknowledged_revisions_survive_kill_9(place):
    path, segment_id, tokens = place
    with Server(path) as server:
        acknowledged = kill_while_saving(server, segment_id, tokens[0], kills=10)

    assert missing(path, segment_id, acknowledged) == ([], [])
    assert len(acknowledged) > 20


def test_a_killed_server_starts_at_once_on_the_same_port(place):
    with Server(place[0]) as server:
        server.kill()
        server.start()
        assert Client(server, place[2][0]).call("GET", "/healthz")[0] == 200


def test_sixteen_clients_on_one_segment_overwrite_nothing(place):
    path, segment_id, tokens = place
    with Server(path) as server:
        statuses, accepted, _ = many_on_one(server, segment_id, tokens, saves=15)

    assert set(statuses) <= {201, 409}
    assert statuses[201] + statuses[409] == 16 * 15
    assert missing(path, segment_id, accepted) == ([], [])
    db = database.open_database(path)
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == statuses[201] == len(accepted)
    db.close()


def test_one_operation_from_many_senders_is_stored_once(place):
    path, segment_id, tokens = place
    answers = []
    with Server(path) as server:
        threads = [
            threading.Thread(
                target=lambda: answers.append(
                    Client(server, tokens[0]).save(segment_id, "Once.", 0, "same-operation")
                )
            )
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(status for status, _ in answers) == [200] * 11 + [201]
    assert {answer["revision"]["number"] for _, answer in answers} == {1}


def test_a_command_may_write_beside_the_server(place):
    path, segment_id, tokens = place
    with Server(path) as server:
        client = Client(server, tokens[0])
        assert client.save(segment_id, "From the browser.", 0, "operation-1")[0] == 201
        beside = run(path, "revise", str(segment_id), "--text", "From the command.", "--base", "1", "--json")
        status, answer = client.save(segment_id, "Late.", 1, "operation-2")

    assert beside.returncode == 0, beside.stderr
    assert (status, answer["current"]["text"]) == (409, "From the command.")


def test_two_processes_that_write_all_the_time_lose_nothing(place):
    path, segment_id, tokens = place
    beside = (
        "import sys\nfrom app.store.database import open_database\nfrom app.services import revising, signing_in\n"
        "db = open_database(sys.argv[1])\nme = signing_in.author_named(db, 'P1')\n"
        "for n in range(60):\n"
        "    revising.save_revision(db, int(sys.argv[2]), f'beside {n}', base_revision=None, author=me)\n"
    )
    with Server(path) as server:
        other = subprocess.Popen([sys.executable, "-c", beside, str(path), str(segment_id)], cwd=ROOT)
        statuses, accepted, _ = many_on_one(server, segment_id, tokens[:2], saves=60)
        assert other.wait(60) == 0

    assert missing(path, segment_id, accepted) == ([], [])
    db = database.open_database(path)
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 60 + statuses[201]
    db.close()


def test_sigterm_finishes_what_is_being_saved(place):
    path, segment_id, tokens = place
    accepted, refused = {}, []

    def save():
        client = Client(server, tokens[0])
        base = 0
        try:
            for number in range(1000):
                _, answer = client.save(segment_id, f"text {number}", base, f"operation-{number}")
                base = answer["revision"]["number"]
                accepted[f"text {number}"] = base
        except OSError:
            refused.append(number)

    with Server(path) as server:
        saver = threading.Thread(target=save)
        saver.start()
        time.sleep(0.5)
        assert server.stop() == 0
        saver.join()

    assert accepted
    assert missing(path, segment_id, accepted) == ([], [])


def test_a_taken_port_is_one_sentence(place):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(place[0], "run", "--port", str(port))

    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Port {port} is taken by another program. Choose another one: stet run --port {port + 1}"
    )


def test_other_computers_are_let_in_only_after_the_owner_has_a_password(place):
    done = run(place[0], "run", "--host", "0.0.0.0", "--port", "0")

    assert done.returncode == 1
    assert "stet user password" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_with_a_password_it_serves_on_every_address(place):
    db = database.open_database(place[0])
    owner = signing_in.ensure_owner(db)
    db.close()
    done = run(place[0], "user", "password", owner.name, input="a long password\n")
    assert done.returncode == 0, done.stderr

    with Server(place[0], "--host", "0.0.0.0") as server:
        request = urllib.request.Request(f"{server.address}/healthz", headers={"Host": socket.gethostname()})
        assert urllib.request.urlopen(request).status == 200
        said = "\n".join(server.lines)
        assert f"port {server.port} of " in said
        assert socket.gethostname() in said
        assert "ssh -L" not in said


def test_a_database_of_a_newer_stet_is_not_served(place):
    db = database.open_database(place[0])
    db.table("_sqlite_migrations").insert({"migration_set": "stet", "name": "9999_later", "applied_at": "x"})
    db.close()
    before = place[0].read_bytes()

    done = run(place[0], "run", "--port", "0")

    assert done.returncode == 1
    assert "newer Stet" in done.stderr
    assert place[0].read_bytes() == before
