"""Post-editing effort (PEE) as MateCat defines it: 0 where nothing was changed, 100 where nothing was kept.

Written from a description of MateCat's behaviour, with its faults, so that the numbers of people who come from there
can be compared. FAULTS names them; HTER is the number to trust.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..sentences import spoken

FAULTS = (
    spoken(
        "The order matters: a text compared with another one gives another number than the other way round."
    ),
    spoken("A word of more than four letters counts twice."),
    spoken("A change of case costs at most one point, and a change of a number is never seen as one."),
    spoken("A segment with more than 254 different words counts as rewritten from end to end."),
    spoken(
        "It is rounded to whole points for each segment, so that small changes in long segments disappear."
    ),
)
MOST_WORDS = 254
LONG = 4
FEWEST = 4
# Beyond this many words the comparison, cubic at worst, could hold a page up.
BUDGET = 400
TAG = regex.compile(r"<.*?>", regex.S)
NUMBER = regex.compile(r"(?:0-9|,|\.)+")  # as MateCat has it: it never matches a digit alone
SIGN = regex.compile(r"(?:\p{P}|\p{S}|\u00a0)+")
OTHER_SCRIPT = regex.compile(r"[^\p{Common}\p{Latin}]")
BY_PAIRS = frozenset({"zh", "ja", "ko"})


def of_pair(machine: str, correction: str, lang: str | None = None) -> int | None:
    """PEE of a machine text and its correction, 0 to 100; None where the texts are too long to compare in time."""
    if machine == correction:
        return 0  # also where there is no word to compare: …
    texts = [machine.lower(), correction.lower()]
    penalty = 0.0
    for pattern, weight in ((TAG, 0.01), (NUMBER, 0.01), (SIGN, 0.02)):
        penalty += weight * _unshared(*(pattern.findall(text) for text in texts))
        texts = [pattern.sub(" ", text) for text in texts]
    words = [_words(text, lang) for text in texts]
    if max(map(len, words)) > BUDGET:
        return None
    similarity = _similarity(*words) - penalty
    if similarity == 1 and machine.strip() != correction.strip():
        similarity -= 0.01
    # Half a point goes up, as PHP rounds it.
    return int((1 - min(1.0, max(0.0, similarity))) * 100 + 0.5 + 1e-9)


def _unshared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of both lists stand in one of them only."""
    shared = set(one) & set(other)
    return sum(each not in shared for each in (*one, *other))


def _words(text: str, lang: str | None) -> list[str]:
    found = [word for word in text.split(" ") if word.strip()]
    if (lang or "").split("-")[0].lower() not in BY_PAIRS:
        return found
    return [piece for word in found for piece in _pairs(word)]


def _pairs(word: str) -> list[str]:
    if len(word) < 2 or not OTHER_SCRIPT.search(word):
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def _similarity(one: Sequence[str], other: Sequence[str]) -> float:
    aliases = {word: number for number, word in enumerate(dict.fromkeys((*one, *other)))}
    if len(aliases) > MOST_WORDS:
        return -1.0
    left, right = (_as_bytes(words, aliases) for words in (one, other))
    if not left and not right:
        return 0.0
    share = 2 * similar(left, right) / (len(left) + len(right))
    longest = max(len(left), len(right))
    return 1 - longest / max(longest, FEWEST) * (1 - share) if share > 0 else 0.0


def _as_bytes(words: Sequence[str], aliases: dict[str, int]) -> bytes:
    found = bytearray()
    for word in words:
        found += chr(aliases[word]).encode()
        if len(word) > LONG:
            found.append(aliases[word])
    return bytes(found)


def similar(one: bytes, other: bytes) -> int:
    """How much of two strings stands in common runs: the longest one, then what is left and right of it, and so on."""
    total = 0
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        start, end, first, last = waiting.pop()
        at, to, size = _longest(one[start:end], other[first:last])
        if size:
            total += size
            waiting.append((start, start + at, first, first + to))
            waiting.append((start + at + size, end, first + to + size, last))
    return total


def _longest(one: bytes, other: bytes) -> tuple[int, int, int]:
    """Where the longest common run starts in each, and its length; the first of several."""
    best = (0, 0, 0)
    lengths = [0] * (len(other) + 1)
    for at, byte in enumerate(one):
        row = [0] * (len(other) + 1)
        for to, same in enumerate(other):
            if byte == same:
                row[to + 1] = lengths[to] + 1
                size = row[to + 1]
                begins = (at - size + 1, to - size + 1, size)
                if size > best[2] or (size == best[2] and begins < best):
                    best = begins
        lengths = row
    return best
