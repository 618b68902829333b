"""Words, spaces and punctuation of a text, as differences compare them.

The rule for scripts with spaces is written so that JavaScript's /u expressions say exactly the same
(`static/js/lib/tokens.js`); scripts without spaces are broken by ICU's dictionaries.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import regex

# Only these scripts need a dictionary: whoever writes them puts no space between words.
UNSPACED = (
    r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC"
    r"\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}"
)
LETTER = rf"(?:(?![{UNSPACED}])[\p{{L}}\p{{N}}_])\p{{M}}*"
# Apostrophes, the Catalan dot, Hebrew marks, the soft hyphen and joiners belong to a word only inside it.
INSIDE_WORDS = r"['\u2019\u00B7\u05F3\u05F4\u00AD\u200C\u200D]"
INSIDE_NUMBERS = r"[.,\u066B\u066C]"
EMOJI = (
    r"\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}\U000E0020-\U000E007F]*"
    r"(?:\u200D\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}]*)*"
)
TOKEN = regex.compile(
    r"(?P<unspaced>(?:[" + UNSPACED + r"]\p{M}*)+)"
    rf"|(?:{LETTER})+(?:(?:{INSIDE_WORDS}|(?<=\p{{Nd}}){INSIDE_NUMBERS}(?=\p{{Nd}}))(?:{LETTER})+)*"
    r"|\p{Regional_Indicator}{2}"
    rf"|{EMOJI}"
    r"|\r\n"
    r"|(?s:.)\p{M}*",
    regex.V0,
)
WORD = regex.compile(r"[\p{L}\p{N}]")
BLANK = regex.compile(r"\p{White_Space}*")
OUTER_BLANKS = regex.compile(r"\A\p{White_Space}+|\p{White_Space}+\Z")


def split(text: str, lang: str | None) -> list[str]:
    """Every token of the text in order; joined they are the text."""
    tokens: list[str] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup == "unspaced":
            tokens.extend(_by_dictionary(match.group(), lang))
        else:
            tokens.append(match.group())
    return tokens


def is_word(token: str) -> bool:
    return WORD.search(token) is not None


def is_blank(text: str) -> bool:
    return BLANK.fullmatch(text) is not None


def strip(text: str) -> str:
    """The text without white space at its ends, the same in Python and JavaScript."""
    return OUTER_BLANKS.sub("", text)


def count_words(tokens: Iterable[str]) -> int:
    return sum(map(is_word, tokens))


def comparable(token: str) -> str:
    """The token as comparing sees it: composed, whatever way it was typed."""
    return token if token.isascii() else unicodedata.normalize("NFC", token)


def _by_dictionary(run: str, lang: str | None) -> list[str]:
    # ICU's offsets count UTF-16 units; its strings are right.
    return list(_word_breaker()(run, _locale(lang)))


@lru_cache(maxsize=1)
def _word_breaker() -> Callable[[str, str], Iterable[str]]:
    # Loaded on first use: most texts and most commands never need sixteen megabytes of dictionaries.
    from icu4py.breakers import WordBreaker

    return WordBreaker


def _locale(lang: str | None) -> str:
    primary = (lang or "").split("-")[0].lower()
    return primary if primary in {"ja", "zh", "th", "lo", "km", "my"} else "ja"
