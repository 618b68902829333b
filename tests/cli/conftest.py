"""`stet` as a script calls it, in this process: arguments in, exit status and both outputs back."""

import io
import json
import sys
from dataclasses import dataclass

import pytest

from app import cli


@dataclass(frozen=True)
class Ran:
    status: int
    out: bytes
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.decode().splitlines()]


@pytest.fixture
def stet(db_path, monkeypatch, capsysbinary):
    """stet("import", path, …, stdin=b""): what the command did, on the test's database."""

    def run(*arguments, stdin=b""):
        words = ["stet", "--db", str(db_path), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", words)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsysbinary.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code or 0
        out, err = capsysbinary.readouterr()
        assert b"Traceback" not in err
        return Ran(status, out, err.decode())

    return run
