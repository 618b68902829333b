"""Which text of a project each judgement of a file is about, found by its words; or why it is about none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlite_utils import Database

from ...domain.errors import Invalid
from ...domain.judging.records import Judgement
from ...store import documents, projects
from ...store.listings import lists
from . import texts

Reason = Literal["words", "place"]


class Text(NamedTuple):
    """A machine text (revision 0) or a correction."""

    segment_id: int
    position: int
    system: str
    revision: int
    source: str | None
    text: str
    document: str


@dataclass(frozen=True, slots=True)
class Known:
    """The texts of a project by their words, and the machine's by system, document and segment number."""

    by_words: Mapping[str, list[Text]]
    by_place: Mapping[tuple[str, str, str], Text]


class Placed(NamedTuple):
    """A judgement with its text; None with the reason where the project has none."""

    judgement: Judgement
    text: Text | None
    reason: Reason | None


def placed(db: Database, project_id: int, said: Iterable[Judgement]) -> list[Placed]:
    """Every judgement with the text that it is about; raises Invalid where none is about a text of this project."""
    known = _known(db, project_id)
    found = [_placed(known, one) for one in said]
    if not any(one.text for one in found):
        raise Invalid(
            "No text of this file stands in this project. Import the texts first, then their judgements."
        )
    return found


def _known(db: Database, project_id: int) -> Known:
    """Machine texts first, then corrections."""
    projects.get(db, project_id)
    words: dict[str, list[Text]] = defaultdict(list)
    places: dict[tuple[str, str, str], Text] = {}
    found = documents.list_of_project(db, project_id)
    names = texts.names(found)
    for document in found:
        for chunk in lists.in_chunks(db, document.id):
            for segment in chunk:
                own = [] if segment.machine is None else [(document.system, segment.machine)]
                machine = dict([*own, *((one.system, one.text) for one in segment.candidates)])
                stands = (segment.id, segment.position)
                for system, text in machine.items():
                    one = Text(*stands, system, 0, segment.source, text, names[document.id])
                    words[text].append(one)
                    places[system, names[document.id], str(segment.position)] = one
                if segment.revision and segment.text not in machine.values():
                    words[segment.text].append(
                        Text(
                            *stands,
                            document.system,
                            segment.revision,
                            segment.source,
                            segment.text,
                            names[document.id],
                        )
                    )
    return Known(words, places)


def _placed(known: Known, one: Judgement) -> Placed:
    """The text with the same words, of several the likest; where a file has no texts, the one at the same place."""
    if one.target is None:
        text = known.by_place.get((one.system, one.document or "", one.segment))
        return Placed(one, text, None if text else "place")

    def likeness(text: Text) -> tuple[bool, bool, bool, bool]:
        return (
            text.system == one.system,
            text.source == one.source,
            text.document == one.document,
            str(text.position) == one.segment,
        )

    text = max(known.by_words.get(one.target, []), key=likeness, default=None)
    return Placed(one, text, None if text else "words")
