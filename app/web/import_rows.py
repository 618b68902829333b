"""A text that is being imported as the rows of its check page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import interface
from ..domain import tokens
from ..domain.models import ImportedSegment
from ..domain.sentences import spoken

PAGE = 300
KINDS = {
    "title": spoken("Title"),
    "heading": spoken("Heading"),
    "item": spoken("List item"),
    "code": spoken("Code"),
    "cell": spoken("Cell"),
}
RULES = {
    "share-link": spoken("Share link"),
    "cookie-button": spoken("Cookie button"),
    "page-number": spoken("Page number"),
    "cookie-notice": spoken("Cookie notice"),
    "read-also": spoken("Read also"),
    "advertisement": spoken("Advertisement"),
    "newsletter": spoken("Newsletter"),
    "byline": spoken("Byline"),
    "image-credit": spoken("Image credit"),
    "comments": spoken("Readers' comments"),
    "copyright": spoken("Copyright"),
    "navigation": spoken("Navigation"),
    "repeated-title": spoken("Repeated title"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the text. `number` counts what is kept, None for a line that is left out."""

    index: int
    number: int | None
    segment: ImportedSegment
    starts_paragraph: bool
    same_as: int | None  # the number of an earlier line with the same text
    needs_look: bool  # its source was guessed
    can_join: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a line may be split, and the words before it."""

    before: str
    offset: int


def rows(segments: Sequence[ImportedSegment], checks: Sequence[int] | frozenset[int]) -> list[Row]:
    guessed = set(checks)
    seen: dict[str, int] = {}
    found: list[Row] = []
    number = 0
    for index, segment in enumerate(segments):
        number += not segment.left_out
        shown = None if segment.left_out else number
        found.append(
            Row(
                index=index,
                number=shown,
                segment=segment,
                starts_paragraph=index > 0 and segments[index - 1].paragraph != segment.paragraph,
                same_as=seen.get(segment.machine),
                needs_look=index in guessed,
                can_join=index + 1 < len(segments),
            )
        )
        if shown is not None:
            seen.setdefault(segment.machine, shown)
    return found


def kind_name(segment: ImportedSegment) -> str | None:
    name = KINDS.get(segment.kind)
    return interface.say(name) if name else None


def rule_name(flag: str) -> str:
    """A furniture rule in words: share-link is “Share link”."""
    return interface.say(RULES.get(flag, flag))


def cuts(text: str, lang: str | None) -> tuple[list[Cut], str]:
    """Every place between two words of a text, and what follows the last one."""
    found = list(_cuts(text, lang))
    return found, text[found[-1].offset :] if found else text


def _cuts(text: str, lang: str | None) -> Iterator[Cut]:
    """Before each word but the first; a quote or bracket that opens there goes with the word."""
    start = offset = 0
    place: int | None = None
    for token in tokens.split(text, lang):
        if tokens.is_word(token):
            at = offset if place is None else place
            if text[start:at].strip():
                yield Cut(text[start:at], at)
                start = at
            place = None
        elif place is None and token.isspace():
            place = offset + len(token)
        elif place is None and unicodedata.category(token[0]) in ("Ps", "Pi"):
            place = offset
        offset += len(token)
