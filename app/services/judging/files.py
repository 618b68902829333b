"""Files and folders of human judgements, read into what the scores need; the format by name or by its looks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from app.domain.errors import Invalid
from app.domain.formats.judgements import marot
from app.domain.judging.records import Judgements
from app.services.measuring import text_of

Format = Literal["marot"]


def read(path: Path, format: Format | None = None) -> Judgements:
    """The judgements in a file, or a sentence why there are none."""
    name = str(path)
    said = marot.judgements(marot.read(text_of(path), name), name)
    if not said.found:
        raise Invalid(f"{path} has no judgement that counts.")
    return said
