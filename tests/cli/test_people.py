"""`stet user` and `stet token`."""

import json

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.services import signing_in
from app.store import people


@pytest.fixture
def run(db, db_path):
    def call(*arguments, stdin=""):
        return CliRunner().invoke(cli, ["--db", str(db_path), *arguments], input=stdin)

    return call


def test_a_person_is_added_with_a_role(run, db):
    assert run("user", "add", "Mira", "--role", "reviewer").exit_code == 0
    assert people.get(db, "Mira").role == "reviewer"


def test_an_unknown_role_is_wrong_usage(run):
    assert run("user", "add", "Mira", "--role", "king").exit_code == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\nb", "\u202eright", "mira"])
def test_names_that_nobody_could_tell_apart_are_refused(run, name):
    run("user", "add", "Mira")

    assert run("user", "add", "--", name).exception.message


def test_names_of_every_script_are_taken(run, db):
    for name in ("عائشة", "张伟", "さくら", "Ηλέκτρα", "María José"):
        assert run("user", "add", name).exit_code == 0
        assert people.get(db, name).name == name


def test_people_are_listed(run, owner):
    run("user", "add", "Mira")
    found = json.loads(run("user", "list", "--json").stdout)["people"]

    assert [(one["name"], one["role"]) for one in found] == [("Olga", "owner"), ("Mira", "editor")]
    assert "Mira\teditor\tno password" in run("user", "list").stdout


def test_a_role_is_changed_and_the_last_owner_stays_one(run, db, owner):
    run("user", "add", "Mira")
    assert run("user", "role", "Mira", "lead").stdout == "Mira\tlead\n"
    assert people.get(db, "Mira").role == "lead"
    assert "only owner" in str(run("user", "role", "Olga", "editor").exception)


def test_a_person_who_is_removed_has_no_way_in(run, db, owner):
    run("user", "add", "Mira")
    token = signing_in.make_token(db, people.get(db, "Mira"))
    assert run("user", "remove", "Mira").exit_code == 0
    assert signing_in.person_of_token(db, token) is None
    assert "Mira" not in run("user", "list").stdout
    assert "only owner" in str(run("user", "remove", "Olga").exception)


def test_a_link_signs_in_once(run, db):
    run("user", "add", "Mira")
    link = run("user", "link", "Mira").stdout.strip()

    person, _ = signing_in.sign_in_by_link(db, link.rpartition("/")[2], days=1)
    assert link.startswith("http://127.0.0.1:8000/link/")
    assert person.name == "Mira"


def test_a_password_is_read_from_standard_input(run, db):
    run("user", "add", "Mira")
    assert run("user", "password", "Mira", stdin="correct horse\n").exit_code == 0

    person, _ = signing_in.sign_in_by_password(db, "Mira", "correct horse", address="", days=1)
    assert person.name == "Mira"


@pytest.mark.parametrize("password", ["", "short", "x" * 2000])
def test_a_password_nobody_should_have_is_refused(run, password):
    run("user", "add", "Mira")

    assert run("user", "password", "Mira", stdin=f"{password}\n").exception.message


def test_a_token_stands_alone_on_the_last_line(run, db):
    run("user", "add", "Mira")
    made = run("token", "create", "--user", "Mira")

    assert made.stdout.count("\n") == 1
    assert signing_in.person_of_token(db, made.stdout.strip()).name == "Mira"


@pytest.mark.parametrize("arguments", [("user", "link", "Nobody"), ("token", "create", "--user", "Nobody")])
def test_somebody_unknown_is_named_with_what_to_do(run, arguments):
    assert "stet user add" in run(*arguments).exception.message
