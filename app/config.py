"""Every setting: its name and default. The environment variable of `page_size` is STET_PAGE_SIZE, and so on."""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path

from .domain.errors import Invalid

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force."""

    db: str = "var/stet.db"
    max_file_bytes: int = 20_000_000
    max_segments: int = 100_000
    max_segment_characters: int = 10_000
    page_size: int = 200
    session_days: int = 30
    job_bytes: int = 1_000_000  # uploads above this size become a job
    hosts: str = ""  # further host names under which Stet is reached, comma-separated
    proxies: int = 0  # trusted reverse proxies in front of the server
    event_streams: int = (
        8  # browsers that may listen for changes at once; each holds one of the server's 16 threads
    )
    pseudo: bool = False  # offer the pseudo-languages that show untranslated and clipped words
    journal: bool = True  # keep unsaved text in the browser, too

    @classmethod
    def from_environment(cls, **given: object) -> Config:
        """Settings from STET_… variables; arguments win. Raises Invalid for a number that is none."""
        values = dict(given)
        for each in fields(cls):
            text = os.environ.get(f"STET_{each.name.upper()}")
            if each.name not in values and text:
                values[each.name] = _parse(each.name, text, type(each.default))
        return cls(**values)  # type: ignore[arg-type]


def _parse(name: str, text: str, kind: type) -> object:
    if kind is str:
        return text
    if not text.strip().isdigit():
        raise Invalid(f"STET_{name.upper()} must be a whole number, not {text!r}.")
    return kind(int(text))


_IN_FORCE: ContextVar[Config | None] = ContextVar("settings", default=None)


def use(config: Config | None) -> None:
    """These settings hold for the request or the command that goes on from here; None: those of the environment."""
    _IN_FORCE.set(config)


def in_force() -> Config:
    """The settings of this request or command; without one those of the environment."""
    return _IN_FORCE.get() or Config.from_environment()
