"""The demo project, loaded through the same services as anybody's work."""

from __future__ import annotations

from sqlite_utils import Database


def load_demo(db: Database) -> bool:
    return False
