"""Finding and replacing in texts: words, exact text or a pattern; accents, widths and case ignored by choice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from time import monotonic

import regex

from .errors import Invalid

LONGEST_QUERY = 1000
PATTERN_SECONDS = 2.0
PATTERN_SECONDS_IN_ALL = 10.0
TOO_SLOW = "The pattern takes too long and was stopped. Make it simpler."

Span = tuple[int, int]
Finder = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `is_folded` ignores accents and full-width forms; a pattern is taken as it is written."""

    text: str
    is_pattern: bool = False
    match_case: bool = False
    whole_words: bool = False
    is_folded: bool = True


@dataclass(frozen=True, slots=True)
class Replacement:
    """A text before and after, with the spans that were replaced, in code points of each."""

    text: str
    spans: tuple[Span, ...]
    new_text: str
    new_spans: tuple[Span, ...]


def finder(query: Query) -> Finder:
    """A function that gives the spans of a text; raises Invalid for an empty query or a broken pattern.

    A pattern that takes more than two seconds on one text, or ten on all, raises Invalid.
    """
    if not query.text:
        raise Invalid("Write what to look for.")
    if len(query.text) > LONGEST_QUERY:
        raise Invalid(f"What to look for has at most {LONGEST_QUERY} characters.")
    return _pattern_finder(query) if query.is_pattern else _text_finder(query)


def _pattern_finder(query: Query) -> Finder:
    pattern = compiled(query)
    left = PATTERN_SECONDS_IN_ALL

    def find(text: str) -> list[Span]:
        nonlocal left
        started = monotonic()
        found = [match.span() for match in _matches(pattern, text)]
        left -= monotonic() - started
        if left < 0:
            raise Invalid(TOO_SLOW)
        return found

    return find


def compiled(query: Query) -> regex.Pattern[str]:
    """The pattern of a query; raises Invalid with the place of its fault."""
    flags = regex.V1 | (0 if query.match_case else regex.IGNORECASE)
    source = rf"\b(?:{query.text})\b" if query.whole_words else query.text
    try:
        return regex.compile(source, flags)
    except (regex.error, OverflowError, RecursionError) as error:
        raise Invalid(f"The pattern cannot be read: {error}. Check its brackets and backslashes.") from None


def _matches(pattern: regex.Pattern[str], text: str) -> Iterator[regex.Match[str]]:
    try:
        yield from (match for match in pattern.finditer(text, timeout=PATTERN_SECONDS) if match.group())
    except TimeoutError:
        raise Invalid(TOO_SLOW) from None


def _text_finder(query: Query) -> Finder:
    wanted, _ = _folded(query.text, query)

    def find(text: str) -> list[Span]:
        if wanted not in _folded_fast(text, query):
            return []
        folded, places = _folded(text, query)
        spans = (_span(places, start, start + len(wanted), len(text)) for start in _starts(folded, wanted))
        return [span for span in spans if _is_allowed(text, span, query)]

    return find


def _starts(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        yield start
        start = text.find(wanted, start + len(wanted))


def _folded(text: str, query: Query) -> tuple[str, list[int] | None]:
    """The text as it is compared, and for each of its characters the place of the one it came from."""
    if query.match_case and not query.is_folded:
        return text, None
    parts, places = [], []
    for place, character in enumerate(text):
        folded = _fold(character, query)
        parts.append(folded)
        places.extend([place] * len(folded))
    return "".join(parts), places


def _folded_fast(text: str, query: Query) -> str:
    """The same folded text without the places, at the speed of C: most texts hold no hit."""
    if query.is_folded and not text.isascii():
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return text if query.match_case else text.casefold()


_COMBINING = regex.compile(r"\P{Canonical_Combining_Class=0}+")


GRAM = 3
_AS_FOLDED = Query("", match_case=False, is_folded=True)


def index_form(text: str) -> str:
    """A text as the search index has it: folded in every way that a query may ask for.

    Whenever a query is found in a text, however it compares, each of its `pieces` is in the text's index form.
    """
    return _folded_fast(text, _AS_FOLDED).replace("\0", "\n")


def pieces(query: Query) -> list[str]:
    """Folded texts that every text with a hit has in its index form; none for a pattern, which may match anything."""
    if query.is_pattern:
        return []
    if query.is_folded:
        return [index_form(query.text)]
    # Folding drops the iota under a Greek letter; without folding, small letters write it out beside.
    return [one for one in index_form(query.text.casefold()).split("ι") if one]


def _fold(character: str, query: Query) -> str:
    if query.is_folded and not character.isascii():
        decomposed = unicodedata.normalize("NFKD", character)
        character = "".join(each for each in decomposed if not unicodedata.combining(each))
    return character if query.match_case else character.casefold()


def _span(places: list[int] | None, start: int, end: int, length: int) -> Span:
    """The span in the stored text; marks that folding dropped belong to the letter before them."""
    if places is None:
        return start, end
    return places[start], places[end] if end < len(places) else length


def _is_allowed(text: str, span: Span, query: Query) -> bool:
    start, end = span
    if start >= end or (text[start] != query.text[0] and unicodedata.combining(text[start])):
        return False
    if not query.whole_words:
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_word(before) and _is_word(text[start])) and not (
        _is_word(after) and _is_word(text[end - 1])
    )


def _is_word(character: str) -> bool:
    return bool(character) and (
        character.isalnum() or character == "_" or bool(unicodedata.combining(character))
    )


def replace(
    query: Query,
    text: str,
    new: str,
    *,
    keep_capitals: bool = True,
    only: Collection[int] | None = None,
) -> Replacement | None:
    """The text with every hit replaced, None where there is none. In a pattern \\1 and \\g<name> stand for groups.

    `only` replaces some of the hits, named by their numbers in the text from 0.
    """
    hits = (
        [(span, new) for span in finder(query)(text)] if not query.is_pattern else _expanded(query, text, new)
    )
    if only is not None:
        hits = [hit for number, hit in enumerate(hits) if number in only]
    if not hits:
        return None
    parts: list[str] = []
    spans, new_spans, last, length = [], [], 0, 0
    for (start, end), wanted in hits:
        written = (
            _with_capitals(text[start:end], wanted) if keep_capitals and not query.match_case else wanted
        )
        parts += [text[last:start], written]
        length += start - last
        spans.append((start, end))
        new_spans.append((length, length + len(written)))
        length += len(written)
        last = end
    return Replacement(text, tuple(spans), "".join(parts) + text[last:], tuple(new_spans))


def _expanded(query: Query, text: str, new: str) -> list[tuple[Span, str]]:
    try:
        return [(match.span(), match.expand(new)) for match in _matches(compiled(query), text)]
    except (regex.error, IndexError, KeyError) as error:
        raise Invalid(
            f"The replacement cannot be used: {error}. Groups are written \\1 or \\g<name>."
        ) from None


def _with_capitals(old: str, new: str) -> str:
    """The new text with the capitals of the old one: ALL of them, or the first letter's."""
    letters = [character for character in old if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return new.upper()
    if letters and old[:1].isupper() and new[:1].islower():
        return new[:1].upper() + new[1:]
    return new
