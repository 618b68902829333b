"""Sentences of a text, as spans that never change a character.

Rules of editors decide where they are sure; sentencex decides the rest. The tables of abbreviations are in
`abbreviations`, quotations and brackets in `enclosures`, line breaks in `lines`, inline lists in `listing`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import sentencex

from app.domain import abbreviations, languages
from app.domain.enclosures import CLOSERS, find_enclosed
from app.domain.lines import join_wrapped
from app.domain.listing import find_items

ORDINAL_LANGUAGES = frozenset(
    (
        "de",
        "da",
        "nb",
        "nn",
        "fi",
        "et",
        "cs",
        "sk",
        "sl",
        "hr",
        "sr",
        "bs",
        "hu",
        "lv",
        "is",
        "lb",
        "tr",
        "pl",
    )
)
_COLON_ENDS = frozenset({"ar", "fa"})
_BIDI = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FOOTNOTE = r"(?:\[\d{1,3}\]){0,9}"
_CLOSING = re.escape(CLOSERS)
_WIDE_CLOSING = "\"'”’」』）］】》〉〕"
# A run of full stops and the like with what closes behind it; bounded, so that no text makes it slow.
# Full-width and Indic ones need no space after.
_SPACED = r"[.!?…‼⁇⁈⁉؟]"
_FREE = r"[。！？｡．।॥۔።፧፨။។៕]"
_TERMINATOR = re.compile(
    rf"(?P<free>{_FREE}(?:{_FREE}|{_SPACED})*[{_WIDE_CLOSING}]*)"
    rf"|(?P<spaced>{_SPACED}(?:[{_CLOSING}]{{0,4}}{_SPACED}){{0,40}}+[{_CLOSING}]{{0,6}}+(?:[ \u00a0\u202f]»)?{_FOOTNOTE})(?=[\s{_BIDI}]|$|(?P<note>\d))"
    rf"|(?P<dash>(?:--|[—–])[\"”’»]+)(?=\s)"
    r"|(?P<glued>(?:(?<=[a-z]{3})|(?<=\d{3}))[.!?])(?=[A-Z][a-z])"
    r"|(?P<armenian>[:։](?=\s|$)|։)"
    r"|(?P<colon>:)(?=\s)"
    r"|(?P<greek>[;\u037e][\"»”]*)(?=\s|$)"
    r"|(?P<pipe>\|)(?=\s|$)"
    r"|(?P<thai>(?:ครับ|ค่ะ|นะคะ))(?=\s+[\u0e00-\u0e7f])"
)
_FOOTNOTES_AFTER = re.compile(r"\d{1,3}(?:[ ,–-]{1,2}\d{1,3}){0,20}+(?=\s+[\"“]?[^\W\d_])")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_LAST_WORD = re.compile(rf"(?:[^\s{_CLOSING}(\[{{«„“‘'\"–—][^\s(\[{{«„“\"–—]*)$")
_SPACED_LETTERS = re.compile(r"(?<![\w.])[^\W\d_]{1,2}(?:\.\s[^\W\d_]{1,2})+$")
_NOT_WORD = re.compile(rf"^[^\W\d_]{{1,4}}['’]|[\s{_BIDI}]")
_ROMAN = re.compile(r"[ivxlcdm]+")
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.-?[^\W\d_]{1,2})+")
_TIME_ZONES = frozenset(
    {"est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "gmt", "bst", "cet", "cest", "utc", "et"}
)
_SPACED_DOTS = re.compile(r"(?:\.\s){2,}\.$")
_OMISSION = re.compile(r"[\[(](?:\.{3}|…)[\])]$")
_LEADING_MARKER = re.compile(r"\s*[•⁃‣▪*(]?\s?\(?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})[.)．）]{1,2}$")
_NEUTRAL = str.maketrans(dict.fromkeys('"“”„«»‹›‘‚()[]{}\r\n\u202a\u202b\u202c\u202d\u202e', " "))
_EDGE_QUOTE = re.compile(r"(?<!\w)['’]|['’](?!\w)")
_OPENING = "\"'“„«‹‘‚([{¿¡«»—–- \u202a\u202b\u200f\u200e"


def split_sentences(text: str, lang: str | None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in order; what lies between them is white space alone."""
    language = languages.find(lang)
    spaceless = language is not None and language.writes_without_spaces
    spans: list[tuple[int, int]] = []
    for start, end in join_wrapped(text, spaceless=spaceless):
        block = _Block(text[start:end], languages.primary(lang) or "en")
        spans.extend((start + first, start + last) for first, last in block.sentences())
    return spans


