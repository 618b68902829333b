"""stet import and export as scripts call them."""

import json

import pytest
from click.testing import CliRunner

from app.cli import cli
from app.domain.errors import StetError
from app.store import documents


@pytest.fixture
def stet(db_path):
    """stet("import", …): standard output of a command that must succeed."""

    def run(*arguments, stdin=None):
        result = CliRunner().invoke(cli, ["--db", str(db_path), *map(str, arguments)], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("A title\n\nOne sentence. Another one.\n\nShare on facebook\n", encoding="utf-8")
    return path


def test_import_prints_what_the_contract_says(stet, article):
    found = json.loads(stet("import", article, "--project", "News", "--target-lang", "en", "--json"))
    assert found == {
        "project": {"id": 1, "name": "News"},
        "documents": [
            {
                "id": 1,
                "name": "article",
                "format": "txt",
                "units": 3,
                "segments": 4,
                "left_out": 1,
                "source_lang": None,
                "target_lang": "en",
                "encoding": "utf-8",
                "warnings": [],
            }
        ],
    }


def test_a_dry_run_writes_nothing_and_gives_no_ids(stet, article, db):
    found = json.loads(stet("import", article, "--project", "News", "--dry-run", "--json"))
    assert (found["project"]["id"], found["documents"][0]["id"]) == (None, None)
    assert db.table("projects").count == db.table("documents").count == db.table("segments").count == 0


def test_the_article_kept_whole_comes_back_byte_for_byte(stet, shared_data, tmp_path):
    path, out = shared_data / "article/prison-attack.txt", tmp_path / "out.txt"
    stet("import", path, "--project", "News")
    stet("export", 1, "--left-out", "keep", "-o", out)
    assert out.read_bytes() == path.read_bytes()


def test_the_clean_article_has_every_paragraph_no_share_link_and_its_title_once(stet, shared_data):
    path = shared_data / "article/prison-attack.txt"
    stet("import", path, "--project", "News")
    wanted = list(dict.fromkeys(path.read_text(encoding="utf-8").split("\n\n")))[:-1]
    assert stet("export", 1).split("\n\n") == wanted


def test_a_file_that_is_not_there_leaves_no_project(stet, tmp_path, db):
    with pytest.raises(OSError, match=r"nothing\.txt"):
        stet("import", tmp_path / "nothing.txt", "--project", "News")
    assert db.table("projects").count == 0


def test_one_bad_file_among_several_refuses_all(stet, article, tmp_path, db):
    (tmp_path / "bad.jsonl").write_text('{"machine": "A."}\n{broken\n')
    with pytest.raises(StetError, match=r"bad\.jsonl: Line 2 is not JSON"):
        stet("import", article, tmp_path / "bad.jsonl", "--project", "News")
    assert documents.unpublished(db) == []
    assert db.table("documents").count == db.table("projects").count == 0
