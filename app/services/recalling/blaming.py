"""Who wrote each word of a segment, when, and in which revision."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...domain import blame
from ...store import documents, revisions, segments


@dataclass(frozen=True, slots=True)
class Run:
    """Words that came in with one revision; revision 0 is the machine text, which has no author."""

    text: str
    revision: int
    author: str | None
    made_at: str | None


def runs(db: Database, segment_id: int) -> list[Run]:
    """The text as it is now, in order; joined the runs are the text."""
    segment = segments.get(db, segment_id)
    lang = documents.get(db, segment.document_id).target_lang
    made = revisions.list_of_segment(db, segment_id, limit=100_000)
    texts = [segment.machine or "", *(one.text for one in made)]
    return [
        Run(origin.text, origin.version, None, None)
        if origin.version == 0
        else Run(
            origin.text, origin.version, made[origin.version - 1].author, made[origin.version - 1].made_at
        )
        for origin in blame.blame(texts, lang)
    ]