@dataclass
class _Block:
    """One run of text without a paragraph break, and the questions that are asked about it."""

    text: str
    lang: str
    start: int = field(default=0)  # of the sentence that is being read

    def sentences(self) -> Iterator[tuple[int, int]]:
        for end in self.ends():
            span = _trimmed(self.text, self.start, end)
            if span:
                yield span
            self.start = end
        span = _trimmed(self.text, self.start, len(self.text))
        if span:
            yield span

    def ends(self) -> Iterator[int]:
        """Yield where sentences end; `start` moves on between two of them."""
        items = iter([at for at in find_items(self.text) if at and not self.is_enclosed(at)])
        item = next(items, None)
        for match in _TERMINATOR.finditer(self.text):
            while item is not None and item < match.end():
                yield item
                item = next(items, None)
            end = self.end_at(match)
            if end is not None and end > self.start:
                yield end
        while item is not None:
            yield item
            item = next(items, None)

    def end_at(self, match: re.Match[str]) -> int | None:
        """Return where the sentence ends if this terminator ends one."""
        kind, end = match.lastgroup, match.end()
        if kind == "note":
            return self.end_after_note(match)
        if self.is_enclosed(match.start()) and not self.closes_enclosure(end):
            return None
        if kind == "free":
            return end if self.free_stop_ends(match) else None
        if kind == "dash":
            return end if self.next_starts_upper(end) else None
        if kind == "glued":
            return end if self.glued_stop_ends(end) else None
        if kind != "spaced":
            return end if self.special_stop_ends(str(kind), match) else None
        return self.spaced_end(match)

    def spaced_end(self, match: re.Match[str]) -> int | None:
        end = match.end()
        rest = self.text[end : end + 6]
        if self.lang == "hy" and not set(match.group()) & set("!?"):
            return None
        if not rest.strip():
            return end
        if not any(char.isalnum() for char in self.text[self.start : end][-40:]):
            return None
        if re.match(r"\s\.(?:\s|$)", rest):
            return self.end_before_dots(match)
        if _OMISSION.search(self.text[max(0, end - 8) : end].rstrip("\"'”’»")):
            return None
        is_full_stop = match.group().rstrip(CLOSERS) == "." and not self.follows_dots(end)
        ends = self.full_stop_ends(match) if is_full_stop else self.mark_ends(match)
        return end if ends else None

    # What decides

    def mark_ends(self, match: re.Match[str]) -> bool:
        """ "!", "?" and dots end a sentence unless it goes on in small letters."""
        first = self.next_letter(match.end())
        if first is None:
            return not self.only_marks_follow(match.end())
        if first.islower():
            return False
        if self.follows_dots(match.end()):
            return self.text[match.end() - 7 : match.end() - 6] == "." or self.next_word(match.end()) != "i"
        if "?" in match.group() or "!" in match.group():
            return not self.text[match.start() - 1 : match.start()].isspace() or self.lang in ("fr", "")
        return self.next_word(match.end()) not in ("i", "i'm", "i’m", "i've") or match.group().startswith(
            "...."
        )

    def full_stop_ends(self, match: re.Match[str]) -> bool:
        end, word = match.end(), self.word_before(match.start())
        if (
            _LEADING_MARKER.fullmatch(self.text[self.start : end])
            and self.text[self.start : end].strip() != "."
        ):
            return False
        if not word:
            return bool(self.next_letter(end) and not self.next_letter(end).islower())  # type: ignore[union-attr]
        following = (
            self.text[end:].lstrip()[:1]
            if end + 40 > len(self.text)
            else self.text[end : end + 40].lstrip()[:1]
        )
        if following.isdigit():
            return self.stop_before_number_ends(word, match)
        first = self.next_letter(end)
        if first is None:
            return not self.only_marks_follow(end) and word not in self.words.never_last
        if first.islower():
            return self.stop_before_small_letter_ends(word, match)
        return self.stop_before_capital_ends(word, match)

    def stop_before_number_ends(self, word: str, match: re.Match[str]) -> bool:
        if word in self.words.before_numbers or word in self.words.never_last:
            return False
        if self.lang == "de" and word.endswith("str"):
            return False
        if word.isdigit() or len(word) == 1:
            return self.lang not in ORDINAL_LANGUAGES and not self.is_marker(match)
        return self.is_sentencex_end(match) or word not in self.words.anywhere

    def stop_before_small_letter_ends(self, word: str, match: re.Match[str]) -> bool:
        if (
            match.group()[-1] in CLOSERS
            or len(word) < 4
            or any(char.isdigit() or char == "." for char in word)
        ):
            return False
        known = self.words.never_last | self.words.before_numbers | self.words.anywhere
        return word not in known and self.is_sentencex_end(match)

    def stop_before_capital_ends(self, word: str, match: re.Match[str]) -> bool:
        is_starter = self.next_word(match.end()) in self.words.starters
        if word in self.words.anywhere:
            return self.stop_after_common_abbreviation_ends(word, match, is_starter=is_starter)
        if word in self.words.never_last:
            return False
        if word.isdigit():
            return not self.is_ordinal(word, match)
        if len(word) == 1 and word.isalpha():
            return is_starter and self.follows_small_word(match.start() - 1)
        if _DOTTED.fullmatch(word):
            return is_starter
        if word in self.words.before_numbers:
            following = self.next_word(match.end())
            return (
                len(word) > 1
                and following not in self.words.before_numbers
                and (is_starter or not _ROMAN.fullmatch(following))
            )
        return self.is_sentencex_end(match) or is_starter or len(word) > 3 or word.isalpha()

    def stop_after_common_abbreviation_ends(
        self, word: str, match: re.Match[str], *, is_starter: bool
    ) -> bool:
        if word in ("p.m", "a.m"):
            if self.next_word(match.end()) in _TIME_ZONES:
                return False
            return is_starter or len(self.text[self.start : match.start()].split()) > 3
        if is_starter:
            return True
        return self.is_sentencex_end(match)

    def free_stop_ends(self, match: re.Match[str]) -> bool:
        end, marks = match.end(), match.group()
        if "．" in marks and self.text[end : end + 1].isdigit():
            return False
        if _LEADING_MARKER.fullmatch(self.text[self.start : end]):
            return False
        if marks[-1] not in CLOSERS:
            return True
        after = self.text[end : end + 1]
        if not after or after.isspace() or after in "「『“（《":
            return True
        if self.lang == "zh":
            opener = self.enclosed_start(end - 1)
            return self.text[opener - 1 : opener] in tuple("：:，,")
        return marks[-1] in "」』" and "\u4e00" <= after <= "\u9fff"

    def glued_stop_ends(self, end: int) -> bool:
        """A missing space after the full stop: only before a word that surely begins a sentence."""
        following = self.next_word(end)
        return (
            following in self.words.starters or following in self.words.never_last
        ) and self.has_no_address(end)

    def special_stop_ends(self, kind: str, match: re.Match[str]) -> bool:
        if kind == "armenian":
            return self.lang == "hy" or "։" in match.group() or self.colon_ends(match)
        if kind == "colon":
            return self.colon_ends(match)
        return (kind, self.lang) in (("greek", "el"), ("pipe", "hi"), ("thai", "th"))

    def colon_ends(self, match: re.Match[str]) -> bool:
        after = self.text[match.end() : match.end() + 3].strip()[:1]
        return self.lang in _COLON_ENDS and not after.isdigit() and after not in '"«“'

    # What is asked

    @cached_property
    def words(self) -> abbreviations.Words:
        return abbreviations.words_of(self.lang)

    @cached_property
    def enclosed(self) -> list[tuple[int, int]]:
        return find_enclosed(self.text)

    @cached_property
    def enclosed_starts(self) -> list[int]:
        return [start for start, _ in self.enclosed]

    @cached_property
    def sentencex_ends(self) -> frozenset[int]:
        """Where sentencex ends sentences once quotation marks and brackets are out of its way."""
        plain = _EDGE_QUOTE.sub(" ", self.text.translate(_NEUTRAL))
        found = sentencex.get_sentence_boundaries(self.lang, plain)
        return frozenset(
            int(boundary["start_index"]) + len(str(boundary["text"]).rstrip()) for boundary in found
        )

    def is_sentencex_end(self, match: re.Match[str]) -> bool:
        return match.start() + 1 in self.sentencex_ends

    def is_enclosed(self, at: int) -> bool:
        index = bisect_right(self.enclosed_starts, at) - 1
        return index >= 0 and at < self.enclosed[index][1] and at != self.enclosed[index][0]

    def closes_enclosure(self, end: int) -> bool:
        return not self.is_enclosed(end - 1) or self.enclosed_end(end - 1) == end

    def enclosed_start(self, at: int) -> int:
        return self.enclosed[max(0, bisect_right(self.enclosed_starts, at) - 1)][0] if self.enclosed else 0

    def enclosed_end(self, at: int) -> int:
        return self.enclosed[bisect_right(self.enclosed_starts, at) - 1][1]

    def word_before(self, at: int) -> str:
        """The word before a full stop in lower case, "z.b" for "z. B" and "ing" for "l'Ing"."""
        before = self.text[max(self.start, at - 40) : at]
        found = _SPACED_LETTERS.search(before) or _LAST_WORD.search(before)
        return _NOT_WORD.sub("", found.group()).lower() if found else ""

    def follows_dots(self, end: int) -> bool:
        return bool(_SPACED_DOTS.search(self.text[max(0, end - 6) : end]))

    def follows_small_word(self, at: int) -> bool:
        found = re.search(r"(\w+)\s+$", self.text[max(self.start, at - 30) : at])
        return found is not None and found.group(1)[0].islower()

    def next_letter(self, at: int) -> str | None:
        """The letter that begins the next word, behind white space and opening marks; None if none does."""
        rest = self.text[at : at + 30].lstrip().lstrip(_OPENING)
        return rest[0] if rest and rest[0].isalpha() else None

    def next_word(self, at: int) -> str:
        found = _WORD.match(self.text[at : at + 40].lstrip().lstrip(_OPENING))
        return found.group().lower().replace("’", "'") if found else ""

    def next_starts_upper(self, at: int) -> bool:
        first = self.next_letter(at)
        return first is not None and first.isupper()

    def only_marks_follow(self, at: int) -> bool:
        rest = self.text[at : at + 30].split("\n")[0].strip()
        return bool(rest) and not any(char.isalnum() for char in rest) and at + 30 >= len(self.text)

    def is_marker(self, match: re.Match[str]) -> bool:
        return bool(_LEADING_MARKER.fullmatch(self.text[self.start : match.end()]))

    def is_ordinal(self, word: str, match: re.Match[str]) -> bool:
        if self.lang not in ORDINAL_LANGUAGES or len(word) > 3:
            return False
        following = self.next_word(match.end())
        if following in abbreviations.ORDINAL_NOUNS:
            return True
        leader = re.search(r"(\w+)\s+\d+$", self.text[max(self.start, match.start() - 30) : match.start()])
        is_led = leader is not None and leader.group(1).lower() in abbreviations.ORDINAL_LEADERS
        return is_led and following not in self.words.starters

    def has_no_address(self, at: int) -> bool:
        token = re.search(r"\S*$", self.text[max(0, at - 60) : at])
        return token is not None and not re.search(r"[@/]|www|\.\w", token.group())

    def end_after_note(self, match: re.Match[str]) -> int | None:
        """A reference number that stands behind the full stop belongs to the sentence before it."""
        notes = _FOOTNOTES_AFTER.match(self.text, match.end())
        word = self.word_before(match.start())
        stands_after_words = (word.isalpha() and len(word) > 3) or self.text[
            match.start() - 1 : match.start()
        ] in ")]"
        if notes is None or not stands_after_words or not self.next_starts_upper(notes.end()):
            return None
        return None if self.is_enclosed(match.start()) else notes.end()

    def end_before_dots(self, match: re.Match[str]) -> int | None:
        """A full stop behind a word ends the sentence; the spaced dots after it begin the next one."""
        is_first = not self.text[match.start() - 1 : match.start()].isspace()
        dots = re.compile(r"(?:\s\.){3}\s").match(self.text, match.end())
        return match.end() if is_first and dots and self.next_starts_upper(dots.end()) else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(stripped)
